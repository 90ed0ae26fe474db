import HierarchicalModels
import Tensors

extension AnswerExplanation {
  /// How much each word of the question attends to each word of the text, [question, words]: weights of a word's pieces are added up,
  /// and averaged over the question's pieces. A row need not add up to 1, since the question looks at itself and at marks too.
  ///
  /// Heads are computed as they are asked for, from a document of any length only the window of the answer.
  ///
  /// - Throws: `ModelError` for a layer or head that the model does not have.
  public func attention(_ view: View) throws -> [[Double]] {
    switch view {
    case .head(let layer, let head): return try gather(weights(layer: layer, heads: [head]))
    case .layer(let layer): return try gather(weights(layer: layer, heads: Array(0..<heads)))
    case .mean:
      var sum: [[Double]] = []
      for layer in 0..<layers {
        let own = try gather(weights(layer: layer, heads: Array(0..<heads)))
        sum = sum.isEmpty ? own : zip(sum, own).map { zip($0, $1).map(+) }
      }
      return sum.map { $0.map { $0 / Double(max(1, layers)) } }
    case .rollout: return try rollout()
    }
  }

  /// Mean of some heads of a layer, [length, length].
  private func weights(layer: Int, heads: [Int]) throws -> [Float] {
    var mean: [Float] = []
    for head in heads {
      let weights = try encoder.attentionWeights(of: sequence, layer: layer, head: head).elements
      if mean.isEmpty {
        mean = weights
      } else {
        for index in mean.indices { mean[index] += weights[index] }
      }
    }
    let share = 1 / Float(max(1, heads.count))
    return mean.map { $0 * share }
  }

  private func gather(_ weights: [Float]) -> [[Double]] {
    let length = sequence.ids.count
    return question.map { word in
      words.map { target in
        var sum: Float = 0
        for row in word.pieces { for column in target.pieces { sum += weights[row * length + column] } }
        return Double(sum) / Double(max(1, word.pieces.count))
      }
    }
  }

  /// Rows of the question alone go down from the top layer, so that no product of two whole matrices is needed.
  private func rollout() throws -> [[Double]] {
    let length = sequence.ids.count
    let rows = question.map(\.pieces)
    var flow = rows.map { pieces in
      var row = [Float](repeating: 0, count: length)
      for place in pieces { row[place] = 1 / Float(pieces.count) }
      return row
    }
    for layer in (0..<layers).reversed() {
      let weights = try weights(layer: layer, heads: Array(0..<heads))
      flow = flow.map { row in
        var next = row.map { $0 / 2 }
        weights.withUnsafeBufferPointer { weights in
          next.withUnsafeMutableBufferPointer { next in
            for (place, share) in row.enumerated() where share > 0 {
              let half = share / 2
              let base = place * length
              for column in 0..<length { next[column] += half * weights[base + column] }
            }
          }
        }
        return next
      }
    }
    return flow.map { row in words.map { Double($0.pieces.reduce(Float(0)) { $0 + row[$1] }) } }
  }
}

extension AnswerExplanation.View {
  /// The weights called `mean`, `rollout`, `3` (a layer) or `3.5` (its fifth head), counted from 1; nil for another name.
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
