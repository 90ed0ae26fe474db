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
  /// - Throws: `ModelError`, `TokenizationError` or ``ReaderError``.
  public init(
    method: SummarizationMethod = .attention, modelAt folder: String? = nil,
    precision: WordEncoder.Precision = .int8, workers: Int = WorkerPool.activeCores,
    splitter: SentenceSplitter = SentenceSplitter()
  ) throws {
    self.splitter = splitter
    guard method.needsEncoder else {
      summarizer = Summarizer()
      model = nil
      self.precision = nil
      return
    }
    let encoder = try WordEncoder(
      modelAt: folder ?? BundledReader.folder(), precision: precision, workers: workers)
    let tokenizer = try WordPieceTokenizer(vocabularyAt: encoder.folder.vocabularyPath)
    summarizer = Summarizer(encoder: WordPieceSentenceEncoder(encoder: encoder, tokenizer: tokenizer))
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
    let summary = try summary(of: document, options: options)
    let fallback = ModelReport(name: options.method.rawValue, version: peruseVersion, sha256: nil)
    return SummarizationReport(
      document: DocumentReport(document), summary: summary, model: model ?? fallback,
      settings: SummarySettings(options: options, precision: precision))
  }
}
