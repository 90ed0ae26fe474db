import ArgumentParser
import Peruse

struct Summarize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Summarizes documents by choosing their most important sentences.",
    discussion: """
      Sentences are chosen whole and printed in the order of the document, each with its place in the \
      source. The budget is never exceeded. Headings, captions, tables, notes and references are not \
      chosen.

      peruse summarize report.xml
      peruse summarize --words 100 --format json *.xml
      peruse summarize --query "effects on bees" paper.xml
      peruse summarize --method lexrank --ratio 0.1 book.txt

      Methods: attention (needs the model), lead, textrank, lexrank, lsa, centrality (needs the model).
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Most sentences (default: 5).", valueName: "n"))
  var sentences: Int?

  @Option(name: .shortAndLong, help: ArgumentHelp("Most words.", valueName: "n"))
  var words: Int?

  @Option(help: ArgumentHelp("Largest share of the document's words, from 0 to 1.", valueName: "r"))
  var ratio: Double?

  @Option(help: ArgumentHelp("What the summary should be about.", valueName: "text"))
  var query: String?

  @Option(name: .shortAndLong, help: "How sentences are weighed.")
  var method: SummarizationMethod = .attention

  @Option(help: "Order of the sentences.")
  var order: SummaryOrder = .source

  @Argument(help: "Files; '-' is standard input (the default).")
  var files: [String] = ["-"]

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  private var options: SummaryOptions {
    var budget = SummaryBudget.sentences(sentences ?? 5)
    if let words { budget = .words(words) }
    if let ratio { budget = .ratio(ratio) }
    return SummaryOptions(method: method, budget: budget, query: query, order: order)
  }

  func validate() throws {
    let budgets = [sentences != nil, words != nil, ratio != nil].count { $0 }
    if budgets > 1 { throw ValidationError("give one of --sentences, --words and --ratio, not several") }
    do { try options.validate() } catch { throw ValidationError(error.description) }
  }

  func run() throws {
    let options = options
    let summarizer = try DocumentSummarizer(
      method: method, modelAt: model.model, precision: model.precision, workers: model.workers,
      splitter: input.splitter())
    let text = SummaryText(showsFile: files.count > 1)
    var printer = ResultPrinter<SummarizationReport>(format: output.format, alwaysArray: files.count > 1) {
      text.render($0)
    }
    var run = DocumentRun(reader: input.documentReader)
    try run.forEach(files) { document in
      let report = try summarizer.report(on: document, options: options)
      if !output.quiet {
        for warning in report.warnings ?? [] { Console.error("\(document.source.path): \(warning)") }
      }
      try printer.print(report)
    }
    printer.finish()
    run.finish()
  }
}

extension SummarizationMethod: ExpressibleByArgument {}
extension SummaryOrder: ExpressibleByArgument {}
