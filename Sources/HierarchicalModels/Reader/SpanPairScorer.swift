import Tensors

/// ``SpanPairs`` for inference, with its maps in the encoder's precision. Tests hold it to that definition.
public final class SpanPairScorer: Sendable {
  private let maps: any RowLinear
  private let inputs: Int
  private let scratchPool: ObjectPool<ScratchBuffers>

  /// Reads the maps of a model; nil where the model has none.
  public init?(_ encoder: WordEncoder) throws(ModelError) {
    let file = encoder.folder.weights, configuration = encoder.configuration
    guard file.entries["\(SpanPairs<Float>.names[0]).weight"] != nil else { return nil }
    inputs = configuration.width
    maps = try makeRowLinear(
      file, SpanPairs<Float>.names, inputs: configuration.width, outputs: SpanPairs<Float>.width,
      encoder.precision)
    scratchPool = ObjectPool { ScratchBuffers(configuration) }
  }

  /// What the places `range` of an encoded sequence are as starts and as ends.
  public func scores(_ encoded: EncoderOutput, at range: Range<Int>) throws(ModelError) -> PairScores {
    let rows = Array(encoded.hidden[range.lowerBound * inputs..<range.upperBound * inputs])
    do throws(MatrixProductError) {
      return try scratchPool.borrow { (scratch) throws(MatrixProductError) in
        PairScores(
          vectors: try maps.apply(rows, rows: range.count, scratch), width: SpanPairs<Float>.width,
          scale: SpanPairs<Float>.scale)
      }
    } catch { throw ModelError(error) }
  }
}

/// How well each place goes as an end with each other as a start.
public struct PairScores: Sendable {
  /// For each place its vector as a start, then its vector as an end.
  private let vectors: [Float]
  private let width: Int
  /// What every score is multiplied by.
  public var scale: Float

  /// - Parameter vectors: [places, 2 · width].
  public init(vectors: [Float], width: Int, scale: Float) {
    (self.vectors, self.width, self.scale) = (vectors, width, scale)
  }

  /// Scores of the ends `last` with the start `first`, both places.
  public func scores(first: Int, last: Range<Int>) -> [Float] {
    vectors.withUnsafeBufferPointer { vectors in
      let start = UnsafeBufferPointer(rebasing: vectors[2 * first * width..<(2 * first + 1) * width])
      return last.map { place in
        let end = vectors[(2 * place + 1) * width..<2 * (place + 1) * width]
        return scale * Linear.dot(start, UnsafeBufferPointer(rebasing: end))
      }
    }
  }
}
