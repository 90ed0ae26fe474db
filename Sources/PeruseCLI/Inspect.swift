import ArgumentParser
import Peruse

struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows how documents are read: structure, sentences, word pieces, each with its place.",
    discussion: """
      peruse inspect book.xml                 sections and blocks
      peruse inspect --sentences book.xml     every sentence with its bytes in the source
      peruse inspect --tokens page.html       every word piece
      peruse inspect --format plain page.html       the clean text
      peruse inspect --format markdown page.html    with headings, lists, and what is known about it in front
      """)

  @Flag(help: "List the sentences.")
  var sentences = false

  @Flag(help: "List the word pieces.")
  var tokens = false

  @Argument(help: "Files, folders, patterns, archives; '-' is standard input (the default).")
  var files: [String] = ["-"]

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Output") var output: OutputOptions<InspectionOutput>

  func validate() throws {
    if output.format.holdsOneDocument, files.count > 1 {
      throw ValidationError("--format \(output.format.rawValue) makes a file of one document")
    }
    let listing = sentences ? "--sentences" : tokens ? "--tokens" : nil
    if let listing, ![.text, .json, .jsonl].contains(output.format) {
      throw ValidationError(
        "\(listing) lists in text and JSON; --format \(output.format.rawValue) shows the document")
    }
  }

  func run() throws {
    output.page()
    let splitter = try input.splitter()
    let tokenizer = tokens ? try WordPieceTokenizer(vocabularyAt: BundledReader.folder() + "/vocab.txt") : nil
    let isMany = DocumentRun.mayBeMany(files)
    var printer = ResultPrinter(
      output.format, of: .inspection, options: output.rendering(showsFile: isMany), alwaysArray: isMany)
    let wantsSentences = sentences || output.format == .json || output.format == .jsonl
    var run = DocumentRun(reader: input.documentReader, isQuiet: output.quiet)
    try run.forEach(files) { document in
      let own = wantsSentences ? splitter.sentences(in: document) : nil
      try printer.print(TaskResult(Inspection(document, sentences: own, tokenizer: tokenizer)))
    }
    try printer.finish()
    run.finish()
  }
}
