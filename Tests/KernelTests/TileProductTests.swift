import CKernels
import Tensors
import Testing

@Suite("Products on tiles")
struct TileProductTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var m: Int, n: Int, k: Int
    var testDescription: String { "[\(m), \(k)] · [\(k), \(n)]" }
  }

  static let cases = [
    Case(m: 1, n: 1, k: 1), Case(m: 16, n: 17, k: 33), Case(m: 33, n: 64, k: 65), Case(m: 64, n: 96, k: 500),
    Case(m: 300, n: 400, k: 31),
  ]

  enum Start: CaseIterable { case nothing, bias, sums }

  @Test(
    "agree with the plain formula to the precision of bf16, however factors are stored",
    .enabled(if: ck_best_tile_table() != nil, "this processor has no tiles"), arguments: cases, Start.allCases
  )
  func agree(c: Case, start: Start) throws {
    let table = try #require(ck_best_tile_table()?.pointee)
    let a = randomFloats(c.m * c.k, seed: 31), b = randomFloats(c.n * c.k, seed: 32)
    let bias = randomFloats(c.n, seed: 33)
    for (isLeftTransposed, isRightTransposed) in [
      (false, false), (true, false), (false, true), (true, true),
    ] {
      func packed(_ values: [Float], _ outer: Int, _ transposed: Bool, right: Bool) -> AlignedBuffer<UInt16> {
        let packed = AlignedBuffer<UInt16>(repeating: 0xFFFF, count: table.packed_count(outer, c.k))
        values.withUnsafeBufferPointer {
          var factor = ck_factor(
            values: $0.baseAddress!, outer: outer, inner: c.k, stride: transposed ? outer : c.k,
            transposed: transposed)
          table.pack(&factor, right, packed.base)
        }
        return packed
      }
      let left = packed(a, c.m, isLeftTransposed, right: false)
      let right = packed(b, c.n, isRightTransposed, right: true)
      // Three numbers from row to row are nobody's, and stay what they are.
      let stride = c.n + 3
      var result = [Float](repeating: 7, count: c.m * stride)
      result.withUnsafeMutableBufferPointer { result in
        bias.withUnsafeBufferPointer { bias in
          var product = ck_tile_product(
            m: c.m, n: c.n, k: c.k, left: left.base, right: right.base,
            bias: start == .bias ? bias.baseAddress : nil, c: result.baseAddress!, c_stride: stride,
            accumulates: start == .sums)
          table.multiply(&product)
        }
      }
      withExtendedLifetime((left, right)) {}
      for i in 0..<c.m {
        let expected = (0..<c.n).map { j in
          (0..<c.k).reduce(start == .nothing ? 0 : start == .sums ? 7 : Double(bias[j])) { sum, l in
            sum + Double(isLeftTransposed ? a[l * c.m + i] : a[i * c.k + l])
              * Double(isRightTransposed ? b[l * c.n + j] : b[j * c.k + l])
          }
        }
        // Errors grow with the root of what is summed.
        let row = result[i * stride..<i * stride + c.n]
        #expect(largestDifference(row, expected) < 0.02 * Double(c.k).squareRoot())
        #expect(result[i * stride + c.n..<(i + 1) * stride] == [7, 7, 7])
      }
    }
  }
}
