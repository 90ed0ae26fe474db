import Peruse

/// Many documents, one summary.
struct SummarizeMerged {
  let summarizer: DocumentSummarizer
  let options: SummaryOptions
  let output: SummaryOutputOptions

  /// Reads all documents, and prints one result.
  func run(_ files: [String], reader: DocumentReader) throws {
    var run = DocumentRun(reader: reader)
    var documents: [(document: Document, sentences: [Sentence])] = []
    try run.forEach(files) { document in
      documents.append((document, summarizer.splitter.sentences(in: document)))
    }
    guard !documents.isEmpty else {
      run.finish()
      throw Failure(.data, "there is no document to summarize")
    }
    let summary = try summarizer.summary(merging: documents, options: options)
    let report = summarizer.report(summary, of: documents.map(\.document))
    if !output.quiet { for warning in report.warnings ?? [] { Console.error(warning) } }
    if output.format == .html {
      Console.print(
        SummaryPage(documents, summary: summary, model: report.model, settings: report.settings).html)
    } else {
      var printer = ResultPrinter<MergedReport>(format: output.format.plain, alwaysArray: false) {
        SummaryText(showsFile: true).render($0)
      }
      try printer.print(report)
      printer.finish()
    }
    run.finish()
  }
}
