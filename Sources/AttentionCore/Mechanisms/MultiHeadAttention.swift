import Tensors

/// Multi-head attention: each head attends by scaled dot product in a projection of its own; a last
/// projection joins them. Vaswani et al. 2017.
///
/// Four ``LinearLayer``s, by default `NAME.query`, `NAME.key`, `NAME.value` and `NAME.output`; heads lie side
/// by side in their outputs, as in BERT and in PyTorch.
public struct MultiHeadAttention<Scalar: TensorScalar>: Attention {
  /// What the four layers are called in a checkpoint.
  public struct Names: Sendable, Hashable {
    /// Names of the projections.
    public var query, key, value, output: String

    /// `NAME.query` and so on.
    public init(_ name: String) {
      self.init("\(name).query", "\(name).key", "\(name).value", output: "\(name).output")
    }

    /// Each by its own name.
    public init(_ query: String, _ key: String, _ value: String, output: String) {
      self.query = query
      self.key = key
      self.value = value
      self.output = output
    }

    /// As BERT's checkpoints have it: `PREFIX.self.query`, ..., `PREFIX.output.dense`.
    public static func bert(_ prefix: String) -> Names {
      Names(
        "\(prefix).self.query", "\(prefix).self.key", "\(prefix).self.value", output: "\(prefix).output.dense"
      )
    }
  }

  /// Projections of queries, keys and values, and of the joined heads.
  public internal(set) var query, key, value, output: LinearLayer<Scalar>
  /// Number of heads; divides the width.
  public let heads: Int
  /// What makes weights of scores.
  public var normalizer: Normalizer
  /// How the projections multiply.
  public var precision: Precision = .full
  /// Rate at which weights are dropped in ``context(query:keys:values:mask:distanceBias:)`` while the tape is
  /// training.
  public var dropout = 0.0

  /// Adds the four layers' parameters to a set.
  ///
  /// - Parameters:
  ///   - names: those of the four layers.
  ///   - width: of queries, of the heads together and of the output.
  ///   - keyWidth: of keys and values; `width` where nil.
  ///   - heads: their number, which divides `width`.
  ///   - normalizer: what makes weights of scores.
  ///   - parameters: the set that they are added to.
  public init(
    _ names: Names, width: Int, keyWidth: Int? = nil, heads: Int, normalizer: Normalizer = .softmax,
    in parameters: ParameterSet<Scalar>
  ) {
    precondition(heads > 0 && width % heads == 0, "a width of \(width) cannot be split into \(heads) heads")
    query = LinearLayer(names.query, inputs: width, outputs: width, in: parameters)
    key = LinearLayer(names.key, inputs: keyWidth ?? width, outputs: width, in: parameters)
    value = LinearLayer(names.value, inputs: keyWidth ?? width, outputs: width, in: parameters)
    output = LinearLayer(names.output, inputs: width, outputs: width, in: parameters)
    self.heads = heads
    self.normalizer = normalizer
  }

  /// Scores of each head, [batch, heads, queries, keys].
  public func score(query: Variable<Scalar>, keys: Variable<Scalar>) -> Variable<Scalar> {
    score(query: query, projected: split(key(keys, precision: precision)))
  }

  private func score(query: Variable<Scalar>, projected k: Variable<Scalar>) -> Variable<Scalar> {
    let q = split(self.query(query, precision: precision))  // (B, H, Q, W / H)
    return (q * (1 / Scalar(q.columns).squareRoot())).multiplied(by: k, otherTransposed: true)
  }

  /// The heads' contexts, joined and projected, [batch, queries, width].
  public func combine(_ weights: Variable<Scalar>, values: Variable<Scalar>) -> Variable<Scalar> {
    combine(weights, projected: split(value(values, precision: precision)))
  }

  private func combine(_ weights: Variable<Scalar>, projected v: Variable<Scalar>) -> Variable<Scalar> {
    let context = weights.multiplied(by: v)  // (B, H, Q, W / H)
    let joined = context.transposed(1)  // (B, Q, H, W / H)
    return output(
      joined.reshaped([joined.shape[0], joined.shape[1], heads * joined.columns]), precision: precision)
  }

  /// The heads' keys and values, once: [batch, heads, keys, width / heads].
  public func memory(keys: Variable<Scalar>, values: Variable<Scalar>) -> AttentionMemory<Scalar> {
    AttentionMemory(
      keys: keys, values: values, scoredKeys: split(key(keys, precision: precision)),
      combinedValues: split(value(values, precision: precision)))
  }

  /// The four steps over the heads' keys and values.
  public func attend(
    query: Variable<Scalar>, memory: AttentionMemory<Scalar>, mask: AttentionMask,
    scoreTerm: Variable<Scalar>?
  ) -> AttentionOutput<Scalar> {
    guard let keys = memory.scoredKeys, let values = memory.combinedValues else {
      return attend(
        query: query, keys: memory.keys, values: memory.values, mask: mask, scoreTerm: scoreTerm)
    }
    var scores = score(query: query, projected: keys)
    if let scoreTerm { scores = scores + scoreTerm.fitting(scores) }
    let weights = normalize(scores, mask: mask.bytes(for: scores.shape))
    return AttentionOutput(context: combine(weights, projected: values), weights: weights)
  }

  /// The context alone, in memory that grows with queries and not with queries · keys; the plain path where
  /// the normalizer is not softmax or the mask is not made of ranges.
  ///
  /// - Parameters:
  ///   - query: [batch, queries, width].
  ///   - keys: [batch, keys, key width].
  ///   - values: [batch, keys, key width].
  ///   - mask: the keys that each query may see.
  ///   - distanceBias: what each head adds to the score of a key by its distance from the query, [queries +
  ///     keys − 1, heads], from 1 − queries to keys − 1 (Raffel et al. 2020). With softmax and a mask of
  ///     ranges only.
  public func context(
    query: Variable<Scalar>, keys: Variable<Scalar>, values: Variable<Scalar>, mask: AttentionMask = .none,
    distanceBias: Variable<Scalar>? = nil
  ) -> Variable<Scalar> {
    guard normalizer == .softmax, let spans = mask.spans else {
      precondition(distanceBias == nil, "a bias by distance needs softmax and a mask that is made of ranges")
      return callAsFunction(query: query, keys: keys, values: values, mask: mask).context
    }
    let joined = self.query(query, precision: precision).fusedAttention(
      key: key(keys, precision: precision), value: value(values, precision: precision), heads: heads,
      spans: spans, distanceBias: distanceBias, dropout: dropout, precision: precision)
    return output(joined, precision: precision)
  }

  /// [batch, length, width] as [batch, heads, length, width / heads].
  private func split(_ x: Variable<Scalar>) -> Variable<Scalar> {
    x.reshaped([x.shape[0], x.shape[1], heads, x.columns / heads]).transposed(1)
  }
}
