/// How well probabilities match what happens (Guo et al. 2017, "On calibration of modern neural networks").
public struct Calibration: Sendable, Hashable {
  /// Predictions whose probability falls into one of equally wide intervals.
  public struct Bin: Sendable, Hashable {
    /// Number of predictions.
    public var count: Int
    /// The sum of their weights.
    public var weight: Double
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
  ///   - weights: How much each counts; all the same where it is nil.
  /// - Precondition: all have the same count, and `bins` is positive.
  public init(probabilities: [Double], outcomes: [Double], weights: [Double]? = nil, bins: Int = 10) {
    precondition(probabilities.count == outcomes.count, "one outcome a probability")
    precondition(weights.map { $0.count == outcomes.count } ?? true, "one weight a probability")
    precondition(bins > 0, "at least one bin")
    self.bins = Array(repeating: Bin(count: 0, weight: 0, confidence: 0, accuracy: 0), count: bins)
    for (place, probability) in probabilities.enumerated() {
      let weight = weights?[place] ?? 1
      let clamped = probability.isNaN ? 0 : min(max(probability, 0), 1)
      let index = min(Int(clamped * Double(bins)), bins - 1)
      self.bins[index].count += 1
      self.bins[index].weight += weight
      self.bins[index].confidence += clamped * weight
      self.bins[index].accuracy += outcomes[place] * weight
    }
    for index in self.bins.indices where self.bins[index].weight > 0 {
      self.bins[index].confidence /= self.bins[index].weight
      self.bins[index].accuracy /= self.bins[index].weight
    }
  }

  /// Number of predictions.
  public var count: Int { bins.reduce(0) { $0 + $1.count } }

  /// Expected calibration error, 0…1: the mean gap between confidence and accuracy, weighted by bin size.
  public var expectedError: Double {
    let total = bins.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return 0 }
    return bins.reduce(0) { $0 + $1.weight * abs($1.accuracy - $1.confidence) } / total
  }
}
