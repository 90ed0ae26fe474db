/// Summarizes documents: sentence splitting, encoding and choosing in one.
///
/// ```swift
/// let summarizer = try DocumentSummarizer()
/// let document = try DocumentReader().document(at: "report.xml")
/// for sentence in try summarizer.summary(of: document).sentences {
///   print(sentence.text, sentence.provenance?.bytes)
/// }
/// ```
public struct DocumentSummarizer: Sendable {
  /// Weighs and chooses.
  public let summarizer: Summarizer
  /// Cuts text into sentences.
  public var splitter: SentenceSplitter
  /// What the user should know about what was loaded: that the trained summarizer does not fit the encoder.
  public let notice: String?
  private let model: ModelReport?
  private let precision: WordEncoder.Precision?

  /// Loads a summarizer; methods that need no model load none.
  ///
  /// - Parameters:
  ///   - method: the method that will be used; `nil` for `learned`, or `attention` where the trained
  ///     summarizer does not fit the encoder, which ``notice`` then says.
  ///   - folder: a model folder, or `nil` for the encoder that ships with Peruse.
  ///   - trained: folder of a trained summarizer, or `nil` for the one that ships with Peruse.
  ///   - precision: arithmetic of the encoder.
  ///   - workers: threads.
  ///   - splitter: cuts text into sentences.
  /// - Throws: ``ModelError``, ``TokenizationError`` or ``ReaderError``.
  public init(
    method: SummarizationMethod? = nil, modelAt folder: String? = nil, summarizerAt trained: String? = nil,
    precision: WordEncoder.Precision = .int8, workers: Int = WorkerPool.activeCores,
    splitter: SentenceSplitter = SentenceSplitter()
  ) throws {
    try self.init(
      methods: [method ?? .learned], fallsBack: method == nil && trained == nil, modelAt: folder,
      summarizerAt: trained, precision: precision, workers: workers, splitter: splitter)
  }

  /// Loads a summarizer for several methods.
  ///
  /// - Throws: ``ModelError``, ``TokenizationError`` or ``ReaderError``.
  public init(
    methods: Set<SummarizationMethod>, fallsBack: Bool = false, modelAt folder: String? = nil,
    summarizerAt trained: String? = nil, precision: WordEncoder.Precision = .int8,
    workers: Int = WorkerPool.activeCores, splitter: SentenceSplitter = SentenceSplitter()
  ) throws {
    self.splitter = splitter
    guard methods.contains(where: \.needsEncoder) else {
      summarizer = Summarizer()
      (model, self.precision, notice) = (nil, nil, nil)
      return
    }
    let encoder = try WordEncoder(
      modelAt: folder ?? BundledReader.folder(), precision: precision, workers: workers)
    let tokenizer = try WordPieceTokenizer(vocabularyAt: encoder.folder.vocabularyPath)
    var learned: LearnedSalience?
    var notice: String?
    if methods.contains(.learned) {
      do throws(ModelError) {
        let head: String
        if let trained { head = trained } else { head = try BundledSummarizer.folder() }
        learned = try LearnedSalience(modelAt: head, encoder: encoder, tokenizer: tokenizer)
      } catch {
        guard fallsBack else { throw error }
        notice = "the trained summarizer is left out, and the method attention used: \(error.description)"
      }
    }
    self.notice = notice
    summarizer = Summarizer(
      encoder: WordPieceSentenceEncoder(encoder: encoder, tokenizer: tokenizer), learned: learned,
      question: try QuestionAttention(encoder: encoder, tokenizer: tokenizer))
    self.model = ModelReport(encoder)
    self.precision = precision
  }

  /// With the method that will really be used.
  func resolved(_ options: SummaryOptions) -> SummaryOptions {
    var options = options
    if options.method == .learned, notice != nil { options.method = .attention }
    return options
  }

  /// What the user should be told once: that `document`'s language has another method than the default's.
  package func notice(of document: Document, options: SummaryOptions) -> Notice? {
    let options = resolved(options)
    let method = options.suiting(document).method
    guard method != options.method, let language = document.textLanguage else { return nil }
    return .summarizes(by: method, language: language)
  }

  /// One summary of many documents.
  ///
  /// - Throws: `SummarizationError`.
  public func summary(
    merging documents: [(document: Document, sentences: [Sentence])], options: SummaryOptions
  ) throws -> MergedSummary {
    try summarizer.summarize(merging: documents, options: resolved(options))
  }

  /// Summarizes `document`.
  ///
  /// - Throws: `SummarizationError`.
  public func summary(of document: Document, options: SummaryOptions = SummaryOptions()) throws -> Summary {
    try summary(of: document, options: options, following: { _ in })
  }

  /// The same, telling `progress` after each batch of sentences the share that is read; what it throws ends
  /// the work.
  package func summary(
    of document: Document, options: SummaryOptions, following progress: @escaping (Double) throws -> Void
  ) throws -> Summary {
    try summarizer.summarize(
      document, sentences: splitter.sentences(in: document), options: resolved(options), following: progress)
  }

