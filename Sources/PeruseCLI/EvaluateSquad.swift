import ArgumentParser
import EvaluationRuns
import Foundation
import Peruse

struct EvaluateSquad: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "squad",
    abstract: "Exact match and F1 on a SQuAD file (v1.1 or v2.0), by the official arithmetic.",
    discussion: """
      peruse evaluate squad dev-v1.1.json
      peruse evaluate squad dev-v1.1.json --limit 500 --precision float32
      peruse evaluate squad dev-v2.0.json --scored-predictions theirs.json
      """)

  @Argument(help: "Data in SQuAD JSON.")
  var data: String

  @Option(help: ArgumentHelp("Write the predictions in the official form.", valueName: "file"))
  var predictions: String?

  @Option(help: ArgumentHelp("Score the predictions in this file instead of reading.", valueName: "file"))
  var scoredPredictions: String?

  @Option(help: ArgumentHelp("Only the first questions.", valueName: "n"))
  var limit: Int?

  @Option(help: ArgumentHelp("An answer of smaller probability counts as no answer.", valueName: "p"))
  var threshold = 0.0

  @Option(help: ArgumentHelp("Longest answer in words.", valueName: "n"))
  var maxAnswerWords = 30

  @Option(
    help: ArgumentHelp("Windows of a long text that are read closely; 0 for all.", valueName: "n"))
  var closely = 0

  @Option(help: "How windows of a long text are put together; the others than together are to compare with.")
  var windows: WindowCombination = .together

  @Flag(help: "Give the best span to every question; so it is for v1.1.")
  var alwaysAnswer = false

  @Option(
    help: ArgumentHelp(
      "Share of the questions that have an answer, as the reader is told; by default the data's own.",
      valueName: "share"))
  var answerableShare: Double?

  @Flag(help: "Probabilities and silence as in version 0.1.0.")
  var strict = false

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: FigureOptions

  func validate() throws {
    if closely < 0 { throw ValidationError("--closely must be at least 1, or 0 for everything.") }
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    if let answerableShare, !(0...1).contains(answerableShare) {
      throw ValidationError("--answerable-share is a share from 0 to 1.")
    }
    if !(0...1).contains(threshold) { throw ValidationError("--threshold is a probability from 0 to 1.") }
  }

  func run() throws {
    var dataset = try SquadDataset(contentsOf: data)
    if let limit { dataset = dataset.prefix(limit) }
    let total = dataset.questions.count
    guard total > 0 else { throw Failure(.data, "\(data): no questions") }

    let scorer = SquadScorer(for: dataset)
    if let scoredPredictions {
      let given = try SquadPredictions(contentsOf: scoredPredictions)
      try report(scorer.score(given, on: dataset), seconds: nil)
      return
    }

    var options = ReaderOptions()
    options.threshold = threshold
    options.maximumAnswerWords = maxAnswerWords
    // Every question of v1.1 has an answer.
    options.alwaysAnswers = alwaysAnswer || scorer.version == .v1
    options.answerableShare = answerableShare ?? dataset.answerableShare
    options.strict = strict
    options.closeWindows = closely
    options.combination = windows
    let reader = try Reader(modelAt: model.folder(), precision: model.precision, workers: model.workers)
    var progress = Progress("questions", total: total, quiet: output.quiet)
    let start = ContinuousClock.now
    let outcome = try SquadRun(reader: reader, options: options).predictions(for: dataset) {
      progress.show($0)
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    progress.finish()
    if let predictions { try outcome.predictions.write(to: predictions) }
    var scores = scorer.score(
      outcome.predictions, on: dataset,
      noAnswerProbabilities: scorer.version == .v2 ? outcome.noAnswerProbabilities : nil)
    scores.addCalibration(outcome.confidences)
    try report(scores, seconds: seconds)
  }

  private func report(_ scores: SquadScores, seconds: Double?) throws {
    guard output.format == .text else {
      let json = try JSONEncoder.peruse(pretty: output.format == .json).encode(scores)
      Console.print(String(decoding: json, as: UTF8.self))
      return
    }
    for (key, value) in scores.official {
      let name = Text.cell(key + "  ", 18)
      switch value {
      case .number(let number):
        Console.print(name + String(format: key.hasSuffix("error") ? "%.4f" : "%.2f", number))
      case .count(let count): Console.print(name + "\(count)")
      }
    }
    if let seconds {
      Console.print("seconds           " + String(format: "%.1f", seconds))
      Console.print("questions/s       " + String(format: "%.1f", Double(scores.all.total) / seconds))
    }
    if scores.missing > 0, !output.quiet { Console.error("\(scores.missing) questions have no prediction") }
  }
}
