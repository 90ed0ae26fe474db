import AttentionCore
import Foundation
import HierarchicalModels
import Platform
import Summarization
import Tensors
import Tokenization

/// The training of what weighs sentences on top of trained levels, which stay as they are: a linear layer
/// over `RankingFeatures`, held near what is known of summaries of all kinds, since what may be trained on is
/// mostly papers.
final class RankingTraining: @unchecked Sendable {
  /// The folder's levels.
  let learned: LearnedSalience
  private let folder: ModelFolder
  private let layer: LinearLayer<Float>
  private let prior: [Float]
  private let decay: Float

  static let names = RankingFeatures.Name.allCases
  private static let parameter = "ranking"

  /// Adds the layer to a set and lets it begin at the prior.
  init(
    levels: String, encoder: WordEncoder, tokenizer: WordPieceTokenizer, decay: Double,
    in parameters: ParameterSet<Float>
  ) throws {
    learned = try LearnedSalience(modelAt: levels, encoder: encoder, tokenizer: tokenizer)
    folder = try ModelFolder(at: levels)
    layer = LinearLayer(
      Self.parameter, inputs: Self.names.count, outputs: 1, hasBias: false, initializer: .zeros,
      in: parameters)
    prior = Self.names.map { Float(SentenceRanking.prior[$0.rawValue] ?? 0) }
    layer.weight.set(prior)
    self.decay = Float(decay)
  }

  /// Features of the sentences of a document, row by row.
  func rows(_ features: RankingFeatures) -> [Float] {
    (0..<features.count).flatMap { row in Self.names.map { Float(features[$0][row]) } }
  }

  /// The listwise loss, and half the squared distance from the prior times `decay`.
  func loss(of examples: [SummarizerExample], on tape: Tape<Float>) -> Variable<Float> {
    let counts = examples.map(\.document.count)
    let most = max(1, counts.max() ?? 1)
    var (rows, first) = ([Int](), 0)
    for count in counts {
      rows += (0..<most).map { $0 < count ? first + $0 : -1 }
      first += count
    }
    let features = tape.constant(examples.flatMap(\.features), shape: [first, Self.names.count])
    let scores = layer(features).gathered(rows).reshaped([counts.count, most])
    let moved = tape.variable(layer.weight) - tape.constant(prior, shape: [1, prior.count])
    return SummarizerLoss.listwise(scores, examples, on: tape) + (moved * moved).sum() * (0.5 * decay)
  }

  /// Writes the levels as they were, with the ranking among the extents.
  func write(_ weights: NamedWeights, to target: String, about origin: ModelOrigin, model: String) throws {
    guard let entry = weights.entries.first(where: { $0.name == "\(Self.parameter).weight" }) else { return }
    var extents = learned.configuration
    extents.ranking = Dictionary(
      uniqueKeysWithValues: zip(Self.names, entry.elements).map {
        ($0.rawValue, (Double($1) * 1e4).rounded() / 1e4)
      })
    let about =
      (folder.manifest?.about.components(separatedBy: "; ranking ").first ?? model)
      + "; ranking trained by Peruse \(origin.version), \(origin.step) steps, seed \(origin.seed)"
    var sums: [String: String] = [:]
    let bytes = try Disk.read(folder.weights.path)
    let json = Array((try JSONValue(encoding: extents).text + "\n").utf8)
    for (name, content) in [(ModelFolder.weightsName, bytes), ("config.json", json)] {
      try Disk.write(content, to: "\(target)/\(name)")
      sums[name] = SHA256.hexadecimal(of: content)
    }
    let manifest = ModelManifest(
      name: model, version: "\(folder.manifest?.version ?? "0")-\(origin.step)", about: about, sha256: sums,
      requires: folder.manifest?.requires)
    try Disk.write(
      Array((try JSONValue(encoding: manifest).text + "\n").utf8), to: "\(target)/manifest.json")
  }
}
