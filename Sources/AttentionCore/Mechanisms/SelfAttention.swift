import Tensors

/// Self-attention: every position of a sequence attends to the positions of the same sequence. Lin et al.
/// 2017; Vaswani et al. 2017. Parameters are those of the mechanism that scores.
public struct SelfAttention<Base: Attention> {
  /// How positions are scored.
  public var base: Base

  /// Self-attention by a mechanism.
  public init(_ base: Base) { self.base = base }

  /// x [batch, length, width] as queries, keys and values.
  public func callAsFunction(
    _ x: Variable<Base.Scalar>, mask: AttentionMask = .none
  ) -> AttentionOutput<Base.Scalar> {
    base(query: x, keys: x, values: x, mask: mask)
  }
}
