/// Settings of the recurrent reader's training, under `recurrent-reader` in a configuration.
public struct RecurrentReaderSettings: Sendable, Hashable, Codable, ExampleSettings {
  /// Words that are read at once, question included.
  public var window = 400
  /// Words that neighbouring windows of a long text share.
  public var overlap = 100
  /// `all`: the probability of any gold answer is raised (one marginal likelihood); `first`: that of the first one.
  public var answers = "all"
  /// Questions and windows without an answer: `skip`, or `classification` for a null answer.
  public var unanswerable = "classification"
  /// Share of the questions that are asked again without an answer.
  public var negatives = 0.15
  /// Patterns for files that give an answer's first occurrence only.
  public var firstOccurrence: [String] = []
  /// Units of each direction of each recurrent layer.
  public var hidden = 96
  /// Rate at which inputs of layers are dropped.
  public var dropout = 0.2
  /// Name in the model's manifest.
  public var model = "recurrent-reader"

  /// The defaults.
  public init() {}

  static let help: [(setting: String, meaning: String)] = [
    ("window", "words that are read at once, question included"),
    ("overlap", "words that neighbouring windows of a long text share"),
    ("answers", "all: any of several gold answers counts, as one marginal likelihood; first: only the first"),
    ("unanswerable", "questions and windows without an answer: skip, or classification (a null answer)"),
    ("negatives", "share of the questions that are asked again without an answer (needs classification)"),
    (
      "firstOccurrence",
      "patterns for files that give an answer's first occurrence only: the best one is added"
    ),
    ("hidden", "units of each direction of each recurrent layer"),
    ("dropout", "rate at which inputs of layers are dropped"),
    ("model", "name in the model's manifest"),
  ]

  func check() throws(TrainingError) {
    func need(_ holds: Bool, _ setting: String, _ reason: String) throws(TrainingError) {
      if !holds { throw TrainingError(.setting, "\(RecurrentReaderTask.name).\(setting)", reason) }
    }
    try need((16...4096).contains(window), "window", "must lie between 16 and 4096")
    try need((0..<window).contains(overlap), "overlap", "must be at least 0 and below the window")
    try need(["all", "first"].contains(answers), "answers", "must be all or first")
    try need(
      ["skip", "classification"].contains(unanswerable), "unanswerable", "must be skip or classification")
    try need((0...1).contains(negatives), "negatives", "must lie between 0 and 1")
    try need(
      negatives == 0 || unanswerable == "classification", "negatives",
      "needs unanswerable=classification, or there is nothing to learn from them")
    try need((4...1024).contains(hidden), "hidden", "must lie between 4 and 1024")
    try need((0..<1).contains(dropout), "dropout", "must be at least 0 and below 1")
  }
}
