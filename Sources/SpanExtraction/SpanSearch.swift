import Foundation
import HierarchicalModels
import Ingestion

/// One question on its way through one document.
package struct SpanSearch: Sendable {
  let document: ReadableDocument
  /// The question's units.
  let question: [Int32]
  let windows: [ReadingWindow]
  /// Windows that are read only where those hold no answer that the reader is sure of.
  let others: [ReadingWindow]
  /// Windows of the document, those that nobody asked for included.
  let windowCount: Int
  let rules: SpanRules
  /// What is asked for.
  let kind: QuestionKind
  /// What else its words say of its answers.
  let hints: Hints
  /// Attention of a yes-or-no question over the sentences at `ReadableDocument.boundaries`; empty for others.
  private let attention: [Float]
  private let combination: WindowCombination
  private var candidates = SpanCandidates()

  /// What the words of a question say of its answers, beside its kind.
  package struct Hints: Sendable {
    /// It asks for a release, which has a number.
    package var asksForRelease = false
    /// One end of "between … and …" is half an answer to it.
    package var asksForRange = false
    /// It names the heading of a list.
    package var namesList = false
    /// Words of a question that asks who somebody is, see ``SpanBorders/ofRole(_:in:bounds:asked:)``.
    package var roles: Set<String> = []
    /// How likely the items of one enumeration are beside the likeliest, at least, where they are one answer.
    package var joinedShare: Double?

    /// Nothing.
    package init() {}
  }

  package init(
    document: ReadableDocument, question: [Int32], windows: [ReadingWindow], others: [ReadingWindow],
    windowCount: Int,
    combination: WindowCombination, rules: SpanRules, kind: QuestionKind = .other, attention: [Float] = [],
    hints: Hints = Hints()
  ) {
    (self.document, self.question) = (document, question)
    (self.windows, self.others, self.windowCount) = (windows, others, windowCount)
    (self.combination, self.rules) = (combination, rules)
    (self.kind, self.hints, self.attention) = (kind, hints, attention)
  }

  /// The window that a span belongs to, or else one that holds it; nil where none does.
  func window(of span: ClosedRange<Int>) -> ReadingWindow? {
    let all = windows + others
    return all.first { $0.owned.contains(span.lowerBound) && $0.pieces.contains(span.upperBound) }
      ?? all.first { $0.pieces.contains(span.lowerBound) && $0.pieces.contains(span.upperBound) }
  }

  func input(for window: ReadingWindow) -> WindowInput {
    WindowInput(
      question: question, text: Array(document.ids[window.pieces]),
      sentences: document.sentencePlaces(in: window.pieces, shift: -window.pieces.lowerBound))
  }

  /// Takes a window's scores in. Where the model has a null answer, scores count from the window's own: what
  /// a window without an answer looks like differs from window to window, and makes no span of it likely.
  package mutating func add(_ raw: WindowScores, of window: ReadingWindow, _ calibration: ReaderCalibration) {
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

  /// The best spans that neither overlap nor repeat one another's words, how likely it is that there is none,
  /// and what follows.
  package func result(options: ReaderOptions, _ absence: AbsenceCalibration) -> ReaderResult {
    if options.strict { return strictResult(options: options) }
    let ranked = rankedAmongSpans
    var result = ReaderResult(answers: [], noAnswerProbability: nil, logSpans: candidates.logSpans)
    var absent = ranked.isEmpty ? 1.0 : 0
    if candidates.null != nil || ranked.isEmpty {
      result.absenceLogOdds = absence.logOdds(margin: candidates.logSpans)
      if let logOdds = result.absenceLogOdds, !ranked.isEmpty {
        absent = AbsenceCalibration.probability(logOdds: logOdds, answerableShare: options.answerableShare)
      }
      result.noAnswerProbability = absent
    }
    let answers =
      kind == .yesOrNo
      ? evidence(options: options, present: 1 - absent)
      : spans(ranked.map { ($0.candidate, $0.probability * (1 - absent)) }, options: options)
    let best =
      kind == .yesOrNo ? answers.first?.probability : ranked.first.map { $0.probability * (1 - absent) }
    // Evidence of a yes-or-no question has no borders that could share a place's probability.
    let place = kind == .yesOrNo ? nil : ranked.first?.candidate
    let verdict = Verdict.of(
      best: best ?? 0, around: place.map { probability(around: $0) * (1 - absent) } ?? 0, absent: absent,
      alwaysAnswers: options.alwaysAnswers)
    if verdict != .none { result.answers = answers }
    result.verdict = result.answers.isEmpty ? Verdict.none : verdict
    return result
  }

  /// How likely a span or one that holds it, or is a part of it, is if there is an answer, those left out
  /// that are of another kind than what is asked for.
  private func probability(around span: SpanCandidate) -> Double {
    let twins = candidates.sorted().filter {
      (span.first <= $0.first && $0.last <= span.last || $0.first <= span.first && span.last <= $0.last)
        && weight(of: wording(of: $0, mended: true)) == 1
    }
    return min(1, twins.reduce(0) { $0 + candidates.probabilityAmongSpans(of: $1) })
  }

  /// What version 0.1.0 said.
  private func strictResult(options: ReaderOptions) -> ReaderResult {
    var result = ReaderResult(answers: [], noAnswerProbability: nil, logSpans: candidates.logSpans)
    if candidates.null != nil {
      let absent = candidates.nullProbability
      result.noAnswerProbability = absent
      if !options.alwaysAnswers, absent > 0.5 { return result }
    }
    // Who is told that there is an answer asks how likely each is then.
    let ranked = byWords(candidates.sorted(), mended: false) {
      options.alwaysAnswers ? candidates.probabilityAmongSpans(of: $0) : candidates.probability(of: $0)
    }
    result.answers = spans(ranked, options: options, distinctWords: false)
    return result
  }

  /// Probability of the best wording if there is an answer.
  var bestAmongSpans: Double {
    rankedAmongSpans.first?.probability ?? 0
  }
  /// log Σ exp(score) over all spans, without the null answer.
  var logSpans: Double { candidates.logSpans }
  /// The null answer's score.
  var null: Float? { candidates.null }

  /// Spans by falling probability that are apart from one another.
  ///
  /// Who asks for several things gets more than `top` where others are nearly as likely as the first one,
  /// unless that one is an enumeration itself.
  private func spans(
    _ ranked: [(candidate: SpanCandidate, probability: Double)], options: ReaderOptions,
    distinctWords: Bool = true
  ) -> [Answer] {
    var chosen: [(candidate: SpanCandidate, words: [Substring], range: Range<Int>)] = []
    var answers: [Answer] = []
    var isOpen = distinctWords && kind == .list
    for (candidate, probability) in ranked {
      guard probability >= options.threshold else { break }
      if answers.count >= options.top {
        guard isOpen, answers.count < Self.mostOfList, let first = answers.first,
          probability >= Self.listShare * first.probability, item(of: chosen[0].candidate) == nil
        else { break }
      }
      var words = distinctWords ? wording(of: candidate, mended: true).split(separator: " ") : []
      // Behind an answer, "the" is none.
      if distinctWords, !chosen.isEmpty, AnswerWords.sayNothing(words) { continue }
      var range = self.range(of: candidate, mended: distinctWords)
      if distinctWords, chosen.isEmpty, let joinedShare = hints.joinedShare {
        let others = ranked.prefix(Self.mostJoined).filter {
          $0.probability >= joinedShare * probability
        }
        range = Enumeration.joined(
          range, with: others.map { self.range(of: $0.candidate, mended: true) }, in: document.document.text,
          mostWords: options.maximumAnswerWords)
        words = AnswerWords.wording(document.document.text(in: range)).split(separator: " ")
      }
      let isApart = chosen.allSatisfy { other in
        (candidate.last < other.candidate.first || other.candidate.last < candidate.first)
          && !(distinctWords && (range.overlaps(other.range) || Self.repeats(words, other.words)))
      }
      guard isApart else { continue }
      if chosen.isEmpty, words.contains("and") || words.contains(where: { $0.hasSuffix(",") }),
        !hints.namesList || item(of: candidate) == nil
      {
        isOpen = false
      }
      answers.append(answer(range, probability: probability, score: Double(candidate.score)))
      chosen.append((candidate, words, range))
    }
    if isOpen { answers += besides(chosen.map(\.candidate), ranked, options: options) }
    return answers
  }

  /// Most answers to a question that asks for several, where no more were asked for.
  static let mostOfList = 10
  /// Likeliest spans among which the other items of an enumeration are looked for.
  private static let mostJoined = 30
  /// How likely further ones are beside the first one, at least.
  private static let listShare = 0.2

  /// Whether one is part of the other: "Whitlow" says nothing that "Agnes Whitlow" has not said.
  private static func repeats(_ one: [Substring], _ other: [Substring]) -> Bool {
    let (short, long) = one.count <= other.count ? (one, other) : (other, one)
    guard !short.isEmpty else { return false }
    // "4,380 euros" stands in "B: 4,380 euros. C: 6,100 euros", too.
    let (part, whole) = (short.map(AnswerWords.bare), long.map(AnswerWords.bare))
    return (0...(whole.count - part.count)).contains { start in
      zip(part, whole[start...]).allSatisfy { $0 == $1 }
    }
  }

  /// Sentences that bear on a question of yes or no: those that hold most of what spans weigh, and have the
  /// question's attention.
  private func evidence(options: ReaderOptions, present: Double) -> [Answer] {
    var mass: [Int: Double] = [:]
    for candidate in candidates.sorted() {
      let sentence = document.sentence(at: document.offsets[candidate.first].lowerBound)
      mass[sentence, default: 0] += candidates.probabilityAmongSpans(of: candidate)
    }
    var weights: [(sentence: Int, weight: Double)] = attention.indices.map { boundary in
      let sentence = document.sentence(ofBoundary: boundary)
      return (sentence, (mass[sentence] ?? 0) * Double(attention[boundary]))
    }
    let total = weights.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return [] }
    weights.sort { ($1.weight, $0.sentence) < ($0.weight, $1.sentence) }
    return weights.prefix(options.top).map {
      (sentence: $0.sentence, probability: $0.weight / total * present)
    }
    .filter { $0.probability > 0 && $0.probability >= options.threshold }
    .map { answer(document.sentences[$0.sentence].range, probability: $0.probability, isEvidence: true) }
  }

  /// The best span of each wording, by falling probability. A name that stands in a text many times is one
  /// answer: its probability is that of all its places together.
  private func byWords(
    _ candidatesInOrder: [SpanCandidate], mended: Bool, _ probability: (SpanCandidate) -> Double
  ) -> [(candidate: SpanCandidate, probability: Double)] {
    var places: [String: Int] = [:]
    var answers: [(candidate: SpanCandidate, probability: Double)] = []
    for candidate in candidatesInOrder {
      let words = wording(of: candidate, mended: mended)
      if let place = places[words] {
        answers[place].probability += probability(candidate)
      } else {
        places[words] = answers.count
        answers.append((candidate, probability(candidate)))
      }
    }
    return answers.enumerated()
      .sorted { ($1.element.probability, $0.offset) < ($0.element.probability, $1.offset) }
      .map { ($0.element.candidate, min(1, $0.element.probability)) }
  }

  /// The best span of each wording with its probability if there is an answer. Who asks how many or how much
  /// means a number, and nobody is told anything by "these" or "them".
  private var rankedAmongSpans: [(candidate: SpanCandidate, probability: Double)] {
    let ranked = byWords(candidates.sorted(), mended: true) { candidates.probabilityAmongSpans(of: $0) }
    let weighted = ranked.map { item in
      let weight = weight(of: wording(of: item.candidate, mended: true))
      return (candidate: item.candidate, probability: item.probability * weight)
    }
    // What some lose, the others get.
    let lost = zip(ranked, weighted).reduce(0) { $0 + $1.0.probability - $1.1.probability }
    guard lost > 0, lost < 1 else { return ranked }
    return weighted.map { ($0.candidate, min(1, $0.probability / (1 - lost))) }
      .sorted { ($1.probability, $0.candidate.first) < ($0.probability, $1.candidate.first) }
  }

  /// What an answer of these words counts.
  private func weight(of words: String) -> Double {
    var weight = AnswerWords.pointers.contains(words) ? Self.pointersCount : 1
    if hints.asksForRelease, !words.contains(where: \.isNumber) { weight *= Self.wordsForNumber }
    if kind == .quantity, !NumberWords.hasNumber(words) { weight *= Self.wordsForNumber }
    return weight
  }

  /// What words that only point to others count.
  private static let pointersCount = 0.05
  /// What words without a number count where a number is asked for.
  private static let wordsForNumber = 0.2

  /// What two equal answers have in common.
  private func wording(of candidate: SpanCandidate, mended: Bool) -> String {
    AnswerWords.wording(document.document.text(in: range(of: candidate, mended: mended)))
  }

  /// Where a candidate stands, with what its borders cut through where `mended`.
  func range(of candidate: SpanCandidate, mended: Bool) -> Range<Int> {
    let range = document.offsets[candidate.first].lowerBound..<document.offsets[candidate.last].upperBound
    guard mended, let block = document.document.block(at: range.lowerBound) else { return range }
    let whole = SpanBorders.mended(
      range, in: document.document.text, bounds: block.textRange, ofRange: hints.asksForRange)
    return SpanBorders.ofRole(
      whole, in: document.document.text, bounds: block.textRange, asked: hints.roles)
  }

  func answer(
    _ range: Range<Int>, probability: Double, score: Double? = nil, isEvidence: Bool = false
  ) -> Answer {
    let source = document.document
    let first = document.sentence(at: range.lowerBound)
    let last = document.sentence(at: range.upperBound - 1)
    let evidence = document.sentences[first].range.lowerBound..<document.sentences[last].range.upperBound
    return Answer(
      text: source.text(in: range), range: range, score: score ?? probability,
      probability: probability, sentence: first, evidence: source.text(in: evidence),
      evidenceRange: evidence, provenance: source.provenance(of: range),
      evidenceProvenance: source.provenance(of: evidence), isEvidence: isEvidence)
  }
}

