import Tensors

/// What attention returns: the context, and the weights that made it.
public struct AttentionOutput<Scalar: TensorScalar> {
  /// [batch, queries, value width].
  public var context: Variable<Scalar>
  /// [batch, queries, keys], with a dimension for heads after the batch where the mechanism has heads. Where
  /// the mechanism looks through a window, the last dimension is the window, and ``positions`` says where it
  /// stands.
  public var weights: Variable<Scalar>
  /// For a window: the key of each weight, or −1 where the window reaches outside; in the order of `weights`.
  /// Otherwise nil.
  public var positions: [Int]?
  /// What a mechanism that chose needs for learning from the reward; nil where all values went into the
  /// context.
  public var choice: AttentionChoice<Scalar>?

  /// An output of its parts.
  public init(
    context: Variable<Scalar>, weights: Variable<Scalar>, positions: [Int]? = nil,
    choice: AttentionChoice<Scalar>? = nil
  ) {
    self.context = context
    self.weights = weights
    self.positions = positions
    self.choice = choice
  }

  /// The weights by key, [..., queries, keys], whether or not the mechanism looked through a window.
  ///
  /// - Parameter keys: number of keys.
  public func denseWeights(keys: Int) -> [Scalar] {
    let values = weights.values
    guard let positions else { return values }
    let width = weights.columns
    var dense = [Scalar](repeating: 0, count: weights.rows * keys)
    for (place, key) in positions.enumerated() where key >= 0 {
      dense[place / width * keys + key] += values[place]
    }
    return dense
  }

  /// The weights by key as a variable through which gradients flow, [batch, queries, keys]: windows are laid
  /// out over all keys, and heads are averaged.
  ///
  /// - Parameter keys: number of keys.
  public func weightsByKey(_ keys: Int) -> Variable<Scalar> {
    if let positions {
      let (batch, queries, width) = (weights.shape[0], weights.shape[1], weights.columns)
      var places = [Scalar](repeating: 0, count: positions.count * keys)
      for (place, key) in positions.enumerated() where key >= 0 { places[place * keys + key] = 1 }
      let table = weights.tape.constant(places, shape: [batch * queries, width, keys])
      return weights.reshaped([batch * queries, 1, width]).multiplied(by: table)
        .reshaped([batch, queries, keys])
    }
    guard weights.rank == 4 else { return weights }
    return weights.sum(axis: 1) * (1 / Scalar(weights.shape[1]))
  }
}
