import Evaluation
import Foundation

/// How much each sentence of a document is wanted in its summary.
///
/// With references: the greedy oracle's sentences share one part, and all sentences share the other by their
/// own ROUGE-1 + ROUGE-2. Without: by how much a sentence has in common with each of the others, so that
/// plain text teaches what is central in it.
struct SummaryTargets {
  let settings: SummarizerSettings

  /// A distribution over the sentences of a document with references.
  func targets(
    _ document: PreparedDocument, _ overlaps: [WordOverlap], length: SummaryLength.Resolved
  ) -> [Float] {
    let own = (0..<document.count).map { sentence in
      overlaps.map { $0.value(of: [sentence]) }.max() ?? 0
    }
    var targets = Self.softmax(own.map { $0 / settings.temperature })
    let oracle = ExtractiveOracle().select(
      from: document.tokens, words: document.words, references: document.references, length: length)
    guard !oracle.isEmpty else { return targets.map { Float($0) } }
    let share = settings.oracleShare
    for index in targets.indices { targets[index] *= 1 - share }
    for sentence in oracle { targets[sentence] += share / Double(oracle.count) }
    return targets.map { Float($0) }
  }

  /// A distribution over the sentences of a document without references.
  func consensus(_ document: PreparedDocument) -> [Float] {
    let sets = document.terms.map { Set($0) }
    let agreement = sets.indices.map { sentence in
      sets.indices.reduce(0.0) { sum, other in
        guard other != sentence else { return sum }
        let size = sets[sentence].count + sets[other].count
        return sum
          + (size > 0 ? 2 * Double(sets[sentence].intersection(sets[other]).count) / Double(size) : 0)
      }
    }
    let mean = agreement.reduce(0, +) / Double(max(1, agreement.count))
    let variance = agreement.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, agreement.count))
    let scale = variance > 1e-12 ? 1.5 / variance.squareRoot() : 0
    return Self.softmax(agreement.map { ($0 - mean) * scale }).map { Float($0) }
  }

  private static func softmax(_ values: [Double]) -> [Double] {
    let most = values.max() ?? 0
    let powers = values.map { exp($0 - most) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }
}
