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

      Methods: learned and attention (need the model), lead, textrank, lexrank, lsa, centrality (needs the model).
      """)

  @Argument(help: "Files; '-' is standard input (the default).")
  var files: [String] = ["-"]

  @OptionGroup(title: "Summary") var summary: SummaryArguments
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let options = summary.options
    let summarizer = try DocumentSummarizer(
      method: summary.method, modelAt: model.folder(), summarizerAt: summary.summarizer,
      precision: model.precision, workers: model.workers,
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
