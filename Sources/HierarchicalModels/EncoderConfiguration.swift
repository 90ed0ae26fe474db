#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The extents of a BERT encoder, read from the `config.json` that the ecosystem keeps beside its weights.
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
  /// Positions, and so the longest sequence.
  public var positions: Int
  /// Token types, which tell the question from the context.
  public var types: Int
  /// Added to the variance in layer norms.
  public var layerNormEpsilon: Float
  /// The activation of the feed-forward part.
  public var activation: String
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
    case positions = "max_position_embeddings"
    case types = "type_vocab_size"
    case layerNormEpsilon = "layer_norm_eps"
    case activation = "hidden_act"
    case positionKind = "position_embedding_type"
    case baseModel = "_name_or_path"
  }

  /// Components of one head.
  public var headWidth: Int { width / heads }

  /// Extents of one's own; `width` must be a multiple of `heads`.
  public init(
    vocabularySize: Int, width: Int, layers: Int, heads: Int, innerWidth: Int, positions: Int, types: Int = 2,
    layerNormEpsilon: Float = 1e-12
  ) {
    precondition(heads > 0 && width % heads == 0, "\(heads) heads do not divide \(width) components")
    (self.vocabularySize, self.width, self.layers, self.heads) = (vocabularySize, width, layers, heads)
    (self.innerWidth, self.positions, self.types) = (innerWidth, positions, types)
    self.layerNormEpsilon = layerNormEpsilon
    activation = "gelu"
  }

  /// Reads and checks `config.json`.
  public init(readingFrom path: String) throws(ModelError) {
    self = try decodeJSON(EncoderConfiguration.self, at: path)
    let extents = [vocabularySize, width, layers, heads, innerWidth, positions, types]
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
  case .dataCorrupted: "it is not JSON"
  @unknown default: "it is not what it should be"
  }
}