/// A question's raw scores over a whole document.
package struct ScoredReading: Sendable {
  let reading: SpanSearch
  var scores: [(window: ReadingWindow, scores: WindowScores)] = []

  init(reading: SpanSearch) { self.reading = reading }

  /// The result under a calibration.
  package func result(_ calibration: ReaderCalibration, options: ReaderOptions) -> ReaderResult {
    read(calibration).result(options: options, calibration.absence)
  }

  /// What ``AbsenceCalibration`` looks at; nil for a reader without a null answer.
  package func absenceFeatures(_ calibration: ReaderCalibration) -> (margin: Double, best: Double)? {
    let read = read(calibration)
    return read.null == nil ? nil : (read.logSpans, read.bestAmongSpans)
  }

  /// How far the raw null score lies below all spans together at this temperature: the bias that would make
  /// both equally likely; nil for a reader without a null answer.
  package func nullMargin(temperature: Float) -> Double? {
    var calibration = ReaderCalibration()
    calibration.temperature = temperature
    calibration.nullBias = 0
    let read = read(calibration)
    return read.null.map { (read.logSpans - Double($0)) * Double(temperature) }
  }

  private func read(_ calibration: ReaderCalibration) -> SpanSearch {
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
    guard (0...1).contains(answerableShare) else {
      throw ReaderError.invalidOption("the share of questions that have an answer lies from 0 to 1")
    }
    guard (0...1).contains(threshold) else {
      throw ReaderError.invalidOption("the threshold is a probability from 0 to 1")
    }
    guard (closeWindows ?? 0) >= 0 else {
      throw ReaderError.invalidOption(
        "the number of windows to read closely must be at least 1, or 0 for all")
    }
    guard window >= 64, overlap >= 0 else {
      throw ReaderError.invalidOption("a window has at least 64 word pieces, an overlap at least 0")
    }
  }
}
