import Tensors

/// What training needs of keys that were drawn rather than averaged: the parts of the score-function gradient
/// (Williams 1992). All [batch, queries].
public struct AttentionChoice<Scalar: TensorScalar> {
  /// Logarithm of the probability of the choice; 0 where there was none.
  public var logProbability: Variable<Scalar>
  /// −Σ α log α.
  public var entropy: Variable<Scalar>
  /// The reward that was to be expected.
  public var baseline: Variable<Scalar>

  /// A choice of its parts.
  public init(logProbability: Variable<Scalar>, entropy: Variable<Scalar>, baseline: Variable<Scalar>) {
    (self.logProbability, self.entropy, self.baseline) = (logProbability, entropy, baseline)
  }

  /// The same parts, changed alike: joined with others, reshaped, or some of them left out.
  public func map(_ change: (Variable<Scalar>) -> Variable<Scalar>) -> AttentionChoice {
    AttentionChoice(
      logProbability: change(logProbability), entropy: change(entropy), baseline: change(baseline))
  }

  /// Choices of queries that follow one another.
  public static func joined(_ choices: [AttentionChoice]) -> AttentionChoice? {
    guard let first = choices.first, choices.count > 1 else { return choices.first }
    let axis = first.logProbability.rank - 1
    return AttentionChoice(
      logProbability: .concatenated(choices.map(\.logProbability), axis: axis),
      entropy: .concatenated(choices.map(\.entropy), axis: axis),
      baseline: .concatenated(choices.map(\.baseline), axis: axis))
  }

  /// The loss whose gradient is the score-function estimate: mean of −(R − b) log α − bonus · H + (b − R)²,
  /// where b counts as a constant in the first term.
  ///
  /// - Parameters:
  ///   - rewards: R, one for each query.
  ///   - entropyBonus: keeps the distribution from collapsing early; 0.01 is a start.
  public func loss(rewards: [Scalar], entropyBonus: Scalar = 0.01) -> Variable<Scalar> {
    let reward = logProbability.tape.constant(rewards, shape: logProbability.shape)
    let advantage = reward - baseline.detached(), miss = baseline - reward
    return (miss * miss - advantage * logProbability - entropy * entropyBonus).mean()
  }
}
