import COneDNN
import Synchronization

/// A product compiled by oneDNN for one shape. Any number of threads may run it at once.
///
/// Processors without AVX-512 have no kernel for bf16. There the operands are widened to f32, which is exact,
/// and multiplied in f32: the products and the sums are those that bf16 is defined by, at the speed of f32.
public final class CompiledProduct: @unchecked Sendable {
  /// What it computes.
  public let product: MatrixProduct
  /// Whether B must be given as packed by ``pack(_:)``.
  public let takesPackedB: Bool
  private let handle: OpaquePointer
  private let scratchBytes: Int
  /// Whether operands in bf16 are multiplied as f32.
  package let widens: Bool

  /// Compiles, which takes about half a millisecond: see ``CompiledProduct/cached(_:takesPackedB:)``.
  public convenience init(_ product: MatrixProduct, takesPackedB: Bool) throws(MatrixProductError) {
    try self.init(product, takesPackedB: takesPackedB, widens: false)
  }

  /// - Parameter widens: whether bf16 is widened even where oneDNN has a kernel for it.
  package init(_ product: MatrixProduct, takesPackedB: Bool, widens: Bool) throws(MatrixProductError) {
    var made: OpaquePointer?
    var widens = widens && product.format == .bfloat16
    var shape = product.shape(packed: takesPackedB, widened: widens)
    var status = onednn_matmul_create(&shape, &made)
    if product.format == .bfloat16, !widens, onednn_status_is_unimplemented(status) {
      widens = true
      shape = product.shape(packed: takesPackedB, widened: true)
      status = onednn_matmul_create(&shape, &made)
    }
    guard status == 0, let made else { throw MatrixProductError(product, status: status) }
    self.product = product
    self.takesPackedB = takesPackedB
    self.widens = widens
    handle = made
    scratchBytes = onednn_matmul_scratch_bytes(made)
  }

  deinit { onednn_matmul_destroy(handle) }

  /// The name of the kernel that oneDNN chose.
  public var kernelName: String { String(cString: onednn_matmul_kernel(handle)) }

  /// B in the layout that the kernel wants. `b` holds elements of the product's format.
  public func pack(_ b: UnsafeRawPointer) throws(MatrixProductError) -> AlignedBuffer<UInt8> {
    let source: onednn_type =
      switch product.format {
      case .float32: ONEDNN_F32
      case .bfloat16: ONEDNN_BF16
      case .int8: ONEDNN_S8
      }
    guard widens else { return try pack(b, source) }
    let wide = AlignedBuffer<Float>(uninitialized: product.bExtent)
    kernels.bf16_to_f32(b.assumingMemoryBound(to: UInt16.self), wide.base, wide.count)
    defer { withExtendedLifetime(wide) {} }
    return try pack(wide.base, ONEDNN_F32)
  }

  /// B in the layout that the kernel wants, from f32, for `.float32` and `.bfloat16`.
  public func pack(floats b: UnsafePointer<Float>) throws(MatrixProductError) -> AlignedBuffer<UInt8> {
    guard widens else { return try pack(b, ONEDNN_F32) }
    let halves = AlignedBuffer<UInt16>(uninitialized: product.bExtent)
    kernels.f32_to_bf16(b, halves.base, halves.count)
    defer { withExtendedLifetime(halves) {} }
    return try pack(UnsafeRawPointer(halves.base))
  }

  private func pack(
    _ b: UnsafeRawPointer, _ source: onednn_type
  ) throws(MatrixProductError) -> AlignedBuffer<UInt8> {
    let packed = AlignedBuffer<UInt8>(uninitialized: onednn_matmul_packed_bytes(handle))
    let status = onednn_matmul_pack(handle, source, b, packed.base)
    guard status == 0 else { throw MatrixProductError(product, status: status) }
    return packed
  }

  /// Computes C on the calling thread. Pointers hold elements of the product's format; nothing checks their
  /// extent.
  public func run(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, into c: UnsafeMutableRawPointer
  )
    throws(MatrixProductError)
  {
    let status = withWidened(a, b) { a, b in
      withUnsafeTemporaryAllocation(byteCount: max(scratchBytes, 64), alignment: 64) { scratch in
        onednn_matmul_run(handle, a, b, c, scratch.baseAddress)
      }
    }
    guard status == 0 else { throw MatrixProductError(product, status: status) }
  }

  /// oneDNN's status for want of memory.
  private static let outOfMemory: Int32 = 1

  /// The operands as the compiled product takes them. A packed B was widened when it was packed.
  private func withWidened(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ run: (UnsafeRawPointer, UnsafeRawPointer) -> Int32
  ) -> Int32 {
    guard widens else { return run(a, b) }
    let (left, right) = (product.aExtent, takesPackedB ? 0 : product.bExtent)
    return withUnsafeTemporaryAllocation(byteCount: (left + right) * 4 + 64, alignment: 64) { room in
      guard let base = room.baseAddress else { return Self.outOfMemory }
      // B begins on a cache line, as A does.
      let wideA = base.assumingMemoryBound(to: Float.self), wideB = wideA + (left + 15) / 16 * 16
      kernels.bf16_to_f32(a.assumingMemoryBound(to: UInt16.self), wideA, left)
      guard !takesPackedB else { return run(wideA, b) }
      kernels.bf16_to_f32(b.assumingMemoryBound(to: UInt16.self), wideB, right)
      return run(wideA, wideB)
    }
  }

  /// The same, with B as ``pack(_:)`` left it.
  public func run(
    _ a: UnsafeRawPointer, packed b: AlignedBuffer<UInt8>, into c: UnsafeMutableRawPointer
  )
    throws(MatrixProductError)
  {
    defer { withExtendedLifetime(b) {} }
    try run(a, UnsafeRawPointer(b.base), into: c)
  }

  // MARK: Cache

  private struct Key: Hashable {
    var product: MatrixProduct
    var packed: Bool
  }
  /// Bounds the memory of a process that meets ever new shapes; callers round lengths up, so few reach it.
  private static let cacheLimit = 2048
  private static let cache = Mutex<[Key: CompiledProduct]>([:])

  /// The product compiled on an earlier call, or now.
  public static func cached(
    _ product: MatrixProduct, takesPackedB: Bool = false
  ) throws(MatrixProductError)
    -> CompiledProduct
  {
    let key = Key(product: product, packed: takesPackedB)
    if let known = cache.withLock({ $0[key] }) { return known }
    let made = try CompiledProduct(product, takesPackedB: takesPackedB)
    cache.withLock {
      if $0.count >= cacheLimit { $0.removeAll() }
      $0[key] = made
    }
    return made
  }
}
