import Platform

/// Extents of a writer: the `config.json` beside its weights.
public struct WriterConfiguration: Sendable, Hashable, Codable {
  /// What `model_type` is in the configuration of such a model.
  public static let type = "peruse-writer"

  /// What chooses words.
  public enum Kind: String, Choice {
    /// A GRU with input feeding.
    case recurrent
    /// Causal self-attention and attention over the source.
    case transformer
  }

  /// ``type``.
  public var model_type = Self.type
  /// What it writes: `questions`.
  public var task = "questions"
  /// What chooses words.
  public var decoder = Kind.recurrent
  /// Words that the encoder has a vector for.
  public var vocabulary_size = 0
  /// How many of them, from the first on, can be written without being copied.
  public var output_words = 8000
  /// Width of word vectors.
  public var word_width = 50
  /// Vectors that words share that have none of their own.
  public var unknown_buckets = 256
  /// Units of each direction of the encoder.
  public var encoder_hidden = 128
  /// Width of the decoder.
  public var decoder_hidden = 192
  /// Width of the space in which the recurrent decoder weighs places.
  public var attention_width = 128
  /// Layers of the Transformer decoder.
  public var layers = 2
  /// Heads of its attentions.
  public var heads = 4
  /// Width of its feed-forward parts.
  public var inner = 512
  /// Whether words of the source can be copied.
  public var copies = true
  /// Whether the recurrent decoder's attention knows what it has looked at.
  public var has_coverage = true
  /// Whether words are chosen by the vectors that they are read by.
  public var is_tied = true
  /// Words of a source that are read at most.
  public var source_words = 120
  /// Words that are written at most.
  public var target_words = 30

  /// The defaults.
  public init() {}

  /// Reads a configuration.
  ///
  /// - Throws: ``ModelError`` where it is none, or asks for extents that no such model has.
  public init(readingFrom path: String) throws(ModelError) {
    self = try decodeJSON(Self.self, at: path)
    if let reason = fault { throw ModelError(path, .unsupported(reason)) }
  }

  /// Whether a folder holds a writer, as its `config.json` says.
  public static func describes(_ folder: String) -> Bool {
    (try? decodeJSON(ModelType.self, at: "\(folder)/config.json"))?.model_type == type
  }

  private struct ModelType: Codable { var model_type: String? }

  /// Why no such model can be made; nil where one can.
  public var fault: String? {
    if model_type != Self.type { return "model_type is not \(Self.type)" }
    if !(1...4_000_000).contains(vocabulary_size) { return "vocabulary_size \(vocabulary_size)" }
    if !(1...vocabulary_size).contains(output_words) { return "output_words \(output_words)" }
    for (name, value) in [
      ("word_width", word_width), ("encoder_hidden", encoder_hidden), ("decoder_hidden", decoder_hidden),
      ("attention_width", attention_width), ("inner", inner), ("source_words", source_words),
      ("target_words", target_words),
    ] where !(1...8192).contains(value) { return "\(name) \(value)" }
    if !(1...65_536).contains(unknown_buckets) { return "unknown_buckets \(unknown_buckets)" }
    if !(1...64).contains(layers) { return "layers \(layers)" }
    if heads < 1 || decoder_hidden % heads != 0 {
      return "\(heads) heads in a width of \(decoder_hidden)"
    }
    return nil
  }

  /// Numbers that are written: the words, and those of ``DecoderWord``.
  public var outputs: Int { output_words + DecoderWord.first }
}
