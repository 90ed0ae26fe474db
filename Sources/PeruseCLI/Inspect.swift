import ArgumentParser
import Peruse

struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows how documents are read: structure, sentences, word pieces, each with its place.",
    discussion: """
      peruse inspect book.xml                 sections and blocks
      peruse inspect --sentences book.xml     every sentence with its bytes in the source
      peruse inspect --tokens page.html       every word piece
      """)

  @Flag(help: "List the sentences.")
  var sentences = false

  @Flag(help: "List the word pieces.")
  var tokens = false

  @Argument(help: "Files; '-' is standard input (the default).")
  var files: [String] = ["-"]

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let splitter = try input.splitter()
    let tokenizer = tokens ? try WordPieceTokenizer(vocabularyAt: BundledReader.folder() + "/vocab.txt") : nil
    let text = InspectionText()
    var printer = ResultPrinter<InspectionReport>(format: output.format, alwaysArray: files.count > 1) {
      text.render($0)
    }
    let wantsSentences = sentences || output.format != .text
    var run = DocumentRun(reader: input.documentReader, isQuiet: output.quiet)
    try run.forEach(files) { document in
      try printer.print(
        InspectionReport(
          document, sentences: wantsSentences ? splitter.sentences(in: document) : nil, tokenizer: tokenizer))
    }
    printer.finish()
    run.finish()
  }
}
