import Platform
import Tensors

/// Attention between sentences: each looks at the others by scaled dot product and softmax (Vaswani et al.
/// 2017), and a sentence is salient as far as the others look at it.
///
/// With unit vectors the score of a pair is cos / temperature. Up to `span` sentences to either side are
/// looked at (local attention, Luong et al. 2015), so that a document of `span` sentences is attended to
/// whole and a longer one in linear time and memory.
package struct SentenceAttention: Sendable {
  /// What cosines are divided by before the softmax.
  package var temperature: Float
  /// How far a sentence looks, to either side; a multiple of the tile.
  package var span: Int

  /// Sentences that are scored together; one compiled matrix product serves every document.
  private static let tile = 64

  package init(temperature: Float = 0.2, span: Int = 2048) {
    self.temperature = temperature
    self.span = span
  }

  /// Sum over the other sentences of the weight that they give to each sentence; the mean is 1.
  ///
  /// - Parameter vectors: Unit vectors.
  package func received(_ vectors: SentenceVectors) throws -> [Double] {
    let count = vectors.count
    guard count > 1 else { return [Double](repeating: 0, count: count) }
    let tile = Self.tile
    let tiles = (count + tile - 1) / tile
    let reach = (span + tile - 1) / tile
    let width = vectors.width
    var padded = vectors.values
    padded.append(contentsOf: repeatElement(0, count: tiles * tile * width - padded.count))
    let product = try CompiledProduct.cached(
      MatrixProduct(m: tile, n: tile, k: width, format: .float32, transposesB: true), takesPackedB: false)

    var received = [Double](repeating: 0, count: count)
    var weights = [Float](repeating: 0, count: (2 * reach + 1) * tile * tile)
    for queries in 0..<tiles {
      let keys = max(0, queries - reach)..<min(tiles, queries + reach + 1)
      try padded.withUnsafeBufferPointer { values in
        try weights.withUnsafeMutableBufferPointer { weights in
          guard let values = values.baseAddress, let weights = weights.baseAddress else { return }
          for (position, key) in keys.enumerated() {
            try product.run(
              values + queries * tile * width, values + key * tile * width,
              into: weights + position * tile * tile)
          }
        }
      }
      add(weights: &weights, queries: queries, keys: keys, count: count, to: &received)
    }
    return received
  }

  /// Normalizes the weights of one tile of queries and adds them up by key.
  private func add(
    weights: inout [Float], queries: Int, keys: Range<Int>, count: Int, to received: inout [Double]
  ) {
    let tile = Self.tile
    for row in 0..<min(tile, count - queries * tile) {
      let query = queries * tile + row
      var total: Float = 0
      for (position, key) in keys.enumerated() {
        for column in 0..<min(tile, count - key * tile) {
          let place = (position * tile + row) * tile + column
          // Cosines are at most 1, so subtracting that keeps the exponential in range.
          let weight = key * tile + column == query ? 0 : Mathematics.exp((weights[place] - 1) / temperature)
          weights[place] = weight
          total += weight
        }
      }
      guard total > 0 else { continue }
      for (position, key) in keys.enumerated() {
        for column in 0..<min(tile, count - key * tile) {
          received[key * tile + column] += Double(weights[(position * tile + row) * tile + column] / total)
        }
      }
    }
  }
}
