import FoundationEssentials
import Platform
import Tensors

extension ModelQuantizer {
  /// Writes a small copy of a writer: all numbers in f16, and of its vocabulary the first `words`, which are
  /// the most frequent; the others are read like words that have no vector, and copied all the same.
  ///
  /// - Throws: `ModelError` where the folder holds no writer, or has fewer words than it writes.
  @discardableResult
  public static func halve(
    writer folder: String, to target: String, card: Card, words: Int
  ) throws(ModelError) -> ModelManifest {
    let source = try ModelFolder(at: folder)
    var configuration = try WriterConfiguration(readingFrom: source.configurationPath)
    let count = min(words, configuration.vocabulary_size)
    guard count >= configuration.output_words else {
      throw ModelError(
        source.configurationPath,
        .unsupported("fewer words than the \(configuration.output_words) that it writes"))
    }
    do { try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true) } catch {
      throw ModelError(target, .io("\(error)"))
    }
    let weights = "\(target)/\(ModelFolder.weightsName)"
    do throws(SafeTensorsError) {
      var writer = SafeTensorsWriter(metadata: ["format": "pt"])
      for entry in source.weights.entries.values.sorted(by: { $0.name < $1.name }) {
        let floats = try source.weights.floats(entry.name)
        var shape = entry.shape
        if entry.name == WordTableNames.words {
          // A table with fewer rows than the configuration says would be read beyond its end.
          _ = try source.weights.entry(
            entry.name, shape: [configuration.vocabulary_size, configuration.word_width])
          shape[0] = count
        }
        let total = shape.reduce(1, *)
        var halves = [UInt16](repeating: 0, count: total)
        kernels.f32_to_f16(floats.base, &halves, total)
        withExtendedLifetime(floats) {}
        writer.add(entry.name, .float16, shape: shape, halves)
      }
      try writer.write(to: weights)
    } catch { throw ModelError(error) }
    var sums = [ModelFolder.weightsName: ModelFolder.checksum(of: try mapped(weights))]
    let vocabulary = try mapped(source.vocabularyPath)
    let lines = withExtendedLifetime(vocabulary) {
      Array(vocabulary.bytes).split(separator: 0x0A, omittingEmptySubsequences: false)
    }
    configuration.vocabulary_size = count
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let text: [UInt8]
    do { text = Array(try encoder.encode(configuration)) + [0x0A] } catch {
      throw ModelError(target, .malformed("\(error)"))
    }
    for (name, bytes) in [
      ("vocab.txt", Array(lines.prefix(count).joined(separator: [0x0A])) + [0x0A]), ("config.json", text),
    ] {
      try write(bytes, to: "\(target)/\(name)")
      sums[name] = SHA256.hexadecimal(of: bytes)
    }
    let manifest = ModelManifest(name: card.name, version: card.version, about: card.about, sha256: sums)
    try write(manifest, to: target)
    return manifest
  }
}
