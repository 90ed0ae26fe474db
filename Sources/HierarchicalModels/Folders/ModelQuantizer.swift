import FoundationEssentials
import Platform
import Tensors

/// Writes an int8 copy of a model.
///
/// Linear maps of the encoder and word embeddings become int8 with one f32 scale a row, under `<name>_scale`;
/// positions and types become f16; norms, biases and heads become f32. A pooler, which no task here uses, is
/// left out. A model of 22.7 million parameters takes 23 MB.
public enum ModelQuantizer {
  /// What the manifest of the new folder says, besides checksums.
  public struct Card: Sendable, Hashable {
    /// The model's name.
    public var name: String
    /// Its version.
    public var version: String
    /// What it does, where it comes from, and under which licence.
    public var about: String

    /// Creates a card.
    public init(name: String, version: String, about: String) {
      (self.name, self.version, self.about) = (name, version, about)
    }
  }

  /// Which numbers of a model become small.
  public enum Kind: Sendable, Hashable {
    /// Of a transformer: linear maps and word embeddings, int8.
    case encoder
    /// Of a model whose size is its table of word vectors: `words.weight`, f16.
    case wordVectors
  }

  /// Reads the model in `folder` and writes the small model to the folder `target`, which is made where it is
  /// missing.
  @discardableResult
  public static func quantize(
    folder: String, to target: String, card: Card, kind: Kind = .encoder
  ) throws(ModelError) -> ModelManifest {
    let source = try ModelFolder(at: folder)
    if kind == .encoder { _ = try EncoderConfiguration(readingFrom: source.configurationPath) }
    do { try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true) } catch {
      throw ModelError(target, .io("\(error)"))
    }
    var sums: [String: String] = [:]
    let weights = "\(target)/\(ModelFolder.weightsName)"
    do throws(SafeTensorsError) {
      try (kind == .encoder ? quantized(source.weights) : halved(source.weights)).write(to: weights)
    } catch {
      throw ModelError(error)
    }
    sums[ModelFolder.weightsName] = ModelFolder.checksum(of: try mapped(weights))
    let others = (source.manifest?.sha256 ?? [:]).keys.filter { $0 != ModelFolder.weightsName }
    for name in Set(others).union(["config.json", "vocab.txt"]).sorted() {
      let file = try mapped("\(folder)/\(name)")
      try write(Array(file.bytes), to: "\(target)/\(name)")
      sums[name] = ModelFolder.checksum(of: file)
    }
    let manifest = ModelManifest(name: card.name, version: card.version, about: card.about, sha256: sums)
    try write(manifest, to: target)
    return manifest
  }

  static func write(_ manifest: ModelManifest, to folder: String) throws(ModelError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let bytes: [UInt8]
    do { bytes = Array(try encoder.encode(manifest)) + [0x0A] } catch {
      throw ModelError("\(folder)/manifest.json", .malformed("\(error)"))
    }
    try write(bytes, to: "\(folder)/manifest.json")
  }

  private static func quantized(_ file: SafeTensors) throws(SafeTensorsError) -> SafeTensorsWriter {
    var writer = SafeTensorsWriter(metadata: ["format": "pt", "quantization": "int8 per row, symmetric"])
    for entry in file.entries.values.sorted(by: { $0.name < $1.name }) {
      guard !entry.name.contains("pooler."), !entry.name.hasSuffix("position_ids") else { continue }
      if isQuantizable(entry) {
        try addBytes(entry, file, to: &writer)
      } else if entry.name.contains("position_embeddings") || entry.name.contains("token_type_embeddings") {
        try addHalves(entry, file, to: &writer)
      } else {
        writer.add(entry.name, Tensor(adopting: try file.floats(entry.name), shape: entry.shape))
      }
    }
    return writer
  }

  private static func halved(_ file: SafeTensors) throws(SafeTensorsError) -> SafeTensorsWriter {
    var writer = SafeTensorsWriter(metadata: ["format": "pt"])
    for entry in file.entries.values.sorted(by: { $0.name < $1.name }) {
      if entry.name == WordTableNames.words {
        try addHalves(entry, file, to: &writer)
      } else {
        writer.add(entry.name, Tensor(adopting: try file.floats(entry.name), shape: entry.shape))
      }
    }
    return writer
  }

  private static func addHalves(
    _ entry: SafeTensors.Entry, _ file: SafeTensors, to writer: inout SafeTensorsWriter
  ) throws(SafeTensorsError) {
    let floats = try file.floats(entry.name)
    var halves = [UInt16](repeating: 0, count: floats.count)
    kernels.f32_to_f16(floats.base, &halves, floats.count)
    withExtendedLifetime(floats) {}
    writer.add(entry.name, .float16, shape: entry.shape, halves)
  }

  private static func isQuantizable(_ entry: SafeTensors.Entry) -> Bool {
    entry.shape.count == 2 && entry.name.hasSuffix(".weight")
      && (entry.name.contains("encoder.layer.") || entry.name.contains("word_embeddings"))
  }

  private static func addBytes(
    _ entry: SafeTensors.Entry, _ file: SafeTensors, to writer: inout SafeTensorsWriter
  )
    throws(SafeTensorsError)
  {
    let (rows, columns) = (entry.shape[0], entry.shape[1])
    let matrix = try WeightMatrix(file, entry.name, rows: rows, columns: columns)
    var bytes = [Int8](repeating: 0, count: rows * columns)
    var scales = [Float](repeating: 0, count: rows)
    matrix.readQuantized(rows: 0..<rows, into: &bytes, scales: &scales)
    writer.add(entry.name, .int8, shape: entry.shape, bytes)
    writer.add("\(entry.name)_scale", .float32, shape: [rows], scales)
  }

  static func write(_ bytes: [UInt8], to path: String) throws(ModelError) {
    do throws(AtomicFile.Failure) {
      let file = try AtomicFile(path: path)
      try file.append(bytes)
      try file.finish()
    } catch { throw ModelError(path, .io(error.words)) }
  }
}
