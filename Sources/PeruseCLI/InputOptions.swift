import ArgumentParser
import Peruse

/// How input is read; shared by every command that reads documents.
struct InputOptions: ParsableArguments {
  @Option(
    name: .customLong("input-format"),
    help: ArgumentHelp("Format of the input; detected by default.", valueName: "format"))
  var format: DocumentFormat?

  @Option(
    help: ArgumentHelp(
      "Character encoding of the input, such as windows-1252. Detected by default.", valueName: "name"))
  var encoding: String?

  @Option(
    help: ArgumentHelp("XPath of the elements that hold the text, for XML of your own.", valueName: "xpath"))
  var textPath: String?

  @Option(help: ArgumentHelp("XPath of the title.", valueName: "xpath"))
  var titlePath: String?

  @Option(help: ArgumentHelp("XPath of elements to leave out.", valueName: "xpath"))
  var skipPath: String?

  @Option(
    help: ArgumentHelp(
      "Path of the element that makes a record, for XML files that hold many.", valueName: "path"))
  var recordPath: String?

  @Option(help: ArgumentHelp("Password of an encrypted PDF.", valueName: "word"))
  var pdfPassword: String?

  @Option(help: ArgumentHelp("More abbreviations that end no sentence, one a line.", valueName: "file"))
  var abbreviations: String?

  @Option(help: ArgumentHelp("What a line break means for sentences.", valueName: "policy"))
  var newlines: NewlinePolicy = .auto

  @Flag(help: "The input has one sentence a line already.")
  var presegmented = false

  /// A reader with these options.
  var documentReader: DocumentReader {
    var options = IngestionOptions()
    options.format = format
    options.encoding = encoding
    options.textPath = textPath
    options.titlePath = titlePath
    options.skipPath = skipPath
    options.recordPath = recordPath
    options.pdfPassword = pdfPassword
    return DocumentReader(options: options)
  }

  /// A sentence splitter with these options.
  func splitter() throws -> SentenceSplitter {
    var list = AbbreviationList.english
    if let abbreviations { list = try list.merging(contentsOf: abbreviations) }
    return SentenceSplitter(abbreviations: list, newlines: newlines, presegmented: presegmented)
  }
}

extension DocumentFormat: ExpressibleByArgument {}
extension NewlinePolicy: ExpressibleByArgument {}
extension WordEncoder.Precision: ExpressibleByArgument {}
extension WindowCombination: ExpressibleByArgument {}
