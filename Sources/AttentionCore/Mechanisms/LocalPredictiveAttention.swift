import Tensors

/// Local attention with predictive alignment (local-p): the query says where to look,
/// p = S · σ(vᵀ tanh(W h)) with S the number of keys, and weights inside p − D ... p + D are
/// align(h, k_s) · exp(−(s − p)² / 2 σ²) with σ = D / 2. Luong, Pham and Manning 2015.
///
/// Parameters `NAME.position.weight` [hidden, query width] and `NAME.position_score.weight` [1, hidden],
/// beside those of the mechanism that scores. As in the paper, weights are not normalized again after the
/// Gaussian, which is what lets the gradient reach p. Time and memory grow with queries · (2 D + 1).
public struct LocalPredictiveAttention<Base: Attention>: Attention {
  /// What the mechanism computes in.
  public typealias Scalar = Base.Scalar
  /// How pairs inside the window are scored; without heads.
  public var base: Base
  /// D, at least 1.
  public var radius: Int
  /// W.
  public let position: LinearLayer<Base.Scalar>
  /// v.
  public let positionScore: LinearLayer<Base.Scalar>

  /// Adds the parameters of the predicted position to a set.
  public init(
    _ name: String, _ base: Base, radius: Int, queryWidth: Int, hidden: Int,
    in parameters: ParameterSet<Scalar>
  ) {
    precondition(radius > 0, "a Gaussian needs a window of at least 1 key to either side")
    self.base = base
    self.radius = radius
    position = LinearLayer(
      "\(name).position", inputs: queryWidth, outputs: hidden, hasBias: false, in: parameters)
    positionScore = LinearLayer(
      "\(name).position_score", inputs: hidden, outputs: 1, hasBias: false, in: parameters)
  }

  /// The scoring mechanism's own.
  public var normalizer: Normalizer { base.normalizer }

  /// The scoring mechanism's own scores, of all pairs.
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    base.score(query: query, keys: keys)
  }

  /// p for each query, [batch, queries, 1]: a real number between 0 and the sequence's length.
  public func centres(query: Variable<Scalar>, keys: Int, mask: AttentionMask) -> Variable<Scalar> {
    let (batch, queries) = (query.shape[0], query.shape[1])
    let lengths = (0..<batch).flatMap { b in
      [Scalar](repeating: Scalar(min(keys, mask.lengths?[b] ?? keys)), count: queries)
    }
    let share = positionScore(position(query).tanh()).sigmoid()
    return share * query.tape.constant(lengths, shape: [batch, queries, 1])
  }

  /// The four steps inside the predicted window; see ``AttentionOutput/positions``.
  public func attend(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar> {
    let centres = centres(query: query, keys: keys.shape[1], mask: mask)
    let window = LocalWindow<Scalar>(
      batch: query.shape[0], queries: query.shape[1], keys: keys.shape[1], radius: radius,
      centres: centres.values.map { Double($0) }, mask: mask)
    let places = query.tape.constant(
      window.positions.map { Scalar(max(0, $0)) }, shape: [window.batch, window.queries, window.width])
    return window.attend(base, query: query, keys: keys, values: values, scoreTerm: scoreTerm) { weights in
      let distance = places - centres, deviation = Scalar(radius) / 2
      return weights * (distance * distance * (-1 / (2 * deviation * deviation))).exp()
    }
  }
}
