import CKernels

/// A factor of a product on tiles, as it lies in memory: [outer, inner], where the product sums over `inner`;
/// stored [inner, outer] if `isTransposed`.
package struct TileFactor: Hashable, Sendable {
  /// Place of the first number.
  var offset = 0
  var outer, inner: Int
  /// Numbers from one stored row to the next.
  var stride: Int
  var isTransposed = false
  /// Whether it stands on the right, where `outer` are the product's columns.
  var isRight = false
}

/// c [m, n] = left · right, plus c or plus the bias of each column.
package struct TileMultiplication<Scalar> {
  var m, n, k: Int
  var left, right: UnsafePointer<UInt16>
  var bias: UnsafePointer<Scalar>?
  var c: UnsafeMutablePointer<Scalar>
  var cStride: Int
  var accumulates = false
}

/// Products on tiles of bf16 (`CKernelsTiles.h`), on processors that have them: factors are packed once, and
/// kept packed beside the buffer that they come from for as long as it lives.
package struct TileKernels<Scalar>: Sendable {
  let packedCount: @Sendable (_ outer: Int, _ inner: Int) -> Int
  let pack: @Sendable (TileFactor, UnsafePointer<Scalar>, UnsafeMutablePointer<UInt16>) -> Void
  let multiply: @Sendable (TileMultiplication<Scalar>) -> Void

  /// Whether a product is large enough that packing pays.
  func pays(_ m: Int, _ n: Int, _ k: Int) -> Bool { min(m, n) >= 8 && k >= 8 && m * n * k >= 1 << 16 }
}

extension TileKernels<Float> {
  /// What this processor has.
  static let best: TileKernels? = {
    guard let table = ck_best_tile_table()?.pointee else { return nil }
    return TileKernels(
      packedCount: { table.packed_count($0, $1) },
      pack: { factor, values, packed in
        var call = ck_factor(
          values: values + factor.offset, outer: factor.outer, inner: factor.inner, stride: factor.stride,
          transposed: factor.isTransposed)
        table.pack(&call, factor.isRight, packed)
      },
      multiply: { p in
        var call = ck_tile_product(
          m: p.m, n: p.n, k: p.k, left: p.left, right: p.right, bias: p.bias, c: p.c,
          c_stride: p.cStride, accumulates: p.accumulates)
        table.multiply(&call)
      })
  }()
}

extension Buffer where Element: TensorScalar {
  /// A factor that lies in this buffer, packed: made once.
  func packed(_ factor: TileFactor, _ tiles: TileKernels<Element>) -> Buffer<UInt16> {
    if let known = packs[factor] { return known }
    let made = sibling(tiles.packedCount(factor.outer, factor.inner), of: UInt16.self)
    tiles.pack(factor, pointer, made.pointer)
    packs[factor] = made
    return made
  }
}
