import Evaluation
import Foundation
import SpanExtraction

/// A question with its raw scores, and its gold answers; none where the text does not hold one.
package struct CalibrationTrial: Sendable {
  let scored: ScoredReading
  let answers: [String]
}

/// Fits a reader's temperature and null bias to questions that it was not trained on.
package struct CalibrationFit: Sendable {
  /// The temperature at which the probability of the best answer, if there is one, predicts best whether it is right:
  /// least binary cross-entropy with exact match (Guo et al. 2017; Platt 1999). Then the bias at which as many points of
  /// F1 are won as can be, answerable and unanswerable questions counting the same.
  package private(set) var calibration: ReaderCalibration
  /// Expected calibration error on the same questions, before and after.
  package private(set) var errorBefore = 0.0, errorAfter = 0.0
  /// F1 on the same questions where the reader may say that there is no answer, in percent: all questions; those that
  /// have one; share of the others that were recognised.
  package private(set) var f1 = 0.0, answerable = 0.0, unanswerable = 0.0

  /// Fits both numbers.
  package init(_ trials: [CalibrationTrial], hasNull: Bool) {
    let scorer = SquadScorer(version: .v1)
    let positive = trials.filter { !$0.answers.isEmpty }
    let best = positive.map { Self.best($0, temperature: 1) }
    // The order of spans does not depend on the temperature, so whether the best is right does not either.
    let right = zip(positive, best).map { trial, answer in
      scorer.score(answer.text, against: trial.answers).exact
    }
    func probabilities(_ temperature: Double) -> [Double] {
      positive.map { Self.best($0, temperature: Float(temperature)).probability }
    }
    let temperature = exp(
      Self.least(from: log(0.25), to: log(8)) { Self.crossEntropy(probabilities(exp($0)), right) })
    var calibration = ReaderCalibration()
    calibration.temperature = Float(temperature)
    self.calibration = calibration
    errorBefore = Calibration(probabilities: best.map(\.probability), outcomes: right).expectedError
    errorAfter = Calibration(probabilities: probabilities(temperature), outcomes: right).expectedError
    guard hasNull else { return }

    // A null answer is given where the bias is above a question's margin.
    let margins = trials.map { $0.scored.nullMargin(temperature: calibration.temperature) ?? .infinity }
    let negativeCount = max(1, trials.count - positive.count)
    var points: [(margin: Double, lost: Double, won: Double)] = []
    var firstPositive = 0
    var total = 0.0
    for (trial, margin) in zip(trials, margins) {
      if trial.answers.isEmpty {
        points.append((margin, 0, 1 / Double(negativeCount)))
      } else {
        let score =
          scorer.score(best[firstPositive].text, against: trial.answers).f1 / Double(max(1, positive.count))
        firstPositive += 1
        total += score
        points.append((margin, score, 0))
      }
    }
    points.sort { $0.margin < $1.margin }
    var (kept, recognised) = (total, 0.0)
    var found = (score: total, bias: (points.first?.margin ?? 0) - 1, kept: total, recognised: 0.0)
    for (place, point) in points.enumerated() {
      kept -= point.lost
      recognised += point.won
      if kept + recognised > found.score {
        let next = place + 1 < points.count ? points[place + 1].margin : point.margin + 1
        found = (kept + recognised, (point.margin + next) / 2, kept, recognised)
      }
    }
    self.calibration.nullBias = Float(found.bias)
    (answerable, unanswerable) = (100 * found.kept, 100 * found.recognised)
    f1 = (answerable + unanswerable) / 2
  }

  private static func best(
    _ trial: CalibrationTrial, temperature: Float
  ) -> (text: String, probability: Double) {
    var calibration = ReaderCalibration()
    calibration.temperature = temperature
    var options = ReaderOptions()
    options.alwaysAnswers = true
    let answer = trial.scored.result(calibration, options: options).answers.first
    return (answer?.text ?? "", answer?.probability ?? 0)
  }

  private static func crossEntropy(_ probabilities: [Double], _ outcomes: [Double]) -> Double {
    zip(probabilities, outcomes).reduce(0) { sum, pair in
      let p = min(max(pair.0, 1e-6), 1 - 1e-6)
      return sum - (pair.1 * log(p) + (1 - pair.1) * log(1 - p))
    } / Double(max(1, outcomes.count))
  }

  /// Where a function with one valley is least, to a hundredth, by golden section.
  private static func least(from low: Double, to high: Double, _ value: (Double) -> Double) -> Double {
    let share = (5.0.squareRoot() - 1) / 2
    var (low, high) = (low, high)
    var (a, b) = (high - share * (high - low), low + share * (high - low))
    var (atA, atB) = (value(a), value(b))
    while high - low > 0.01 {
      if atA < atB {
        (high, b, atB) = (b, a, atA)
        a = high - share * (high - low)
        atA = value(a)
      } else {
        (low, a, atA) = (a, b, atB)
        b = low + share * (high - low)
        atB = value(b)
      }
    }
    return (low + high) / 2
  }
}
