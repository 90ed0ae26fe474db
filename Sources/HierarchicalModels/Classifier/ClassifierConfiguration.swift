/// Extents and labels of a document classifier: the `config.json` beside its weights.
public struct ClassifierConfiguration: Sendable, Hashable, Codable {
  /// What `model_type` is in the configuration of such a model.
  public static let type = "peruse-classifier"

  /// ``type``.
  public var model_type = Self.type
  /// Names of the labels, in the order of the scores.
  public var labels: [String] = []
  /// Whether a document may have any number of labels; otherwise it has one.
  public var takes_several = false
  /// Layers of a word encoder, from the lowest, whose hidden states words are read by; nil where words have
  /// vectors of their own.
  public var encoder_layers: Int?
  /// Components of such a state.
  public var encoder_width: Int?
  /// Word pieces that the word encoder reads at once.
  public var encoder_window: Int?
  /// Words that have a vector of their own; 0 on a word encoder.
  public var vocabulary_size = 0
  /// Width of word vectors, or of what a linear map makes of hidden states.
  public var word_width = 50
  /// Vectors that words share that have none of their own.
  public var unknown_buckets = 256
  /// Units of each direction of the word level's recurrent layer.
  public var word_hidden = 50
  /// Units of each direction of the sentence level's recurrent layer.
  public var sentence_hidden = 50
  /// Width of the space in which words and sentences are weighed.
  public var attention_width = 100
  /// Words of a sentence that are read at once; a longer one is read in several pieces.
  public var sentence_words = 60

  /// The extents of Yang et al. 2016, with no labels yet.
  public init() {}

  /// The largest number of labels.
  public static let mostLabels = 65_536

  /// Reads a configuration.
  ///
  /// - Throws: ``ModelError`` where it is none, or asks for extents that no such model has.
  public init(readingFrom path: String) throws(ModelError) {
    self = try decodeJSON(Self.self, at: path)
    func need(_ holds: Bool, _ reason: String) throws(ModelError) {
      if !holds { throw ModelError(path, .unsupported(reason)) }
    }
    try need(model_type == Self.type, "model_type is not \(Self.type)")
    try need((2...Self.mostLabels).contains(labels.count), "\(labels.count) labels")
    try need(Set(labels).count == labels.count, "a label stands twice")
    if let encoder_layers {
      try need((0...1024).contains(encoder_layers), "encoder_layers \(encoder_layers)")
      try need((1...16_384).contains(encoder_width ?? 0), "encoder_width \(encoder_width ?? 0)")
      try need((8...65_536).contains(encoder_window ?? 0), "encoder_window \(encoder_window ?? 0)")
    } else {
      try need((1...4_000_000).contains(vocabulary_size), "vocabulary_size \(vocabulary_size)")
    }
    try need((1...65_536).contains(unknown_buckets), "unknown_buckets \(unknown_buckets)")
    for (name, value) in [
      ("word_width", word_width), ("word_hidden", word_hidden), ("sentence_hidden", sentence_hidden),
      ("attention_width", attention_width), ("sentence_words", sentence_words),
    ] { try need((1...4096).contains(value), "\(name) \(value)") }
  }
}
