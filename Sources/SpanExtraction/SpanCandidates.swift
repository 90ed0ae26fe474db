import Foundation

/// A scored span of document pieces, both ends included.
package struct SpanCandidate: Sendable, Hashable {
  package var first: Int
  package var last: Int
  package var score: Float

  package init(first: Int, last: Int, score: Float) {
    self.first = first
    self.last = last
    self.score = score
  }
}

/// Collects span scores over all windows of a document: keeps the best candidates and the total mass,
/// so that probabilities are normalised over every admissible span of the whole document
/// (shared normalisation, Clark & Gardner 2018).
package struct SpanCandidates: Sendable {
  /// Spans kept; enough that distinct answers are found behind many overlapping ones.
  private static let kept = 256

  private var best: [SpanCandidate] = []
  private var floor = -Float.infinity
  /// Σ exp(score) is `mass · exp(reference)`.
  private var reference = -Double.infinity
  private var mass = 0.0
  /// The null answer's score: the least of all windows, since one window with an answer is enough.
  package private(set) var null: Float?

  package init() {}

  /// log Σ exp(score) over all spans added.
  package var logSpans: Double { mass > 0 ? reference + log(mass) : -.infinity }

  /// log Σ exp(score) over all spans added, and the null answer.
  package var logTotal: Double {
    guard let null = null.map(Double.init) else { return logSpans }
    let highest = max(logSpans, null)
    return highest + log(exp(logSpans - highest) + exp(null - highest))
  }

  /// Probability that there is no answer; 0 where no null answer was scored.
  package var nullProbability: Double { null.map { min(1, exp(Double($0) - logTotal)) } ?? 0 }

  /// Adds a window's score of the null answer.
  package mutating func add(null score: Float) { null = min(null ?? score, score) }

  /// Probability of a span among all spans added and the null answer.
  package func probability(of candidate: SpanCandidate) -> Double {
    min(1, exp(Double(candidate.score) - logTotal))
  }

  /// Probability of a span if there is an answer.
  package func probabilityAmongSpans(of candidate: SpanCandidate) -> Double {
    min(1, exp(Double(candidate.score) - logSpans))
  }

  /// Adds every admissible span of one window.
  ///
  /// - Parameters:
  ///   - scores: of each unit of the window as start and as end, and of pairs of them.
  ///   - window: which units these are, and at which of them a span may start.
  ///   - rules: where spans may start and end.
  package mutating func add(_ scores: WindowScores, window: ReadingWindow, rules: SpanRules) {
    let base = window.pieces.lowerBound
    let (start, end) = (scores.start, scores.end)
    let highestStart = start.max() ?? 0
    let highestEnd = end.max() ?? 0
    let startWeight = start.map { exp($0 - highestStart) }
    let endWeight = end.map { exp($0 - highestEnd) }

    var windowMass = 0.0
    for first in window.owned where rules.starts[first] {
      let limit = min(window.pieces.upperBound, rules.limits[first])
      guard first < limit else { continue }
      let pairs = scores.pairs?.scores(first: first - base, last: first - base..<limit - base)
      var endMass = 0.0
      for last in first..<limit where rules.ends[last] {
        let pair = pairs?[last - first] ?? 0
        endMass += Double(endWeight[last - base]) * (pairs == nil ? 1 : exp(Double(pair)))
        let score = start[first - base] + end[last - base] + pair
        if score > floor { keep(SpanCandidate(first: first, last: last, score: score)) }
      }
      windowMass += Double(startWeight[first - base]) * endMass
    }
    merge(mass: windowMass, reference: Double(highestStart) + Double(highestEnd))
  }

  /// Candidates by falling score; equal scores in document order.
  package func sorted() -> [SpanCandidate] {
    best.sorted(by: Self.precedes)
  }

  private mutating func merge(mass added: Double, reference addedReference: Double) {
    guard added > 0 else { return }
    let common = max(reference, addedReference)
    mass = (mass > 0 ? mass * exp(reference - common) : 0) + added * exp(addedReference - common)
    reference = common
  }

  private mutating func keep(_ candidate: SpanCandidate) {
    best.append(candidate)
    guard best.count >= 2 * Self.kept else { return }
    best.sort(by: Self.precedes)
    best.removeLast(best.count - Self.kept)
    floor = best[Self.kept - 1].score
  }

  private static func precedes(_ a: SpanCandidate, _ b: SpanCandidate) -> Bool {
    (a.score, b.first, b.last) > (b.score, a.first, a.last)
  }
}

/// Which spans of a piece sequence are admissible answers.
package struct SpanRules: Sendable {
  /// Whether a span may start at the piece: not inside a word.
  package var starts: [Bool]
  /// Whether a span may end with the piece: not inside a word.
  package var ends: [Bool]
  /// One past the last piece that a span starting here may reach: the end of the block, or of the
  /// longest answer allowed.
  package var limits: [Int]

  package init(starts: [Bool], ends: [Bool], limits: [Int]) {
    self.starts = starts
    self.ends = ends
    self.limits = limits
  }
}
