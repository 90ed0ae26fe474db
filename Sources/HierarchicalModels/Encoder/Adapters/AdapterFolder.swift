import AttentionCore
import FoundationEssentials
import Platform
import Tensors

/// A model folder that holds low-rank adapters and heads only, and says in its manifest which encoder they
/// belong to.
///
/// ``merged(with:to:)`` makes a whole model of both.
public struct AdapterFolder: Sendable {
  /// Name of the number that products of adapters are multiplied by.
  public static let scaleName = "adapters.scale"
  /// Under which name the manifest requires the encoder's weights.
  public static let encoderKey = "encoder"

  /// The folder.
  public let folder: ModelFolder
  /// What products of adapters are multiplied by.
  public let scale: Float

  /// Whether a folder's weights are adapters.
  public static func describes(_ folder: ModelFolder) -> Bool {
    folder.weights.entries[scaleName] != nil
  }

  /// Opens a folder and verifies its files.
  public init(at path: String) throws(ModelError) {
    folder = try ModelFolder(at: path)
    do throws(SafeTensorsError) {
      guard let scale = try folder.number(Self.scaleName) else {
        throw SafeTensorsError(file: folder.weights.path, tensor: Self.scaleName, reason: .missingTensor)
      }
      self.scale = scale
    } catch { throw ModelError(error) }
  }

  /// SHA-256 of the encoder's weights that the adapters were trained on; nil where the folder does not say.
  public var encoder: String? { folder.manifest?.requires?[Self.encoderKey] }

  /// Writes a whole model in f32 to the folder `target`, which is made where it is missing: each adapted
  /// map's weight is weight + scale · up · down.
  ///
  /// - Throws: ``ModelError``: where `base` is another encoder, or an adapter fits no map of it.
  @discardableResult
  public func merged(with base: ModelFolder, to target: String) throws(ModelError) -> ModelManifest {
    if let expected = encoder, expected != base.sha256 {
      throw ModelError(folder.path, .otherEncoder(expected: expected, present: base.sha256))
    }
    let configuration = try EncoderConfiguration(readingFrom: base.configurationPath)
    var merge = Merge(base: base.weights, adapters: folder.weights, scale: scale)
    do throws(SafeTensorsError) { try merge.run(configuration.family) } catch { throw ModelError(error) }
    do { try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true) } catch {
      throw ModelError(target, .io("the folder cannot be made: \(error)"))
    }
    let weights = "\(target)/\(ModelFolder.weightsName)"
    let hash = SHA256()
    do throws(SafeTensorsError) { try merge.writer.write(to: weights) { hash.update($0) } } catch {
      throw ModelError(error)
    }
    var sums = [ModelFolder.weightsName: hash.finishHexadecimal()]
    let others = (folder.manifest?.sha256 ?? [:]).keys.filter { $0 != ModelFolder.weightsName }
    for name in Set(others).union(["config.json", "vocab.txt"]).sorted() {
      let file = try mapped("\(folder.path)/\(name)")
      try ModelQuantizer.write(Array(file.bytes), to: "\(target)/\(name)")
      sums[name] = ModelFolder.checksum(of: file)
    }
    let manifest = ModelManifest(
      name: folder.manifest?.name ?? "merged", version: folder.manifest?.version ?? "",
      about: folder.manifest?.about ?? "", sha256: sums)
    try ModelQuantizer.write(manifest, to: target)
    return manifest
  }
}

/// The tensors of a merged model. Buffers stay here until they are written.
private struct Merge {
  let base, adapters: SafeTensors
  let scale: Float
  var writer = SafeTensorsWriter(metadata: ["format": "pt"])
  private var buffers: [AlignedBuffer<Float>] = []

  init(base: SafeTensors, adapters: SafeTensors, scale: Float) {
    (self.base, self.adapters, self.scale) = (base, adapters, scale)
  }

  mutating func run(_ family: EncoderFamily) throws(SafeTensorsError) {
    let suffixes = LowRankAdapter<Float>.suffixes
    let theirs = EncoderWeights.prefix(in: base, family)
    var used: Set<String> = [AdapterFolder.scaleName]
    for entry in base.entries.values.sorted(by: { $0.bytes.lowerBound < $1.bytes.lowerBound }) {
      let bare = entry.name.dropFirst(entry.name.hasPrefix(theirs) ? theirs.count : 0)
      guard bare.hasPrefix("embeddings.") || bare.hasPrefix("encoder."), !bare.hasSuffix("position_ids"),
        !bare.hasSuffix("_scale")
      else { continue }
      let name = family.prefix + bare
      let weight = try matrix(entry)
      if name.hasSuffix(".weight"), entry.shape.count == 2 {
        let layer = name.dropLast(".weight".count)
        let names = (down: "\(layer).\(suffixes.down)", up: "\(layer).\(suffixes.up)")
        if adapters.entries[names.down] != nil || adapters.entries[names.up] != nil {
          try add(names.down, names.up, to: weight, entry.shape)
          used.formUnion([names.down, names.up])
        }
      }
      add(name, weight, entry.shape)
    }
    for entry in adapters.entries.values.sorted(by: { $0.name < $1.name }) where !used.contains(entry.name) {
      guard !entry.name.hasSuffix(suffixes.down), !entry.name.hasSuffix(suffixes.up) else {
        throw SafeTensorsError(file: adapters.path, tensor: entry.name, reason: .unknownTensor)
      }
      add(entry.name, try adapters.floats(entry.name), entry.shape)
    }
  }

  private mutating func add(_ name: String, _ buffer: AlignedBuffer<Float>, _ shape: [Int]) {
    buffers.append(buffer)
    writer.add(name, borrowing: UnsafeBufferPointer(buffer.elements), shape: shape)
  }

  /// A tensor as f32, int8 multiplied out.
  private func matrix(_ entry: SafeTensors.Entry) throws(SafeTensorsError) -> AlignedBuffer<Float> {
    let columns = entry.shape.last ?? 1, rows = columns > 0 ? entry.count / columns : 0
    let source = try WeightMatrix(
      base, entry.name, rows: rows, columns: columns, shape: entry.shape)
    let floats = AlignedBuffer<Float>(uninitialized: entry.count)
    source.read(rows: 0..<rows, into: floats.base)
    return floats
  }

  /// weight += scale · up · down.
  private func add(
    _ downName: String, _ upName: String, to weight: AlignedBuffer<Float>, _ shape: [Int]
  ) throws(SafeTensorsError) {
    let (outputs, inputs) = (shape[0], shape[1])
    let rank = try adapters.entry(downName).shape.first ?? 0
    let down = try adapters.floats(downName, shape: [rank, inputs])
    let up = try adapters.floats(upName, shape: [outputs, rank])
    for row in 0..<outputs {
      for place in 0..<rank {
        Float.tensorKernels.addScaled(
          scale * up.base[row * rank + place], down.base + place * inputs, weight.base + row * inputs, inputs)
      }
    }
    withExtendedLifetime((down, up)) {}
  }
}
