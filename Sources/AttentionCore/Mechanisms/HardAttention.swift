import Tensors

/// Hard attention: one key is drawn from the weights, and its value is the context. The weights learn from
/// the reward that the choice earned, by the score-function gradient with a learned baseline and an entropy
/// bonus: Williams 1992; Xu et al. 2015, section 4.1.
///
/// Parameters `NAME.baseline.weight` [1, query width] and `NAME.baseline.bias` [1], beside those of the
/// mechanism that scores.
public struct HardAttention<Base: Attention>: Attention {
  /// What the mechanism computes in.
  public typealias Scalar = Base.Scalar
  /// How pairs are scored; without heads, and with a normalizer that sums to 1.
  public var base: Base
  /// Expects the reward from the query.
  public let baseline: LinearLayer<Base.Scalar>

  /// Adds the baseline's parameters to a set.
  public init(_ name: String, _ base: Base, queryWidth: Int, in parameters: ParameterSet<Scalar>) {
    self.base = base
    baseline = LinearLayer("\(name).baseline", inputs: queryWidth, outputs: 1, in: parameters)
  }

  /// A choice for each query, and what training needs of it. All [batch, queries].
  public struct Choice {
    /// The values chosen, and the distribution that they were drawn from.
    public var output: AttentionOutput<Base.Scalar>
    /// The key of each query; −1 where it sees none.
    public var keys: [Int]
    /// Logarithm of the probability of the choice; 0 where there was none.
    public var logProbability: Variable<Base.Scalar>
    /// −Σ α log α.
    public var entropy: Variable<Base.Scalar>
    /// The reward that was to be expected.
    public var baseline: Variable<Base.Scalar>

    /// What learning from the reward needs.
    public var parts: AttentionChoice<Base.Scalar> {
      AttentionChoice(logProbability: logProbability, entropy: entropy, baseline: baseline)
    }
  }

  /// The scoring mechanism's own.
  public var normalizer: Normalizer { base.normalizer }

  /// The scoring mechanism's own scores.
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    base.score(query: query, keys: keys)
  }

  /// The value of the chosen key as context, and the distribution as weights.
  public func attend(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar> {
    let choice = choose(query: query, keys: keys, values: values, mask: mask, scoreTerm: scoreTerm)
    var output = choice.output
    output.choice = choice.parts
    return output
  }

  /// Draws a key for each query from the tape's random stream while it is training, and takes the likeliest
  /// otherwise.
  ///
  /// - Parameters:
  ///   - query: [batch, queries, query width].
  ///   - keys: [batch, keys, key width].
  ///   - values: [batch, keys, value width].
  ///   - mask: the keys that each query may choose from.
  ///   - scoreTerm: added to the scores before normalizing, [batch, 1 or queries, keys].
  ///   - choices: keys chosen elsewhere, one for each query; nil to choose here.
  public func choose(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask = .none,
    scoreTerm: Variable<Scalar>? = nil, choices: [Int]? = nil
  ) -> Choice {
    let output = base.attend(query: query, keys: keys, values: values, mask: mask, scoreTerm: scoreTerm)
    let weights = output.weights, count = keys.shape[1], shape = Array(weights.shape.dropLast())
    precondition(
      weights.rank == 3 && output.positions == nil, "hard attention chooses among all keys of one head")
    let chosen = choices ?? draw(weights)
    precondition(
      chosen.count == weights.rows, "\(chosen.count) choices were given for \(weights.rows) queries")
    let queries = weights.shape[1]
    let rows = chosen.enumerated().map { place, key in key < 0 ? -1 : place / queries * count + key }
    let context = values.reshaped([values.shape[0] * count, values.columns]).gathered(rows)
      .reshaped(shape + [values.columns])
    // Where nothing was chosen, log(0 + 1) = 0.
    let nothing = weights.tape.constant(chosen.map { $0 < 0 ? 1 : 0 }, shape: shape)
    let logProbability = (weights.picked(chosen.map { max(0, $0) }) + nothing).log()
    let entropy = -(weights * (weights + 1e-12).log()).sum(axis: -1)
    return Choice(
      output: AttentionOutput(context: context, weights: weights), keys: chosen,
      logProbability: logProbability,
      entropy: entropy, baseline: baseline(query.detached()).reshaped(shape))
  }

  /// The loss of ``AttentionChoice/loss(rewards:entropyBonus:)``. Add it to the loss of whatever used the
  /// context.
  public func loss(_ choice: Choice, rewards: [Scalar], entropyBonus: Scalar = 0.01) -> Variable<Scalar> {
    choice.parts.loss(rewards: rewards, entropyBonus: entropyBonus)
  }

  private func draw(_ weights: Variable<Scalar>) -> [Int] {
    let columns = weights.columns, isTraining = weights.tape.isTraining
    var random = CounterRandom(seed: isTraining ? weights.tape.nextStream() : 0)
    return weights.withValues { values in
      (0..<weights.rows).map { row in
        let p = values[(row * columns)..<((row + 1) * columns)]
        guard isTraining else {
          return p.max().flatMap { $0 > 0 ? p.firstIndex(of: $0) : nil }.map { $0 - p.startIndex } ?? -1
        }
        var left = Scalar(random.uniform()) * p.reduce(0, +), last = -1
        for (key, weight) in p.enumerated() where weight > 0 {
          last = key
          if left < weight { break }
          left -= weight
        }
        return last
      }
    }
  }
}
