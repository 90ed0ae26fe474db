import Foundation
import HierarchicalModels
import SpanExtraction
import Testing

@Suite("Span candidates")
struct SpanCandidatesTests {
  /// Logits from a fixed sine, so that no two are equal.
  private func logits(_ count: Int, _ phase: Double) -> [Float] {
    (0..<count).map { Float(4 * sin(Double($0) * 1.7 + phase)) }
  }

  @Test("Probabilities are a softmax over every admissible span of all windows")
  func sharedNormalisation() {
    let count = 90
    let rules = SpanRules(
      starts: (0..<count).map { $0 % 4 != 1 }, ends: (0..<count).map { $0 % 4 != 0 },
      limits: (0..<count).map { min($0 + 9, $0 < 50 ? 50 : count) })
    let windows = [
      ReadingWindow(pieces: 0..<60, owned: 0..<50), ReadingWindow(pieces: 40..<90, owned: 50..<90),
    ]
    var candidates = SpanCandidates()
    var expected: [SpanCandidate] = []
    for (index, window) in windows.enumerated() {
      let start = logits(window.pieces.count, Double(index))
      let end = logits(window.pieces.count, Double(index) + 0.5)
      candidates.add(WindowScores(start: start, end: end, null: nil), window: window, rules: rules)
      let base = window.pieces.lowerBound
      for first in window.owned where rules.starts[first] {
        for last in first..<min(window.pieces.upperBound, rules.limits[first]) where rules.ends[last] {
          expected.append(
            SpanCandidate(first: first, last: last, score: start[first - base] + end[last - base]))
        }
      }
    }
    let total = expected.reduce(0.0) { $0 + exp(Double($1.score)) }
    #expect(abs(candidates.logTotal - log(total)) < 1e-5)

    let best = expected.max { $0.score < $1.score }!
    #expect(candidates.sorted().first == best)
    #expect(abs(candidates.probability(of: best) - exp(Double(best.score)) / total) < 1e-6)
    #expect(candidates.sorted().allSatisfy { rules.starts[$0.first] && rules.ends[$0.last] })
  }

  @Test("Scores of pairs are part of every span's score and probability")
  func pairs() {
    let (count, width) = (40, 16)
    let rules = SpanRules(
      starts: (0..<count).map { $0 % 4 != 1 }, ends: (0..<count).map { $0 % 4 != 0 },
      limits: (0..<count).map { min($0 + 9, count) })
    let (start, end) = (logits(count - 5, 0.2), logits(count - 5, 0.9))
    let vectors = logits((count - 5) * 2 * width, 1.4).map { $0 / 4 }
    let scores = WindowScores(
      start: start, end: end, null: nil, pairs: PairScores(vectors: vectors, width: width, scale: 0.5))
    var candidates = SpanCandidates()
    candidates.add(scores, window: ReadingWindow(pieces: 5..<count, owned: 10..<count), rules: rules)
    var expected: [SpanCandidate] = []
    for first in 10..<count where rules.starts[first] {
      for last in first..<rules.limits[first] where rules.ends[last] {
        let (a, b) = (first - 5, last - 5)
        let pair = (0..<width).reduce(Float(0)) {
          $0 + vectors[2 * a * width + $1] * vectors[(2 * b + 1) * width + $1]
        }
        expected.append(SpanCandidate(first: first, last: last, score: start[a] + end[b] + pair / 2))
      }
    }
    let total = expected.reduce(0.0) { $0 + exp(Double($1.score)) }
    #expect(abs(candidates.logTotal - log(total)) < 1e-5)
    let best = expected.max { $0.score < $1.score }!
    let found = candidates.sorted()[0]
    #expect((found.first, found.last) == (best.first, best.last))
    #expect(abs(candidates.probability(of: found) - exp(Double(best.score)) / total) < 1e-5)
    // Without the pairs another span is best: they count.
    var apart = SpanCandidates()
    apart.add(
      WindowScores(start: start, end: end, null: nil),
      window: ReadingWindow(pieces: 5..<count, owned: 10..<count), rules: rules)
    #expect(abs(apart.logTotal - candidates.logTotal) > 0.01)
  }

  @Test("The best 256 spans survive among many thousands")
  func bestAreKept() {
    let count = 600
    let rules = SpanRules(
      starts: [Bool](repeating: true, count: count), ends: [Bool](repeating: true, count: count),
      limits: (0..<count).map { min($0 + 30, count) })
    var candidates = SpanCandidates()
    let start = logits(count, 0.3)
    let end = logits(count, 2.1)
    candidates.add(
      WindowScores(start: start, end: end, null: nil),
      window: ReadingWindow(pieces: 0..<count, owned: 0..<count), rules: rules)
    var scores: [Float] = []
    for first in 0..<count {
      for last in first..<min(first + 30, count) { scores.append(start[first] + end[last]) }
    }
    scores.sort(by: >)
    #expect(candidates.sorted().prefix(256).map(\.score) == Array(scores.prefix(256)))
  }

  @Test("Huge logits neither overflow nor give a probability above one")
  func hugeLogits() {
    var candidates = SpanCandidates()
    let rules = SpanRules(starts: [true, true], ends: [true, true], limits: [2, 2])
    let window = ReadingWindow(pieces: 0..<2, owned: 0..<2)
    candidates.add(
      WindowScores(start: [3e4, -3e4], end: [3e4, 2e4], null: nil), window: window, rules: rules)
    let best = candidates.sorted()[0]
    #expect(best == SpanCandidate(first: 0, last: 0, score: 6e4))
    #expect(abs(candidates.probability(of: best) - 1) < 1e-9)
  }

  @Test("The null answer takes its share of the probability; the window that believes in it least counts")
  func null() {
    let rules = SpanRules(starts: [true, true], ends: [true, true], limits: [1, 2])
    var candidates = SpanCandidates()
    #expect(candidates.nullProbability == 0)
    candidates.add(
      WindowScores(start: [1, 0], end: [0, 1], null: nil), window: ReadingWindow(pieces: 0..<2, owned: 0..<2),
      rules: rules)
    let alone = candidates.probability(of: candidates.sorted()[0])
    #expect(abs(alone - 0.5) < 1e-6)
    candidates.add(null: 5)
    candidates.add(null: 1)
    candidates.add(null: 3)
    #expect(candidates.null == 1)
    // Two spans and the null answer, all with the score 1.
    #expect(abs(candidates.nullProbability - 1.0 / 3) < 1e-6)
    #expect(abs(candidates.probability(of: candidates.sorted()[0]) - 1.0 / 3) < 1e-6)
  }
}
