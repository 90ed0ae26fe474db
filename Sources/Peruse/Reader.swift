/// Answers questions about documents: sentence splitting and span reading in one.
///
/// ```swift
/// let reader = try Reader()
/// let document = try DocumentReader().document(at: "report.xml")
/// for answer in try reader.answers(to: "Who wrote it?", in: document) {
///   print(answer.text, answer.probability, answer.provenance?.bytes)
/// }
/// ```
public struct Reader: Sendable {
  /// The span reader that does the work.
  package let spans: SpanReader
  /// Cuts text into sentences.
  public var splitter: SentenceSplitter

  /// Loads a reader.
  ///
  /// - Parameters:
  ///   - folder: a model folder, or `nil` for the reader that ships with Peruse.
  ///   - precision: arithmetic of the encoder.
  ///   - workers: threads.
  ///   - splitter: cuts text into sentences.
  /// - Throws: ``ModelError``, ``TokenizationError`` or ``ReaderError``.
  public init(
    modelAt folder: String? = nil, precision: WordEncoder.Precision = .int8,
    workers: Int = WorkerPool.activeCores, splitter: SentenceSplitter = SentenceSplitter()
  ) throws {
    spans = try SpanReader(
      modelAt: folder ?? BundledReader.folder(), precision: precision, workers: workers)
    self.splitter = splitter
  }

  /// What the user of the reader that ships with Peruse should be told once: that it does not know `document`'s language.
  package static func notice(of document: Document) -> Notice? {
    guard let language = document.textLanguage, language != "en" else { return nil }
    return .readsEnglish(language: language)
  }

  /// What the user should be told once where an answer came out of parts of a long document.
  package static func notice(of result: TaskResult) -> Notice? {
    (result.report as? AnswersReport)?.read == nil ? nil : .readsParts
  }

  /// Cuts a document into sentences and word pieces, once for all questions.
  public func prepare(_ document: Document) -> ReadableDocument {
    spans.prepare(document, sentences: splitter.sentences(in: document))
  }

  /// The best answers to `question` in `document`, by falling probability.
  ///
  /// - Throws: ``ReaderError`` where the question is empty or too long.
  public func answers(
    to question: String, in document: Document, options: ReaderOptions = ReaderOptions()
  ) throws -> [Answer] {
    try spans.answers(to: question, in: prepare(document), options: options)
  }

  /// The same, with how likely it is that the document holds no answer.
  ///
  /// - Throws: ``ReaderError`` where the question is empty or too long.
  public func result(
    of question: String, in document: ReadableDocument, options: ReaderOptions = ReaderOptions()
  ) throws -> ReaderResult {
    try spans.results(of: [ReaderRequest(question: question, document: document)], options: options)[0]
  }
}
