import Tensors

/// Attention with a learned query, which makes one vector of a sequence: u = tanh(W h + b), α = normalize(u ·
/// u_w), s = Σ α h. Yang et al. 2016, equations 5 to 7; additive attention whose query is a parameter.
///
/// Parameters `NAME.projection.weight` [hidden, width], `NAME.projection.bias` [hidden] and `NAME.context`
/// [1, hidden].
public struct AttentionPooling<Scalar: TensorScalar>: Attention {
  /// W and b.
  public let projection: LinearLayer<Scalar>
  /// u_w.
  public let context: Parameter<Scalar>
  /// What makes weights of scores.
  public var normalizer: Normalizer

  /// Adds the mechanism's parameters to a set.
  public init(
    _ name: String, width: Int, hidden: Int, normalizer: Normalizer = .softmax,
    in parameters: ParameterSet<Scalar>
  ) {
    projection = LinearLayer("\(name).projection", inputs: width, outputs: hidden, in: parameters)
    context = parameters.add("\(name).context", [1, hidden], .glorot)
    self.normalizer = normalizer
  }

  /// tanh(W h + b) · query, [batch, 1, keys]; the query is [1, hidden].
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    projection(keys).tanh().multiplied(by: query, otherTransposed: true).reshaped([
      keys.shape[0], 1, keys.shape[1],
    ])
  }

  /// x [batch, length, width] pooled to [batch, width], with weights [batch, length]. A sequence of length 0
  /// gives 0.
  ///
  /// - Parameters:
  ///   - x: the sequences.
  ///   - lengths: of each sequence; nil where all are full.
  public func callAsFunction(_ x: Variable<Scalar>, lengths: [Int]? = nil) -> AttentionOutput<Scalar> {
    let output = attend(
      query: x.variable(context), keys: x, values: x, mask: lengths.map(AttentionMask.padding) ?? .none,
      scoreTerm: nil)
    return AttentionOutput(
      context: output.context.reshaped([x.shape[0], x.columns]),
      weights: output.weights.reshaped([x.shape[0], x.shape[1]]))
  }
}
