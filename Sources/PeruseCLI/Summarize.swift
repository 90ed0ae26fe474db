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
      peruse summarize --merge --words 150 monday.xml tuesday.xml
      peruse summarize --format html report.xml > report.html

      Methods: learned and attention (need the model), lead, textrank, lexrank, lsa, centrality (needs the model).
      """)

  @Argument(help: "Files; '-' is standard input (the default).")
  var files: [String] = ["-"]

  @Flag(help: "One summary of all documents; what several of them say is said once.")
  var merge = false

  @OptionGroup(title: "Summary") var summary: SummaryArguments
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: SummaryOutputOptions

  func validate() throws {
    if output.format == .html, files.count > 1, !merge {
      throw ValidationError("--format html makes a page of one document; add --merge for a page of all")
    }
  }

  func run() throws {
    let options = summary.options
    let summarizer = try DocumentSummarizer(
      method: summary.method, modelAt: model.folder(), summarizerAt: summary.summarizer,
      precision: model.precision, workers: model.workers,
      splitter: input.splitter())
    if let notice = summarizer.notice, !output.quiet { Console.error(notice) }
    if merge {
      try SummarizeMerged(summarizer: summarizer, options: options, output: output).run(
        files, reader: input.documentReader)
      return
    }
    let text = SummaryText(showsFile: files.count > 1)
    var printer = ResultPrinter<SummarizationReport>(
      format: output.format.plain, alwaysArray: files.count > 1
    ) { text.render($0) }
    var run = DocumentRun(reader: input.documentReader, isQuiet: output.quiet)
    var pages = 0
    try run.forEach(files) { document in
      let summary = try summarizer.summary(of: document, options: options)
      let report = summarizer.report(summary, of: document)
      if !output.quiet {
        for warning in report.warnings ?? [] { Console.error("\(document.source.path): \(warning)") }
      }
      guard output.format == .html else { return try printer.print(report) }
      pages += 1
      guard pages == 1 else {
        throw Failure(
          .usage,
          "\(document.source.path) holds several documents, and a page shows one; add --merge for a page of all"
        )
      }
      let sentences = summarizer.splitter.sentences(in: document)
      Console.print(
        SummaryPage(
          document, sentences: sentences, summary: summary, model: report.model, settings: report.settings
        ).html)
    }
    printer.finish()
    run.finish()
  }
}

extension SummarizationMethod: ExpressibleByArgument {}
extension SummaryOrder: ExpressibleByArgument {}
