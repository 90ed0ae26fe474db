/// Settings of the span reader's training, under `reader` in a configuration.
public struct ReaderSettings: Sendable, Hashable, Codable, ExampleSettings {
  /// Word pieces that the encoder reads at once, question included.
  public var window = 384
  /// Word pieces that neighbouring windows of a long text share.
  public var overlap = 128
  /// `all`: the probability of any gold answer is raised (one marginal likelihood); `first`: that of the first one.
  public var answers = "all"
  /// Questions and windows without an answer: `skip`, or `classification` for a null answer at `[CLS]`.
  public var unanswerable = "skip"
  /// Share of the questions that are asked a second time in an epoch, changed so that the text has no answer.
  public var negatives = 0.0
  /// Patterns for names of files that give the first occurrence of an answer whatever was meant: the occurrence that
  /// fits the question best becomes a gold answer beside it.
  public var firstOccurrence: [String] = []
  /// Whether sentences are scored too: the hierarchical reader.
  public var sentenceLevel = false
  /// Width of sentence vectors.
  public var sentenceWidth = 128
  /// Share of the sentences' own loss; their scores are part of the spans' in any case.
  public var sentenceLoss = 0.3
  /// Rate at which hidden states are dropped.
  public var dropout = 0.1
  /// Rate at which attention weights are dropped.
  public var attentionDropout = 0.1
  /// Arithmetic in which held-out questions are answered: `int8`, `bfloat16` or `float32`.
  public var evaluationPrecision = "int8"
  /// Name in the model's manifest.
  public var model = "reader"

  /// The defaults.
  public init() {}

  static let help: [(setting: String, meaning: String)] = [
    ("window", "word pieces that the encoder reads at once, question included"),
    ("overlap", "word pieces that neighbouring windows of a long text share"),
    ("answers", "all: any of several gold answers counts, as one marginal likelihood; first: only the first"),
    (
      "unanswerable",
      "questions and windows without an answer: skip, or classification (a null answer at [CLS])"
    ),
    ("negatives", "share of the questions that are asked again without an answer (needs classification)"),
    (
      "firstOccurrence",
      "patterns for files that give an answer's first occurrence only: the best one is added"
    ),
    (
      "sentenceLevel",
      "true: sentences are scored too, by attention from the question (a hierarchical reader)"
    ),
    ("sentenceWidth", "width of sentence vectors"),
    ("sentenceLoss", "share of the sentences' own loss"),
    ("dropout", "rate at which hidden states are dropped"),
    ("attentionDropout", "rate at which attention weights are dropped"),
    ("evaluationPrecision", "arithmetic of held-out measurements: int8, bfloat16 or float32"),
    ("model", "name in the model's manifest"),
  ]

  func check(positions: Int) throws(TrainingError) {
    func need(_ holds: Bool, _ setting: String, _ reason: String) throws(TrainingError) {
      if !holds { throw TrainingError(.setting, "reader.\(setting)", reason) }
    }
    try need((16...positions).contains(window), "window", "must lie between 16 and the model's \(positions)")
    try need((0..<window).contains(overlap), "overlap", "must be at least 0 and below the window")
    try need(["all", "first"].contains(answers), "answers", "must be all or first")
    try need(
      ["skip", "classification"].contains(unanswerable), "unanswerable", "must be skip or classification")
    try need((0...1).contains(negatives), "negatives", "must lie between 0 and 1")
    try need(
      negatives == 0 || unanswerable == "classification", "negatives",
      "needs reader.unanswerable=classification, or there is nothing to learn from them")
    try need(
      (4...4096).contains(sentenceWidth) && sentenceWidth % 4 == 0, "sentenceWidth",
      "must be a multiple of 4 between 4 and 4096")
    try need(sentenceLoss.isFinite && sentenceLoss >= 0, "sentenceLoss", "must be at least 0")
    try need((0..<1).contains(dropout), "dropout", "must be at least 0 and below 1")
    try need((0..<1).contains(attentionDropout), "attentionDropout", "must be at least 0 and below 1")
    try need(
      ["int8", "bfloat16", "float32"].contains(evaluationPrecision), "evaluationPrecision",
      "must be int8, bfloat16 or float32")
  }
}
