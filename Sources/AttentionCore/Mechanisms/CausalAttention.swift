import Tensors

/// Causal attention: position i sees positions 0 ... i only, so that a sequence can be made from left to
/// right. Vaswani et al. 2017, where it is called masked. Parameters are those of the mechanism that scores.
public struct CausalAttention<Base: Attention>: Attention {
  /// What the mechanism computes in.
  public typealias Scalar = Base.Scalar
  /// How positions are scored.
  public var base: Base

  /// Causal attention by a mechanism.
  public init(_ base: Base) { self.base = base }

  /// The mechanism's own.
  public var normalizer: Normalizer { base.normalizer }

  /// The mechanism's own scores.
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    base.score(query: query, keys: keys)
  }

  /// The mechanism's four steps, with the mask narrowed to the past.
  public func attend(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar> {
    base.attend(query: query, keys: keys, values: values, mask: mask & .causal, scoreTerm: scoreTerm)
  }

  /// Each position of x [batch, length, width] attends to itself and what came before.
  public func callAsFunction(_ x: Variable<Scalar>, mask: AttentionMask = .none) -> AttentionOutput<Scalar> {
    attend(query: x, keys: x, values: x, mask: mask, scoreTerm: nil)
  }
}
