import Evaluation
import Testing

@Suite("Scores of classifications")
struct ClassificationScoresTests {
  private func decision(
    _ gold: [String], _ given: [String], _ probability: Double = 0.5
  ) -> ClassificationScores.Decision {
    .init(gold: Set(gold), given: Set(given), best: given.first ?? gold.first ?? "", probability: probability)
  }

  @Test("Several labels: micro-F1 counts decisions, macro-F1 labels, accuracy whole documents")
  func several() {
    // a: 1 right of 2 had and 1 given; b: 1 right of 1 had and 2 given; c: had by one document, never given.
    let scores = ClassificationScores([
      decision(["a"], ["a"]), decision(["a", "b"], ["b"]), decision(["c"], ["b"]), decision([], []),
    ])
    #expect(scores.total == 4)
    #expect(scores.accuracy == 0.5)
    #expect(abs(scores.microF1 - 2 * 2 / (4 + 3)) < 1e-12)
    let f1 = Dictionary(uniqueKeysWithValues: scores.labels.map { ($0.label, $0.f1) })
    #expect(abs((f1["a"] ?? 0) - 2.0 / 3) < 1e-12)
    #expect(abs((f1["b"] ?? 0) - 2.0 / 3) < 1e-12)
    #expect(f1["c"] == 0)
    #expect(abs(scores.macroF1 - 4.0 / 9) < 1e-12)
    #expect(scores.confusion == nil)
  }

  @Test("One label each: micro-F1 is accuracy, and the confusion counts every pair")
  func one() {
    let scores = ClassificationScores([
      decision(["a"], ["a"], 0.9), decision(["a"], ["b"], 0.6), decision(["b"], ["b"], 0.9),
      decision(["b"], ["b"], 0.9),
    ])
    #expect(scores.accuracy == 0.75 && scores.microF1 == 0.75)
    #expect(scores.confusion == ["a": ["a": 1, "b": 1], "b": ["b": 2]])
    #expect(abs(scores.calibrationError - (0.75 * 0.1 + 0.25 * 0.6)) < 1e-9)
  }
}
