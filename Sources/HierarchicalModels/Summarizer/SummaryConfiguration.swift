/// The extents of a summarizer's upper levels, and how it chooses: the `config.json` beside its weights.
public struct SummaryConfiguration: Sendable, Hashable, Codable {
  /// Names of the features that a sentence comes with, in order.
  public var features: [String]
  /// Components of the word encoder's hidden states.
  public var inputs: Int
  /// Layers of the word encoder that are used, from the lowest; 0 for its embeddings alone.
  public var encoderLayers: Int
  /// Word pieces that the word encoder reads at once.
  public var window: Int
  /// Components of a word where words are weighed.
  public var wordHidden: Int
  /// Components of a sentence vector.
  public var width: Int
  /// Transformer layers over sentences.
  public var layers: Int
  /// Attention heads of such a layer.
  public var heads: Int
  /// Components between the two maps of its feed-forward part.
  public var innerWidth: Int
  /// Sentences that a sentence sees to either side: local attention, linear in the length of a book.
  public var radius: Int
  /// How much a sentence loses for repeating one that is chosen, in units of the score.
  public var redundancyPenalty: Double
  /// How much a sentence loses for an unresolved "this" or "he" at its beginning, in units of the score.
  public var anaphoraPenalty: Double
  /// Weights of what is trained on top of the levels, by feature; nil where the levels' score is the last
  /// word.
  public var ranking: [String: Double]?

  enum CodingKeys: String, CodingKey {
    case features, inputs, window, width, layers, heads, radius, ranking
    case encoderLayers = "encoder_layers"
    case wordHidden = "word_hidden"
    case innerWidth = "inner_width"
    case redundancyPenalty = "redundancy_penalty"
    case anaphoraPenalty = "anaphora_penalty"
  }

  /// Extents of one's own.
  public init(
    features: [String], inputs: Int, encoderLayers: Int, window: Int = 256, wordHidden: Int = 64,
    width: Int = 96, layers: Int = 2, heads: Int = 4, innerWidth: Int = 192, radius: Int = 64,
    redundancyPenalty: Double = 0, anaphoraPenalty: Double = 0
  ) {
    (self.features, self.inputs, self.encoderLayers, self.window) = (features, inputs, encoderLayers, window)
    (self.wordHidden, self.width, self.layers, self.heads) = (wordHidden, width, layers, heads)
    (self.innerWidth, self.radius) = (innerWidth, radius)
    (self.redundancyPenalty, self.anaphoraPenalty) = (redundancyPenalty, anaphoraPenalty)
  }

  /// Reads and checks `config.json`.
  public init(readingFrom path: String) throws(ModelError) {
    self = try decodeJSON(SummaryConfiguration.self, at: path)
    let extents = [
      features.count, inputs, window, wordHidden, width, layers, heads, innerWidth, radius,
    ]
    guard extents.allSatisfy({ 1...(1 << 16) ~= $0 }), width % heads == 0, window >= 8 else {
      throw ModelError(
        path, .malformed("an extent lies outside 1 ... \(1 << 16), or the heads do not divide the width"))
    }
    guard encoderLayers >= 0 else { throw ModelError(path, .malformed("encoder_layers \(encoderLayers)")) }
    guard redundancyPenalty.isFinite, anaphoraPenalty.isFinite, redundancyPenalty >= 0, anaphoraPenalty >= 0
    else { throw ModelError(path, .malformed("a penalty must be at least 0")) }
  }

  /// The extents of a layer over sentences, as those of any transformer layer.
  var sentenceLayer: EncoderConfiguration {
    EncoderConfiguration(
      vocabularySize: 1, width: width, layers: layers, heads: heads, innerWidth: innerWidth, positions: 1,
      types: 1, layerNormEpsilon: 1e-5)
  }
}
