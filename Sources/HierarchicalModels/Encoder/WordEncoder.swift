import Platform
import Synchronization
import Tensors

/// A transformer that gives every word piece of a sequence a vector that depends on all of them: BERT (Devlin
/// et al. 2019) or MPNet (Song et al. 2020), by ``EncoderFamily``.
///
/// ```swift
/// let encoder = try WordEncoder(modelAt: "models/minilm", precision: .int8)
/// let output = try encoder.encode([EncoderInput(ids: [101, 7592, 102])])[0]
/// output.hidden  // 3 × 384 floats
/// ```
///
/// Sequences are computed as rows of one matrix without padding, and each row by the same kernels whatever
/// else is in the batch: a sequence's result does not depend on its company, nor on the number of workers.
public final class WordEncoder: Sendable {
  /// How weights are kept and multiplied.
  public enum Precision: String, Choice {
    /// f32 throughout.
    case float32
    /// bf16 products with f32 sums.
    case bfloat16
    /// u8 activations, quantized per row as they come, times s8 weights with a scale per output channel;
    /// exact sums. Attention multiplies in bf16 where the processor has tiles for it.
    case int8
  }

  /// The model's extents.
  public let configuration: EncoderConfiguration
  /// The precision it was loaded in.
  public let precision: Precision
  /// The model's name, from the manifest or the configuration.
  public let name: String
  /// The model's version, from the manifest; empty without one.
  public let version: String
  /// SHA-256 of the weights, in hexadecimal digits.
  public let sha256: String
  /// The folder it was loaded from, with the rest of its weights and its vocabulary.
  public let folder: ModelFolder

  private let weights: EncoderWeights
  private let pool: WorkerPool
  private let scratchPool: ObjectPool<ScratchBuffers>
  private let passes = Mutex<[EncoderPassBox]>([])

  /// Loads the model of a folder: `config.json`, `model.safetensors` with the ecosystem's tensor names, with
  /// or without the family's prefix, in f32, f16, bf16 or int8, and optionally `manifest.json`.
  ///
  /// Checksums are taken while the weights are packed.
  public convenience init(
    modelAt path: String, precision: Precision, workers: Int = WorkerPool.activeCores
  ) throws(ModelError) {
    let pool = WorkerPool(workers: workers)
    var folder = try ModelFolder(weightsUnverified: path)
    let configuration = try EncoderConfiguration(readingFrom: folder.configurationPath)
    let unverified = folder
    let parts = try pool.map(2) { (part) throws(ModelError) -> (sha256: String?, weights: EncoderWeights?) in
      part == 0
        ? (try unverified.verifyWeights(), nil)
        : (nil, try EncoderWeights(unverified.weights, configuration, precision, pool))
    }
    guard let sha256 = parts[0].sha256, let weights = parts[1].weights else {
      preconditionFailure("each part gives what it is for")
    }
    folder.sha256 = sha256
    self.init(folder, configuration, weights, precision: precision, pool: pool)
  }

  /// Loads the encoder of an open folder, working on a pool that others may use too.
  public convenience init(
    _ folder: ModelFolder, precision: Precision, pool: WorkerPool = .shared
  )
    throws(ModelError)
  {
    let configuration = try EncoderConfiguration(readingFrom: folder.configurationPath)
    let weights = try EncoderWeights(folder.weights, configuration, precision, pool)
    self.init(folder, configuration, weights, precision: precision, pool: pool)
  }

  private init(
    _ folder: ModelFolder, _ configuration: EncoderConfiguration, _ weights: EncoderWeights,
    precision: Precision, pool: WorkerPool
  ) {
    self.folder = folder
    self.configuration = configuration
    self.precision = precision
    self.pool = pool
    name = folder.manifest?.name ?? configuration.baseModel ?? "unnamed"
    version = folder.manifest?.version ?? ""
    sha256 = folder.sha256
    self.weights = weights
    scratchPool = ObjectPool { ScratchBuffers(configuration) }
  }

