import Tensors

/// Attention in four steps that every mechanism shares: score → mask → normalize → combine.
///
///     scores  = score(query, keys)            [batch, queries, keys], or [batch, heads, queries, keys]
///     mask    = which keys a query may see
///     weights = normalize(scores, mask)       not negative; 0 where masked
///     context = combine(weights, values)      [batch, queries, value width]
///
/// A query that sees no key gets weights of 0 and a context of 0. A mechanism implements the step in which it
/// differs, and its parameters are its stored properties.
public protocol Attention<Scalar> {
  /// What it computes in.
  associatedtype Scalar: TensorScalar

  /// What makes weights of scores.
  var normalizer: Normalizer { get }

  /// How well each key [batch, keys, key width] fits each query [batch, queries, query width].
  func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar>

  /// Weights from scores of the same shape; `mask` has a byte for each, 0 where the key takes no part.
  func normalize(_ scores: Variable<Scalar>, mask: [UInt8]?) -> Variable<Scalar>

  /// The values [batch, keys, value width], weighted and summed for each query.
  func combine(_ weights: Variable<Scalar>, values: Variable<Scalar>) -> Variable<Scalar>

  /// All four steps.
  ///
  /// - Parameters:
  ///   - query: [batch, queries, query width].
  ///   - keys: [batch, keys, key width].
  ///   - values: [batch, keys, value width].
  ///   - mask: the keys that each query may see.
  ///   - scoreTerm: added to the scores before normalizing, [batch, 1 or queries, keys]; see ``Coverage``.
  func attend(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar>

  /// Keys and values as the mechanism uses them, made once for many queries.
  func memory(keys: Variable<Scalar>, values: Variable<Scalar>) -> AttentionMemory<Scalar>

  /// The memory as the queries behind those of an output find it: a window that moves on has moved.
  func advanced(
    _ memory: AttentionMemory<Scalar>, past output: AttentionOutput<Scalar>
  ) -> AttentionMemory<Scalar>

  /// All four steps over what ``memory(keys:values:)`` has made; the same result as over the keys and values
  /// themselves.
  func attend(
    query: Variable<Scalar>, memory: AttentionMemory<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar>
}

extension Attention {
  /// Applies the mechanism's normalizer.
  public func normalize(_ scores: Variable<Scalar>, mask: [UInt8]?) -> Variable<Scalar> {
    normalizer(scores, mask: mask)
  }

  /// weights · values.
  public func combine(_ weights: Variable<Scalar>, values: Variable<Scalar>) -> Variable<Scalar> {
    weights.multiplied(by: values)
  }

  /// The four steps, one after the other.
  public func attend(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar> {
    var scores = score(query: query, keys: keys)
    if let scoreTerm { scores = scores + scoreTerm.fitting(scores) }
    let weights = normalize(scores, mask: mask.bytes(for: scores.shape))
    return AttentionOutput(context: combine(weights, values: values), weights: weights)
  }

  /// All four steps; see ``attend(query:keys:values:mask:scoreTerm:)``.
  public func callAsFunction(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask = .none,
    scoreTerm: Variable<Scalar>? = nil
  ) -> AttentionOutput<Scalar> {
    attend(query: query, keys: keys, values: values, mask: mask, scoreTerm: scoreTerm)
  }
}

extension Variable {
  /// A score term [batch, queries, keys] in the shape that lines up with scores that may have heads.
  func fitting(_ scores: Variable) -> Variable {
    scores.rank == 4 && rank == 3 ? reshaped([shape[0], 1, shape[1], shape[2]]) : self
  }
}
