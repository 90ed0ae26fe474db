import Foundation
import HierarchicalModels
import Platform
import Tensors

/// Writes a model folder: weights in f32, configuration and vocabulary of the model that training started
/// from, and a manifest with the checksums of all three.
package enum ModelWriter {
  /// Writes a model folder.
  ///
  /// - Parameters:
  ///   - numbers: tensors of one element beside the weights.
  ///   - encoder: SHA-256 of the encoder that the weights are adapters of; they are written in half precision
  ///     then.
  static func write(
    _ weights: NamedWeights, numbers: [String: Float] = [:], to folder: String, configuration: String,
    vocabulary: String, name: String,
    version: String, about: String, adaptersOf encoder: String? = nil
  ) throws(TrainingError) {
    var files: [(String, [UInt8])] = []
    for (name, source) in [("config.json", configuration), ("vocab.txt", vocabulary)] {
      do throws(MappedFile.Failure) { files.append((name, try Disk.read(source))) } catch {
        throw TrainingError(.unreadable, source, error.words)
      }
    }
    try write(
      weights, numbers: numbers, to: folder, files: files, name: name, version: version, about: about,
      requires: encoder.map { [AdapterFolder.encoderKey: $0] }, inHalves: encoder != nil)
  }

  /// A model's extents as its `config.json`, for people to read.
  package static func configuration(_ extents: some Encodable) throws -> (name: String, bytes: [UInt8]) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return ("config.json", Array(try encoder.encode(extents)) + [0x0A])
  }

  /// Writes weights, files that belong to them, and a manifest with the checksums of all.
  ///
  /// - Parameters:
  ///   - requires: checksums of other models' weights that this one works on top of.
  ///   - inHalves: whether weights are written in f16.
  package static func write(
    _ weights: NamedWeights, numbers: [String: Float] = [:], to folder: String,
    files: [(name: String, bytes: [UInt8])],
    name: String, version: String, about: String, requires: [String: String]? = nil,
    inHalves: Bool = false
  ) throws(TrainingError) {
    var sums: [String: String] = [:]
    var writer = SafeTensorsWriter(metadata: ["format": "pt"])
    for entry in weights.entries {
      if inHalves {
        writer.add(entry.name, .float16, shape: entry.shape, entry.halves)
      } else {
        writer.add(entry.name, borrowing: entry.elements, shape: entry.shape)
      }
    }
    sums[ModelFolder.weightsName] = try write(&writer, numbers, to: folder)
    for (name, bytes) in files {
      try Disk.write(bytes, to: "\(folder)/\(name)")
      sums[name] = SHA256.hexadecimal(of: bytes)
    }
    try write(
      ModelManifest(name: name, version: version, about: about, sha256: sums, requires: requires), to: folder)
  }

  /// Writes numbers and files beside a model's weights, which stay as they are, and says so in its manifest.
  ///
  /// - Parameter words: a clause for the manifest; one that began with the same words is replaced.
  package static func amend(
    _ folder: String, numbers: [String: Float], files: [(name: String, bytes: [UInt8])] = [],
    about words: String?, replacing beginning: String
  ) throws {
    let model = try ModelFolder(at: folder)
    guard var manifest = model.manifest else { return }
    if !numbers.isEmpty {
      var writer = SafeTensorsWriter(metadata: model.weights.metadata)
      for entry in model.weights.entries.values.sorted(by: { $0.bytes.lowerBound < $1.bytes.lowerBound })
      where numbers[entry.name] == nil { writer.add(entry, of: model.weights) }
      manifest.sha256[ModelFolder.weightsName] = try write(&writer, numbers, to: folder)
    }
    for (name, bytes) in files {
      try Disk.write(bytes, to: "\(folder)/\(name)")
      manifest.sha256[name] = SHA256.hexadecimal(of: bytes)
    }
    if let words {
      let others = manifest.about.components(separatedBy: "; ").filter { !$0.hasPrefix(beginning) }
      manifest.about = (others + [words]).joined(separator: "; ")
    }
    try write(manifest, to: folder)
  }

  /// Adds the numbers, writes the weights, and gives their checksum.
  private static func write(
    _ writer: inout SafeTensorsWriter, _ numbers: [String: Float], to folder: String
  ) throws(TrainingError) -> String {
    for (name, number) in numbers.sorted(by: { $0.key < $1.key }) {
      writer.add(name, .float32, shape: [1], [number])
    }
    let hash = SHA256()
    let path = "\(folder)/\(ModelFolder.weightsName)"
    do throws(SafeTensorsError) { try writer.write(to: path) { hash.update($0) } } catch {
      throw Disk.failure(path, error.reason.message)
    }
    return hash.finishHexadecimal()
  }

  private static func write(_ manifest: ModelManifest, to folder: String) throws(TrainingError) {
    let path = "\(folder)/manifest.json"
    try Disk.write(try Disk.json(manifest, for: path), to: path)
  }
}

extension NamedWeights.Entry {
  /// The elements in f16.
  fileprivate var halves: [UInt16] {
    guard let base = elements.baseAddress else { return [] }
    var halves = [UInt16](repeating: 0, count: elements.count)
    kernels.f32_to_f16(base, &halves, elements.count)
    return halves
  }
}
