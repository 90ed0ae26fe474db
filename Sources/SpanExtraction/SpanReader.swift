import HierarchicalModels
import Ingestion
import Tensors
import Tokenization

/// Answers questions with spans of a document.
///
/// The text is read in overlapping windows on sentence boundaries, each behind the question
/// (`[CLS] question [SEP] text [SEP]`, Devlin et al. 2018). Start and end logits of all windows are
/// normalised together. Nothing is cut: a longer text takes more windows, in memory that does not
/// depend on their number.
public struct SpanReader: Sendable {
  /// The word encoder under the span scores.
  public let encoder: WordEncoder
  /// The tokenizer of the model's vocabulary.
  public let tokenizer: WordPieceTokenizer
  private let head: SpanHead
  private let sentenceLevel: SentenceScorer?
  /// How scores become probabilities, and when the reader says that there is no answer.
  public let calibration: ReaderCalibration

  /// Word pieces encoded in one call; bounds memory on long documents.
  private static let batchPieces = 8192

  /// Loads a reader: a word encoder with `qa_outputs.weight` (2 × width) and `qa_outputs.bias`.
  ///
  /// - Throws: `ModelError` or `TokenizationError` where a file is missing or damaged,
  ///   ``ReaderError/notAReader(folder:reason:)`` where the folder holds another kind of model.
  public init(
    modelAt folder: String, precision: WordEncoder.Precision, workers: Int = WorkerPool.activeCores
  ) throws {
    encoder = try WordEncoder(modelAt: folder, precision: precision, workers: workers)
    tokenizer = try WordPieceTokenizer(vocabularyAt: encoder.folder.vocabularyPath)
    head = try SpanHead(encoder.folder, width: encoder.configuration.width)
    sentenceLevel = try SentenceScorer(encoder)
    calibration = try ReaderCalibration(encoder.folder)
  }

  /// Cuts a document into word pieces, once for all questions.
  public func prepare(
    _ document: Document, sentences: [Sentence], skipping: Set<Block.Role> = [.bibliography]
  ) -> ReadableDocument {
    ReadableDocument(document, sentences: sentences, tokenizer: tokenizer, skipping: skipping)
  }

  /// The best answers to `question` in `document`, by falling probability.
  ///
  /// - Throws: ``ReaderError`` where the question is empty or too long; encoder errors.
  public func answers(
    to question: String, in document: ReadableDocument, options: ReaderOptions = ReaderOptions()
  ) throws -> [Answer] {
    try answers(to: [ReaderRequest(question: question, document: document)], options: options)[0]
  }

  /// Answers many questions at once; windows of different questions share batches.
  ///
  /// The result of a request does not depend on the others.
  public func answers(
    to requests: [ReaderRequest], options: ReaderOptions = ReaderOptions()
  ) throws -> [[Answer]] {
    try results(of: requests, options: options).map(\.answers)
  }

  /// The same with what the reader says of each question as a whole.
  public func results(
    of requests: [ReaderRequest], options: ReaderOptions = ReaderOptions()
  ) throws -> [ReaderResult] {
    try options.validate()
    var readings = try requests.map { try reading(of: $0, options: options) }
    var batch: [(reading: Int, window: ReadingWindow)] = []
    var pieces = 0
    for (index, reading) in readings.enumerated() {
      for window in reading.windows {
        batch.append((index, window))
        pieces += window.pieces.count + reading.prefix.count + 1
        if pieces >= Self.batchPieces {
          try score(batch, &readings)
          batch.removeAll(keepingCapacity: true)
          pieces = 0
        }
      }
    }
    try score(batch, &readings)
    return readings.map { $0.result(options: options, calibration) }
  }

  private func reading(of request: ReaderRequest, options: ReaderOptions) throws -> Reading {
    let question = tokenizer.encode(request.question).ids
    guard !question.isEmpty else { throw ReaderError.emptyQuestion }
    let longest = encoder.configuration.positions
    // At least a quarter of a window stays for the text.
    let window = min(options.window, longest)
    let limit = window - window / 4 - 3
    guard question.count <= limit else {
      throw ReaderError.questionTooLong(pieces: question.count, limit: limit)
    }
    let prefix = [tokenizer.classificationID] + question + [tokenizer.separatorID]
    let count = request.document.ids.count
    let fits = count <= longest - prefix.count - 1
    let capacity = fits ? count : window - prefix.count - 1
    let plan = WindowPlan(capacity: capacity, overlap: min(options.overlap, capacity / 2))
    return Reading(
      document: request.document, prefix: prefix,
      windows: plan.windows(over: count, boundaries: request.document.boundaries),
      rules: request.document.rules(maximumWords: options.maximumAnswerWords))
  }

  private func score(_ batch: [(reading: Int, window: ReadingWindow)], _ readings: inout [Reading]) throws {
    guard !batch.isEmpty else { return }
    let inputs = batch.map { item in
      readings[item.reading].input(for: item.window, separator: tokenizer.separatorID)
    }
    let outputs = try encoder.encode(inputs)
    for (item, output) in zip(batch, outputs) {
      let skipped = readings[item.reading].prefix.count
      var logits = head.logits(output, at: skipped..<(skipped + item.window.pieces.count))
      var null: Float = 0
      if calibration.nullBias != nil {
        let first = head.logits(output, at: 0..<1)
        null = first.start[0] + first.end[0]
      }
      if let sentenceLevel {
        let sentences = readings[item.reading].document.sentencePlaces(
          in: item.window.pieces, shift: skipped - item.window.pieces.lowerBound)
        let scores = try sentenceLevel.scores(output, question: 1..<skipped - 1, sentences: sentences)
        for (sentence, score) in zip(sentences, scores.sentences) {
          for place in sentence {
            logits.start[place - skipped] += score
            logits.end[place - skipped] += score
          }
        }
        null += 2 * scores.null
      }
      if calibration.temperature != 1 {
        let factor = 1 / calibration.temperature
        logits = (logits.start.map { $0 * factor }, logits.end.map { $0 * factor })
        null *= factor
      }
      if calibration.nullBias != nil { readings[item.reading].candidates.add(null: null) }
      readings[item.reading].candidates.add(
        start: logits.start, end: logits.end, window: item.window, rules: readings[item.reading].rules)
    }
  }
}

/// What a reader makes of one question.
public struct ReaderResult: Sendable {
  /// Answers by falling probability; empty where there is none.
  public var answers: [Answer]
  /// Probability that the document holds no answer; nil where the reader always answers.
  public var noAnswerProbability: Double?
}

/// A question and the document to answer it from.
public struct ReaderRequest: Sendable {
  /// The question.
  public var question: String
  /// The document, already cut into pieces.
  public var document: ReadableDocument

  /// Creates a request.
  public init(question: String, document: ReadableDocument) {
    self.question = question
    self.document = document
  }
}
