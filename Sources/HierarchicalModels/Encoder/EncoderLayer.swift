import CKernels
import Tensors

/// One transformer layer of BERT: self-attention and a feed-forward part, each added to its input and
/// normalized. Vaswani et al. 2017; Devlin et al. 2019.
struct EncoderLayer: Sendable {
  /// width → 3 · width: query, key and value side by side.
  let queryKeyValue: any RowLinear
  /// width → width, of the heads' contexts.
  let attentionOutput: any RowLinear
  /// width → innerWidth, then GELU.
  let inner: any RowLinear
  /// innerWidth → width.
  let outer: any RowLinear
  let attentionNorm: LayerNorm
  let outputNorm: LayerNorm

  /// Everything between two attentions, over one block of rows: context [rows, width] and hidden
  /// [rows, width] become hidden.
  func transform(
    context: UnsafePointer<Float>, hidden: UnsafeMutablePointer<Float>, _ scratch: ScratchBuffers
  ) throws(MatrixProductError) {
    let update = scratch.update.base
    try attentionOutput.apply(context, into: update, gelu: false, scratch)
    attentionNorm.apply(update, residual: hidden, into: hidden)
    try inner.apply(hidden, into: scratch.inner.base, gelu: true, scratch)
    try outer.apply(scratch.inner.base, into: update, gelu: false, scratch)
    outputNorm.apply(update, residual: hidden, into: hidden)
  }
}

/// Layer normalization with gain and shift: Ba et al. 2016.
struct LayerNorm: Sendable {
  let gain: AlignedBuffer<Float>
  let shift: AlignedBuffer<Float>
  let epsilon: Float

  init(_ file: SafeTensors, _ name: String, width: Int, epsilon: Float) throws(SafeTensorsError) {
    gain = try file.floats("\(name).weight", shape: [width])
    shift = try file.floats("\(name).bias", shape: [width])
    self.epsilon = epsilon
  }

  /// Normalizes x + residual over a block of rows.
  func apply(_ x: UnsafePointer<Float>, residual: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>) {
    kernels.layer_norm_rows(x, residual, nil, gain.base, shift.base, y, RowBlock.rows, gain.count, epsilon)
  }
}
