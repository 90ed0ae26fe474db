import CKernels
import Foundation
import Tensors
import Testing

@Suite("Row kernels")
struct RowKernelTests {
  static func softmax(_ row: [Double]) -> [Double] {
    let top = row.max() ?? 0
    let exponentials = row.map { exp($0 - top) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }

  @Test("softmax of rows agrees with double precision and sums to 1", arguments: KernelLevel.all, lengths)
  func softmaxRows(level: KernelLevel, columns: Int) {
    let input = randomFloats(3 * columns, seed: 2, scale: 5)
    var output = input
    level.table.softmax_rows(&output, 3, columns, 0.5)
    for row in 0..<3 {
      let range = row * columns..<(row + 1) * columns
      #expect(largestDifference(output[range], Self.softmax(input[range].map { Double($0) * 0.5 })) < 1e-6)
      #expect(abs(output[range].reduce(0, +) - 1) < 1e-5)
    }
  }

  @Test("a negative scale turns the order of a softmax around", arguments: KernelLevel.all)
  func negativeScale(level: KernelLevel) {
    var row: [Float] = [1, 2, 3]
    level.table.softmax_rows(&row, 1, 3, -1)
    #expect(largestDifference(row, Self.softmax([-1, -2, -3])) < 1e-6)
  }

  @Test(
    "masked softmax gives masked places exactly 0, and a wholly masked row nothing but 0",
    arguments: KernelLevel.all, lengths)
  func maskedSoftmax(level: KernelLevel, columns: Int) {
    let input = randomFloats(2 * columns, seed: 3, scale: 5)
    let mask = (0..<2 * columns).map { UInt8($0 < columns && $0 % 3 != 1 ? 1 : 0) }
    var output = input
    level.table.masked_softmax_rows(&output, mask, 2, columns, 1)
    let kept = (0..<columns).filter { mask[$0] == 1 }
    #expect(largestDifference(kept.map { output[$0] }, Self.softmax(kept.map { Double(input[$0]) })) < 1e-6)
    #expect((0..<2 * columns).allSatisfy { mask[$0] == 1 || output[$0] == 0 })
  }

  @Test(
    "layer norm of the sum of its inputs agrees with double precision", arguments: KernelLevel.all, lengths)
  func layerNorm(level: KernelLevel, columns: Int) {
    let (x, residual) = (randomFloats(2 * columns, seed: 4), randomFloats(2 * columns, seed: 5))
    let (bias, gain, shift) = (
      randomFloats(columns, seed: 6), randomFloats(columns, seed: 7), randomFloats(columns, seed: 8)
    )
    for isPlain in [true, false] {
      var output = [Float](repeating: 0, count: 2 * columns)
      if isPlain {
        level.table.layer_norm_rows(x, nil, nil, gain, shift, &output, 2, columns, 1e-5)
      } else {
        level.table.layer_norm_rows(x, residual, bias, gain, shift, &output, 2, columns, 1e-5)
      }
      for row in 0..<2 {
        let values = (0..<columns).map { i in
          Double(x[row * columns + i]) + (isPlain ? 0 : Double(residual[row * columns + i]) + Double(bias[i]))
        }
        let mean = values.reduce(0, +) / Double(columns)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(columns)
        let exact = (0..<columns).map {
          (values[$0] - mean) / (variance + 1e-5).squareRoot() * Double(gain[$0]) + Double(shift[$0])
        }
        #expect(largestDifference(output[row * columns..<(row + 1) * columns], exact) < 2e-5)
      }
    }
  }

  @Test("bias is added to every row, with and without GELU", arguments: KernelLevel.all, lengths)
  func bias(level: KernelLevel, columns: Int) {
    let (x, bias) = (randomFloats(3 * columns, seed: 9), randomFloats(columns, seed: 10))
    let sums = x.indices.map { Double(x[$0]) + Double(bias[$0 % columns]) }
    var plain = x
    level.table.add_bias_rows(&plain, bias, 3, columns)
    #expect(largestDifference(plain, sums) < 1e-6)
    var gelu = x
    level.table.bias_gelu_rows(&gelu, bias, 3, columns)
    #expect(largestDifference(gelu, sums.map { 0.5 * $0 * (1 + erf($0 * 0.5.squareRoot())) }) < 1e-6)
  }
}
