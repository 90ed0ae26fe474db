import HierarchicalModels
import Ingestion
import Tensors
import Tokenization

/// Answers questions with spans of a document.
///
/// The text is read in overlapping windows on sentence boundaries, each together with the question. Start and
/// end scores of all windows are normalised together. Nothing is cut: a longer text takes more windows, in
/// memory that does not depend on their number.
public struct SpanReader: Sendable {
  /// The word encoder under the span scores; nil for a recurrent reader.
  public let encoder: WordEncoder?
  /// Cuts questions and texts into the units that are scored.
  public let tokenizer: any ReadingTokenizer
  /// The model's name, version and checksum.
  public let identity: ModelIdentity
  /// Arithmetic of the model.
  public let precision: WordEncoder.Precision
  /// How scores become probabilities, and when the reader says that there is no answer.
  public let calibration: ReaderCalibration
  let scorer: any WindowScorer

  /// Units scored in one call; bounds memory on long documents.
  private static let batchUnits = 8192

  /// Loads a reader: a word encoder with `qa_outputs.weight` (2 × width) and `qa_outputs.bias`, or a
  /// recurrent reader.
  ///
  /// - Parameter precision: of a word encoder; a recurrent reader always computes in float32.
  /// - Throws: `ModelError` or `TokenizationError` where a file is missing or damaged,
  ///   ``ReaderError/notAReader(folder:reason:)`` where the folder holds another kind of model.
  public init(
    modelAt folder: String, precision: WordEncoder.Precision, workers: Int = WorkerPool.activeCores
  ) throws {
    if RecurrentReaderConfiguration.describes(folder) {
      let scorer = try RecurrentScorer(modelAt: folder, workers: workers)
      encoder = nil
      self.precision = .float32
      calibration = try ReaderCalibration(scorer.folder)
      identity = ModelIdentity(scorer.folder, fallback: "recurrent reader")
      self.scorer = scorer
    } else {
      let scorer = try TransformerScorer(modelAt: folder, precision: precision, workers: workers)
      encoder = scorer.encoder
      self.precision = precision
      calibration = try ReaderCalibration(scorer.encoder.folder)
      identity = ModelIdentity(
        name: scorer.encoder.name, version: scorer.encoder.version, sha256: scorer.encoder.sha256)
      self.scorer = scorer
    }
    tokenizer = scorer.tokenizer
  }

  /// Cuts a document into the reader's units, once for all questions.
  ///
  /// - Parameter context: words that are read before the text and are no part of it.
  public func prepare(
    _ document: Document, sentences: [Sentence],
    skipping: Set<Block.Role> = [.bibliography, .stage, .speaker], context: String? = nil
  ) -> ReadableDocument {
    ReadableDocument(
      document, sentences: sentences, tokenizer: tokenizer, skipping: skipping, context: context)
  }

