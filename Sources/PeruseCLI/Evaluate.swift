import ArgumentParser

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measures answers, summaries and search on data sets.",
    subcommands: [
      EvaluateSquad.self, EvaluateSummaries.self, EvaluateEvidence.self, EvaluateRetrieval.self,
      EvaluateClassification.self, EvaluateFaithfulness.self, EvaluateWriter.self,
    ])
}
