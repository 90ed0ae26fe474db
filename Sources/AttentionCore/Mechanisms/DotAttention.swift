import Tensors

/// Dot-product attention: score(q, k) = qᵀ k. Luong, Pham and Manning 2015. Without parameters; queries and
/// keys are of the same width.
public struct DotAttention<Scalar: TensorScalar>: Attention {
  /// What makes weights of scores.
  public var normalizer: Normalizer

  /// Attention by dot product.
  public init(normalizer: Normalizer = .softmax) { self.normalizer = normalizer }

  /// qᵀ k, [batch, queries, keys].
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    query.multiplied(by: keys, otherTransposed: true)
  }
}
