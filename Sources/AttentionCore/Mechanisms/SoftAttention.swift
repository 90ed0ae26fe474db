import Tensors

/// Soft attention: the context is the expected value β Σ α_i a_i, with a gate β = σ(w · h + b) by which the
/// query says how much it wants to see at all. Xu et al. 2015, sections 4.2 and 4.2.1.
///
/// Parameters `NAME.gate.weight` [1, query width] and `NAME.gate.bias` [1], beside those of the mechanism
/// that scores.
public struct SoftAttention<Base: Attention>: Attention {
  /// What the mechanism computes in.
  public typealias Scalar = Base.Scalar
  /// How pairs are scored.
  public var base: Base
  /// w and b.
  public let gate: LinearLayer<Base.Scalar>

  /// Adds the gate's parameters to a set.
  public init(_ name: String, _ base: Base, queryWidth: Int, in parameters: ParameterSet<Scalar>) {
    self.base = base
    gate = LinearLayer("\(name).gate", inputs: queryWidth, outputs: 1, in: parameters)
  }

  /// The scoring mechanism's own.
  public var normalizer: Normalizer { base.normalizer }

  /// The scoring mechanism's own scores.
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    base.score(query: query, keys: keys)
  }

  /// The four steps, and the gate.
  public func attend(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar> {
    var output = base.attend(query: query, keys: keys, values: values, mask: mask, scoreTerm: scoreTerm)
    output.context = output.context * gate(query).sigmoid()
    return output
  }

  /// The doubly stochastic penalty Σ_i (1 − Σ_t α_ti)², mean over the batch: every key should be looked at
  /// once over all queries (section 4.2.1). Takes weights [batch, queries, keys]; keys that `mask` pads are
  /// left out.
  public func doublyStochasticPenalty(
    _ weights: Variable<Scalar>, mask: AttentionMask = .none
  ) -> Variable<Scalar> {
    let (batch, keys) = (weights.shape[0], weights.shape[2])
    let isThere: [Scalar] = (0..<batch).flatMap { b in
      (0..<keys).map { $0 < mask.lengths?[b] ?? keys ? 1 : 0 }
    }
    let missing = weights.tape.constant(isThere, shape: [batch, keys]) - weights.sum(axis: 1)
    return (missing * missing).sum() * (1 / Scalar(batch))
  }
}
