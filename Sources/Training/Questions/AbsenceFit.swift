import Evaluation
import Foundation
import SpanExtraction

/// Fits how likely it is that there is no answer to held-out questions with and without one.
package struct AbsenceFit: Sendable {
  /// A question as the fit sees it.
  package struct Point: Sendable, Codable {
    /// Name of its file.
    package var file: String
    /// Whether its text holds an answer.
    package var isAnswerable: Bool
    /// How far all spans together lie above the null answer.
    package var margin: Double
    /// Probability of the best span, if there is an answer.
    package var best: Double
    /// Whether that span is right, and its F1.
    package var exact: Double, f1: Double
    /// How much it counts.
    package var weight: Double

    /// A question.
    package init(
      file: String, isAnswerable: Bool, margin: Double, best: Double, exact: Double, f1: Double,
      weight: Double
    ) {
      (self.file, self.isAnswerable, self.weight) = (file, isAnswerable, weight)
      (self.margin, self.best, self.exact, self.f1) = (margin, best, exact, f1)
    }
  }

  /// The questions.
  package private(set) var points: [Point] = []
  /// Least cross-entropy, with as much weight on questions that have an answer as on those that have none.
  package private(set) var absence = AbsenceCalibration.softmax

  /// Fits to all trials of a reader that has a null answer, under its temperature and null bias.
  package init(_ trials: [CalibrationTrial], _ calibration: ReaderCalibration) {
    var options = ReaderOptions()
    options.alwaysAnswers = true
    let scorer = SquadScorer(version: .v1)
    points = trials.compactMap { trial in
      guard let features = trial.scored.absenceFeatures(calibration), features.margin.isFinite else {
        return nil
      }
      let text = trial.scored.result(calibration, options: options).answers.first?.text ?? ""
      let score = trial.answers.isEmpty ? (exact: 0, f1: 0) : scorer.score(text, against: trial.answers)
      return Point(
        file: trial.file, isAnswerable: !trial.answers.isEmpty, margin: features.margin, best: features.best,
        exact: score.exact, f1: score.f1, weight: trial.weight)
    }
    if let fitted = Self.fitted(points) { absence = fitted }
  }

  /// Intercept and slope of least cross-entropy, by Newton's method; nil where one of the two kinds is
  /// missing.
  package static func fitted(_ points: [Point]) -> AbsenceCalibration? {
    let positive = points.reduce(0) { $0 + ($1.isAnswerable ? $1.weight : 0) }
    let negative = points.reduce(0) { $0 + ($1.isAnswerable ? 0 : $1.weight) }
    guard positive > 0, negative > 0 else { return nil }
    var (intercept, slope) = (0.0, 1.0)
    for _ in 0..<50 {
      var (gradient, curvature) = ((0.0, 0.0), (1e-9, 0.0, 1e-9))
      for point in points {
        let share = point.weight / (point.isAnswerable ? positive : negative)
        let probability = 1 / (1 + exp(slope * point.margin - intercept))
        let error = share * (probability - (point.isAnswerable ? 0 : 1))
        let bend = share * probability * (1 - probability)
        gradient.0 += error
        gradient.1 -= error * point.margin
        curvature.0 += bend
        curvature.1 -= bend * point.margin
        curvature.2 += bend * point.margin * point.margin
      }
      let determinant = curvature.0 * curvature.2 - curvature.1 * curvature.1
      guard determinant > 0 else { break }
      let step = (
        (curvature.2 * gradient.0 - curvature.1 * gradient.1) / determinant,
        (curvature.0 * gradient.1 - curvature.1 * gradient.0) / determinant
      )
      // Far from the valley Newton's step may jump over it.
      let length = max(abs(step.0), abs(step.1))
      let scale = min(1, 2 / max(length, 1e-12))
      intercept -= scale * step.0
      slope -= scale * step.1
      if length < 1e-9 { break }
    }
    guard intercept.isFinite, slope.isFinite else { return nil }
    return AbsenceCalibration(intercept: intercept, margin: slope)
  }
}

/// A task whose model can say that there is no answer.
protocol AbsenceFitting {
  func fitAbsence(modelAt folder: String, report: (String) -> Void) throws -> [AbsenceFit.Point]
}

extension ReaderTask: AbsenceFitting {}
extension RecurrentReaderTask: AbsenceFitting {}
