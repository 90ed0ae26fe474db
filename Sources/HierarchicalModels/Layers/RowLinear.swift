import CKernels
import Tensors

/// y = x · weightᵀ + bias over a block of `RowBlock.rows` rows.
///
/// Blocks are always whole: the same kernel sees every row, so that a row's result does not depend on how
/// many rows came with it.
protocol RowLinear: Sendable {
  /// Components of an input row.
  var inputs: Int { get }
  /// Components of an output row.
  var outputs: Int { get }
  /// Reads x [rows, inputs] and writes y [rows, outputs], through GELU where asked.
  func apply(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, gelu: Bool, _ scratch: ScratchBuffers)
    throws(MatrixProductError)
}

extension RowLinear {
  /// Any number of rows [rows, inputs] to [rows, outputs], in whole blocks.
  func apply(_ x: [Float], rows: Int, _ scratch: ScratchBuffers) throws(MatrixProductError) -> [Float] {
    let block = RowBlock.rows
    let input = AlignedBuffer<Float>(uninitialized: block * inputs)
    let result = AlignedBuffer<Float>(uninitialized: block * outputs)
    var y: [Float] = []
    y.reserveCapacity(rows * outputs)
    for first in stride(from: 0, to: rows, by: block) {
      let count = min(block, rows - first)
      input.base.update(repeating: 0, count: input.count)
      x.withUnsafeBufferPointer { x in
        guard let base = x.baseAddress else { return }
        input.base.update(from: base + first * inputs, count: count * inputs)
      }
      try apply(input.base, into: result.base, gelu: false, scratch)
      y += UnsafeBufferPointer(start: result.base, count: count * outputs)
    }
    return y
  }
}

/// The unit in which rows are worked on.
enum RowBlock {
  /// Rows of a block: enough to use a weight many times while it is in the cache, few enough that the block's
  /// own intermediate values stay there too.
  static let rows = 64

  static func rounded(_ rows: Int) -> Int { (rows + Self.rows - 1) / Self.rows * Self.rows }
}

/// Weight and bias of a linear map, or of several that share their input, stacked.
struct LinearSource: Sendable {
  let weights: [WeightMatrix]
  let bias: AlignedBuffer<Float>

  /// Finds `<name>.weight` and `<name>.bias` of each name.
  init(_ file: SafeTensors, _ names: [String], inputs: Int, outputs: Int) throws(SafeTensorsError) {
    var weights: [WeightMatrix] = []
    bias = AlignedBuffer(uninitialized: names.count * outputs)
    for (place, name) in names.enumerated() {
      weights.append(try WeightMatrix(file, "\(name).weight", rows: outputs, columns: inputs))
      try file.convert(file.entry("\(name).bias", shape: [outputs]), into: bias.base + place * outputs)
    }
    self.weights = weights
  }

  var inputs: Int { weights.first?.columns ?? 0 }
  var outputs: Int { bias.count }

  /// The stacked weights [outputs, inputs] as f32.
  func floats() -> AlignedBuffer<Float> {
    let buffer = AlignedBuffer<Float>(uninitialized: outputs * inputs)
    var row = 0
    for weight in weights {
      weight.read(rows: 0..<weight.rows, into: buffer.base + row * inputs)
      row += weight.rows
    }
    return buffer
  }
}

/// In f32, or in bf16 with sums in f32.
final class FloatLinear: RowLinear {
  let inputs: Int
  let outputs: Int
  private let bias: AlignedBuffer<Float>
  private let product: CompiledProduct
  private let weight: AlignedBuffer<UInt8>

  init(_ source: LinearSource, format: MatrixProduct.Format) throws(MatrixProductError) {
    (inputs, outputs, bias) = (source.inputs, source.outputs, source.bias)
    product = try .cached(
      MatrixProduct(m: RowBlock.rows, n: outputs, k: inputs, format: format, transposesB: true),
      takesPackedB: true)
    let floats = source.floats()
    weight = try product.pack(floats: floats.base)
    withExtendedLifetime(floats) {}
  }

  func apply(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, gelu: Bool, _ scratch: ScratchBuffers
  )
    throws(MatrixProductError)
  {
    if product.product.format == .bfloat16 {
      kernels.f32_to_bf16(x, scratch.halves.base, RowBlock.rows * inputs)
      try product.run(scratch.halves.base, packed: weight, into: y)
    } else {
      try product.run(x, packed: weight, into: y)
    }
    if gelu {
      kernels.bias_gelu_rows(y, bias.base, RowBlock.rows, outputs)
    } else {
      kernels.add_bias_rows(y, bias.base, RowBlock.rows, outputs)
    }
  }
}

/// In int8: u8 activations, quantized row by row as they come, and s8 weights with one scale per output.
///
/// The product runs in `CKernels` rather than through oneDNN: it ends in floats without leaving the cache,
/// starts without compiling, and is exact on processors whose byte products saturate, where oneDNN's is not.
final class QuantizedLinear: RowLinear {
  let inputs: Int
  let outputs: Int
  private let bias: AlignedBuffer<Float>
  private let scales: AlignedBuffer<Float>
  private let sums: AlignedBuffer<Int32>
  private let packed: AlignedBuffer<Int8>

  init(_ source: LinearSource) {
    (inputs, outputs, bias) = (source.inputs, source.outputs, source.bias)
    scales = AlignedBuffer(uninitialized: outputs)
    sums = AlignedBuffer(uninitialized: outputs)
    packed = AlignedBuffer(uninitialized: ck_packed_bytes(inputs, outputs))
    if source.weights.count == 1, let bytes = source.weights[0].quantized {
      for row in 0..<source.outputs { scales.base[row] = source.weights[0].scale(row) }
      ck_pack_weights(bytes, inputs, outputs, packed.base, sums.base)
      return
    }
    let bytes = AlignedBuffer<Int8>(uninitialized: outputs * inputs)
    var row = 0
    for matrix in source.weights {
      matrix.readQuantized(rows: 0..<matrix.rows, into: bytes.base + row * inputs, scales: scales.base + row)
      row += matrix.rows
    }
    ck_pack_weights(bytes.base, inputs, outputs, packed.base, sums.base)
    withExtendedLifetime(bytes) {}
  }

  func apply(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, gelu: Bool, _ scratch: ScratchBuffers
  ) {
    var layer = ck_quantized_layer(
      inputs: inputs, outputs: outputs, packed: packed.base, scales: scales.base, sums: sums.base,
      bias: bias.base)
    let rows = ck_quantized_rows(
      bytes: scratch.bytes.base, scale: scratch.scales.base, zero: scratch.zeros.base)
    kernels.quantized.quantize_rows(x, rows, RowBlock.rows, inputs)
    kernels.quantized.linear_rows(rows, &layer, y, RowBlock.rows, gelu)
  }
}