  /// Rows of the table of word pieces, one after the other: what pieces are before any network has read them.
  ///
  /// - Precondition: all ids are the vocabulary's.
  package func wordVectors(of ids: [Int32]) -> [Float] {
    let width = configuration.width
    return [Float](unsafeUninitializedCapacity: ids.count * width) { rows, count in
      for (place, id) in ids.enumerated() {
        if let base = rows.baseAddress { weights.embeddings.read(id, into: base + place * width) }
      }
      count = ids.count * width
    }
  }

  /// The hidden states of each sequence after the last layer, in the order given.
  ///
  /// - Parameter layers: how many layers, from the lowest, are gone through; nil for all, 0 for the
  ///   embeddings alone. Lower layers cost less, and are enough where a level above does the rest.
  /// - Throws: ``ModelError`` for a sequence longer than the model has positions, or a number that it does
  ///   not have.
  public func encode(_ sequences: [EncoderInput], layers: Int? = nil) throws(ModelError) -> [EncoderOutput] {
    let depth = layers ?? configuration.layers
    guard 0...configuration.layers ~= depth else {
      throw ModelError("encoder", .outOfRange(value: depth, limit: configuration.layers + 1, what: "layers"))
    }
    for (index, sequence) in sequences.enumerated() {
      try sequence.check(place: "sequence \(index)", configuration)
    }
    let packs = RowPack.packs(lengths: sequences.map(\.ids.count))
    var outputs = [EncoderOutput](
      repeating: EncoderOutput(hidden: [], length: 0, width: configuration.width), count: sequences.count)
    // As many packs as fill all workers go one to a worker; the workers share each of the rest.
    let alone = packs.count / pool.workers * pool.workers
    var results: [[EncoderOutput]]
    do throws(MatrixProductError) {
      results = try pool.map(alone) { (place) throws(MatrixProductError) in
        try borrowingPass { (pass) throws(MatrixProductError) in
          try pass.encode(packs[place], sequences, layers: depth, on: pool)
        }
      }
      for pack in packs[alone...] {
        results.append(
          try borrowingPass { (pass) throws(MatrixProductError) in
            try pass.encode(pack, sequences, layers: depth, on: pool)
          })
      }
    } catch { throw ModelError(error) }
    for (pack, result) in zip(packs, results) {
      for (part, output) in zip(pack.parts, result) { outputs[part.index] = output }
    }
    return outputs
  }

  /// The attention weights of one head over a sequence, [length, length]: row i says where word piece i
  /// looks.
  ///
  /// Computed without fusion, so that what is shown is what the formula says.
  public func attentionWeights(of sequence: EncoderInput, layer: Int, head: Int) throws(ModelError) -> Tensor
  {
    try sequence.check(place: "sequence", configuration)
    guard 0..<configuration.layers ~= layer else {
      throw ModelError("encoder", .outOfRange(value: layer, limit: configuration.layers, what: "layer"))
    }
    guard 0..<configuration.heads ~= head else {
      throw ModelError("encoder", .outOfRange(value: head, limit: configuration.heads, what: "head"))
    }
    guard !sequence.ids.isEmpty else { return Tensor.zeros([0, 0]) }
    do throws(MatrixProductError) {
      return try borrowingPass { (pass) throws(MatrixProductError) in
        try pass.attentionWeights(sequence, layer: layer, head: head, on: pool)
      }
    } catch { throw ModelError(error) }
  }

  /// One worker at a time uses a pass; between calls its memory waits here.
  private struct EncoderPassBox: @unchecked Sendable {
    let pass: EncoderPass
  }

  private func borrowingPass<Result>(
    _ body: (EncoderPass) throws(MatrixProductError) -> Result
  )
    throws(MatrixProductError) -> Result
  {
    let box =
      passes.withLock { $0.popLast() }
      ?? EncoderPassBox(pass: EncoderPass(configuration, precision, weights, scratchPool))
    defer { passes.withLock { $0.append(box) } }
    return try body(box.pass)
  }
}
