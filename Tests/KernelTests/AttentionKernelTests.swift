import CKernels
import Foundation
import Tensors
import Testing

@Suite("Fused attention")
struct AttentionKernelTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var queries: Int, keys: Int, width: Int
    var testDescription: String { "\(queries) queries, \(keys) keys, width \(width)" }
  }

  static let cases = [
    Case(queries: 1, keys: 1, width: 32), Case(queries: 7, keys: 7, width: 32),
    Case(queries: 16, keys: 64, width: 32),
    Case(queries: 5, keys: 65, width: 16), Case(queries: 13, keys: 31, width: 20),
    Case(queries: 3, keys: 511, width: 64),
    Case(queries: 9, keys: 513, width: 32), Case(queries: 4, keys: 1300, width: 48),
    Case(queries: 2, keys: 40, width: 1),
  ]

  /// Scores, softmax and sum one after the other, in double precision.
  static func plain(
    _ c: Case, _ q: [Float], _ k: [Float], _ v: [Float], stride: Int, scale: Double,
    bias: [Float]? = nil
  ) -> [Double] {
    (0..<c.queries).flatMap { i -> [Double] in
      let scores = (0..<c.keys).map { j in
        scale * (0..<c.width).reduce(0) { $0 + Double(q[i * stride + $1]) * Double(k[j * stride + $1]) }
          + Double(bias?[j - i + c.queries - 1] ?? 0)
      }
      let weights = RowKernelTests.softmax(scores)
      return (0..<c.width).map { d in (0..<c.keys).reduce(0) { $0 + weights[$1] * Double(v[$1 * stride + d]) }
      }
    }
  }

  typealias Kernel = (UnsafePointer<ck_attention_head>, UnsafeMutableRawPointer) -> Void

  static func fused(
    _ table: ck_table, _ kernel: Kernel, _ c: Case, _ q: [Float], _ k: [Float], _ v: [Float], stride: Int,
    scale: Float, bias numbers: [Float]? = nil
  ) -> [Float] {
    let bias = numbers.map { numbers in
      let copy = AlignedBuffer<Float>(uninitialized: numbers.count)
      copy.base.update(from: numbers, count: numbers.count)
      return copy
    }
    defer { withExtendedLifetime(bias) {} }
    var context = [Float](repeating: .nan, count: c.queries * c.width)
    let scratch = AlignedBuffer<UInt8>(repeating: 0xFF, count: table.attention.scratch_bytes(c.keys, c.width))
    q.withUnsafeBufferPointer { q in
      k.withUnsafeBufferPointer { k in
        v.withUnsafeBufferPointer { v in
          context.withUnsafeMutableBufferPointer { context in
            var head = ck_attention_head(
              query: q.baseAddress!, key: k.baseAddress!, value: v.baseAddress!,
              context: context.baseAddress!,
              queries: c.queries, keys: c.keys, width: c.width, query_stride: stride, key_stride: stride,
              value_stride: stride, context_stride: c.width, scale: scale,
              bias: bias.map { UnsafePointer($0.base + c.queries - 1) })
            kernel(&head, scratch.base)
          }
        }
      }
    }
    return context
  }

  @Test("the fused kernel agrees with the plain formula at every level", arguments: KernelLevel.all, cases)
  func agreesWithPlain(level: KernelLevel, c: Case) {
    let stride = c.width + 5
    let q = randomFloats(c.queries * stride, seed: 11), k = randomFloats(c.keys * stride, seed: 12, scale: 2)
    let v = randomFloats(c.keys * stride, seed: 13)
    let context = Self.fused(
      level.table, level.table.attention.forward, c, q, k, v, stride: stride, scale: 0.7)
    #expect(largestDifference(context, Self.plain(c, q, k, v, stride: stride, scale: 0.7)) < 5e-6)
  }

  @Test("scores in the hundreds neither overflow nor vanish", arguments: KernelLevel.all)
  func largeScores(level: KernelLevel) {
    let c = Case(queries: 6, keys: 600, width: 32)
    let q = randomFloats(c.queries * 32, seed: 14, scale: 10),
      k = randomFloats(c.keys * 32, seed: 15, scale: 10)
    let v = randomFloats(c.keys * 32, seed: 16)
    let context = Self.fused(level.table, level.table.attention.forward, c, q, k, v, stride: 32, scale: 1)
    #expect(largestDifference(context, Self.plain(c, q, k, v, stride: 32, scale: 1)) < 1e-3)
  }

  @Test(
    "the fused kernel in bf16 agrees with the plain formula to the precision of bf16",
    arguments: KernelLevel.all, cases)
  func bf16AgreesWithPlain(level: KernelLevel, c: Case) {
    let stride = c.width + 5
    let q = randomFloats(c.queries * stride, seed: 17), k = randomFloats(c.keys * stride, seed: 18)
    let v = randomFloats(c.keys * stride, seed: 19)
    let context = Self.fused(
      level.table, level.table.attention.forward_bf16, c, q, k, v, stride: stride, scale: 0.3)
    #expect(largestDifference(context, Self.plain(c, q, k, v, stride: stride, scale: 0.3)) < 0.03)
  }

  @Test("in bf16, scores in the hundreds neither overflow nor vanish", arguments: KernelLevel.all)
  func largeScoresInBF16(level: KernelLevel) {
    let c = Case(queries: 20, keys: 700, width: 32)
    let q = randomFloats(c.queries * 32, seed: 14, scale: 10),
      k = randomFloats(c.keys * 32, seed: 15, scale: 10)
    let v = [Float](repeating: 1, count: c.keys * 32)
    let context = Self.fused(
      level.table, level.table.attention.forward_bf16, c, q, k, v, stride: 32, scale: 1)
    #expect(context.allSatisfy { abs($0 - 1) < 0.01 })
  }

  @Test(
    "a bias by distance is added to scores at every level, in f32 and in bf16",
    arguments: KernelLevel.all, cases)
  func distances(level: KernelLevel, c: Case) {
    let stride = c.width + 5
    let q = randomFloats(c.queries * stride, seed: 21), k = randomFloats(c.keys * stride, seed: 22)
    let v = randomFloats(c.keys * stride, seed: 23)
    let bias = randomFloats(c.queries + c.keys - 1, seed: 24, scale: 3)
    let plain = Self.plain(c, q, k, v, stride: stride, scale: 0.3, bias: bias)
    for (kernel, tolerance) in [
      (level.table.attention.forward, 5e-6), (level.table.attention.forward_bf16, 0.03),
    ] {
      let context = Self.fused(level.table, kernel, c, q, k, v, stride: stride, scale: 0.3, bias: bias)
      #expect(largestDifference(context, plain) < tolerance)
    }
  }
}
