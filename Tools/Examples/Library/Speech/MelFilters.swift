import Platform

/// Triangles that overlap by half, evenly spaced on the mel scale, mel(f) = 2595 · log10(1 + f / 700): what a
/// band has at its centre falls to nothing at its neighbours' centres. Between the first and the last centre
/// the bands' weights sum to 1 at every frequency.
public struct MelFilters: Sendable, Hashable {
  /// What one band takes from the spectrum.
  public struct Band: Sendable, Hashable {
    /// The first bin that counts.
    public var first: Int
    /// Weights from there on, above 0.
    public var weights: [Float]
  }

  /// From the lowest.
  public var bands: [Band]

  /// Filters from `lowest` Hz to half the rate.
  ///
  /// - Parameters:
  ///   - size: length of the transform, of whose bins 0 ... size / 2 are used.
  ///   - rate: samples in a second.
  public init(bands count: Int, size: Int, rate: Int, lowest: Double = 64) {
    func mel(_ hertz: Double) -> Double { 2595 / Mathematics.log(10.0) * Mathematics.log(1 + hertz / 700) }
    let (low, high) = (mel(lowest), mel(Double(rate) / 2))
    let step = (high - low) / Double(count + 1)
    // Where each bin lies, counted in bands: the n-th band's centre is n + 1.
    let places = (0...size / 2).map { (mel(Double($0 * rate) / Double(size)) - low) / step }
    bands = (1...count).map { centre in
      let inside = places.indices.filter { abs(places[$0] - Double(centre)) < 1 }
      return Band(
        first: inside.first ?? 0, weights: inside.map { Float(1 - abs(places[$0] - Double(centre))) })
    }
  }
}
