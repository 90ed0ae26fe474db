import Classification
import Foundation

/// Fits a classifier's temperature and threshold to documents that it was not trained on.
struct ClassifierFit {
  /// The temperature with the least cross-entropy (Guo et al. 2017); then, where documents have several
  /// labels, the threshold with the highest micro-averaged F1.
  private(set) var calibration = ClassifierCalibration()

  init(_ trials: [(scores: [Float], labels: [Int])], takesSeveral: Bool) {
    let logTemperature = GoldenSection.least(from: log(0.2), to: log(10)) { logTemperature in
      var calibration = ClassifierCalibration()
      calibration.temperature = Float(exp(logTemperature))
      return trials.reduce(0) { sum, trial in
        let probabilities = calibration.probabilities(of: trial.scores, takesSeveral: takesSeveral)
        guard takesSeveral else { return sum - log(max(1e-9, probabilities[trial.labels[0]])) }
        let gold = Set(trial.labels)
        return sum
          - probabilities.enumerated().reduce(0) {
            $0 + log(max(1e-9, gold.contains($1.offset) ? $1.element : 1 - $1.element))
          }
      }
    }
    calibration.temperature = Float(exp(logTemperature))
    if takesSeveral { calibration.threshold = threshold(trials) }
  }

  private func threshold(_ trials: [(scores: [Float], labels: [Int])]) -> Float {
    var points: [(probability: Double, isRight: Bool)] = []
    var gold = 0
    for trial in trials {
      let labels = Set(trial.labels)
      gold += labels.count
      for (label, probability) in calibration.probabilities(of: trial.scores, takesSeveral: true).enumerated()
      {
        points.append((probability, labels.contains(label)))
      }
    }
    points.sort { $0.probability > $1.probability }
    var (right, best) = (0, (f1: -1.0, threshold: 0.5))
    for (place, point) in points.enumerated() {
      if point.isRight { right += 1 }
      // Between two equal probabilities there is no threshold.
      guard place + 1 == points.count || points[place + 1].probability < point.probability else { continue }
      let f1 = 2 * Double(right) / Double(gold + place + 1)
      let next = place + 1 < points.count ? points[place + 1].probability : 0
      if f1 > best.f1 { best = (f1, (point.probability + next) / 2) }
    }
    return Float(best.threshold)
  }
}
