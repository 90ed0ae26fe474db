import Platform

/// A mean with its interval.
public struct Estimate: Sendable, Hashable, Codable {
  /// Mean of the sample.
  public var mean: Double
  /// Lower end of the interval.
  public var low: Double
  /// Upper end of the interval.
  public var high: Double

  /// Creates an estimate.
  public init(mean: Double, low: Double, high: Double) {
    self.mean = mean
    self.low = low
    self.high = high
  }
}

/// Percentile bootstrap (Efron 1979) over records, seeded, so that the same values give the same interval.
public struct Bootstrap: Sendable, Hashable {
  /// How often the sample is drawn again.
  public var resamples: Int
  /// Share of the resampled means inside the interval.
  public var confidence: Double
  /// Start of the random numbers.
  public var seed: UInt64

  /// Creates a bootstrap; the defaults are 1,000 resamples and 95 %.
  public init(resamples: Int = 1000, confidence: Double = 0.95, seed: UInt64 = 1) {
    self.resamples = resamples
    self.confidence = confidence
    self.seed = seed
  }

  /// The mean of `values` and its interval; zeros for an empty sample.
  public func estimate(of values: [Double]) -> Estimate {
    guard !values.isEmpty else { return Estimate(mean: 0, low: 0, high: 0) }
    let means = resampledMeans(of: values).sorted()
    let tail = (1 - confidence) / 2
    return Estimate(
      mean: values.reduce(0, +) / Double(values.count), low: Self.quantile(tail, of: means),
      high: Self.quantile(1 - tail, of: means))
  }

  /// The mean difference `first − second` over the same records and its interval, both drawn together
  /// (Koehn 2004, paired bootstrap).
  ///
  /// Where the interval leaves 0 out, the two systems differ at this confidence.
  ///
  /// - Precondition: the two have the same number of values.
  public func difference(_ first: [Double], _ second: [Double]) -> Estimate {
    precondition(first.count == second.count, "paired bootstrap needs the same records in both systems")
    return estimate(of: zip(first, second).map { $0 - $1 })
  }

  private func resampledMeans(of values: [Double]) -> [Double] {
    guard resamples > 0 else { return [values.reduce(0, +) / Double(values.count)] }
    var generator = SplitMix64(seed: seed)
    let count = UInt64(values.count)
    return (0..<resamples).map { _ in
      var sum = 0.0
      for _ in values.indices { sum += values[Int(generator.next().multipliedFullWidth(by: count).high)] }
      return sum / Double(values.count)
    }
  }

  /// Quantile of sorted values by linear interpolation.
  private static func quantile(_ q: Double, of sorted: [Double]) -> Double {
    let position = min(max(q, 0), 1) * Double(sorted.count - 1)
    let index = min(Int(position), sorted.count - 1)
    let next = min(index + 1, sorted.count - 1)
    return sorted[index] + (position - Double(index)) * (sorted[next] - sorted[index])
  }
}
