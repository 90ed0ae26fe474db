import Tensors

/// Global attention: all keys are looked at, and the context c joins the query h in the attentional vector
/// h̃ = tanh(W [c; h]). Luong, Pham and Manning 2015.
///
/// Parameter `NAME.combine.weight` [outputs, value width + query width], beside those of the mechanism that
/// scores.
public struct GlobalAttention<Base: Attention>: Attention {
  /// What the mechanism computes in.
  public typealias Scalar = Base.Scalar
  /// How pairs are scored: dot, general or concat in the paper.
  public var base: Base
  /// W.
  public let combine: LinearLayer<Base.Scalar>

  /// Adds the combination's parameter to a set.
  public init(
    _ name: String, _ base: Base, valueWidth: Int, queryWidth: Int, outputs: Int,
    in parameters: ParameterSet<Scalar>
  ) {
    self.base = base
    combine = LinearLayer(
      "\(name).combine", inputs: valueWidth + queryWidth, outputs: outputs, hasBias: false, in: parameters)
  }

  /// The scoring mechanism's own.
  public var normalizer: Normalizer { base.normalizer }

  /// The scoring mechanism's own scores.
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    base.score(query: query, keys: keys)
  }

  /// The four steps; the context [batch, queries, outputs] is the attentional vector h̃.
  public func attend(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar> {
    var output = base.attend(query: query, keys: keys, values: values, mask: mask, scoreTerm: scoreTerm)
    output.context = combine(Variable.concatenated([output.context, query], axis: -1)).tanh()
    return output
  }
}
