import CKernels
import Foundation
import Tensors
import Testing

@Suite("Quantization kernels")
struct QuantizedKernelTests {
  @Test(
    "a quantized row comes back within half a step, and 0 comes back exactly", arguments: KernelLevel.all,
    lengths)
  func roundTrip(level: KernelLevel, columns: Int) {
    var x = randomFloats(4 * columns, seed: 20, scale: 3)
    x[0] = 0
    for i in columns..<2 * columns { x[i] = abs(x[i]) + 1 }
    for i in 2 * columns..<3 * columns { x[i] = 0 }
    var q = [UInt8](repeating: 0, count: x.count)
    var (scale, zero) = ([Float](repeating: 0, count: 4), [Int32](repeating: 0, count: 4))
    level.table.quantized.quantize_rows(x, &q, &scale, &zero, 4, columns)
    for i in x.indices {
      let back = Float(Int32(q[i]) - zero[i / columns]) * scale[i / columns]
      #expect(abs(back - x[i]) <= scale[i / columns] * 0.501 + 1e-6)
      if x[i] == 0 { #expect(back == 0) }
    }
  }

  @Test("every level quantizes to the same bytes", arguments: KernelLevel.all)
  func levelsAgree(level: KernelLevel) {
    let x = randomFloats(64 * 384, seed: 21)
    func quantized(_ table: ck_table) -> [UInt8] {
      var q = [UInt8](repeating: 0, count: x.count)
      var (scale, zero) = ([Float](repeating: 0, count: 64), [Int32](repeating: 0, count: 64))
      table.quantized.quantize_rows(x, &q, &scale, &zero, 64, 384)
      return q
    }
    let differing = zip(quantized(level.table), quantized(ck_table_at(CK_BASE)!.pointee)).filter { $0 != $1 }
    // A product that lands on half a step may round either way where it is fused with the sum.
    #expect(differing.count <= 8)
  }

  @Test("products are dequantized with bias, with and without GELU", arguments: KernelLevel.all, lengths)
  func dequantize(level: KernelLevel, columns: Int) {
    var random = CounterRandom(seed: 22)
    let product = (0..<2 * columns).map { _ in Int32.random(in: -1_000_000...1_000_000, using: &random) }
    let sums = (0..<columns).map { _ in Int32.random(in: -20_000...20_000, using: &random) }
    let (scales, bias) = (randomFloats(columns, seed: 23, scale: 1e-3), randomFloats(columns, seed: 24))
    let (scale, zero): ([Float], [Int32]) = ([0.01, 0.002], [128, 3])
    let exact = product.indices.map { i in
      Double(product[i] - zero[i / columns] * sums[i % columns]) * Double(scale[i / columns])
        * Double(scales[i % columns])
        + Double(bias[i % columns])
    }
    scales.withUnsafeBufferPointer { scales in
      sums.withUnsafeBufferPointer { sums in
        bias.withUnsafeBufferPointer { bias in
          let layer = ck_quantized_layer(
            scales: scales.baseAddress!, sums: sums.baseAddress!, bias: bias.baseAddress!)
          var output = [Float](repeating: 0, count: product.count)
          level.table.quantized.dequantize_rows(product, layer, scale, zero, &output, 2, columns)
          #expect(largestDifference(output, exact) < 1e-5)
          level.table.quantized.dequantize_gelu_rows(product, layer, scale, zero, &output, 2, columns)
          #expect(largestDifference(output, exact.map { 0.5 * $0 * (1 + erf($0 * 0.5.squareRoot())) }) < 1e-5)
        }
      }
    }
  }
}
