import ArgumentParser

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures answers and summaries on data sets.",
    subcommands: [EvaluateSquad.self, EvaluateSummaries.self])
}
