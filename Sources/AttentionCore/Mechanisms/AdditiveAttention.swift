import Tensors

/// Additive attention: score(q, k) = vᵀ tanh(W q + U k + b). Bahdanau, Cho and Bengio 2014.
///
/// Parameters `NAME.query.weight` [hidden, query width], `NAME.key.weight` [hidden, key width],
/// `NAME.key.bias` [hidden] and `NAME.score.weight` [1, hidden]. Time and memory grow with queries · keys ·
/// hidden.
public struct AdditiveAttention<Scalar: TensorScalar>: Attention {
  /// W.
  public let query: LinearLayer<Scalar>
  /// U and b.
  public let key: LinearLayer<Scalar>
  /// v.
  public let score: LinearLayer<Scalar>
  /// What makes weights of scores.
  public var normalizer: Normalizer

  /// Adds the mechanism's parameters to a set.
  public init(
    _ name: String, queryWidth: Int, keyWidth: Int, hidden: Int, normalizer: Normalizer = .softmax,
    in parameters: ParameterSet<Scalar>
  ) {
    query = LinearLayer("\(name).query", inputs: queryWidth, outputs: hidden, hasBias: false, in: parameters)
    key = LinearLayer("\(name).key", inputs: keyWidth, outputs: hidden, in: parameters)
    score = LinearLayer("\(name).score", inputs: hidden, outputs: 1, hasBias: false, in: parameters)
    self.normalizer = normalizer
  }

  /// vᵀ tanh(W q + U k + b), [batch, queries, keys].
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    score(query: query, projected: key(keys))
  }

  /// The projections U k + b, once.
  public func memory(keys: Variable<Scalar>, values: Variable<Scalar>) -> AttentionMemory<Scalar> {
    AttentionMemory(keys: keys, values: values, scoredKeys: key(keys))
  }

  /// The four steps over projected keys.
  public func attend(
    query: Variable<Scalar>, memory: AttentionMemory<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar> {
    var scores = score(query: query, projected: memory.scoredKeys ?? key(memory.keys))
    if let scoreTerm { scores = scores + scoreTerm }
    let weights = normalize(scores, mask: mask.bytes(for: scores.shape))
    return AttentionOutput(context: combine(weights, values: memory.values), weights: weights)
  }

  private func score(query: Variable<Scalar>, projected k: Variable<Scalar>) -> Variable<Scalar> {
    let (batch, queries, count) = (query.shape[0], query.shape[1], k.shape[1])
    let q = self.query(query)  // (B, Q, H); k is (B, K, H)
    let hidden = q.reshaped([batch, queries, 1, q.columns]) + k.reshaped([batch, 1, count, k.columns])
    return score(hidden.tanh()).reshaped([batch, queries, count])
  }
}
