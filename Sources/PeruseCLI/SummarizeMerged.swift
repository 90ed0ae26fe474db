import Peruse

/// Many documents, one summary.
struct SummarizeMerged {
  let summarizer: DocumentSummarizer
  let options: SummaryOptions
  let output: OutputOptions<SummaryOutput>
  let drawings: PictureOptions

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
    if !output.quiet {
      for (document, _) in documents {
        if let notice = summarizer.notice(of: document, options: options) { Console.tellOnce(notice) }
      }
    }
    let summary = try summarizer.summary(merging: documents, options: options)
    let result = summarizer.result(summary, merging: documents)
    if !output.quiet { for warning in result.warnings { Console.error(warning) } }
    var printer = ResultPrinter(
      output.format, of: .summary, options: output.rendering(showsFile: true), alwaysArray: false)
    var folder = PictureFolder(drawings)
    try folder?.write(result)
    try printer.print(result)
    try printer.finish()
    folder?.finish(quiet: output.quiet)
    run.finish()
  }
}
