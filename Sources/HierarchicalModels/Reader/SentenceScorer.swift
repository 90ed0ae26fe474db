import AttentionCore
import CKernels
import Tensors

/// The sentence level of a reader for inference: ``SentenceLevel`` with its maps in the encoder's precision.
/// Tests hold it to that definition.
public final class SentenceScorer: Sendable {
  /// Width of sentence vectors.
  public let width: Int
  private let inputs: Int
  private let words, question: Pooling
  private let sentenceProjection, questionProjection: any RowLinear
  private let query, key, value, output: any RowLinear
  private let norm: LayerNorm
  private let match: AlignedBuffer<Float>  // (query width, key width)
  private let null: Linear
  private let scratchPool: ObjectPool<ScratchBuffers>

  /// Additive attention with a learned query.
  private struct Pooling: Sendable {
    let projection: any RowLinear
    let context: AlignedBuffer<Float>
  }

  /// What the level says of one sequence.
  public struct Scores: Sendable, Hashable {
    /// A score for each sentence.
    public var sentences: [Float]
    /// The null answer's.
    public var null: Float
  }

  /// Reads the level of a model; nil where the model has none.
  public init?(_ encoder: WordEncoder) throws(ModelError) {
    let file = encoder.folder.weights, configuration = encoder.configuration
    let name = SentenceLevel<Float>.prefix
    guard let shape = file.entries["\(name).match.weight"]?.shape else { return nil }
    guard shape.count == 2, shape[0] == shape[1], shape[0] > 0, shape[0] % SentenceLevel<Float>.heads == 0,
      shape[0] <= 3 * configuration.width
    else {
      throw ModelError(
        file.path, .unsupported("a sentence level whose \(name).match.weight has the shape \(shape)"))
    }
    let width = shape[0], inputs = configuration.width, precision = encoder.precision
    (self.width, self.inputs) = (width, inputs)
    func linear(_ part: String, _ inputs: Int) throws(ModelError) -> any RowLinear {
      try makeRowLinear(file, ["\(name).\(part)"], inputs: inputs, outputs: width, precision)
    }
    func floats(_ part: String, _ shape: [Int]) throws(ModelError) -> AlignedBuffer<Float> {
      let buffer = AlignedBuffer<Float>(uninitialized: shape.reduce(1, *))
      do throws(SafeTensorsError) {
        try file.convert(file.entry("\(name).\(part)", shape: shape), into: buffer.base)
      } catch { throw ModelError(error) }
      return buffer
    }
    words = Pooling(
      projection: try linear("words.projection", inputs), context: try floats("words.context", [1, width]))
    question = Pooling(
      projection: try linear("question.projection", inputs),
      context: try floats("question.context", [1, width]))
    sentenceProjection = try linear("sentence_projection", inputs)
    questionProjection = try linear("question_projection", inputs)
    query = try linear("attention.query", width)
    key = try linear("attention.key", width)
    value = try linear("attention.value", width)
    output = try linear("attention.output", width)
    do throws(SafeTensorsError) {
      norm = try LayerNorm(file, "\(name).norm", width: width, epsilon: SentenceLevel<Float>.epsilon)
    } catch { throw ModelError(error) }
    match = try floats("match.weight", shape)
    null = try Linear(file, named: "\(name).null", inputs: inputs, outputs: 1)
    scratchPool = ObjectPool { ScratchBuffers(configuration) }
  }

  /// Scores sentences of encoded word pieces, given as places in the sequence.
  public func scores(
    _ encoded: EncoderOutput, question asked: Range<Int>, sentences: [Range<Int>]
  ) throws(ModelError) -> Scores {
    do throws(MatrixProductError) {
      return try scratchPool.borrow { (scratch) throws(MatrixProductError) in
        try scores(encoded, asked, sentences, scratch)
      }
    } catch { throw ModelError(error) }
  }

  private func scores(
    _ encoded: EncoderOutput, _ asked: Range<Int>, _ sentences: [Range<Int>], _ scratch: ScratchBuffers
  ) throws(MatrixProductError) -> Scores {
    let absent = null.apply(Array(encoded.hidden[..<inputs]), rows: 1)[0]
    guard !sentences.isEmpty else { return Scores(sentences: [], null: absent) }
    let pooled = try pool(encoded, sentences, words, scratch)
    let vectors = try sentenceProjection.apply(pooled, rows: sentences.count, scratch)
    let asking = try questionProjection.apply(pool(encoded, [asked], question, scratch), rows: 1, scratch)
    let related = try relate(vectors, rows: sentences.count, scratch)
    // (q W) · s
    var turned = [Float](repeating: 0, count: width)
    for row in 0..<width {
      for column in 0..<width { turned[column] += asking[row] * match.base[row * width + column] }
    }
    let scores = sentences.indices.map { sentence in
      (0..<width).reduce(Float(0)) { $0 + turned[$1] * related[sentence * width + $1] }
    }
    return Scores(sentences: scores, null: absent)
  }

  /// Each range's hidden states pooled by additive attention, [ranges, inputs].
  private func pool(
    _ encoded: EncoderOutput, _ ranges: [Range<Int>], _ pooling: Pooling, _ scratch: ScratchBuffers
  ) throws(MatrixProductError) -> [Float] {
    var pooled = [Float](repeating: 0, count: ranges.count * inputs)
    guard let first = ranges.first?.lowerBound, let last = ranges.last?.upperBound, first < last else {
      return pooled
    }
    let rows = Array(encoded.hidden[first * inputs..<last * inputs])
    var projected = try pooling.projection.apply(rows, rows: last - first, scratch)
    kernels.tanh(projected, &projected, projected.count)
    for (place, range) in ranges.enumerated() where !range.isEmpty {
      var weights = range.map { word in
        let row = (word - first) * width
        return (0..<width).reduce(Float(0)) { $0 + projected[row + $1] * pooling.context.base[$1] }
      }
      kernels.softmax_rows(&weights, 1, weights.count, 1)
      for (word, weight) in zip(range, weights) {
        for column in 0..<inputs {
          pooled[place * inputs + column] += weight * rows[(word - first) * inputs + column]
        }
      }
    }
    return pooled
  }

  /// Self-attention over sentences, added to them and normalized.
  private func relate(
    _ vectors: [Float], rows: Int, _ scratch: ScratchBuffers
  ) throws(MatrixProductError) -> [Float] {
    let queries = try query.apply(vectors, rows: rows, scratch)
    let keys = try key.apply(vectors, rows: rows, scratch)
    let values = try value.apply(vectors, rows: rows, scratch)
    let heads = SentenceLevel<Float>.heads, headWidth = width / heads
    var contexts = [Float](repeating: 0, count: rows * width)
    for head in 0..<heads {
      let columns = head * headWidth..<(head + 1) * headWidth
      for row in 0..<rows {
        var weights = (0..<rows).map { other in
          columns.reduce(Float(0)) { $0 + queries[row * width + $1] * keys[other * width + $1] }
        }
        kernels.softmax_rows(&weights, 1, rows, 1 / Float(headWidth).squareRoot())
        for (other, weight) in weights.enumerated() {
          for column in columns { contexts[row * width + column] += weight * values[other * width + column] }
        }
      }
    }
    let update = try output.apply(contexts, rows: rows, scratch)
    var related = vectors
    kernels.layer_norm_rows(
      update, vectors, nil, norm.gain.base, norm.shift.base, &related, rows, width, norm.epsilon)
    return related
  }
}
