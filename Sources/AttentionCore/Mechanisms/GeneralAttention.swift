import Tensors

/// General or bilinear attention: score(q, k) = qᵀ W k. Luong, Pham and Manning 2015.
///
/// Parameter `NAME.weight` [query width, key width].
public struct GeneralAttention<Scalar: TensorScalar>: Attention {
  /// W.
  public let weight: Parameter<Scalar>
  /// What makes weights of scores.
  public var normalizer: Normalizer

  /// Adds the mechanism's parameter to a set.
  public init(
    _ name: String, queryWidth: Int, keyWidth: Int, normalizer: Normalizer = .softmax,
    in parameters: ParameterSet<Scalar>
  ) {
    weight = parameters.add("\(name).weight", [queryWidth, keyWidth], .glorot)
    self.normalizer = normalizer
  }

  /// qᵀ W k, [batch, queries, keys].
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    // There are fewer queries than keys, as a rule: W goes to their side.
    query.multiplied(by: query.variable(weight)).multiplied(by: keys, otherTransposed: true)
  }
}
