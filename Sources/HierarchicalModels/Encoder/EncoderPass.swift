import CKernels
import Tensors

/// The way of one pack of sequences through all layers, with the memory that it takes.
///
/// Two kinds of parallel work take turns: heads of sequences, which need all rows of their sequence, and
/// blocks of rows, which go from one attention to the next without looking at another row.
final class EncoderPass {
  private let configuration: EncoderConfiguration
  private let precision: WordEncoder.Precision
  private let weights: EncoderWeights
  private let scratchPool: ObjectPool<ScratchBuffers>
  private var hidden: AlignedBuffer<Float>  // [rows, width]
  private var queryKeyValue: AlignedBuffer<Float>  // [rows, 3 · width]
  private var context: AlignedBuffer<Float>  // [rows, width]

  init(
    _ configuration: EncoderConfiguration, _ precision: WordEncoder.Precision, _ weights: EncoderWeights,
    _ scratchPool: ObjectPool<ScratchBuffers>
  ) {
    (self.configuration, self.precision, self.weights, self.scratchPool) = (
      configuration, precision, weights, scratchPool
    )
    hidden = AlignedBuffer(uninitialized: 0)
    queryKeyValue = AlignedBuffer(uninitialized: 0)
    context = AlignedBuffer(uninitialized: 0)
  }

  private var width: Int { configuration.width }

  /// Room for whole blocks; rows beyond the last sequence hold zeros, which no other row ever sees.
  private func reserve(_ rows: Int) {
    if hidden.count < rows * width {
      hidden = AlignedBuffer(uninitialized: rows * width)
      queryKeyValue = AlignedBuffer(uninitialized: rows * 3 * width)
      context = AlignedBuffer(uninitialized: rows * width)
    }
  }

  /// Runs the pack through the first `layers` layers, and, where `stopsAtAttention`, up to the query, key and
  /// value of the next.
  private func run(
    _ pack: RowPack, _ inputs: [EncoderInput], layers: Int, stopsAtAttention: Bool, on pool: WorkerPool
  ) throws(MatrixProductError) {
    let rows = RowBlock.rounded(pack.rows)
    reserve(rows)
    let blocks = rows / RowBlock.rows
    (hidden.base + pack.rows * width).update(repeating: 0, count: (rows - pack.rows) * width)
    (context.base + pack.rows * width).update(repeating: 0, count: (rows - pack.rows) * width)
    for part in pack.parts {
      let input = inputs[part.index]
      for place in 0..<part.length {
        weights.embeddings.embed(
          input.ids[place], position: place, type: input.types[place],
          into: hidden.base + (part.first + place) * width)
      }
    }
    let lastProjection = stopsAtAttention ? layers : layers - 1
    for layer in -1..<layers {
      if layer >= 0 { attend(pack, on: pool) }
      try pool.run(blocks) { (block) throws(MatrixProductError) in
        try scratchPool.borrow { (scratch) throws(MatrixProductError) in
          let hidden = hidden.base + block * RowBlock.rows * width
          let context = context.base + block * RowBlock.rows * width
          if layer >= 0 { try weights.layers[layer].transform(context: context, hidden: hidden, scratch) }
          if layer + 1 <= lastProjection {
            let projected = queryKeyValue.base + block * RowBlock.rows * 3 * width
            try weights.layers[layer + 1].queryKeyValue.apply(hidden, into: projected, gelu: false, scratch)
          }
        }
      }
    }
  }

  private func attend(_ pack: RowPack, on pool: WorkerPool) {
    let heads = configuration.heads
    let attention = precision == .float32 ? kernels.attention.forward : kernels.attention.forward_bf16
    pool.run(pack.parts.count * heads) { piece in
      scratchPool.borrow { scratch in
        var head = head(piece % heads, of: pack.parts[piece / heads])
        attention(&head, scratch.attention.base)
      }
    }
  }

  private func head(_ head: Int, of part: RowPack.Part) -> ck_attention_head {
    let headWidth = configuration.headWidth
    let query = queryKeyValue.base + part.first * 3 * width + head * headWidth
    return ck_attention_head(
      query: query, key: query + width, value: query + 2 * width,
      context: context.base + part.first * width + head * headWidth, queries: part.length, keys: part.length,
      width: headWidth, query_stride: 3 * width, key_stride: 3 * width, value_stride: 3 * width,
      context_stride: width, scale: 1 / Float(headWidth).squareRoot(), bias: weights.relativeBias?.head(head))
  }

  /// Hidden states after the first `layers` layers, for each part of the pack.
  func encode(
    _ pack: RowPack, _ inputs: [EncoderInput], layers: Int, on pool: WorkerPool
  ) throws(MatrixProductError)
    -> [EncoderOutput]
  {
    try run(pack, inputs, layers: layers, stopsAtAttention: false, on: pool)
    return pack.parts.map { part in
      let rows = UnsafeBufferPointer(start: hidden.base + part.first * width, count: part.length * width)
      return EncoderOutput(hidden: Array(rows), length: part.length, width: width)
    }
  }

  /// The attention weights of one head, [length, length], by the plain path: all scores, then softmax over
  /// rows.
  func attentionWeights(
    _ input: EncoderInput, layer: Int, head index: Int, on pool: WorkerPool
  )
    throws(MatrixProductError) -> Tensor
  {
    let pack = RowPack.packs(lengths: [input.ids.count])[0]
    try run(pack, [input], layers: layer, stopsAtAttention: true, on: pool)
    let head = head(index, of: pack.parts[0])
    var product = MatrixProduct(m: head.queries, n: head.keys, k: head.width, transposesB: true)
    product.strides = (head.query_stride, head.key_stride, nil)
    let scores = AlignedBuffer<Float>(uninitialized: head.queries * head.keys)
    try product.multiply(head.query, head.key, into: scores.base)
    if let bias = head.bias {
      for row in 0..<head.queries {
        for column in 0..<head.keys {
          scores.base[row * head.keys + column] += bias[column - row] / head.scale
        }
      }
    }
    kernels.softmax_rows(scores.base, head.queries, head.keys, head.scale)
    return Tensor(adopting: scores, shape: [head.queries, head.keys])
  }
}
