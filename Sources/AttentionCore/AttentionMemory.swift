import Tensors

/// Keys and values that many queries attend to, one after the other, with what a mechanism makes of them
/// once: the cached keys and values of a decoder.
///
/// Make one with ``Attention/memory(keys:values:)`` of the mechanism that will use it.
public struct AttentionMemory<Scalar: TensorScalar> {
  /// [batch, keys, key width].
  public var keys: Variable<Scalar>
  /// [batch, keys, value width].
  public var values: Variable<Scalar>
  /// What the mechanism scores instead of the keys; nil where it makes nothing of them. Places are its last
  /// dimension but one.
  public var scoredKeys: Variable<Scalar>?
  /// What the mechanism combines instead of the values, likewise.
  public var combinedValues: Variable<Scalar>?
  /// Where the window of each sequence's next query stands, for a mechanism whose window moves on from query
  /// to query; nil before the first.
  public var centres: [Double]?

  /// A memory of its parts.
  public init(
    keys: Variable<Scalar>, values: Variable<Scalar>, scoredKeys: Variable<Scalar>? = nil,
    combinedValues: Variable<Scalar>? = nil
  ) {
    (self.keys, self.values) = (keys, values)
    (self.scoredKeys, self.combinedValues) = (scoredKeys, combinedValues)
  }

  /// The memories of those sequences of the batch, in that order; a sequence may be named several times.
  public func selecting(_ rows: [Int]) -> AttentionMemory {
    var selected = AttentionMemory(
      keys: keys.gathered(rows), values: values.gathered(rows), scoredKeys: scoredKeys?.gathered(rows),
      combinedValues: combinedValues?.gathered(rows))
    selected.centres = centres.map { all in rows.map { all[$0] } }
    return selected
  }

  /// This memory, and another of the same batch behind it.
  public func appending(_ next: AttentionMemory) -> AttentionMemory {
    func both(_ a: Variable<Scalar>, _ b: Variable<Scalar>) -> Variable<Scalar> {
      Variable.concatenated([a, b], axis: -2)
    }
    var whole = AttentionMemory(keys: both(keys, next.keys), values: both(values, next.values))
    whole.centres = centres
    if let a = scoredKeys, let b = next.scoredKeys { whole.scoredKeys = both(a, b) }
    if let a = combinedValues, let b = next.combinedValues { whole.combinedValues = both(a, b) }
    return whole
  }
}

extension Attention {
  /// Keys and values as they are.
  public func memory(keys: Variable<Scalar>, values: Variable<Scalar>) -> AttentionMemory<Scalar> {
    AttentionMemory(keys: keys, values: values)
  }

  /// The memory as it is: every query may look anywhere.
  public func advanced(
    _ memory: AttentionMemory<Scalar>, past output: AttentionOutput<Scalar>
  ) -> AttentionMemory<Scalar> { memory }

  /// The four steps over the keys and values themselves.
  public func attend(
    query: Variable<Scalar>, memory: AttentionMemory<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar> {
    attend(query: query, keys: memory.keys, values: memory.values, mask: mask, scoreTerm: scoreTerm)
  }
}
