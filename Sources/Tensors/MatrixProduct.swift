import COneDNN
import Synchronization

/// What is multiplied: C[m, n] = op(A)[m, k] · op(B)[k, n], plus C where `accumulates`. All row-major.
public struct MatrixProduct: Hashable, Sendable {
  /// Element formats of A and B. C is f32, or s32 for the product of u8 and s8.
  public enum Format: Hashable, Sendable {
    /// f32 · f32 → f32.
    case float32
    /// bf16 · bf16 → f32, accumulated in f32.
    case bfloat16
    /// u8 · s8 → s32, exact.
    case int8
  }

  /// Rows of C.
  public var m: Int
  /// Columns of C.
  public var n: Int
  /// The dimension that is summed over.
  public var k: Int
  /// Element formats.
  public var format: Format
  /// Whether A is stored as [k, m].
  public var transposesA = false
  /// Whether B is stored as [n, k], as PyTorch keeps the weights of a linear layer.
  public var transposesB = false
  /// Whether C is added to rather than overwritten.
  public var accumulates = false
  /// Elements from one stored row to the next, for A, B and C; `nil` where rows follow each other.
  public var strides: (a: Int?, b: Int?, c: Int?) {
    get { (strideA, strideB, strideC) }
    set { (strideA, strideB, strideC) = newValue }
  }
  private var strideA: Int?, strideB: Int?, strideC: Int?

  /// A product of dense matrices.
  public init(
    m: Int, n: Int, k: Int, format: Format = .float32, transposesA: Bool = false, transposesB: Bool = false,
    accumulates: Bool = false
  ) {
    (self.m, self.n, self.k, self.format) = (m, n, k, format)
    (self.transposesA, self.transposesB, self.accumulates) = (transposesA, transposesB, accumulates)
  }

  var aStride: Int { strideA ?? (transposesA ? m : k) }
  var bStride: Int { strideB ?? (transposesB ? k : n) }
  var cStride: Int { strideC ?? n }

  func shape(packed: Bool) -> onednn_matmul_shape {
    let types: (onednn_type, onednn_type, onednn_type) =
      switch format {
      case .float32: (ONEDNN_F32, ONEDNN_F32, ONEDNN_F32)
      case .bfloat16: (ONEDNN_BF16, ONEDNN_BF16, ONEDNN_F32)
      case .int8: (ONEDNN_U8, ONEDNN_S8, ONEDNN_S32)
      }
    return onednn_matmul_shape(
      m: Int64(m), k: Int64(k), n: Int64(n), a_type: types.0, b_type: types.1, c_type: types.2,
      a_transposed: transposesA, b_transposed: transposesB, b_packed: packed, accumulate: accumulates,
      a_stride: Int64(aStride), b_stride: Int64(bStride), c_stride: Int64(cStride))
  }
}

/// Why a product could not be computed.
public struct MatrixProductError: Error, Sendable, CustomStringConvertible {
  /// The product that was asked for.
  public let product: MatrixProduct
  /// oneDNN's reason, in words.
  public let reason: String

  init(_ product: MatrixProduct, status: Int32) {
    self.product = product
    reason = String(cString: onednn_status_text(status))
  }

  /// The shape and the reason.
  public var description: String {
    "cannot multiply [\(product.m), \(product.k)] by [\(product.k), \(product.n)] in \(product.format): \(reason)"
  }
}

/// A product compiled by oneDNN for one shape. Any number of threads may run it at once.
public final class CompiledProduct: @unchecked Sendable {
  /// What it computes.
  public let product: MatrixProduct
  /// Whether B must be given as packed by ``pack(_:)``.
  public let takesPackedB: Bool
  private let handle: OpaquePointer
  private let scratchBytes: Int

  /// Compiles, which takes about half a millisecond: see ``CompiledProduct/cached(_:takesPackedB:)``.
  public init(_ product: MatrixProduct, takesPackedB: Bool) throws(MatrixProductError) {
    var shape = product.shape(packed: takesPackedB)
    var made: OpaquePointer?
    let status = onednn_matmul_create(&shape, &made)
    guard status == 0, let made else { throw MatrixProductError(product, status: status) }
    self.product = product
    self.takesPackedB = takesPackedB
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
    return try pack(b, source)
  }

  /// B in the layout that the kernel wants, from f32, for `.float32` and `.bfloat16`.
  public func pack(floats b: UnsafePointer<Float>) throws(MatrixProductError) -> AlignedBuffer<UInt8> {
    try pack(b, ONEDNN_F32)
  }

  private func pack(
    _ b: UnsafeRawPointer, _ source: onednn_type
  ) throws(MatrixProductError) -> AlignedBuffer<UInt8> {
    let packed = AlignedBuffer<UInt8>(uninitialized: onednn_matmul_packed_bytes(handle))
    let status = onednn_matmul_pack(handle, source, b, packed.base)
    guard status == 0 else { throw MatrixProductError(product, status: status) }
    return packed
  }

  /// Computes C on the calling thread. Pointers hold elements of the product's format; nothing checks their extent.
  public func run(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, into c: UnsafeMutableRawPointer
  )
    throws(MatrixProductError)
  {
    let status = withUnsafeTemporaryAllocation(byteCount: max(scratchBytes, 64), alignment: 64) { scratch in
      onednn_matmul_run(handle, a, b, c, scratch.baseAddress)
    }
    guard status == 0 else { throw MatrixProductError(product, status: status) }
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

extension MatrixProduct {
  /// Computes C in f32 on the calling thread. Nothing checks the extent of the memory.
  public func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>
  )
    throws(MatrixProductError)
  {
    let status = onednn_sgemm(
      transposesA, transposesB, Int64(m), Int64(n), Int64(k), 1, a, Int64(aStride), b, Int64(bStride),
      accumulates ? 1 : 0, c, Int64(cStride))
    guard status == 0 else { throw MatrixProductError(self, status: status) }
  }
}
