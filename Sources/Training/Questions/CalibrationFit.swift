import Evaluation
import Foundation
import SpanExtraction

/// A question with its raw scores, and its gold answers; none where the text does not hold one.
package struct CalibrationTrial: Sendable {
  let scored: ScoredReading
  let answers: [String]
  /// How much it counts: its file's weight in training, at most 1.
  let weight: Double
  /// Whether its file has several people's answers to a question.
  let hasSeveralAnswers: Bool
  /// Whether its text is of the kind that probabilities are to hold for.
  let isTypical: Bool
  /// Whether a rule has made it of another question, so that its text does not answer it.
  let isMade: Bool
  /// Name of its file.
  let file: String

  package init(
    scored: ScoredReading, answers: [String], weight: Double, hasSeveralAnswers: Bool, isTypical: Bool,
    isMade: Bool = false, file: String = ""
  ) {
    (self.scored, self.answers, self.weight) = (scored, answers, weight)
    (self.hasSeveralAnswers, self.isTypical) = (hasSeveralAnswers, isTypical)
    (self.isMade, self.file) = (isMade, file)
  }
}

/// Fits a reader's temperature and null bias to questions that it was not trained on.
package struct CalibrationFit: Sendable {
  /// The temperature at which the probability of the best answer, if there is one, predicts best whether it
  /// is right: least binary cross-entropy with exact match (Guo et al. 2017; Platt 1999) on typical
  /// questions. Then the bias at which as many points of F1 are won as can be, answerable and unanswerable
  /// questions counting the same.
  package private(set) var calibration: ReaderCalibration
  /// Questions that the temperature was fitted to: typical ones, or all where those are too few.
  package private(set) var fitted = 0
  /// Expected calibration error on the same questions, before and after.
  package private(set) var errorBefore = 0.0, errorAfter = 0.0
  /// F1 on the same questions where the reader may say that there is no answer, in percent: all questions;
  /// those that have one; share of the others that were recognised.
  package private(set) var f1 = 0.0, answerable = 0.0, unanswerable = 0.0

  /// Fits both numbers, and how likely none is.
  ///
  /// The null answer is fitted to questions that people asked and the text does not answer, where there are
  /// enough of them: what a rule has changed in a question is more easily told.
  package init(_ all: [CalibrationTrial], hasNull: Bool) {
    let isReal = all.count { $0.answers.isEmpty && !$0.isMade } >= Self.enough
    let trials = isReal ? all.filter { !$0.isMade } : all
    let positive = trials.filter { !$0.answers.isEmpty }
    let weights = positive.map(\.weight)
    let typical = positive.filter(\.isTypical)
    let fitted = typical.count >= Self.enough ? typical : positive
    self.fitted = fitted.count
    let fittedWeights = fitted.map(\.weight)
    let agreement = Self.agreement(positive)
    let temperature = exp(
      GoldenSection.least(from: log(0.25), to: log(8)) { logTemperature in
        Self.crossEntropy(Self.read(fitted, temperature: exp(logTemperature), agreement), fittedWeights)
      })
    var calibration = ReaderCalibration()
    calibration.temperature = Float(temperature)
    self.calibration = calibration
    let best = Self.read(positive, temperature: temperature, agreement)
    errorBefore = Self.error(Self.read(fitted, temperature: 1, agreement), fittedWeights)
    errorAfter = Self.error(Self.read(fitted, temperature: temperature, agreement), fittedWeights)
    guard hasNull else { return }

    // A null answer is given where the bias is above a question's margin.
    let margins = trials.map { $0.scored.nullMargin(temperature: calibration.temperature) ?? .infinity }
    let positiveWeight = weights.reduce(0, +)
    let negativeWeight = trials.reduce(0) { $0 + ($1.answers.isEmpty ? $1.weight : 0) }
    var points: [(margin: Double, lost: Double, won: Double)] = []
    var firstPositive = 0
    var total = 0.0
    for (trial, margin) in zip(trials, margins) {
      if trial.answers.isEmpty {
        points.append((margin, 0, trial.weight / negativeWeight))
      } else {
        let score = best[firstPositive].f1 * trial.weight / positiveWeight
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
    let fit = AbsenceFit(trials, self.calibration)
    self.calibration.absence = fit.absence
  }

  /// Questions that a temperature can be fitted to.
  private static let enough = 200

  /// A best answer's probability, how likely it is right, and its F1.
  private struct Read {
    var probability: Double
    var outcome: Double
    var f1: Double
  }

  private static func agreement(_ trials: [CalibrationTrial]) -> AnswerAgreement {
    let several = trials.filter(\.hasSeveralAnswers)
    guard several.count >= enough else { return AnswerAgreement() }
    return AnswerAgreement(
      several.map {
        ($0.scored.result(ReaderCalibration(), options: options).answers.first?.text ?? "", $0.answers)
      })
  }

  private static var options: ReaderOptions {
    var options = ReaderOptions()
    options.alwaysAnswers = true
    return options
  }

  private static func read(
    _ trials: [CalibrationTrial], temperature: Double, _ agreement: AnswerAgreement
  ) -> [Read] {
    var calibration = ReaderCalibration()
    calibration.temperature = Float(temperature)
    let scorer = SquadScorer(version: .v1)
    return trials.map { trial in
      let answer = trial.scored.result(calibration, options: options).answers.first
      let score = scorer.score(answer?.text ?? "", against: trial.answers)
      let outcome =
        trial.hasSeveralAnswers ? score.exact : agreement.outcome(exact: score.exact, f1: score.f1)
      return Read(probability: answer?.probability ?? 0, outcome: outcome, f1: score.f1)
    }
  }

  private static func crossEntropy(_ read: [Read], _ weights: [Double]) -> Double {
    zip(read, weights).reduce(0) { sum, pair in
      let p = min(max(pair.0.probability, 1e-6), 1 - 1e-6)
      return sum - pair.1 * (pair.0.outcome * log(p) + (1 - pair.0.outcome) * log(1 - p))
    } / max(1e-9, weights.reduce(0, +))
  }

  private static func error(_ read: [Read], _ weights: [Double]) -> Double {
    Calibration(probabilities: read.map(\.probability), outcomes: read.map(\.outcome), weights: weights)
      .expectedError
  }
}
