import CKernels
import Foundation
import Tensors
import Testing

@Suite("Elementwise kernels")
struct ElementwiseTests {
  typealias Kernel = (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void

  func check(_ kernel: Kernel, _ exact: (Double) -> Double, tolerance: Double, points: [Float]) {
    for length in lengths + [points.count] {
      let input = Array(points.prefix(length))
      var output = [Float](repeating: .nan, count: input.count + 1)
      kernel(input, &output, input.count)
      #expect(output.last!.isNaN, "wrote past \(length)")
      let difference = largestDifference(output.dropLast(), input.map { exact(Double($0)) })
      #expect(difference < tolerance, "length \(length)")
    }
  }

  var points: [Float] {
    let near: [Float] = [
      0, -0.0, 1e-30, -1e-30, 1e-4, -1e-4, 0.5, -0.5, 1, -1, 3, -3, 8, -8, 20, -20, .infinity, -.infinity,
      .nan,
    ]
    return near + randomFloats(500, seed: 1, scale: 4)
  }

  @Test("exp, tanh, sigmoid and GELU agree with double precision at every level", arguments: KernelLevel.all)
  func agreeWithDoubles(level: KernelLevel) {
    let finite = points.filter { $0.isFinite }
    check(level.table.exp, exp, tolerance: 3e-7, points: finite.map { min($0, 80) })
    check(level.table.tanh, tanh, tolerance: 4e-7, points: points)
    check(level.table.sigmoid, { 1 / (1 + exp(-$0)) }, tolerance: 3e-7, points: points)
    check(level.table.gelu, { 0.5 * $0 * (1 + erf($0 * 0.5.squareRoot())) }, tolerance: 1e-6, points: finite)
  }

  @Test("exp of minus infinity is 0 and of NaN is NaN", arguments: KernelLevel.all)
  func exponentialOfExtremes(level: KernelLevel) {
    var output = [Float](repeating: 1, count: 4)
    level.table.exp([-.infinity, -200, .nan, 0], &output, 4)
    #expect(output[0] == 0 && output[1] == 0 && output[2].isNaN && output[3] == 1)
  }

  @Test("every f16 and bf16 value survives the way to f32 and back", arguments: KernelLevel.all)
  func halvesRoundTrip(level: KernelLevel) {
    let all = (0...UInt16.max).map { $0 }
    for (widen, narrow) in [
      (level.table.f16_to_f32, level.table.f32_to_f16), (level.table.bf16_to_f32, level.table.f32_to_bf16),
    ] {
      var wide = [Float](repeating: 0, count: all.count)
      var narrowed = [UInt16](repeating: 0, count: all.count)
      widen(all, &wide, all.count)
      narrow(wide, &narrowed, all.count)
      let changed = zip(zip(all, narrowed), wide).filter { $0.0 != $0.1 && !$1.isNaN }
      #expect(changed.isEmpty)
    }
  }

  @Test("conversion to bf16 and f16 rounds to nearest, ties to even", arguments: KernelLevel.all)
  func halvesRoundToEven(level: KernelLevel) {
    let values: [Float] = [
      1, 1 + 0x1p-8, 1 + 3 * 0x1p-8, 0x1p-133, 65504, 65519.9, 65520, 1e30, 0x1p-25, 0x1.8p-24, -0x1p-24,
    ]
    var bf16 = [UInt16](repeating: 0, count: values.count)
    level.table.f32_to_bf16(values, &bf16, values.count)
    #expect(bf16.prefix(4) == [0x3F80, 0x3F80, 0x3F82, 0x0001])
    var f16 = [UInt16](repeating: 0, count: values.count)
    level.table.f32_to_f16(values, &f16, values.count)
    #expect(f16.dropFirst(4) == [0x7BFF, 0x7BFF, 0x7C00, 0x7C00, 0x0000, 0x0002, 0x8001])
  }
}