  /// The same of a piece of a document that begins with rows of a table whose heads stand elsewhere.
  package func prepare(
    _ document: Document, sentences: [Sentence], context: String?, columns: [TableOutline.Column]
  ) -> ReadableDocument {
    ReadableDocument(
      document, sentences: sentences, tokenizer: tokenizer, context: context, columns: columns)
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
  ///
  /// - Parameter progress: gets how many windows are read, and of how many; of long documents perhaps twice,
  ///   see ``ReaderOptions/closeWindows``.
  public func results(
    of requests: [ReaderRequest], options: ReaderOptions = ReaderOptions(),
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> [ReaderResult] {
    try results(of: requests, options: options, following: { progress($0.done, $0.total) })
  }

  /// The same, for whoever wants to know how much is left altogether, or may want it no longer.
  ///
  /// - Parameter progress: gets how far the reading is after each window; what it throws ends the work.
  package func results(
    of requests: [ReaderRequest], options: ReaderOptions = ReaderOptions(),
    following progress: (ReadingProgress) throws -> Void
  ) throws -> [ReaderResult] {
    var readings = try readings(of: requests, options: options)
    var state = ReadingProgress(windows: readings.reduce(0) { $0 + $1.windows.count + $1.others.count })
    func read(_ windows: [[ReadingWindow]]) throws {
      state.begin(windows.reduce(0) { $0 + $1.count })
      try score(windows, of: readings) { index, window, scores in
        readings[index].add(scores, of: window, calibration)
        state.done += 1
        try progress(state)
      }
    }
    try read(readings.map(\.windows))
    var results = readings.map { reading in
      var result = reading.result(options: options, calibration.absence)
      result.windows = reading.windowCount
      result.windowsRead = reading.windows.count
      return result
    }
    // Nobody is told that there is no answer in what was not read.
    let unsure = results.indices.filter {
      !readings[$0].others.isEmpty && results[$0].verdict != .answer
    }
    guard !unsure.isEmpty else { return results }
    var others = [[ReadingWindow]](repeating: [], count: readings.count)
    for index in unsure { others[index] = readings[index].others }
    try read(others)
    for index in unsure {
      let windows = results[index].windows
      results[index] = readings[index].result(options: options, calibration.absence)
      (results[index].windows, results[index].windowsRead) = (windows, windows)
    }
    return results
  }

  /// Raw scores of questions, to be turned into results under one calibration and another.
  package func scored(
    _ requests: [ReaderRequest], options: ReaderOptions = ReaderOptions()
  ) throws -> [ScoredReading] {
    var results = try readings(of: requests, options: options).map { ScoredReading(reading: $0) }
    try score(results.map { $0.reading.windows + $0.reading.others }, of: results.map(\.reading)) {
      index, window, scores in
      results[index].scores.append((window, scores))
    }
    return results
  }

  /// Raw scores of windows in the reader's own units.
  package func scores(of windows: [WindowInput]) throws -> [WindowScores] {
    try scorer.scores(of: windows)
  }

  private func score(
    _ windows: [[ReadingWindow]], of readings: [SpanSearch],
    _ use: (Int, ReadingWindow, WindowScores) throws -> Void
  ) throws {
    var batch: [(reading: Int, window: ReadingWindow)] = []
    var units = 0
    func flush() throws {
      guard !batch.isEmpty else { return }
      let scores = try scorer.scores(of: batch.map { readings[$0.reading].input(for: $0.window) })
      for (item, scores) in zip(batch, scores) { try use(item.reading, item.window, scores) }
      batch.removeAll(keepingCapacity: true)
      units = 0
    }
    for (index, reading) in readings.enumerated() {
      for window in windows[index] {
        batch.append((index, window))
        units += window.pieces.count + reading.question.count + scorer.specialTokens
        if units >= Self.batchUnits { try flush() }
      }
    }
    try flush()
  }

  private func readings(of requests: [ReaderRequest], options: ReaderOptions) throws -> [SpanSearch] {
    try options.validate()
    return try requests.map { try reading(of: $0, options: options) }
  }

  func reading(of request: ReaderRequest, options: ReaderOptions) throws -> SpanSearch {
    let question = tokenizer.ids(of: request.question)
    guard !question.isEmpty else { throw ReaderError.emptyQuestion }
    let longest = scorer.positions ?? options.window
    // At least a quarter of a window stays for the text.
    let window = min(options.window, longest)
    let limit = window - window / 4 - scorer.specialTokens
    guard question.count <= limit else {
      throw ReaderError.questionTooLong(pieces: question.count, limit: limit)
    }
    let words = QuestionWords(request.question)
    var request = request
    // A change log has its releases before its items, and of a long text not much can be read twice.
    let readsAsItStands = options.strict || request.document.isLong || request.document.hasReleases
    let lists = readsAsItStands ? [:] : request.document.lists.headings(namedIn: words)
    let named =
      readsAsItStands
      ? [:] : NamedOptions.headings(namedIn: request.question, of: request.document.document)
    let headings = lists.merging(named) { _, name in name }
    if !headings.isEmpty { request.document = request.document.reading(headings, tokenizer: tokenizer) }
    let taken = question.count + scorer.specialTokens
    let count = request.document.ids.count
    let fits = count <= longest - taken
    // Who reads only the beginning reads as much of it as the model can.
    let capacity = fits ? count : (options.combination == .first ? longest : window) - taken
    let plan = WindowPlan(capacity: capacity, overlap: min(options.overlap, capacity / 2))
    var windows = plan.windows(over: count, boundaries: request.document.boundaries)
    if options.combination == .first { windows = Array(windows.prefix(1)) }
    var kind = options.strict ? .other : QuestionKind(of: request.question)
    if kind == .yesOrNo, !options.givesEvidence { kind = .other }
    if kind == .other, !lists.isEmpty, words.asksForAll { kind = .list }
    // What asks nothing is read only where something is to be said all the same.
    if kind == .none, !options.alwaysAnswers { windows = [] }
    let chosen = { count in
      CoarseReading.chosen(
        count, of: windows, in: request.document, for: question, vectors: scorer.vectors)
    }
    var others: [ReadingWindow] = []
    let windowCount = windows.count
    if let close = options.closeWindows {
      if close > 0 { windows = chosen(close) }
    } else if windows.count > ReaderOptions.wholeWindows, kind != .list, !options.strict {
      // What is asked for as a list may stand anywhere.
      let first = chosen(ReaderOptions.closestWindows)
      let isFirst = Set(first)
      others = windows.filter { !isFirst.contains($0) }
      windows = first
    }
    var hints = SpanSearch.Hints()
    hints.asksForRelease =
      !options.strict && (words.asksSinceRelease || request.document.hasReleases && words.asksForRelease)
    hints.asksForRange = words.mayAskForRange
    hints.namesList = !lists.isEmpty
    hints.roles = kind == .other && words.asksWho ? Set(words.all) : []
    hints.joinedShare = kind == .list ? 0.02 : kind == .other && words.mayAskForSeveral ? 0.1 : nil
    return SpanSearch(
      document: request.document, question: question, windows: windows, others: others,
      windowCount: windowCount, combination: options.combination,
      rules: request.document.rules(maximumWords: options.maximumAnswerWords), kind: kind,
      attention: kind == .yesOrNo
        ? CoarseReading.sentenceWeights(request.document, question, scorer.vectors) : [],
      hints: hints)
  }
}

/// A model by name, version and checksum of its weights.
public struct ModelIdentity: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// Its version.
  public var version: String
  /// SHA-256 of its weights.
  public var sha256: String

  /// Names a model.
  public init(name: String, version: String, sha256: String) {
    (self.name, self.version, self.sha256) = (name, version, sha256)
  }

  /// What a folder says of itself.
  init(_ folder: ModelFolder, fallback: String) {
    self.init(
      name: folder.manifest?.name ?? fallback, version: folder.manifest?.version ?? "", sha256: folder.sha256)
  }
}

/// What a reader makes of one question.
public struct ReaderResult: Sendable {
  /// Answers by falling probability; empty where there is none.
  public var answers: [Answer]
  /// Probability that the document holds no answer, from the same distribution as the answers' unless the
  /// options are strict; nil where the reader always answers.
  public var noAnswerProbability: Double?
  /// Whether the document answers the question; nil under strict options.
  public var verdict: Verdict?
  /// Windows that the document has for this question.
  public var windows = 0
  /// How many of them were read; fewer than ``windows`` where the reader found an answer in those that the
  /// question points to.
  public var windowsRead = 0
  /// log Σ exp(score) over all spans; where the reader has a null answer, its score is 0.
  package var logSpans = -Double.infinity
  /// Log odds that there is no answer, where as many questions have one as have none; nil where the reader
  /// always answers.
  package var absenceLogOdds: Double?
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
