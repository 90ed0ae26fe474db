import HierarchicalModels
import Tensors

/// Reads the weights of a head, where the file has them.
enum StartWeights {
  /// Tensors of published encoders that no task here uses, and what is found anew after training.
  private static let unused = [
    "pooler.", "cls.", "embeddings.position_ids", "calibration.", SentenceLevel<Float>.apartName,
  ]

  /// Reads all parameters of a group, or none of them where the file has none: then they keep their random
  /// values.
  ///
  /// - Parameters:
  ///   - remaining: names in the file that were not read yet. One that is neither a parameter's nor known to
  ///     be of no use is refused: the file is of another model.
  ///   - dropped: what names begin with that the settings leave out.
  static func load(
    _ groups: [[Parameter<Float>]], from file: SafeTensors, remaining: [String], dropped: [String] = []
  ) throws(TrainingError) {
    let names = Set(groups.joined().map(\.name))
    for name in remaining where !names.contains(name) {
      let family = EncoderFamily.allCases.first { name.hasPrefix($0.prefix) }
      let bare = name.dropFirst(family?.prefix.count ?? 0)
      guard (unused + dropped).contains(where: bare.hasPrefix) else {
        let near = Nearest.word(to: name, among: names.sorted()).map {
          "; the nearest that is known is \"\($0)\""
        }
        throw TrainingError(
          .weights, file.path, place: "tensor \"\(name)\"",
          "is not known here\(near ?? ""); start from an encoder or from a model of this task")
      }
    }
    for group in groups where group.contains(where: { remaining.contains($0.name) }) {
      try load(group, from: file)
    }
  }

  private static func load(_ parameters: [Parameter<Float>], from file: SafeTensors) throws(TrainingError) {
    do throws(SafeTensorsError) {
      var places: [(SafeTensors.Entry, UnsafeMutablePointer<Float>)] = []
      for parameter in parameters {
        let entry = try file.entry(parameter.name, shape: parameter.shape)
        if let base = parameter.elements.baseAddress { places.append((entry, base)) }
      }
      for (entry, base) in places { try file.convert(entry, into: base) }
    } catch {
      throw TrainingError(
        .weights, error.file, place: error.tensor.map { "tensor \"\($0)\"" }, error.reason.message)
    }
  }
}
