import Tensors

/// Coverage: what earlier queries have looked at changes where the next one looks. The score of each key gets
/// a term w · c, where c is the sum of the weights that the key has had: Tu et al. 2016; See, Liu and Manning
/// 2017.
///
/// Parameter `NAME.weight` [1], which starts at −1: what has been seen is looked at less.
public struct Coverage<Scalar: TensorScalar> {
  /// w.
  public let weight: Parameter<Scalar>

  /// Adds the parameter to a set.
  public init(_ name: String, in parameters: ParameterSet<Scalar>) {
    weight = parameters.add("\(name).weight", [1], .constant(-1))
  }

  /// The score term [batch, 1, keys] for coverage [batch, keys].
  public func term(_ coverage: Variable<Scalar>) -> Variable<Scalar> {
    (coverage * coverage.variable(weight)).reshaped([coverage.shape[0], 1, coverage.shape[1]])
  }

  /// Coverage after weights [batch, queries, keys]; nil before is nothing seen.
  public func updated(_ coverage: Variable<Scalar>?, with weights: Variable<Scalar>) -> Variable<Scalar> {
    let seen = weights.sum(axis: 1)
    return coverage.map { $0 + seen } ?? seen
  }

  /// Σ_keys min(weight, coverage), mean over the batch: the penalty for looking twice (See et al. 2017,
  /// equation 12). Takes the weights [batch, 1, keys] of one query.
  public func loss(_ weights: Variable<Scalar>, coverage: Variable<Scalar>) -> Variable<Scalar> {
    let flat = weights.reshaped(coverage.shape)
    // min(a, c) = a − max(a − c, 0)
    return (flat - (flat - coverage).relu()).sum() * (1 / Scalar(coverage.shape[0]))
  }
}
