import Tensors

/// Scaled dot-product attention: score(q, k) = qᵀ k / √width. Vaswani et al. 2017. Without parameters.
public struct ScaledDotProductAttention<Scalar: TensorScalar>: Attention {
  /// What makes weights of scores.
  public var normalizer: Normalizer

  /// Attention by scaled dot product.
  public init(normalizer: Normalizer = .softmax) { self.normalizer = normalizer }

  /// qᵀ k / √width, [batch, queries, keys].
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    (query * (1 / Scalar(query.columns).squareRoot())).multiplied(by: keys, otherTransposed: true)
  }

  /// The context alone, in memory that grows with queries and not with queries · keys; the plain path where
  /// the normalizer is not softmax or the mask is not made of ranges.
  public func context(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask = .none
  ) -> Variable<Scalar> {
    guard normalizer == .softmax, let spans = mask.spans else {
      return callAsFunction(query: query, keys: keys, values: values, mask: mask).context
    }
    return query.fusedAttention(key: keys, value: values, heads: 1, spans: spans)
  }
}
