/// Which published transformer an encoder is: what its parts are called, and how positions enter.
///
/// Both are stacks of the same layer (`TransformerLayer`, `EncoderLayer`); what differs stands here and in
/// ``RelativePositions``.
public enum EncoderFamily: String, Sendable, Hashable, Codable, CaseIterable {
  /// BERT (Devlin et al. 2019): word piece + position + type, normalized.
  case bert
  /// MPNet (Song et al. 2020): word piece + position, normalized; each head of each layer adds to a score
  /// what the distance between query and key is worth.
  case mpnet

  /// What stands before every name in models with a head.
  public var prefix: String { "\(rawValue)." }
  /// Rows of the position table before the first position's. MPNet numbers positions from behind its padding
  /// piece.
  public var positionOffset: Int { self == .mpnet ? 2 : 0 }
  /// Whether a piece also gets a vector for the text that it is of.
  var hasTypes: Bool { self == .bert }

  /// Name of the table of relative positions, [buckets, heads], behind the prefix.
  static let relativeName = "encoder.relative_attention_bias.weight"

  /// Names of a layer's linear maps and norms, behind `encoder.layer.N.`
  struct LayerNames {
    let query, key, value, attentionOutput, attentionNorm: String
    let inner = "intermediate.dense", outer = "output.dense", outputNorm = "output.LayerNorm"
  }

  var layerNames: LayerNames {
    switch self {
    case .bert:
      LayerNames(
        query: "attention.self.query", key: "attention.self.key", value: "attention.self.value",
        attentionOutput: "attention.output.dense", attentionNorm: "attention.output.LayerNorm")
    case .mpnet:
      LayerNames(
        query: "attention.attn.q", key: "attention.attn.k", value: "attention.attn.v",
        attentionOutput: "attention.attn.o", attentionNorm: "attention.LayerNorm")
    }
  }
}
