extension AnswerExplanation {
  /// How much each word of the question attends to each word of the text, [question, words]: weights of a
  /// word's pieces are added up, and averaged over the question's pieces. A row need not add up to 1, since
  /// the question looks at itself and at marks too.
  ///
  /// Heads are computed as they are asked for, from a document of any length only the window of the answer.
  ///
  /// - Throws: `ModelError` for a layer or head that the model does not have.
  public func attention(_ view: View) throws -> [[Double]] {
    let rows = try AttentionFlow(sequence: sequence, encoder: encoder).rows(
      from: question.map(\.pieces), view)
    return rows.map { row in words.map { word in word.pieces.reduce(0) { $0 + row[$1] } } }
  }
}

extension AnswerExplanation.View {
  /// The weights called `mean`, `rollout`, `3` (a layer) or `3.5` (its fifth head), counted from 1; nil for
  /// another name.
  public init?(name: String) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    switch (name, parts.count) {
    case ("mean", _): self = .mean
    case ("rollout", _): self = .rollout
    case (_, 1):
      guard let layer = parts[0], layer > 0 else { return nil }
      self = .layer(layer - 1)
    case (_, 2):
      guard let layer = parts[0], let head = parts[1], layer > 0, head > 0 else { return nil }
      self = .head(layer: layer - 1, head: head - 1)
    default: return nil
    }
  }

  /// The name that ``init(name:)`` takes.
  public var name: String {
    switch self {
    case .mean: "mean"
    case .rollout: "rollout"
    case .layer(let layer): "\(layer + 1)"
    case .head(let layer, let head): "\(layer + 1).\(head + 1)"
    }
  }
}
