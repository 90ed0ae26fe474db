import Evaluation
import Testing

@Suite("Intervals and calibration")
struct StatisticsTests {
  @Test("The interval of a known distribution is where theory puts it, and the same on every run")
  func interval() {
    let values = (0..<400).map { Double($0 % 2) }
    let estimate = Bootstrap().estimate(of: values)
    #expect(estimate.mean == 0.5)
    #expect(abs(estimate.low - 0.451) < 0.01)
    #expect(abs(estimate.high - 0.549) < 0.01)
    #expect(Bootstrap().estimate(of: values) == estimate)
    #expect(Bootstrap(seed: 2).estimate(of: values) != estimate)
  }

  @Test("A paired difference is narrower than the two intervals where systems agree on what is hard")
  func pairing() {
    let hard = (0..<200).map { Double($0 % 10) }
    let better = hard.enumerated().map { $1 + ($0.isMultiple(of: 3) ? 0.3 : 0.1) }
    let difference = Bootstrap().difference(better, hard)
    #expect(difference.low > 0)
    #expect(difference.high < 0.2)
    #expect(Bootstrap().estimate(of: hard).high > Bootstrap().estimate(of: better).low)
  }

  @Test("Empty and single samples have intervals without a spread")
  func degenerate() {
    #expect(Bootstrap().estimate(of: []) == Estimate(mean: 0, low: 0, high: 0))
    #expect(Bootstrap().estimate(of: [0.25]) == Estimate(mean: 0.25, low: 0.25, high: 0.25))
  }

  @Test("Calibration error is the weighted gap between confidence and accuracy")
  func calibration() {
    let calibrated = Calibration(probabilities: [0.75, 0.75, 0.75, 0.75], outcomes: [1, 1, 1, 0])
    #expect(calibrated.expectedError < 1e-12)
    let wrong = Calibration(probabilities: [1, 1, 0.05], outcomes: [0, 1, 0])
    #expect(abs(wrong.expectedError - (2 * 0.5 + 0.05) / 3) < 1e-12)
    #expect(wrong.bins[9].count == 2)
    #expect(Calibration(probabilities: [], outcomes: []).expectedError == 0)
    #expect(Calibration(probabilities: [.nan, -1, 2], outcomes: [0, 0, 1]).expectedError == 0)
  }
}
