import HierarchicalModels
import Tensors

/// Where places of a sequence look, in one view of an encoder's attention.
package struct AttentionFlow: Sendable {
  let sequence: EncoderInput
  let encoder: WordEncoder

  /// For each of `sources`, the mean over its places of how much it looks at each place of the sequence.
  ///
  /// - Throws: `ModelError` for a layer or head that the model does not have.
  func rows(from sources: [Range<Int>], _ view: AnswerExplanation.View) throws -> [[Double]] {
    let (layers, heads) = (encoder.configuration.layers, Array(0..<encoder.configuration.heads))
    switch view {
    case .head(let layer, let head): return gather(try weights(layer: layer, heads: [head]), sources)
    case .layer(let layer): return gather(try weights(layer: layer, heads: heads), sources)
    case .mean:
      var sum = sources.map { _ in [Double](repeating: 0, count: sequence.ids.count) }
      for layer in 0..<layers {
        sum = zip(sum, gather(try weights(layer: layer, heads: heads), sources)).map { zip($0, $1).map(+) }
      }
      return sum.map { $0.map { $0 / Double(max(1, layers)) } }
    case .rollout:
      return Self.rollout(
        from: sources, length: sequence.ids.count,
        layers: try (0..<layers).map { try weights(layer: $0, heads: heads) })
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

  private func gather(_ weights: [Float], _ sources: [Range<Int>]) -> [[Double]] {
    let length = sequence.ids.count
    return sources.map { source in
      (0..<length).map { column in
        var sum: Float = 0
        for row in source { sum += weights[row * length + column] }
        return Double(sum) / Double(max(1, source.count))
      }
    }
  }

  /// Attention rollout (Abnar and Zuidema 2020): half of each layer's input is passed on as it is, and half
  /// as attention says; multiplied through `layers`, each [length, length], the lowest first.
  ///
  /// Rows of the sources alone go down from the top layer, so that no product of two whole matrices is
  /// needed.
  package static func rollout(from sources: [Range<Int>], length: Int, layers: [[Float]]) -> [[Double]] {
    var flow = sources.map { places in
      var row = [Float](repeating: 0, count: length)
      for place in places { row[place] = 1 / Float(places.count) }
      return row
    }
    for weights in layers.reversed() {
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
    return flow.map { $0.map { Double($0) } }
  }
}
