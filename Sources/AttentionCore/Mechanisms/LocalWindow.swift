import Tensors

/// The keys around a centre for each query, cut out so that time and memory grow with queries · window and
/// not with queries · keys.
struct LocalWindow<Scalar: TensorScalar> {
  let batch, queries, keys, width: Int
  /// The key of each place, −1 where the window reaches outside or the mask does not allow it:
  /// [batch, queries, width].
  let positions: [Int]

  /// Windows of `radius` keys to either side of `centres` [batch · queries], rounded; a key farther than
  /// `radius` from the centre itself is left out.
  init(batch: Int, queries: Int, keys: Int, radius: Int, centres: [Double], mask: AttentionMask) {
    (self.batch, self.queries, self.keys) = (batch, queries, keys)
    width = 2 * radius + 1
    var positions: [Int] = []
    positions.reserveCapacity(batch * queries * width)
    for row in 0..<(batch * queries) {
      let centre = centres[row], middle = Int(centre.rounded())
      for key in (middle - radius)...(middle + radius) {
        let isSeen =
          key >= 0 && key < keys && abs(Double(key) - centre) <= Double(radius)
          && mask.allows(batch: row / queries, query: row % queries, key: key, keys: keys)
        positions.append(isSeen ? key : -1)
      }
    }
    self.positions = positions
  }

  /// A byte for each place: 0 where there is no key.
  var mask: [UInt8] { positions.map { $0 < 0 ? 0 : 1 } }

  /// The rows of x [batch, keys, ...] at each place: [batch · queries, width, ...].
  func gather(_ x: Variable<Scalar>) -> Variable<Scalar> {
    let size = queries * width
    let rows = positions.enumerated().map { place, key in key < 0 ? -1 : place / size * keys + key }
    return x.reshaped([batch * keys] + x.shape.dropFirst(2)).gathered(rows)
      .reshaped([batch * queries, width] + x.shape.dropFirst(2))
  }

  /// A score term [batch, 1 or queries, keys] at each place: [batch · queries, 1, width].
  func gather(term: Variable<Scalar>) -> Variable<Scalar> {
    let size = queries * width, own = term.shape[1]
    let elements = positions.enumerated().map { place, key in
      let query = own == 1 ? 0 : place % size / width
      return key < 0 ? -1 : (place / size * own + query) * keys + key
    }
    return term.reshaped([term.count, 1]).gathered(elements).reshaped([batch * queries, 1, width])
  }

  /// Score, mask, normalize and combine inside the window; `adjust` may change the weights
  /// [batch, queries, width].
  func attend<Base: Attention>(
    _ base: Base, query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>,
    scoreTerm: Variable<Scalar>?,
    adjust: (Variable<Scalar>) -> Variable<Scalar> = { $0 }
  ) -> AttentionOutput<Scalar> where Base.Scalar == Scalar {
    let single = query.reshaped([batch * queries, 1, query.columns])
    var scores = base.score(query: single, keys: gather(keys))  // (B Q, 1, W)
    precondition(scores.rank == 3, "a window needs a mechanism without heads")
    if let scoreTerm { scores = scores + gather(term: scoreTerm) }
    let normalized = base.normalize(scores, mask: mask).reshaped([batch, queries, width])
    let weights = adjust(normalized)
    let context = base.combine(weights.reshaped([batch * queries, 1, width]), values: gather(values))
    return AttentionOutput(
      context: context.reshaped([batch, queries, context.columns]), weights: weights, positions: positions)
  }
}
