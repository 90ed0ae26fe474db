import HierarchicalModels

/// Settings of the span reader's training, under `reader` in a configuration.
public struct ReaderSettings: Sendable, Hashable, Codable, ExampleSettings {
  /// Word pieces that the encoder reads at once, question included.
  public var window = 384
  /// Word pieces that neighbouring windows of a long text share.
  public var overlap = 128
  /// Which of several gold answers count.
  public var answers = GoldAnswers.all
  /// What becomes of questions and windows without an answer.
  public var unanswerable = Unanswerable.skip
  /// Share of the questions that are asked a second time in an epoch, changed so that the text has no answer.
  public var negatives = 0.0
  /// Share of the questions whose text gets a distracting sentence: it shares their words and does not answer
  /// them.
  public var distractors = 0.0
  /// Share of the questions that are asked in other words.
  public var rewordings = 0.0
  /// Patterns for names of files that give the first occurrence of an answer whatever was meant: the
  /// occurrence that fits the question best becomes a gold answer beside it.
  public var firstOccurrence: [String] = []
  /// Patterns for files whose texts are of the kind that probabilities are to hold for; all where it is
  /// empty.
  public var calibration: [String] = []
  /// Whether sentences are scored too: the hierarchical reader.
  public var sentenceLevel = false
  /// Whether the sentences' scores stand apart: they are no part of the spans', and the encoder learns
  /// nothing from them. They then only tell which sentence answers.
  public var sentencesApart = false
  /// Width of sentence vectors.
  public var sentenceWidth = 128
  /// Share of the sentences' own loss; their scores are part of the spans' in any case.
  public var sentenceLoss = 0.3
  /// Whether an end's score depends on the start, and spans are trained as a whole.
  public var spanPairs = false
  /// Low-rank adapters, instead of the encoder's own weights.
  public var adapters = AdapterSettings()
  /// Folder of a reader that teaches this one; none where it is empty.
  public var teacher = ""
  /// How much the teacher counts beside the gold answers.
  public var teacherShare = 0.5
  /// What the teacher's and the pupil's scores are divided by before they are compared.
  public var teacherTemperature = 2.0
  /// Rate at which hidden states are dropped.
  public var dropout = 0.1
  /// Rate at which attention weights are dropped.
  public var attentionDropout = 0.1
  /// Arithmetic in which held-out questions are answered.
  public var evaluationPrecision = WordEncoder.Precision.int8
  /// Name in the model's manifest.
  public var model = "reader"

  /// The defaults.
  public init() {}

  static let help: [(setting: String, meaning: String)] =
    commonHelp(units: "word pieces") + [
      (
        "sentenceLevel",
        "true: sentences are scored too, by attention from the question (a hierarchical reader); false: they are not, and the start model's scores of sentences are left out"
      ),
      (
        "sentencesApart",
        "true: sentences' scores are no part of the spans', and the encoder learns nothing from them"
      ),
      (
        "spanPairs", "true: an end's score depends on the start (bilinear), and spans are trained as a whole"
      ),
      (
        "adapters.rank",
        "above 0: the encoder stays as it is, and low-rank adapters of this rank on all its linear maps learn; they and the heads are what is written. 0: none"
      ),
      ("adapters.alpha", "what adapters are multiplied by, times the rank; 0 for twice the rank"),
      (
        "adapters.start",
        "folder of adapters and heads that training starts from, of the same encoder and rank"
      ),
      (
        "teacher",
        "folder of a reader that teaches this one: its scores of all spans and of the null answer are learned beside the gold answers (needs spanPairs)"
      ),
      ("teacherShare", "how much the teacher counts beside the gold answers, from 0 to 1"),
      ("teacherTemperature", "what both readers' scores are divided by before they are compared"),
      ("sentenceWidth", "width of sentence vectors"),
      ("sentenceLoss", "share of the sentences' own loss"),
      ("attentionDropout", "rate at which attention weights are dropped"),
      ("evaluationPrecision", "arithmetic of held-out measurements: int8, bfloat16 or float32"),
      ("model", "name in the model's manifest"),
    ]

  func check(positions: Int) throws(TrainingError) {
    try check(ReaderTask.name, windows: 16...max(16, positions))
    let need = SettingCheck(ReaderTask.name)
    try need(
      (4...4096).contains(sentenceWidth) && sentenceWidth % 4 == 0, "sentenceWidth",
      "must be a multiple of 4 between 4 and 4096")
    try need(
      !sentencesApart || sentenceLevel, "sentencesApart", "needs \(ReaderTask.name).sentenceLevel=true")
    try need(
      !sentencesApart || sentenceLoss > 0, "sentenceLoss", "must be above 0 where sentences are scored apart")
    try need((0...1024).contains(adapters.rank), "adapters.rank", "must lie between 0 and 1024")
    try need(
      adapters.alpha.isFinite && adapters.alpha >= 0, "adapters.alpha", "must be at least 0")
    try need(adapters.start.isEmpty || adapters.rank > 0, "adapters.start", "needs adapters.rank above 0")
    try need(teacher.isEmpty || spanPairs, "teacher", "needs \(ReaderTask.name).spanPairs=true")
    try need((0...1).contains(teacherShare), "teacherShare", "must lie between 0 and 1")
    try need((0.1...100).contains(teacherTemperature), "teacherTemperature", "must lie between 0.1 and 100")
    try need(sentenceLoss.isFinite && sentenceLoss >= 0, "sentenceLoss", "must be at least 0")
    try need((0..<1).contains(attentionDropout), "attentionDropout", "must be at least 0 and below 1")
  }
}

/// Low-rank adapters (Hu et al. 2021), under `adapters` of a task's settings.
public struct AdapterSettings: Sendable, Hashable, Codable {
  /// Rank of each adapter; 0 for none.
  public var rank = 0
  /// Adapters are multiplied by alpha / rank; 0 for twice the rank.
  public var alpha = 0.0
  /// Folder of adapters and heads of the same encoder, rank and scale that training goes on from; empty for
  /// new ones.
  public var start = ""

  /// None.
  public init() {}

  /// What products of adapters are multiplied by.
  var scale: Double { alpha > 0 ? alpha / Double(max(1, rank)) : 2 }
}
