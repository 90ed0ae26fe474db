/// A number that tensors are made of: `Float` computes on the fast kernels, `Double` on the plain ones that
/// the fast ones are held to.
///
/// The plain kernels follow the formulas literally, and in double precision they are what central differences
/// can be compared with. No other type needs to conform.
public protocol TensorScalar: BinaryFloatingPoint, BitwiseCopyable, SIMDScalar, Codable, Sendable {
  /// What the operations of a tape call to do their arithmetic.
  static var tensorKernels: TensorKernels<Self> { get }
}

extension Double: TensorScalar {
  /// Plain loops.
  public static let tensorKernels = TensorKernels<Double>(.double)
}

extension Float: TensorScalar {
  /// oneDNN and `CKernels` where they have a kernel, plain loops elsewhere.
  public static let tensorKernels = TensorKernels<Float>.fast
}
