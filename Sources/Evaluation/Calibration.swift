/// How well probabilities match what happens (Guo et al. 2017, "On calibration of modern neural networks").
public struct Calibration: Sendable, Hashable {
  /// Predictions whose probability falls into one of equally wide intervals.
  public struct Bin: Sendable, Hashable {
    /// Number of predictions.
    public var count: Int
    /// Mean probability.
    public var confidence: Double
    /// Share that was right.
    public var accuracy: Double
  }

  /// Intervals from 0 to 1 in order, empty ones included.
  public var bins: [Bin]

  /// Sorts predictions into `bins` intervals; probability 1 goes to the last.
  ///
  /// - Parameters:
  ///   - probabilities: One a prediction; values outside 0…1 count as the nearer end.
  ///   - outcomes: Whether each was right; a share in 0…1, such as an F1, is taken too.
  /// - Precondition: both have the same count, and `bins` is positive.
  public init(probabilities: [Double], outcomes: [Double], bins: Int = 10) {
    precondition(probabilities.count == outcomes.count, "one outcome a probability")
    precondition(bins > 0, "at least one bin")
    self.bins = Array(repeating: Bin(count: 0, confidence: 0, accuracy: 0), count: bins)
    for (probability, outcome) in zip(probabilities, outcomes) {
      let clamped = probability.isNaN ? 0 : min(max(probability, 0), 1)
      let index = min(Int(clamped * Double(bins)), bins - 1)
      self.bins[index].count += 1
      self.bins[index].confidence += clamped
      self.bins[index].accuracy += outcome
    }
    for index in self.bins.indices where self.bins[index].count > 0 {
      self.bins[index].confidence /= Double(self.bins[index].count)
      self.bins[index].accuracy /= Double(self.bins[index].count)
    }
  }

  /// Number of predictions.
  public var count: Int { bins.reduce(0) { $0 + $1.count } }

  /// Expected calibration error, 0…1: the mean gap between confidence and accuracy, weighted by bin size.
  public var expectedError: Double {
    let total = count
    guard total > 0 else { return 0 }
    return bins.reduce(0) { $0 + Double($1.count) * abs($1.accuracy - $1.confidence) } / Double(total)
  }
}
