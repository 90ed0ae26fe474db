import COneDNN

/// What is multiplied: C[m, n] = op(A)[m, k] · op(B)[k, n], plus C where `accumulates`. All row-major.
public struct MatrixProduct: Hashable, Sendable {
  /// Element formats of A and B. C is f32, or s32 for the product of u8 and s8.
  public enum Format: Hashable, Sendable {
    /// f32 · f32 → f32.
    case float32
    /// bf16 · bf16 → f32, accumulated in f32: of widened operands where oneDNN has no kernel for bf16.
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

  /// Elements from the first to the last of A and of B, gaps between rows included.
  var aExtent: Int { ((transposesA ? k : m) - 1) * aStride + (transposesA ? m : k) }
  var bExtent: Int { ((transposesB ? n : k) - 1) * bStride + (transposesB ? k : n) }

  /// - Parameter widened: whether bf16 operands come as f32.
  func shape(packed: Bool, widened: Bool) -> onednn_matmul_shape {
    let types: (onednn_type, onednn_type, onednn_type) =
      switch format {
      case .float32: (ONEDNN_F32, ONEDNN_F32, ONEDNN_F32)
      case .bfloat16 where widened: (ONEDNN_F32, ONEDNN_F32, ONEDNN_F32)
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
