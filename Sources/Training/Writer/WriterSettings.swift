import HierarchicalModels

/// Settings of the writer's training, under `writer` in a configuration.
public struct WriterSettings: Sendable, Hashable, Codable {
  /// What chooses words.
  public var decoder = WriterConfiguration.Kind.recurrent
  /// Words that can be written without being copied, from the vocabulary's first on.
  public var outputWords = 8000
  /// Units of each direction of the encoder.
  public var encoderHidden = 128
  /// Width of the decoder.
  public var decoderHidden = 192
  /// Width of the space in which the recurrent decoder weighs places.
  public var attentionWidth = 128
  /// Layers of the Transformer decoder.
  public var layers = 2
  /// Heads of its attentions.
  public var heads = 4
  /// Width of its feed-forward parts.
  public var inner = 512
  /// Whether words of the source can be copied.
  public var copies = true
  /// Whether the recurrent decoder's attention knows what it has looked at.
  public var coverage = true
  /// How much the coverage loss counts; 0 for not at all.
  public var coverageWeight = 0.0
  /// Whether words are chosen by the vectors that they are read by.
  public var tied = true
  /// How often the recurrent decoder reads its own word instead of the given one.
  public var sampling = 0.0
  /// Rate at which inputs of levels are dropped.
  public var dropout = 0.3
  /// Words of a source that are read at most.
  public var sourceWords = 120
  /// Words that are written at most.
  public var targetWords = 30
  /// Hypotheses that held-out questions are written with.
  public var beam = 3
  /// Whether word vectors of the encoder stay as they are.
  public var keepsVectors = false
  /// Name in the model's manifest.
  public var model = "writer"

  /// The defaults.
  public init() {}

  static let help: [(setting: String, meaning: String)] = [
    ("decoder", "recurrent: a GRU with input feeding; transformer: causal and cross-attention"),
    ("outputWords", "words that can be written without being copied, from the vocabulary's first on"),
    ("encoderHidden", "units of each direction of the encoder"),
    ("decoderHidden", "width of the decoder"),
    ("attentionWidth", "width of the space in which the recurrent decoder weighs places"),
    ("layers", "layers of the Transformer decoder"),
    ("heads", "heads of its attentions"),
    ("inner", "width of its feed-forward parts"),
    ("copies", "true: words of the source can be copied (pointer-generator)"),
    ("coverage", "true: the recurrent decoder's attention knows what it has looked at"),
    ("coverageWeight", "how much looking twice costs; 0 for nothing"),
    ("tied", "true: words are chosen by the vectors that they are read by"),
    ("sampling", "how often the recurrent decoder reads its own word instead of the given one"),
    ("dropout", "rate at which inputs of levels are dropped"),
    ("sourceWords", "words of a source that are read at most"),
    ("targetWords", "words that are written at most"),
    ("beam", "hypotheses that held-out questions are written with"),
    ("keepsVectors", "true: word vectors of the encoder stay as they are"),
    ("model", "name in the model's manifest"),
  ]

  func check() throws(TrainingError) {
    let need = SettingCheck(WriterTask.name)
    try need(outputWords >= 1, "outputWords", "must be at least 1")
    for (name, value) in [
      ("encoderHidden", encoderHidden), ("decoderHidden", decoderHidden), ("attentionWidth", attentionWidth),
      ("inner", inner),
    ] { try need((4...4096).contains(value), name, "must lie between 4 and 4096") }
    try need((1...64).contains(layers), "layers", "must lie between 1 and 64")
    try need(heads >= 1 && decoderHidden % heads == 0, "heads", "must divide decoderHidden")
    try need((8...4096).contains(sourceWords), "sourceWords", "must lie between 8 and 4096")
    try need((2...1024).contains(targetWords), "targetWords", "must lie between 2 and 1024")
    try need((1...64).contains(beam), "beam", "must lie between 1 and 64")
    try need((0..<1).contains(dropout), "dropout", "must be at least 0 and below 1")
    try need((0...1).contains(sampling), "sampling", "must lie between 0 and 1")
    try need(
      sampling == 0 || decoder == .recurrent, "sampling",
      "needs the recurrent decoder: the Transformer reads all words at once")
    try need(coverageWeight >= 0, "coverageWeight", "must not be negative")
  }

  /// The extents of a model with these settings.
  func extents(vocabulary: Int, width: Int) -> WriterConfiguration {
    var extents = WriterConfiguration()
    extents.decoder = decoder
    extents.vocabulary_size = vocabulary
    extents.output_words = min(outputWords, vocabulary)
    extents.word_width = width
    (extents.encoder_hidden, extents.decoder_hidden) = (encoderHidden, decoderHidden)
    (extents.attention_width, extents.layers) = (attentionWidth, layers)
    (extents.heads, extents.inner) = (heads, inner)
    (extents.copies, extents.has_coverage, extents.is_tied) = (copies, coverage, tied)
    (extents.source_words, extents.target_words) = (sourceWords, targetWords)
    return extents
  }
}
