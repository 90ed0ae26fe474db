import Crypto
import Foundation
import HierarchicalModels
import Tensors

/// Writes a model folder: weights in f32, configuration and vocabulary of the model that training started from, and a
/// manifest with the checksums of all three.
enum ModelWriter {
  ///
  /// - Parameter numbers: tensors of one element beside the weights.
  static func write(
    _ weights: NamedWeights, numbers: [String: Float] = [:], to folder: String, configuration: String,
    vocabulary: String, name: String,
    version: String, about: String
  ) throws(TrainingError) {
    var sums: [String: String] = [:]
    var writer = SafeTensorsWriter(metadata: ["format": "pt"])
    for entry in weights.entries { writer.add(entry.name, borrowing: entry.elements, shape: entry.shape) }
    for (name, number) in numbers.sorted(by: { $0.key < $1.key }) {
      writer.add(name, .float32, shape: [1], [number])
    }
    var hash = SHA256()
    let path = "\(folder)/\(ModelFolder.weightsName)"
    do throws(SafeTensorsError) { try writer.write(to: path) { hash.update(bufferPointer: $0) } } catch {
      throw Disk.failure(path, error.reason.message)
    }
    sums[ModelFolder.weightsName] = Hex.string(hash.finalize())
    for (name, source) in [("config.json", configuration), ("vocab.txt", vocabulary)] {
      let bytes: [UInt8]
      do throws(MappedFile.Failure) { bytes = try Disk.read(source) } catch {
        throw TrainingError(.unreadable, source, error.words)
      }
      try Disk.write(bytes, to: "\(folder)/\(name)")
      sums[name] = Hex.string(SHA256.hash(data: bytes))
    }
    let manifest = ModelManifest(name: name, version: version, about: about, sha256: sums)
    let text = (try? JSONValue(encoding: manifest))?.text ?? ""
    try Disk.write(Array((text + "\n").utf8), to: "\(folder)/manifest.json")
  }
}
