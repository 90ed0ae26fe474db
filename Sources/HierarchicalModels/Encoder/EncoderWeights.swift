import CKernels
import Tensors

/// All parameters of a word encoder, in the layout in which they are used.
struct EncoderWeights: Sendable {
  let embeddings: EncoderEmbeddings
  let layers: [EncoderLayer]
  /// Shared by all layers; nil in models without.
  let relativeBias: RelativeBias?

  /// Finds the tensors by the ecosystem's names, with or without the family's prefix, and packs them on
  /// `pool`.
  init(
    _ file: SafeTensors, _ configuration: EncoderConfiguration, _ precision: WordEncoder.Precision,
    _ pool: WorkerPool
  ) throws(ModelError) {
    guard file.entries[AdapterFolder.scaleName] == nil else { throw ModelError(file.path, .adaptersOnly) }
    let prefix = Self.prefix(in: file, configuration.family)
    let names = configuration.family.layerNames
    do throws(SafeTensorsError) {
      embeddings = try EncoderEmbeddings(file, prefix + "embeddings.", configuration)
      relativeBias = try RelativeBias(file, prefix, configuration)
    } catch { throw ModelError(error) }
    let linears = try Self.linears(file, prefix, configuration, precision, pool)
    var layers: [EncoderLayer] = []
    do throws(SafeTensorsError) {
      let (width, epsilon) = (configuration.width, configuration.layerNormEpsilon)
      for layer in 0..<configuration.layers {
        let name = "\(prefix)encoder.layer.\(layer)."
        layers.append(
          EncoderLayer(
            queryKeyValue: linears[layer * 4], attentionOutput: linears[layer * 4 + 1],
            inner: linears[layer * 4 + 2],
            outer: linears[layer * 4 + 3],
            attentionNorm: try LayerNorm(
              file, name + names.attentionNorm, width: width, epsilon: epsilon),
            outputNorm: try LayerNorm(file, name + names.outputNorm, width: width, epsilon: epsilon)))
      }
    } catch { throw ModelError(error) }
    self.layers = layers
  }

  /// What stands before the encoder's names in a file.
  static func prefix(in file: SafeTensors, _ family: EncoderFamily) -> String {
    file.entries["\(family.prefix)embeddings.word_embeddings.weight"] == nil ? "" : family.prefix
  }

  /// Four linear maps for each layer, in the order of `EncoderLayer`.
  private static func linears(
    _ file: SafeTensors, _ prefix: String, _ configuration: EncoderConfiguration,
    _ precision: WordEncoder.Precision,
    _ pool: WorkerPool
  ) throws(ModelError) -> [any RowLinear] {
    let (width, inner) = (configuration.width, configuration.innerWidth)
    let parts = configuration.family.layerNames
    let maps = [
      ([parts.query, parts.key, parts.value], width, width), ([parts.attentionOutput], width, width),
      ([parts.inner], width, inner), ([parts.outer], inner, width),
    ]
    return try pool.map(configuration.layers * 4) { (place) throws(ModelError) in
      let (names, inputs, outputs) = maps[place % 4]
      let full = names.map { "\(prefix)encoder.layer.\(place / 4).\($0)" }
      return try makeRowLinear(file, full, inputs: inputs, outputs: outputs, precision)
    }
  }
}

/// Finds linear maps that share their input in a file, stacks them, and packs them in a precision.
func makeRowLinear(
  _ file: SafeTensors, _ names: [String], inputs: Int, outputs: Int, _ precision: WordEncoder.Precision
) throws(ModelError) -> any RowLinear {
  let source: LinearSource
  do throws(SafeTensorsError) {
    source = try LinearSource(file, names, inputs: inputs, outputs: outputs)
  } catch { throw ModelError(error) }
  do throws(MatrixProductError) {
    switch precision {
    case .float32: return try FloatLinear(source, format: .float32)
    case .bfloat16: return try FloatLinear(source, format: .bfloat16)
    case .int8: return QuantizedLinear(source)
    }
  } catch { throw ModelError(error) }
}
