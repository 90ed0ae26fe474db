import Tensors

/// Cross-attention: the positions of one sequence attend to those of another, such as a question to its
/// passage. Bahdanau et al. 2014; Vaswani et al. 2017. Parameters are those of the mechanism that scores.
public struct CrossAttention<Base: Attention> {
  /// How pairs are scored.
  public var base: Base

  /// Cross-attention by a mechanism.
  public init(_ base: Base) { self.base = base }

  /// Each position of x [batch, queries, width] attends to `memory` [batch, keys, key width].
  ///
  /// - Parameters:
  ///   - x: the sequence that looks.
  ///   - memory: the sequence that is looked at.
  ///   - mask: over the positions of `memory`.
  public func callAsFunction(
    _ x: Variable<Base.Scalar>, over memory: Variable<Base.Scalar>, mask: AttentionMask = .none
  ) -> AttentionOutput<Base.Scalar> {
    base(query: x, keys: memory, values: memory, mask: mask)
  }
}
