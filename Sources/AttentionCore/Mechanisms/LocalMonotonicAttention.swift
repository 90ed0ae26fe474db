import Tensors

/// Local attention with monotonic alignment (local-m): query t looks at the keys around p_t = pace · t, D to
/// either side; Luong, Pham and Manning 2015, whose pace is 1. Where queries and keys do not run in step, the
/// window may follow instead: it begins at the key that is the median of what the query before looked at,
/// reaches 2 D keys ahead, and never goes back (the windows of Chorowski et al. 2015, section 2.3, with
/// nothing before the median).
///
/// Parameters are those of the mechanism that scores; time and memory grow with queries · (2 D + 1). Queries
/// that come one after the other get their windows from ``AttentionMemory/centres``.
public struct LocalMonotonicAttention<Base: Attention>: Attention {
  /// What the mechanism computes in.
  public typealias Scalar = Base.Scalar

  /// How the window moves on from one query to the next.
  public enum Advance: Sendable, Hashable {
    /// By so many keys, whatever was looked at.
    case steady(pace: Double)
    /// To where the query before looked, and not back.
    case following
  }

  /// How pairs inside the window are scored; without heads.
  public var base: Base
  /// D.
  public var radius: Int
  /// How the window moves on.
  public var advance: Advance

  /// Local attention by a mechanism, `radius` keys to either side.
  public init(_ base: Base, radius: Int, advance: Advance = .steady(pace: 1)) {
    precondition(radius >= 0, "a window cannot reach \(radius) keys")
    self.base = base
    self.radius = radius
    self.advance = advance
  }

  /// The scoring mechanism's own.
  public var normalizer: Normalizer { base.normalizer }

  /// The scoring mechanism's own scores, of all pairs.
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    base.score(query: query, keys: keys)
  }

  /// The four steps inside the window; see ``AttentionOutput/positions``.
  public func attend(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar> {
    attend(query: query, memory: memory(keys: keys, values: values), mask: mask, scoreTerm: scoreTerm)
  }

  /// The four steps inside windows that go on from where the memory's stand.
  public func attend(
    query: Variable<Scalar>, memory: AttentionMemory<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar> {
    let (batch, queries) = (query.shape[0], query.shape[1])
    let first = memory.centres ?? [Double](repeating: start, count: batch)
    switch advance {
    case .steady(let pace):
      let centres = (0..<batch * queries).map { first[$0 / queries] + pace * Double($0 % queries) }
      return look(query, memory, mask, scoreTerm, centres: centres)
    case .following:
      precondition(
        queries == 1, "a window that follows is given one query at a time, not \(queries)")
      return look(query, memory, mask, scoreTerm, centres: first)
    }
  }

  private var start: Double { advance == .following ? Double(radius) : 0 }

  private func look(
    _ query: Variable<Scalar>, _ memory: AttentionMemory<Scalar>, _ mask: AttentionMask,
    _ scoreTerm: Variable<Scalar>?, centres: [Double]
  ) -> AttentionOutput<Scalar> {
    let window = LocalWindow<Scalar>(
      batch: query.shape[0], queries: query.shape[1], keys: memory.keys.shape[1], radius: radius,
      centres: centres, mask: mask)
    return window.attend(base, query: query, keys: memory.keys, values: memory.values, scoreTerm: scoreTerm)
  }

  /// The windows of the next queries.
  public func advanced(
    _ memory: AttentionMemory<Scalar>, past output: AttentionOutput<Scalar>
  ) -> AttentionMemory<Scalar> {
    let (batch, queries, width) = (output.weights.shape[0], output.weights.shape[1], output.weights.columns)
    let first = memory.centres ?? [Double](repeating: start, count: batch)
    var memory = memory
    switch advance {
    case .steady(let pace): memory.centres = first.map { $0 + pace * Double(queries) }
    case .following:
      guard let positions = output.positions else { return memory }
      let weights = output.weights.values
      memory.centres = first.indices.map { row in
        let places = row * width..<(row + 1) * width
        // Where nothing was seen, the window stays.
        guard let median = median(weights[places]) else { return first[row] }
        return Double(positions[median] + radius)
      }
    }
    return memory
  }

  /// The place at which half of the weight is reached.
  private func median(_ weights: ArraySlice<Scalar>) -> Int? {
    let half = weights.reduce(0, +) / 2
    var sum: Scalar = 0
    for (place, weight) in zip(weights.indices, weights) where weight > 0 {
      sum += weight
      if sum >= half { return place }
    }
    return nil
  }
}
