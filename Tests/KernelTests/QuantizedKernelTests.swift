import CKernels
import Foundation
import Tensors
import Testing

@Suite("Quantization kernels")
struct QuantizedKernelTests {
  /// Rows as one level quantizes them.
  final class Rows {
    let stride: Int
    let bytes: AlignedBuffer<UInt8>
    let scale: AlignedBuffer<Float>
    let zero: AlignedBuffer<Int32>

    init(_ table: ck_table, _ x: [Float], rows: Int) {
      stride = ck_padded_inputs(x.count / rows)
      bytes = AlignedBuffer(repeating: 0xAA, count: rows * stride)
      scale = AlignedBuffer(uninitialized: rows)
      zero = AlignedBuffer(uninitialized: rows)
      table.quantized.quantize_rows(x, all, rows, x.count / rows)
    }

    var all: ck_quantized_rows { ck_quantized_rows(bytes: bytes.base, scale: scale.base, zero: zero.base) }
  }

  @Test(
    "a quantized row comes back within half a step, and 0 comes back exactly", arguments: KernelLevel.all,
    lengths)
  func roundTrip(level: KernelLevel, columns: Int) {
    var x = randomFloats(4 * columns, seed: 20, scale: 3)
    x[0] = 0
    for i in columns..<2 * columns { x[i] = abs(x[i]) + 1 }
    for i in 2 * columns..<3 * columns { x[i] = 0 }
    let q = Rows(level.table, x, rows: 4)
    for row in 0..<4 {
      for column in 0..<columns {
        let value = x[row * columns + column]
        let back = Float(Int32(q.bytes[row * q.stride + column]) - q.zero[row]) * q.scale[row]
        #expect(abs(back - value) <= q.scale[row] * 0.501 + 1e-6)
        if value == 0 { #expect(back == 0) }
      }
      #expect((columns..<q.stride).allSatisfy { q.bytes[row * q.stride + $0] == 0 })
    }
  }

  @Test("every level quantizes to the same bytes", arguments: KernelLevel.all)
  func levelsAgree(level: KernelLevel) {
    let x = randomFloats(64 * 384, seed: 21)
    let (mine, base) = (Rows(level.table, x, rows: 64), Rows(ck_table_at(CK_BASE)!.pointee, x, rows: 64))
    let differing = zip(mine.bytes.array, base.bytes.array).filter { $0 != $1 }
    // A product that lands on half a step may round either way where it is fused with the sum.
    #expect(differing.count <= 8)
  }

  @Test("infinities and NaN quantize to something, and do not trap", arguments: KernelLevel.all)
  func extremes(level: KernelLevel) {
    for value in [Float.infinity, -.infinity, .nan, .greatestFiniteMagnitude, .leastNonzeroMagnitude] {
      let q = Rows(level.table, [1, value, -1, 0], rows: 1)
      #expect(q.scale[0] > 0 && (0...255).contains(q.zero[0]))
    }
  }

  @Test("int8 rows of weights keep their values within half a step", arguments: KernelLevel.all, lengths)
  func weights(level: KernelLevel, columns: Int) {
    let x = randomFloats(columns, seed: 25)
    var (q, back) = ([Int8](repeating: 0, count: columns), [Float](repeating: 0, count: columns))
    let scale = level.table.quantized.narrow_row(x, &q, columns)
    level.table.quantized.widen_row(q, scale, &back, columns)
    #expect(zip(x, back).allSatisfy { abs($0 - $1) <= scale * 0.501 })
    #expect(q.contains { abs($0) == 127 })
  }

  /// A linear map with random weights, packed.
  final class Layer {
    let inputs: Int
    let outputs: Int
    let weights: [Int8]
    let packed: AlignedBuffer<Int8>
    let sums: AlignedBuffer<Int32>
    let scales: AlignedBuffer<Float>
    let bias: AlignedBuffer<Float>

    init(_ weights: [Int8], inputs: Int, scales: [Float], bias: [Float]) {
      (self.weights, self.inputs, outputs) = (weights, inputs, weights.count / inputs)
      packed = AlignedBuffer(uninitialized: ck_packed_bytes(inputs, outputs))
      sums = AlignedBuffer(uninitialized: outputs)
      (self.scales, self.bias) = (AlignedBuffer(scales), AlignedBuffer(bias))
      ck_pack_weights(weights, inputs, outputs, packed.base, sums.base)
    }

    func apply(_ table: ck_table, _ q: Rows, rows: Int, gelu: Bool) -> [Float] {
      var layer = ck_quantized_layer(
        inputs: inputs, outputs: outputs, packed: packed.base, scales: scales.base, sums: sums.base,
        bias: bias.base)
      var y = [Float](repeating: .nan, count: rows * outputs + 1)
      table.quantized.linear_rows(q.all, &layer, &y, rows, gelu)
      #expect(y.removeLast().isNaN, "wrote past the end")
      return y
    }
  }

  struct Shape: Sendable, CustomTestStringConvertible {
    var rows: Int, inputs: Int, outputs: Int
    var testDescription: String { "[\(rows), \(inputs)] by \(outputs)" }
  }
  static let shapes = [
    Shape(rows: 16, inputs: 1, outputs: 1), Shape(rows: 16, inputs: 48, outputs: 15),
    Shape(rows: 32, inputs: 65, outputs: 33), Shape(rows: 48, inputs: 384, outputs: 80),
    Shape(rows: 64, inputs: 200, outputs: 96),
  ]

  @Test("a linear map in int8 gives what its integers say", arguments: KernelLevel.all, shapes)
  func linear(level: KernelLevel, shape: Shape) {
    let q = Rows(level.table, randomFloats(shape.rows * shape.inputs, seed: 26, scale: 2), rows: shape.rows)
    var random = CounterRandom(seed: 27)
    let weights = (0..<shape.outputs * shape.inputs).map { _ in Int8.random(in: -127...127, using: &random) }
    let (scales, bias) = (
      randomFloats(shape.outputs, seed: 28, scale: 1e-2), randomFloats(shape.outputs, seed: 29)
    )
    let layer = Layer(weights, inputs: shape.inputs, scales: scales, bias: bias)
    let exact = (0..<shape.rows * shape.outputs).map { place -> Double in
      let (row, output) = (place / shape.outputs, place % shape.outputs)
      let sum = (0..<shape.inputs).reduce(0) { sum, k in
        sum + (Int(q.bytes[row * q.stride + k]) - Int(q.zero[row])) * Int(weights[output * shape.inputs + k])
      }
      return Double(sum) * Double(q.scale[row] * scales[output]) + Double(bias[output])
    }
    #expect(largestDifference(layer.apply(level.table, q, rows: shape.rows, gelu: false), exact) < 1e-6)
    let gelu = exact.map { 0.5 * $0 * (1 + erf($0 * 0.5.squareRoot())) }
    #expect(largestDifference(layer.apply(level.table, q, rows: shape.rows, gelu: true), gelu) < 2e-6)
  }

  @Test("the largest bytes and weights of one sign do not overflow", arguments: KernelLevel.all)
  func noOverflow(level: KernelLevel) {
    let q = Rows(level.table, [Float](repeating: 1, count: 16 * 1536), rows: 16)
    for i in 0..<16 * 1536 { q.bytes[i] = 255 }
    for row in 0..<16 { (q.scale[row], q.zero[row]) = (1, 0) }
    for weight: Int8 in [127, -127] {
      let layer = Layer(
        [Int8](repeating: weight, count: 1536 * 16), inputs: 1536, scales: [Float](repeating: 1, count: 16),
        bias: [Float](repeating: 0, count: 16))
      let y = layer.apply(level.table, q, rows: 16, gelu: false)
      #expect(y.allSatisfy { $0 == Float(255 * 1536) * Float(weight) })
    }
  }

  @Test(
    "the fused int8 product agrees with oneDNN's, on numbers that cannot overflow there",
    arguments: KernelLevel.all)
  func agreesWithOneDNN(level: KernelLevel) throws {
    let (rows, inputs, outputs) = (64, 384, 96)
    let q = Rows(level.table, randomFloats(rows * inputs, seed: 30), rows: rows)
    for i in 0..<rows * inputs { q.bytes[i] /= 2 }
    for row in 0..<rows { (q.scale[row], q.zero[row]) = (1, 0) }
    var random = CounterRandom(seed: 31)
    let weights = (0..<outputs * inputs).map { _ in Int8.random(in: -64...63, using: &random) }
    let product = try CompiledProduct.cached(
      MatrixProduct(m: rows, n: outputs, k: inputs, format: .int8, transposesB: true), takesPackedB: true)
    var plain = [Int32](repeating: 0, count: rows * outputs)
    try product.run(q.bytes.base, packed: product.pack(weights), into: &plain)
    let layer = Layer(
      weights, inputs: inputs, scales: [Float](repeating: 1, count: outputs),
      bias: [Float](repeating: 0, count: outputs))
    let fused = layer.apply(level.table, q, rows: rows, gelu: false)
    #expect(zip(fused, plain).allSatisfy { $0 == Float($1) })
  }
}
