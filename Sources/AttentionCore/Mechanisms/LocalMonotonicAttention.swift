import Tensors

/// Local attention with monotonic alignment (local-m): query t looks at the keys t − D ... t + D. Luong, Pham
/// and Manning 2015. Parameters are those of the mechanism that scores; time and memory grow with queries ·
/// (2 D + 1).
public struct LocalMonotonicAttention<Base: Attention>: Attention {
  /// What the mechanism computes in.
  public typealias Scalar = Base.Scalar
  /// How pairs inside the window are scored; without heads.
  public var base: Base
  /// D.
  public var radius: Int

  /// Local attention by a mechanism, `radius` keys to either side.
  public init(_ base: Base, radius: Int) {
    precondition(radius >= 0, "a window cannot reach \(radius) keys")
    self.base = base
    self.radius = radius
  }

  /// The scoring mechanism's own.
  public var normalizer: Normalizer { base.normalizer }

  /// The scoring mechanism's own scores, of all pairs.
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    base.score(query: query, keys: keys)
  }

  /// The four steps inside the window; see ``AttentionOutput/positions``.
  public func attend(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar> {
    let (batch, queries) = (query.shape[0], query.shape[1])
    let window = LocalWindow<Scalar>(
      batch: batch, queries: queries, keys: keys.shape[1], radius: radius,
      centres: (0..<(batch * queries)).map { Double($0 % queries) }, mask: mask)
    return window.attend(base, query: query, keys: keys, values: values, scoreTerm: scoreTerm)
  }
}
