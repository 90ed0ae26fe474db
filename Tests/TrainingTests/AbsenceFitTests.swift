import Foundation
import SpanExtraction
import Tensors
import Testing
import Training

@Suite("How likely none is")
struct AbsenceFitTests {
  private func points(_ truth: AbsenceCalibration, count: Int, negatives: Double = 1) -> [AbsenceFit.Point] {
    var random = CounterRandom(seed: 3, stream: 1)
    return (0..<count).map { _ in
      let margin = 8 * Double.random(in: -1...1, using: &random)
      let best = Double.random(in: 0.01...1, using: &random)
      let none = 1 / (1 + exp(-truth.logOdds(margin: margin)))
      let isAnswerable = Double.random(in: 0...1, using: &random) >= none
      return AbsenceFit.Point(
        file: "a.json", isAnswerable: isAnswerable, margin: margin, best: best, exact: 1, f1: 1,
        weight: isAnswerable ? 1 : negatives)
    }
  }

  @Test("The weights that made the questions are found again")
  func recovers() throws {
    let truth = AbsenceCalibration(intercept: 0.2, margin: 0.6)
    let fitted = try #require(AbsenceFit.fitted(points(truth, count: 20_000)))
    #expect(abs(fitted.margin - truth.margin) < 0.05)
    #expect(abs(fitted.intercept - truth.intercept) < 0.1)
  }

  @Test("How many questions have an answer does not count: both kinds weigh the same")
  func balanced() throws {
    let truth = AbsenceCalibration(intercept: 0, margin: 0.6)
    let even = try #require(AbsenceFit.fitted(points(truth, count: 4000)))
    let odd = try #require(AbsenceFit.fitted(points(truth, count: 4000, negatives: 7)))
    #expect(abs(even.intercept - odd.intercept) < 1e-6 && abs(even.margin - odd.margin) < 1e-6)
  }

  @Test("Where one of the kinds is missing there is nothing to fit")
  func oneKind() {
    let truth = AbsenceCalibration.softmax
    #expect(AbsenceFit.fitted(points(truth, count: 50).filter(\.isAnswerable)) == nil)
  }
}
