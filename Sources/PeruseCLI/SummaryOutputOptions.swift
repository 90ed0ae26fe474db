import ArgumentParser

/// How summaries are printed.
struct SummaryOutputOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, jsonl, html

    /// The format without pages.
    var plain: OutputOptions.Format {
      switch self {
      case .text, .html: .text
      case .json: .json
      case .jsonl: .jsonl
      }
    }
  }

  @Option(
    help: """
      Output; json is one object, or an array for several documents, jsonl an object a line, html a page of \
      one document (or of all with --merge) with the chosen sentences in their text.
      """)
  var format: Format = .text

  @Flag(help: "With every sentence why it was chosen, in words; also as 'reasons' in JSON and on the page.")
  var explain = false

  @Flag(name: .shortAndLong, help: "No progress and no warnings on standard error.")
  var quiet = false
}
