import AttentionCore
import HierarchicalModels
import Tensors

/// Reads adapters and heads that were trained before, for training to go on with.
enum StartAdapters {
  /// Reads a folder's adapters, and the heads that it has.
  ///
  /// - Parameters:
  ///   - base: the encoder that training starts from; the adapters have to be of the same.
  ///   - heads: groups of parameters that stand in the file as a whole, or not at all.
  /// - Throws: ``TrainingError`` or `ModelError`, naming the file.
  static func load(
    _ settings: AdapterSettings, of base: ModelFolder, into parameters: ParameterSet<Float>,
    heads: [[Parameter<Float>]], hasSentences: Bool
  ) throws -> ModelFolder {
    let adapters = try AdapterFolder(at: settings.start)
    let file = adapters.folder.weights
    if let expected = adapters.encoder, expected != base.sha256 {
      throw ModelError(settings.start, .otherEncoder(expected: expected, present: base.sha256))
    }
    guard adapters.scale == Float(settings.scale) else {
      throw TrainingError(
        .setting, "reader.adapters.alpha",
        "makes the scale \(settings.scale), and that of the adapters in \(settings.start) is \(adapters.scale)"
      )
    }
    let inHeads = Set(heads.joined().map(\.name))
    let own = parameters.parameters.filter { !inHeads.contains($0.name) }
    let remaining = file.entries.keys.filter { $0 != AdapterFolder.scaleName }.sorted()
    try StartWeights.load(
      [own] + heads, from: file, remaining: remaining,
      dropped: hasSentences ? [] : ["\(SentenceLevel<Float>.prefix)."])
    return adapters.folder
  }
}
