import Generation

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
  private let spans: SpanReader
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

  /// What the user of the reader that ships with Peruse should be told once: that it does not know
  /// `document`'s language.
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
    try results(of: [question], in: document, options: options)[0]
  }

  /// What the reader says to each of many questions about one document; windows of all of them share batches.
  ///
  /// - Throws: ``ReaderError`` where a question is empty or too long.
  public func results(
    of questions: [String], in document: ReadableDocument, options: ReaderOptions = ReaderOptions()
  ) throws -> [ReaderResult] {
    try results(of: questions.map { ReaderRequest(question: $0, document: document) }, options: options)
  }
}

// What the package's own tasks ask beside answers.
extension Reader {
  /// The model, for reports.
  package var model: ModelReport { ModelReport(spans.identity) }

  /// The word encoder under the span scores; nil for a recurrent reader.
  package var encoder: WordEncoder? { spans.encoder }

  /// How scores become probabilities.
  package var calibration: ReaderCalibration { spans.calibration }

  /// What answers under `options` depend on, for reports.
  package func settings(for options: ReaderOptions) -> ReaderSettings {
    ReaderSettings(precision: spans.precision, options: options)
  }

  /// What the reader says to questions about documents of any number.
  ///
  /// - Parameter progress: gets how far the reading is after each window; what it throws ends the work.
  package func results(
    of requests: [ReaderRequest], options: ReaderOptions,
    progress: (ReadingProgress) throws -> Void = { _ in }
  ) throws -> [ReaderResult] {
    try spans.results(of: requests, options: options, following: progress)
  }

  /// What the passages of a corpus answer.
  package func result(
    of question: String, in index: CorpusIndex, encoder: (any SentenceEncoding)?, options: AskOptions
  ) throws -> CorpusAnswers {
    try index.result(of: question, reader: spans, encoder: encoder, options: options)
  }

  /// Raw scores, to be turned into results under one calibration and another.
  package func scored(_ requests: [ReaderRequest], options: ReaderOptions) throws -> [ScoredReading] {
    try spans.scored(requests, options: options)
  }

  /// Why `answer` is what it is: see ``SpanReader/explanation(of:to:in:options:)``.
  package func explanation(
    of answer: Answer, to question: String, in document: ReadableDocument,
    options: ReaderOptions = ReaderOptions()
  ) throws -> AnswerExplanation {
    try spans.explanation(of: answer, to: question, in: document, options: options)
  }

  /// What is said to `question`, to be asked for again with words masked: see
  /// ``SpanReader/erasable(_:in:units:)``.
  package func erasable(
    _ question: String, in document: ReadableDocument, units: ErasableReading.Units = .text
  ) throws -> ErasableReading? {
    try spans.erasable(question, in: document, units: units)
  }

  /// What asks the questions of `writer` whose answers this reader finds again.
  package func asker(_ writer: SequenceWriter) -> QuestionAsker {
    QuestionAsker(writer: writer, reader: spans)
  }
}
