import ArgumentParser
import Peruse

struct Summarize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summarize",
    abstract: "Summarizes documents by choosing their most important sentences.",
    discussion: """
      Sentences are chosen whole and printed in the order of the document, each with its place in the \
      source. The budget is never exceeded. Headings, captions, tables, notes and references are not \
      chosen.

      peruse summarize report.xml
      peruse summarize --words 100 --format json *.xml
      peruse summarize --query "effects on bees" paper.xml
      peruse summarize --method lexrank --ratio 0.1 book.txt
      peruse summarize --gist --places none *.html
      peruse summarize --keywords 10 --format markdown paper.xml
      peruse summarize --merge --words 150 monday.xml tuesday.xml
      peruse summarize --format html report.xml > report.html
      peruse summarize --explain report.xml
      peruse summarize --explain --pictures why report.xml

      The method learned prints nothing that cannot stand alone: a sentence that leans on the one before it comes with it \
      or stays out, and so do questions, introductions of lists and torn quotations. Nothing is said twice.

      Methods: learned and attention (need the model), lead, textrank, lexrank, lsa, centrality (needs the model).
      """)

  @Argument(help: "Files, folders, patterns, archives; '-' is standard input (the default).")
  var files: [String] = ["-"]

  @Flag(help: "One summary of all documents; what several of them say is said once.")
  var merge = false

  @OptionGroup(title: "Summary") var summary: SummaryArguments
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions<SummaryOutput>
  @OptionGroup(title: "Output") var drawings: PictureOptions

  func validate() throws {
    if output.format.holdsOneDocument, files.count > 1, !merge {
      throw ValidationError(
        "--format \(output.format.rawValue) makes a file of one document"
          + (output.format == .html ? "; add --merge for a page of all" : ""))
    }
    if merge, output.format == .tei || output.format == .annotations {
      throw ValidationError(
        "--format \(output.format.rawValue) has no meaning for one summary of many documents")
    }
    if merge, summary.keywords > 0 {
      throw ValidationError("--keywords are those of one document; leave out --merge")
    }
  }

  func run() throws {
    output.page()
    let options = summary.options
    let summarizer = try DocumentSummarizer(
      method: summary.method, modelAt: model.folder(), summarizerAt: summary.summarizer,
      precision: model.precision, workers: model.workers,
      splitter: input.splitter())
    if let notice = summarizer.notice, !output.quiet { Console.error(notice) }
    if merge {
      try SummarizeMerged(summarizer: summarizer, options: options, output: output, drawings: drawings).run(
        files, reader: input.documentReader)
      return
    }
    let isMany = DocumentRun.mayBeMany(files)
    var rendering = output.rendering(showsFile: isMany)
    rendering.showsTitle = summary.gist
    var printer = ResultPrinter(output.format, of: .summary, options: rendering, alwaysArray: isMany)
    var folder = PictureFolder(drawings)
    var run = DocumentRun(reader: input.documentReader, isQuiet: output.quiet)
    try run.forEach(files) { document in
      if !output.quiet, let notice = summarizer.notice(of: document, options: options) {
        Console.tellOnce(notice)
      }
      var result = try summarizer.result(of: document, options: options, reporting: summary.reporting)
      if !output.quiet {
        for warning in result.warnings { Console.error("\(document.source.path): \(warning)") }
      }
      if output.format == .html {
        result.addPictures(of: document, options: input.documentReader.options, quiet: output.quiet)
      }
      try folder?.write(result)
      try printer.print(result)
    }
    try printer.finish()
    folder?.finish(quiet: output.quiet)
    run.finish()
  }
}

extension SummarizationMethod: ExpressibleByArgument {}
extension SummaryOrder: ExpressibleByArgument {}
