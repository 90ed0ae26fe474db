import Platform

/// Which of several gold answers count.
public enum GoldAnswers: String, Choice {
  /// The probability of any of them is raised: one marginal likelihood.
  case all
  /// That of the first.
  case first
}

/// What becomes of questions and windows without an answer.
public enum Unanswerable: String, Choice {
  /// They are left out.
  case skip
  /// They have a null answer.
  case classification
}

/// How questions are turned into examples, whatever network reads them.
protocol ExampleSettings: Sendable {
  /// Units that are read at once, question included.
  var window: Int { get }
  /// Units that neighbouring windows share.
  var overlap: Int { get }
  /// Which of several gold answers count.
  var answers: GoldAnswers { get }
  /// What becomes of questions and windows without an answer.
  var unanswerable: Unanswerable { get }
  /// Share of the questions that are asked again without an answer.
  var negatives: Double { get }
  /// Share of the questions whose text gets a distracting sentence.
  var distractors: Double { get }
  /// Share of the questions that are asked in other words.
  var rewordings: Double { get }
  /// Patterns for files that give an answer's first occurrence only.
  var firstOccurrence: [String] { get }
  /// Patterns for files whose texts are of the kind that probabilities are to hold for; all where it is
  /// empty.
  var calibration: [String] { get }
  /// Rate at which inputs of layers are dropped.
  var dropout: Double { get }
}

extension ExampleSettings {
  /// What the settings mean, `units` being what a window is measured in.
  static func commonHelp(units: String) -> [(setting: String, meaning: String)] {
    [
      ("window", "\(units) that are read at once, question included"),
      ("overlap", "\(units) that neighbouring windows of a long text share"),
      (
        "answers",
        "all: any of several gold answers counts, as one marginal likelihood; first: only the first"
      ),
      ("unanswerable", "questions and windows without an answer: skip, or classification (a null answer)"),
      ("negatives", "share of the questions that are asked again without an answer (needs classification)"),
      ("distractors", "share of the questions whose text gets a sentence that shares their words"),
      ("rewordings", "share of the questions that are asked in other words"),
      (
        "firstOccurrence",
        "patterns for files that give an answer's first occurrence only: the best one is added"
      ),
      (
        "calibration",
        "patterns for files of the kind that probabilities are to hold for: the temperature is fitted to them"
      ),
      ("dropout", "rate at which inputs of layers are dropped"),
    ]
  }

  /// Says which setting of `task` cannot be used, and why.
  ///
  /// - Parameter windows: how many units a window may have.
  func check(_ task: String, windows: ClosedRange<Int>) throws(TrainingError) {
    let need = SettingCheck(task)
    try need(
      windows.contains(window), "window", "must lie between \(windows.lowerBound) and \(windows.upperBound)")
    try need((0..<window).contains(overlap), "overlap", "must be at least 0 and below the window")
    try need((0...1).contains(negatives), "negatives", "must lie between 0 and 1")
    try need(
      negatives == 0 || unanswerable == .classification, "negatives",
      "needs \(task).unanswerable=classification, or there is nothing to learn from them")
    try need((0...1).contains(distractors), "distractors", "must lie between 0 and 1")
    try need((0...1).contains(rewordings), "rewordings", "must lie between 0 and 1")
    try need((0..<1).contains(dropout), "dropout", "must be at least 0 and below 1")
  }

  /// Each pattern must fit the name of some file, so that a slip of the pen is not taken for a choice.
  func checkPatterns(_ task: String, files: [String]) throws(TrainingError) {
    let need = SettingCheck(task)
    let names = files.map { String($0.split(separator: "/").last ?? "") }
    for (setting, patterns) in [("firstOccurrence", firstOccurrence), ("calibration", calibration)] {
      for pattern in patterns {
        try need(
          names.contains(where: Glob(names: pattern).matches), setting,
          "no file's name fits \"\(pattern)\". Patterns may use * and ?")
      }
    }
  }
}

/// Refuses settings of one task.
struct SettingCheck {
  private let task: String

  init(_ task: String) { self.task = task }

  func callAsFunction(_ holds: Bool, _ setting: String, _ reason: String) throws(TrainingError) {
    if !holds { throw TrainingError(.setting, "\(task).\(setting)", reason) }
  }
}
