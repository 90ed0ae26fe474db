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
  private let model: ModelReport?
  private let precision: WordEncoder.Precision?

  /// Loads a summarizer; methods that need no model load none.
  ///
  /// - Parameters:
  ///   - method: the method that will be used.
  ///   - folder: a model folder, or `nil` for the encoder that ships with Peruse.
  ///   - trained: folder of a trained summarizer, for the method `learned`.
  /// - Throws: `ModelError`, `TokenizationError`, `SummarizationError` or ``ReaderError``.
  public init(
    method: SummarizationMethod = .attention, modelAt folder: String? = nil,
    summarizerAt trained: String? = nil,
    precision: WordEncoder.Precision = .int8, workers: Int = WorkerPool.activeCores,
    splitter: SentenceSplitter = SentenceSplitter()
  ) throws {
    try self.init(
      methods: [method], modelAt: folder, summarizerAt: trained, precision: precision, workers: workers,
      splitter: splitter)
  }

  /// Loads a summarizer for several methods.
  ///
  /// - Throws: `ModelError`, `TokenizationError`, `SummarizationError` or ``ReaderError``.
  public init(
    methods: Set<SummarizationMethod>, modelAt folder: String? = nil, summarizerAt trained: String? = nil,
    precision: WordEncoder.Precision = .int8, workers: Int = WorkerPool.activeCores,
    splitter: SentenceSplitter = SentenceSplitter()
  ) throws {
    self.splitter = splitter
    guard methods.contains(where: \.needsEncoder) else {
      summarizer = Summarizer()
      model = nil
      self.precision = nil
      return
    }
    let encoder = try WordEncoder(
      modelAt: folder ?? BundledReader.folder(), precision: precision, workers: workers)
    let tokenizer = try WordPieceTokenizer(vocabularyAt: encoder.folder.vocabularyPath)
    var learned: LearnedSalience?
    if methods.contains(.learned) {
      guard let trained else { throw SummarizationError.noEncoder(.learned) }
      learned = try LearnedSalience(modelAt: trained, encoder: encoder, tokenizer: tokenizer)
    }
    summarizer = Summarizer(
      encoder: WordPieceSentenceEncoder(encoder: encoder, tokenizer: tokenizer), learned: learned)
    self.model = ModelReport(encoder)
    self.precision = precision
  }

  /// Summarizes `document`.
  ///
  /// - Throws: `SummarizationError`.
  public func summary(of document: Document, options: SummaryOptions = SummaryOptions()) throws -> Summary {
    try summarizer.summarize(document, sentences: splitter.sentences(in: document), options: options)
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
    summarizer.summarize(
      documents.map { ($0, splitter.sentences(in: $0)) }, options: options)
  }

  /// Reports `summary`, which was made from `document`, with its model and settings.
  public func report(_ summary: Summary, of document: Document) -> SummarizationReport {
    SummarizationReport(
      document: DocumentReport(document), summary: summary, model: modelReport(for: summary.options),
      settings: settings(for: summary.options))
  }

  /// The model, or the method where it needs none.
  func modelReport(for options: SummaryOptions) -> ModelReport {
    model ?? ModelReport(name: options.method.rawValue, version: peruseVersion, sha256: nil)
  }

  /// What a summary with these options depends on.
  func settings(for options: SummaryOptions) -> SummarySettings {
    SummarySettings(options: options, precision: precision)
  }
}
