import FoundationEssentials
import Platform

/// The extents of an encoder of a known family, read from the `config.json` that the ecosystem keeps beside
/// its weights.
public struct EncoderConfiguration: Sendable, Hashable, Codable {
  /// Word pieces in the vocabulary.
  public var vocabularySize: Int
  /// Components of a hidden state.
  public var width: Int
  /// Transformer layers.
  public var layers: Int
  /// Attention heads of a layer.
  public var heads: Int
  /// Components between the two linear maps of a layer's feed-forward part.
  public var innerWidth: Int
  /// Rows of the position table.
  public var positionRows: Int
  /// Token types, which tell the question from the context; 0 where the model has none.
  public var types: Int
  /// Added to the variance in layer norms.
  public var layerNormEpsilon: Float
  /// The activation of the feed-forward part.
  public var activation: String
  /// Which transformer it is.
  public var family: EncoderFamily
  /// Buckets of relative positions; 0 where the model has none.
  public var relativeBuckets: Int
  /// How positions enter: `absolute` here, or not said.
  public var positionKind: String?
  /// The name that the base model goes by.
  public var baseModel: String?

  enum CodingKeys: String, CodingKey {
    case vocabularySize = "vocab_size"
    case width = "hidden_size"
    case layers = "num_hidden_layers"
    case heads = "num_attention_heads"
    case innerWidth = "intermediate_size"
    case positionRows = "max_position_embeddings"
    case types = "type_vocab_size"
    case layerNormEpsilon = "layer_norm_eps"
    case activation = "hidden_act"
    case family = "model_type"
    case relativeBuckets = "relative_attention_num_buckets"
    case positionKind = "position_embedding_type"
    case baseModel = "_name_or_path"
  }

  /// Components of one head.
  public var headWidth: Int { width / heads }
  /// Positions, and so the longest sequence.
  public var positions: Int { positionRows - family.positionOffset }
  /// How distances enter attention; nil where they do not.
  public var relativePositions: RelativePositions? {
    relativeBuckets > 0 ? RelativePositions(buckets: relativeBuckets) : nil
  }

  /// Extents of one's own; `width` must be a multiple of `heads`.
  public init(
    vocabularySize: Int, width: Int, layers: Int, heads: Int, innerWidth: Int, positions: Int, types: Int = 2,
    layerNormEpsilon: Float = 1e-12, family: EncoderFamily = .bert
  ) {
    precondition(heads > 0 && width % heads == 0, "\(heads) heads do not divide \(width) components")
    (self.vocabularySize, self.width, self.layers, self.heads) = (vocabularySize, width, layers, heads)
    (self.innerWidth, self.positionRows) = (innerWidth, positions + family.positionOffset)
    self.types = family.hasTypes ? types : 0
    self.layerNormEpsilon = layerNormEpsilon
    self.family = family
    relativeBuckets = family == .mpnet ? 32 : 0
    activation = "gelu"
  }

  /// Reads the ecosystem's keys. A `model_type` that is not a family's is taken for BERT's: several are its
  /// kin, and the names of the tensors tell.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try values.decodeIfPresent(String.self, forKey: .family)
    family = kind.flatMap(EncoderFamily.init) ?? .bert
    vocabularySize = try values.decode(Int.self, forKey: .vocabularySize)
    width = try values.decode(Int.self, forKey: .width)
    layers = try values.decode(Int.self, forKey: .layers)
    heads = try values.decode(Int.self, forKey: .heads)
    innerWidth = try values.decode(Int.self, forKey: .innerWidth)
    positionRows = try values.decode(Int.self, forKey: .positionRows)
    types = family.hasTypes ? try values.decode(Int.self, forKey: .types) : 0
    layerNormEpsilon = try values.decode(Float.self, forKey: .layerNormEpsilon)
    activation = try values.decode(String.self, forKey: .activation)
    relativeBuckets =
      family == .mpnet ? try values.decodeIfPresent(Int.self, forKey: .relativeBuckets) ?? 32 : 0
    positionKind = try values.decodeIfPresent(String.self, forKey: .positionKind)
    baseModel = try values.decodeIfPresent(String.self, forKey: .baseModel)
  }

  /// Reads and checks `config.json`.
  public init(readingFrom path: String) throws(ModelError) {
    self = try decodeJSON(EncoderConfiguration.self, at: path)
    let extents =
      [vocabularySize, width, layers, heads, innerWidth, positions] + (family.hasTypes ? [types] : [])
    guard extents.allSatisfy({ 1...(1 << 22) ~= $0 }) else {
      throw ModelError(path, .malformed("every extent must lie between 1 and \(1 << 22)"))
    }
    guard width % heads == 0 else {
      throw ModelError(path, .malformed("\(heads) heads do not divide \(width) components"))
    }
    guard activation == "gelu" else {
      throw ModelError(path, .unsupported("hidden_act \"\(activation)\"; it must be gelu"))
    }
    guard positionKind == nil || positionKind == "absolute" else {
      throw ModelError(
        path, .unsupported("position_embedding_type \"\(positionKind ?? "")\"; it must be absolute"))
    }
    guard relativeBuckets == 0 || (4...1024).contains(relativeBuckets) && relativeBuckets % 4 == 0 else {
      throw ModelError(
        path, .unsupported("relative_attention_num_buckets must be a multiple of 4 between 4 and 1024"))
    }
    guard layerNormEpsilon >= 0, layerNormEpsilon < 1 else {
      throw ModelError(path, .malformed("layer_norm_eps must be at least 0 and below 1"))
    }
  }
}

/// Reads one JSON file, and says in the file's name what is wrong with it.
package func decodeJSON<Value: Decodable>(_ type: Value.Type, at path: String) throws(ModelError) -> Value {
  let file = try mapped(path)
  do {
    return try withExtendedLifetime(file) { try JSONDecoder().decode(type, from: Data(file.bytes)) }
  } catch let error as DecodingError {
    throw ModelError(path, .malformed(words(for: error)))
  } catch {
    throw ModelError(path, .malformed("\(error)"))
  }
}

private func words(for error: DecodingError) -> String {
  switch error {
  case .keyNotFound(let key, _): "\"\(key.stringValue)\" is missing"
  case .typeMismatch(_, let context), .valueNotFound(_, let context):
    "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has another type than it should"
  case .dataCorrupted(let context):
    if let unknown = context.underlyingError as? UnknownChoice {
      "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" is \(unknown)"
    } else {
      "it is not JSON"
    }
  @unknown default: "it is not what it should be"
  }
}
