import Training

/// Settings of a translator's training, under `translation` in a configuration.
public struct TranslationSettings: Sendable, Hashable, Codable {
  /// How the decoder looks at the source.
  public var attention = TranslationConfiguration.Mechanism.additive
  /// Ends of the names of source and target files.
  public var languages = "en-de"
  /// Pairs of units that are joined at most, both languages together.
  public var merges = 4000
  /// Whether letters are made small.
  public var lowercase = true
  /// Width of units' vectors.
  public var unitWidth = 192
  /// Width of the decoder.
  public var hidden = 256
  /// Width of the space in which additive, concat and local attention score.
  public var attentionWidth = 128
  /// How far local attention reaches.
  public var radius = 4
  /// Layers of the Transformer's encoder, and of its decoder.
  public var layers = 3
  /// Heads of its attentions.
  public var heads = 4
  /// Width of its feed-forward parts.
  public var inner = 512
  /// Rate at which inputs of levels are dropped.
  public var dropout = 0.2
  /// Units of a sentence at most.
  public var longest = 100
  /// Hypotheses that held-out sentences are translated with.
  public var beam = 1

  /// The defaults.
  public init() {}

  static let help: [(setting: String, meaning: String)] = [
    ("attention", TranslationConfiguration.Mechanism.words),
    ("languages", "ends of the names of source and target files"),
    ("merges", "pairs of subword units that are joined at most"),
    ("lowercase", "true: letters are made small"),
    ("unitWidth", "width of units' vectors"),
    ("hidden", "width of the decoder; each direction of a recurrent encoder has half of it"),
    ("attentionWidth", "width of the space in which additive, concat and local attention score"),
    ("radius", "how far local attention reaches to either side"),
    ("layers", "layers of the Transformer's encoder, and of its decoder"),
    ("heads", "heads of its attentions"),
    ("inner", "width of its feed-forward parts"),
    ("dropout", "rate at which inputs of levels are dropped"),
    ("longest", "units of a sentence at most; longer pairs are skipped"),
    ("beam", "hypotheses that held-out sentences are translated with"),
  ]

  /// The extents of a model with these settings.
  func extents(units: Int) -> TranslationConfiguration {
    var extents = TranslationConfiguration()
    (extents.attention, extents.languages, extents.units) = (attention, languages, units)
    (extents.unit_width, extents.hidden, extents.attention_width) = (unitWidth, hidden, attentionWidth)
    (extents.radius, extents.layers, extents.heads) = (radius, layers, heads)
    (extents.inner, extents.longest) = (inner, longest)
    return extents
  }

  func check() throws(TrainingError) {
    func need(_ holds: Bool, _ name: String, _ words: String) throws(TrainingError) {
      if !holds { throw TrainingError(.setting, "translation.\(name)", words) }
    }
    // The other extents are looked at by the configuration itself.
    if let fault = extents(units: 1).fault { throw TrainingError(.setting, "translation", fault) }
    try need((0...100_000).contains(merges), "merges", "must lie between 0 and 100000")
    try need((0..<1).contains(dropout), "dropout", "must be at least 0 and below 1")
    try need((1...64).contains(beam), "beam", "must lie between 1 and 64")
  }
}
