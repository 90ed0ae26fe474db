import Tensors

/// What each head adds to a score for the distance between query and key, for every distance that the model
/// can have.
struct RelativeBias: Sendable {
  /// [heads, 2 · positions − 1].
  private let table: AlignedBuffer<Float>
  private let positions: Int

  /// Reads [buckets, heads] and spreads it over distances; nil for a family without.
  init?(
    _ file: SafeTensors, _ prefix: String, _ configuration: EncoderConfiguration
  ) throws(SafeTensorsError) {
    guard let relative = configuration.relativePositions else { return nil }
    let (heads, positions) = (configuration.heads, configuration.positions)
    let weights = try file.floats(
      prefix + EncoderFamily.relativeName, shape: [relative.buckets, heads])
    let columns = 2 * positions - 1
    table = AlignedBuffer(uninitialized: heads * columns)
    self.positions = positions
    for (place, bucket) in relative.all(length: positions).enumerated() {
      for head in 0..<heads { table.base[head * columns + place] = weights.base[bucket * heads + head] }
    }
    withExtendedLifetime(weights) {}
  }

  /// A head's numbers, at distance 0: behind it those of keys behind the query, before it those before.
  func head(_ head: Int) -> UnsafePointer<Float> {
    UnsafePointer(table.base + head * (2 * positions - 1) + positions - 1)
  }
}
