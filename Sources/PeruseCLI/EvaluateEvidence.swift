import ArgumentParser
import EvaluationRuns
import Foundation
import Peruse

struct EvaluateEvidence: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "How often a summary about a question would begin with the sentence that holds the answer.",
    discussion: """
      For each question of a SQuAD file, the sentences of its paragraph are ranked as `summarize --query` ranks \
      them. Printed are the share of questions whose first sentence holds an answer, and the mean reciprocal rank.

      peruse evaluate evidence dev-v1.1.json --limit 1000 --method learned,textrank
      """)

  @Argument(help: "Data in SQuAD JSON.")
  var data: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Methods, separated by commas.", valueName: "list"))
  var method = "learned"

  @Option(help: ArgumentHelp("Share of the question in the score, from 0 to 1.", valueName: "share"))
  var queryWeight = SummaryOptions().queryWeight

  @Option(help: ArgumentHelp("Only the first questions.", valueName: "n"))
  var limit: Int?

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: FigureOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    if !(0...1).contains(queryWeight) { throw ValidationError("--query-weight is a share from 0 to 1.") }
    for name in method.split(separator: ",") where SummarizationMethod(rawValue: String(name)) == nil {
      throw ValidationError("there is no method '\(name)'")
    }
  }

  /// Figures of one method, as the JSON prints them.
  private struct Figures: Encodable {
    var first: Estimate
    var reciprocalRank: Estimate
    var chance: Double
    var questions: Int
  }

  func run() throws {
    let methods = method.split(separator: ",").compactMap { SummarizationMethod(rawValue: String($0)) }
    let dataset = try SquadDataset(contentsOf: data)
    let summarizer = try DocumentSummarizer(
      methods: Set(methods), modelAt: model.folder(), precision: model.precision, workers: model.workers)
    var figures: [String: Figures] = [:]
    for method in methods {
      let options = SummaryOptions(method: method, budget: .sentences(1), queryWeight: queryWeight)
      var progress = Progress(
        "questions", total: limit ?? dataset.questions.count, quiet: output.quiet)
      let found = try EvidenceRun(summarizer: summarizer, options: options).findings(
        on: dataset, limit: limit
      ) { progress.show($0) }
      progress.finish()
      guard !found.isEmpty else { throw Failure(.data, "\(data): no question with an answer to find") }
      let bootstrap = Bootstrap()
      figures[method.rawValue] = Figures(
        first: bootstrap.estimate(of: found.map { $0.rank == 1 ? 1 : 0 }),
        reciprocalRank: bootstrap.estimate(of: found.map { 1 / Double($0.rank) }),
        chance: found.reduce(0) { $0 + 1 / Double($1.sentences) } / Double(found.count),
        questions: found.count)
    }
    guard output.format == .text else {
      let json = try JSONEncoder.peruse(pretty: output.format == .json).encode(figures)
      Console.print(String(decoding: json, as: UTF8.self))
      return
    }
    for method in methods {
      guard let figure = figures[method.rawValue] else { continue }
      Console.print(
        String(
          format: "%@\tfirst %.2f [%.2f, %.2f]\tMRR %.4f\tchance %.2f\t%d questions", method.rawValue,
          100 * figure.first.mean, 100 * figure.first.low, 100 * figure.first.high,
          figure.reciprocalRank.mean, 100 * figure.chance, figure.questions))
    }
  }
}