  /// One summary of many documents, telling `progress` the share that is read; what it throws ends the work.
  package func summary(
    merging documents: [Document], options: SummaryOptions,
    following progress: @escaping (Double) throws -> Void
  ) throws -> MergedSummary {
    try summarizer.summarize(
      merging: documents.map { ($0, splitter.sentences(in: $0)) }, options: resolved(options),
      following: progress)
  }

  /// Summarizes `document` and reports the result with its model and settings.
  ///
  /// - Throws: `SummarizationError`.
  public func report(on document: Document, options: SummaryOptions) throws -> SummarizationReport {
    report(try summary(of: document, options: options), of: document)
  }

  /// Summarizes many documents; their sentences share the encoder's batches.
  ///
  /// - Returns: For each document its summary, or why there is none.
  public func summaries(
    of documents: [Document], options: SummaryOptions
  ) -> [Result<Summary, SummarizationError>] {
    summaries(of: documents.map { ($0, splitter.sentences(in: $0)) }, options: options)
  }

  /// Summarizes many documents whose sentences are known.
  public func summaries(
    of documents: [(document: Document, sentences: [Sentence])], options: SummaryOptions
  ) -> [Result<Summary, SummarizationError>] {
    summarizer.summarize(documents.map { ($0.document, $0.sentences) }, options: resolved(options))
  }

  /// Summarizes `document`, with everything that any form of the result shows.
  ///
  /// - Throws: `SummarizationError`.
  public func result(
    of document: Document, options: SummaryOptions = SummaryOptions(),
    reporting: SummaryReporting = SummaryReporting()
  ) throws -> TaskResult {
    let sentences = splitter.sentences(in: document)
    let summary = try summarizer.summarize(document, sentences: sentences, options: resolved(options))
    var result = result(summary, of: document, sentences: sentences, reporting: reporting)
    if reporting.withEvidence { try addEvidence(to: &result, of: document, sentences, summary.options) }
    return result
  }

  /// `summary`, which was made from `sentences` of `document`, as a result.
  func result(
    _ summary: Summary, of document: Document, sentences: [Sentence], reporting: SummaryReporting
  ) -> TaskResult {
    var report = SummarizationReport(
      document: DocumentReport(document), summary: summary, model: modelReport(for: summary.options),
      settings: settings(for: summary.options), withScores: reporting.withScores)
    if !reporting.withReasons { report = report.unexplained }
    if reporting.keywords > 0 {
      report.keywords = KeyPhrases.of(
        document, sentences: sentences, summary: summary, count: reporting.keywords)
    }
    return TaskResult(report, summary: summary, document: document, sentences: sentences)
  }

  /// One summary of many documents as a result.
  public func result(
    _ summary: MergedSummary, merging documents: [(document: Document, sentences: [Sentence])]
  ) -> TaskResult {
    TaskResult(report(summary, of: documents.map(\.document)), summary: summary, documents: documents)
  }

  /// Reports one summary of many documents, with its model and settings.
  public func report(_ summary: MergedSummary, of documents: [Document]) -> MergedReport {
    MergedReport(
      documents: documents.map { DocumentReport($0) }, summary: summary,
      model: modelReport(for: summary.options), settings: settings(for: summary.options))
  }

  /// Reports `summary`, which was made from `document`, with its model and settings.
  public func report(_ summary: Summary, of document: Document) -> SummarizationReport {
    SummarizationReport(
      document: DocumentReport(document), summary: summary, model: modelReport(for: summary.options),
      settings: settings(for: summary.options))
  }

  /// The model, or the method where it needs none.
  func modelReport(for options: SummaryOptions) -> ModelReport {
    let options = resolved(options)
    // Where the summarizer was loaded for others as well: no model has had a say.
    if !options.method.needsEncoder, !options.usesVectorsForQuery {
      return ModelReport(name: options.method.rawValue, version: peruseVersion, sha256: nil)
    }
    if options.method == .learned, let learned = summarizer.learned {
      return ModelReport(name: learned.name, version: learned.version, sha256: learned.sha256)
    }
    return model ?? ModelReport(name: options.method.rawValue, version: peruseVersion, sha256: nil)
  }

  /// What a summary with these options depends on.
  func settings(for options: SummaryOptions) -> SummarySettings {
    SummarySettings(options: resolved(options), precision: precision)
  }
}

/// What a summary's report says beside the chosen sentences.
public struct SummaryReporting: Sendable, Hashable {
  /// Scores of all sentences.
  public var withScores: Bool
  /// Number of key phrases.
  public var keywords: Int
  /// Why each sentence was chosen, in words.
  public var withReasons: Bool

  /// What the levels' judgement of each chosen sentence rests on, by attention and by erasure; of the method
  /// learned without a query, since a query is not what its levels judge by.
  public var withEvidence: Bool

  /// Creates a choice.
  public init(
    withScores: Bool = false, keywords: Int = 0, withReasons: Bool = false, withEvidence: Bool = false
  ) {
    (self.withScores, self.keywords) = (withScores, keywords)
    (self.withReasons, self.withEvidence) = (withReasons, withEvidence)
  }
}
