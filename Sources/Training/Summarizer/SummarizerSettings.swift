/// Settings of the summarizer's training, under `summarizer` in a configuration.
public struct SummarizerSettings: Sendable, Hashable, Codable {
  /// Layers of the word encoder that are used, from the lowest; 0 for its embeddings alone. They are frozen.
  public var encoderLayers = 2
  /// Word pieces that the word encoder reads at once.
  public var window = 256
  /// Components of a word where words are weighed.
  public var wordHidden = 64
  /// Components of a sentence vector.
  public var width = 96
  /// Transformer layers over sentences.
  public var layers = 2
  /// Attention heads of such a layer.
  public var heads = 4
  /// Components between the two maps of its feed-forward part.
  public var innerWidth = 192
  /// Sentences that a sentence sees to either side.
  public var radius = 64
  /// Rate at which sentence vectors are dropped.
  public var dropout = 0.1
  /// Documents with more sentences that may be chosen are not trained on.
  public var mostSentences = 400
  /// Difference in ROUGE-1 + ROUGE-2 that makes a sentence e times as wanted as another.
  public var temperature = 0.1
  /// Share of the targets that the greedy oracle's sentences have; the rest goes by each sentence's own
  /// ROUGE.
  public var oracleShare = 0.5
  /// Share of the run, at its end, in which the policy gradient on ROUGE takes part.
  public var policyShare = 0.4
  /// Weight of the policy gradient beside the listwise loss.
  public var policyWeight = 1.0
  /// Summaries that are drawn of each document for the policy gradient.
  public var policySamples = 2
  /// How much a chosen sentence's repetition costs, in units of the score; written into the model.
  public var redundancyPenalty = 0.5
  /// How much an unresolved "this" or "he" costs, in units of the score; written into the model.
  public var anaphoraPenalty = 0.2
  /// Memory for the encoder's hidden states, which are the same in each epoch, in megabytes; more are
  /// computed anew.
  public var cacheMegabytes = 2048
  /// Folder of a trained summarizer whose levels stay as they are: only the ranking on top of them is
  /// trained. Empty to train levels.
  public var levels = ""
  /// How strongly the ranking is held to what is known before any training.
  public var rankingDecay = 0.05
  /// Name in the model's manifest.
  public var model = "summarizer"

  /// The defaults.
  public init() {}

  static let help: [(setting: String, meaning: String)] = [
    (
      "encoderLayers",
      "layers of the frozen word encoder that are used, from the lowest; 0 for its embeddings"
    ),
    ("window", "word pieces that the word encoder reads at once"),
    ("wordHidden", "components of a word where words are weighed"),
    ("width", "components of a sentence vector"),
    ("layers", "transformer layers over sentences"),
    ("heads", "attention heads of such a layer"),
    ("innerWidth", "components between the two maps of its feed-forward part"),
    ("radius", "sentences that a sentence sees to either side"),
    ("dropout", "rate at which sentence vectors are dropped"),
    ("mostSentences", "documents with more sentences are not trained on"),
    ("temperature", "difference in ROUGE-1 + ROUGE-2 that makes a sentence e times as wanted"),
    ("oracleShare", "share of the targets that the greedy oracle's sentences have"),
    ("policyShare", "share of the run, at its end, with policy gradient on ROUGE"),
    ("policyWeight", "weight of the policy gradient beside the listwise loss"),
    ("policySamples", "summaries drawn of each document for the policy gradient"),
    ("redundancyPenalty", "what repeating a chosen sentence costs; written into the model"),
    ("anaphoraPenalty", "what an unresolved \"this\" or \"he\" costs; written into the model"),
    ("cacheMegabytes", "memory for the encoder's hidden states, which each epoch needs again"),
    ("levels", "a trained summarizer whose levels stay as they are; the ranking on top is trained"),
    ("rankingDecay", "how strongly the ranking is held to what is known before training"),
    ("model", "name in the model's manifest"),
  ]

  func check(layers encoder: Int, positions: Int) throws(TrainingError) {
    let need = SettingCheck(SummarizerTask.name)
    try need(
      (0...encoder).contains(encoderLayers), "encoderLayers", "must lie between 0 and the model's \(encoder)")
    try need((16...positions).contains(window), "window", "must lie between 16 and the model's \(positions)")
    for (name, value) in [
      ("wordHidden", wordHidden), ("width", width), ("layers", layers), ("heads", heads),
      ("innerWidth", innerWidth), ("radius", radius), ("mostSentences", mostSentences),
      ("policySamples", policySamples),
    ] {
      try need((1...4096).contains(value), name, "must lie between 1 and 4096")
    }
    try need(width % heads == 0, "heads", "must divide the width")
    try need((0..<1).contains(dropout), "dropout", "must be at least 0 and below 1")
    try need(temperature.isFinite && temperature > 0, "temperature", "must be above 0")
    for (name, value) in [("oracleShare", oracleShare), ("policyShare", policyShare)] {
      try need((0...1).contains(value), name, "must lie between 0 and 1")
    }
    for (name, value) in [
      ("policyWeight", policyWeight), ("redundancyPenalty", redundancyPenalty),
      ("anaphoraPenalty", anaphoraPenalty), ("rankingDecay", rankingDecay),
    ] {
      try need(value.isFinite && value >= 0, name, "must be at least 0")
    }
    try need(cacheMegabytes >= 0, "cacheMegabytes", "must be at least 0")
  }
}
