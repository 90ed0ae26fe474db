import Tensors

extension Variable {
  /// 1.5-entmax of each row, by the exact algorithm that sorts: Peters, Niculae and Martins 2019. See
  /// `Normalizer.entmax15`.
  ///
  /// - Parameter mask: a byte for each element, 0 where it takes no part.
  public func entmax15(mask: [UInt8]? = nil) -> Variable { Entmax15.kernel.apply(self, mask: mask) }
}

/// p = max(z / 2 − τ, 0)², with τ such that Σ p = 1. The Jacobian is diag(s) − s sᵀ / Σ s with s = √p.
enum Entmax15: RowFunction {
  static var kernel: RowKernel {
    RowKernel(
      float: (RowLoops<Entmax15, Float>.forward, RowLoops<Entmax15, Float>.backward),
      double: (RowLoops<Entmax15, Double>.forward, RowLoops<Entmax15, Double>.backward))
  }

  static func threshold<Scalar: TensorScalar>(_ scores: inout [Scalar]) -> Scalar {
    scores.sort(by: >)
    var sum: Scalar = 0, squares: Scalar = 0, threshold: Scalar = 0
    for (i, score) in scores.enumerated() {
      let z = score / 2, k = Scalar(i + 1)
      sum += z
      squares += z * z
      // Σ (z − τ)² = 1 over the first k: τ = mean − √((1 − Σ (z − mean)²) / k).
      let mean = sum / k
      let rest = (1 - (squares - sum * mean)) / k
      let candidate = mean - max(rest, 0).squareRoot()
      guard candidate <= z else { break }
      threshold = candidate
    }
    return threshold
  }

  static func weight<Scalar: TensorScalar>(_ score: Scalar, _ threshold: Scalar) -> Scalar {
    let above = max(score / 2 - threshold, 0)
    return above * above
  }

  static func curvature<Scalar: TensorScalar>(_ weight: Scalar) -> Scalar { weight.squareRoot() }
}
