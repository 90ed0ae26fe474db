import Tensors

extension Variable {
  /// The Euclidean projection of each row on the simplex: Martins and Astudillo 2016. See
  /// `Normalizer.sparsemax`.
  ///
  /// - Parameter mask: a byte for each element, 0 where it takes no part.
  public func sparsemax(mask: [UInt8]? = nil) -> Variable { Sparsemax.kernel.apply(self, mask: mask) }
}

/// p = max(z − τ, 0), with τ such that Σ p = 1. The Jacobian on the support S is I − 1 1ᵀ / |S|.
enum Sparsemax: RowFunction {
  static var kernel: RowKernel {
    RowKernel(
      float: (RowLoops<Sparsemax, Float>.forward, RowLoops<Sparsemax, Float>.backward),
      double: (RowLoops<Sparsemax, Double>.forward, RowLoops<Sparsemax, Double>.backward))
  }

  static func threshold<Scalar: TensorScalar>(_ scores: inout [Scalar]) -> Scalar {
    scores.sort(by: >)
    var sum: Scalar = 0, threshold: Scalar = 0
    for (i, z) in scores.enumerated() {
      // The support is the longest start of the sorted scores for which 1 + k · z_k > Σ z.
      guard 1 + Scalar(i + 1) * z > sum + z else { break }
      sum += z
      threshold = (sum - 1) / Scalar(i + 1)
    }
    return threshold
  }

  static func weight<Scalar: TensorScalar>(_ score: Scalar, _ threshold: Scalar) -> Scalar {
    max(score - threshold, 0)
  }
  static func curvature<Scalar: TensorScalar>(_ weight: Scalar) -> Scalar { 1 }
}
