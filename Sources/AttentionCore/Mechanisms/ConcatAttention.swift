import Tensors

/// Concat attention: score(q, k) = vᵀ tanh(W [q; k]). Luong, Pham and Manning 2015.
///
/// Parameters `NAME.weight` [hidden, query width + key width] and `NAME.score.weight` [1, hidden]. W is
/// applied in its two halves, so that no pair is ever concatenated: the same as ``AdditiveAttention`` without
/// its bias, with the two matrices side by side.
public struct ConcatAttention<Scalar: TensorScalar>: Attention {
  /// W.
  public let weight: Parameter<Scalar>
  /// v.
  public let score: LinearLayer<Scalar>
  /// What makes weights of scores.
  public var normalizer: Normalizer

  /// Adds the mechanism's parameters to a set.
  public init(
    _ name: String, queryWidth: Int, keyWidth: Int, hidden: Int, normalizer: Normalizer = .softmax,
    in parameters: ParameterSet<Scalar>
  ) {
    weight = parameters.add("\(name).weight", [hidden, queryWidth + keyWidth], .glorot)
    score = LinearLayer("\(name).score", inputs: hidden, outputs: 1, hasBias: false, in: parameters)
    self.normalizer = normalizer
  }

  /// vᵀ tanh(W [q; k]), [batch, queries, keys].
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    let (batch, queries, count) = (query.shape[0], query.shape[1], keys.shape[1])
    let weight = query.variable(weight), width = query.columns
    let q = query.linear(weight.slice(0..<width, axis: 1))  // (B, Q, H)
    let k = keys.linear(weight.slice(width..<weight.columns, axis: 1))  // (B, K, H)
    let hidden = q.reshaped([batch, queries, 1, q.columns]) + k.reshaped([batch, 1, count, k.columns])
    return score(hidden.tanh()).reshaped([batch, queries, count])
  }
}
