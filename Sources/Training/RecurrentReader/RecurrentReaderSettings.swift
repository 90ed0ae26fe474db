/// Settings of the recurrent reader's training, under `recurrent-reader` in a configuration.
public struct RecurrentReaderSettings: Sendable, Hashable, Codable, ExampleSettings {
  /// Words that are read at once, question included.
  public var window = 400
  /// Words that neighbouring windows of a long text share.
  public var overlap = 100
  /// Which of several gold answers count.
  public var answers = GoldAnswers.all
  /// What becomes of questions and windows without an answer.
  public var unanswerable = Unanswerable.classification
  /// Share of the questions that are asked again without an answer.
  public var negatives = 0.15
  /// Share of the questions whose text gets a distracting sentence: it shares their words and does not answer
  /// them.
  public var distractors = 0.0
  /// Share of the questions that are asked in other words.
  public var rewordings = 0.0
  /// Patterns for files that give an answer's first occurrence only.
  public var firstOccurrence: [String] = []
  /// Patterns for files whose texts are of the kind that probabilities are to hold for; all where it is
  /// empty.
  public var calibration: [String] = []
  /// Units of each direction of each recurrent layer.
  public var hidden = 96
  /// Rate at which inputs of layers are dropped.
  public var dropout = 0.2
  /// Name in the model's manifest.
  public var model = "recurrent-reader"

  /// The defaults.
  public init() {}

  static let help: [(setting: String, meaning: String)] =
    commonHelp(units: "words") + [
      ("hidden", "units of each direction of each recurrent layer"),
      ("model", "name in the model's manifest"),
    ]

  func check() throws(TrainingError) {
    try check(RecurrentReaderTask.name, windows: 16...4096)
    let need = SettingCheck(RecurrentReaderTask.name)
    try need((4...1024).contains(hidden), "hidden", "must lie between 4 and 1024")
  }
}
