import HierarchicalModels
import Ingestion

/// One question on its way through one document.
package struct Reading: Sendable {
  let document: ReadableDocument
  /// The question's units.
  let question: [Int32]
  let windows: [ReadingWindow]
  let rules: SpanRules
  private let combination: WindowCombination
  private var candidates = SpanCandidates()

  init(
    document: ReadableDocument, question: [Int32], windows: [ReadingWindow], combination: WindowCombination,
    rules: SpanRules
  ) {
    (self.document, self.question, self.windows) = (document, question, windows)
    (self.combination, self.rules) = (combination, rules)
  }

  func input(for window: ReadingWindow) -> WindowInput {
    WindowInput(
      question: question, text: Array(document.ids[window.pieces]),
      sentences: document.sentencePlaces(in: window.pieces, shift: -window.pieces.lowerBound))
  }

  /// Takes a window's scores in. Where the model has a null answer, scores count from the window's own: what a window
  /// without an answer looks like differs from window to window, and makes no span of it likely.
  mutating func add(_ raw: WindowScores, of window: ReadingWindow, _ calibration: ReaderCalibration) {
    var scores = raw
    let factor = 1 / calibration.temperature
    var zero: Float = 0
    if let bias = calibration.nullBias, let null = raw.null {
      zero = (null + bias) / 2
      candidates.add(null: 0)
    }
    if factor != 1 || zero != 0 {
      for index in scores.start.indices {
        scores.start[index] = (scores.start[index] - zero) * factor
        scores.end[index] = (scores.end[index] - zero) * factor
      }
      scores.pairs?.scale *= factor
    }
    if combination == .independent {
      var alone = SpanCandidates()
      alone.add(scores, window: window, rules: rules)
      let half = Float(alone.logSpans) / 2
      if half.isFinite {
        for index in scores.start.indices {
          scores.start[index] -= half
          scores.end[index] -= half
        }
      }
    }
    candidates.add(scores, window: window, rules: rules)
  }

  /// The best spans that neither overlap nor repeat one another's words, and how likely it is that there is none.
  func result(options: ReaderOptions) -> ReaderResult {
    var result = ReaderResult(answers: [], noAnswerProbability: nil, logSpans: candidates.logSpans)
    if candidates.null != nil {
      let absent = candidates.nullProbability
      result.noAnswerProbability = absent
      if !options.alwaysAnswers, absent > 0.5 { return result }
    }
    result.answers = answers(candidates.sorted(), options: options)
    return result
  }

  /// log Σ exp(score) over all spans, without the null answer.
  var logSpans: Double { candidates.logSpans }
  /// The null answer's score.
  var null: Float? { candidates.null }

  private func answers(_ candidatesInOrder: [SpanCandidate], options: ReaderOptions) -> [Answer] {
    var chosen: [SpanCandidate] = []
    var answers: [Answer] = []
    for (candidate, probability) in byWords(candidatesInOrder, options) {
      guard answers.count < options.top, probability >= options.threshold else { break }
      guard !chosen.contains(where: { $0.first <= candidate.last && candidate.first <= $0.last }) else {
        continue
      }
      answers.append(answer(for: candidate, probability: probability))
      chosen.append(candidate)
    }
    return answers
  }

  /// The best span of each wording, by falling probability. A name that stands in a text many times is one answer: its
  /// probability is that of all its places together.
  private func byWords(
    _ candidatesInOrder: [SpanCandidate], _ options: ReaderOptions
  ) -> [(candidate: SpanCandidate, probability: Double)] {
    var places: [String: Int] = [:]
    var answers: [(candidate: SpanCandidate, probability: Double)] = []
    for candidate in candidatesInOrder {
      // Who is told that there is an answer asks how likely each is then.
      let probability =
        options.alwaysAnswers
        ? candidates.probabilityAmongSpans(of: candidate) : candidates.probability(of: candidate)
      let words = wording(of: candidate)
      if let place = places[words] {
        answers[place].probability += probability
      } else {
        places[words] = answers.count
        answers.append((candidate, probability))
      }
    }
    return answers.enumerated()
      .sorted { ($1.element.probability, $0.offset) < ($0.element.probability, $1.offset) }
      .map { ($0.element.candidate, min(1, $0.element.probability)) }
  }

  /// Words without case, article and the marks around them: what two equal answers have in common.
  private func wording(of candidate: SpanCandidate) -> String {
    let range =
      document.offsets[candidate.first].lowerBound..<document.offsets[candidate.last].upperBound
    var text = document.document.text(in: range).lowercased()[...]
    let isMark = { (character: Character) in character.isPunctuation || character.isWhitespace }
    while let first = text.first, isMark(first) { text.removeFirst() }
    while let last = text.last, isMark(last) { text.removeLast() }
    for article in ["the ", "an ", "a "] where text.hasPrefix(article) {
      return String(text.dropFirst(article.count))
    }
    return String(text)
  }

  private func answer(for candidate: SpanCandidate, probability: Double) -> Answer {
    let source = document.document
    let range =
      document.offsets[candidate.first].lowerBound..<document.offsets[candidate.last].upperBound
    let first = document.sentence(at: range.lowerBound)
    let last = document.sentence(at: range.upperBound - 1)
    let evidence = document.sentences[first].range.lowerBound..<document.sentences[last].range.upperBound
    return Answer(
      text: source.text(in: range), range: range, score: Double(candidate.score),
      probability: probability, sentence: first, evidence: source.text(in: evidence),
      evidenceRange: evidence, provenance: source.provenance(of: range),
      evidenceProvenance: source.provenance(of: evidence))
  }
}

/// A question's raw scores over a whole document.
package struct ScoredReading: Sendable {
  let reading: Reading
  var scores: [(window: ReadingWindow, scores: WindowScores)] = []

  init(reading: Reading) { self.reading = reading }

  /// The result under a calibration.
  package func result(_ calibration: ReaderCalibration, options: ReaderOptions) -> ReaderResult {
    read(calibration).result(options: options)
  }

  /// How far the raw null score lies below all spans together at this temperature: the bias that would make both
  /// equally likely; nil for a reader without a null answer.
  package func nullMargin(temperature: Float) -> Double? {
    var calibration = ReaderCalibration()
    calibration.temperature = temperature
    calibration.nullBias = 0
    let read = read(calibration)
    return read.null.map { (read.logSpans - Double($0)) * Double(temperature) }
  }

  private func read(_ calibration: ReaderCalibration) -> Reading {
    var reading = reading
    for (window, scores) in scores { reading.add(scores, of: window, calibration) }
    return reading
  }
}

extension ReaderOptions {
  /// - Throws: ``ReaderError/invalidOption(_:)``.
  func validate() throws {
    guard top > 0 else { throw ReaderError.invalidOption("the number of answers must be at least 1") }
    guard maximumAnswerWords > 0 else {
      throw ReaderError.invalidOption("the longest answer must have at least 1 word")
    }
    guard (0...1).contains(threshold) else {
      throw ReaderError.invalidOption("the threshold is a probability from 0 to 1")
    }
    guard closeWindows >= 0 else {
      throw ReaderError.invalidOption(
        "the number of windows to read closely must be at least 1, or 0 for all")
    }
    guard window >= 64, overlap >= 0 else {
      throw ReaderError.invalidOption("a window has at least 64 word pieces, an overlap at least 0")
    }
  }
}
