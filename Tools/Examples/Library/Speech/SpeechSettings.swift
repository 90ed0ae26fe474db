import Training

/// Settings of training on speech, under `speech` in a configuration.
public struct SpeechSettings: Sendable, Hashable, Codable {
  /// How the decoder looks at the recording.
  public var attention = SpeechConfiguration.Mechanism.additive
  /// Whose recordings are not trained on; empty for nobody.
  public var heldOutSpeaker = ""
  /// Strings of an epoch.
  public var strings = 2500
  /// Share of them that are one recording as it is, with no silence around it.
  public var single = 0.25
  /// Epochs in which strings have one or two digits; from then on up to seven.
  public var shortEpochs = 4
  /// The slowest speed that strings are made of.
  public var slowest = 0.75
  /// The fastest.
  public var fastest = 1.35
  /// Neighbouring bands that are left out at most, and frames.
  public var masked = 8
  /// How much brighter or darker recordings are made, as another microphone or voice would, in standard
  /// deviations of their frames.
  public var colour = 0.0
  /// Bands of the mel scale.
  public var bands = 40
  /// Layers of the pyramid.
  public var layers = 3
  /// Width of the encoder's states and of the decoder.
  public var hidden = 96
  /// Width of the space in which attention scores.
  public var attentionWidth = 64
  /// Width of digits' vectors.
  public var wordWidth = 32
  /// How far local attention reaches to either side, in keys.
  public var radius = 8
  /// With monotonic windows: keys from one digit to the next.
  public var pace = 7.0
  /// Whether scores have a term with what was looked at before.
  public var coverage = false
  /// Rate at which inputs of levels are dropped.
  public var dropout = 0.2
  /// Held-out strings that are recognized while training.
  public var heldOutStrings = 100

  /// The defaults.
  public init() {}

  static let help: [(setting: String, meaning: String)] = [
    ("attention", SpeechConfiguration.Mechanism.words),
    ("heldOutSpeaker", "whose recordings are not trained on; empty for nobody"),
    ("strings", "strings of an epoch"),
    ("single", "share of them that are one recording as it is, with no silence around it"),
    ("shortEpochs", "epochs in which strings have one or two digits; from then on up to seven"),
    ("slowest", "the slowest speed that strings are made of"), ("fastest", "the fastest"),
    ("masked", "neighbouring bands that are left out at most, and frames"),
    ("colour", "how much brighter or darker recordings are made, in standard deviations of their frames"),
    ("bands", "bands of the mel scale"),
    ("layers", "layers of the pyramid; each halves the length"),
    ("hidden", "width of the encoder's states and of the decoder"),
    ("attentionWidth", "width of the space in which attention scores"),
    ("wordWidth", "width of digits' vectors"),
    ("radius", "how far local attention reaches to either side, in keys"),
    ("pace", "with monotonic windows: keys from one digit to the next"),
    ("coverage", "true: scores have a term with what was looked at before"),
    ("dropout", "rate at which inputs of levels are dropped"),
    ("heldOutStrings", "held-out strings that are recognized while training"),
  ]

  /// The extents of a model with these settings.
  func extents(rate: Int) -> SpeechConfiguration {
    var extents = SpeechConfiguration()
    (extents.attention, extents.rate, extents.bands) = (attention, rate, bands)
    (extents.layers, extents.hidden, extents.attention_width) = (layers, hidden, attentionWidth)
    (extents.word_width, extents.radius, extents.pace) = (wordWidth, radius, pace)
    extents.coverage = coverage
    return extents
  }

  func check() throws(TrainingError) {
    func need(_ holds: Bool, _ name: String, _ words: String) throws(TrainingError) {
      if !holds { throw TrainingError(.setting, "speech.\(name)", words) }
    }
    // The other extents are looked at by the configuration itself.
    if let fault = extents(rate: 8000).fault { throw TrainingError(.setting, "speech", fault) }
    try need((1...1_000_000).contains(strings), "strings", "must lie between 1 and 1000000")
    try need((0...1).contains(single), "single", "must lie between 0 and 1")
    try need(shortEpochs >= 0, "shortEpochs", "must not be negative")
    try need((0.25...4).contains(slowest), "slowest", "must lie between 0.25 and 4")
    try need((slowest...4).contains(fastest), "fastest", "must lie between speech.slowest and 4")
    try need((0...bands).contains(masked), "masked", "must lie between 0 and speech.bands")
    try need((0...10).contains(colour), "colour", "must lie between 0 and 10")
    try need((0..<1).contains(dropout), "dropout", "must be at least 0 and below 1")
    try need((1...100_000).contains(heldOutStrings), "heldOutStrings", "must lie between 1 and 100000")
  }
}
