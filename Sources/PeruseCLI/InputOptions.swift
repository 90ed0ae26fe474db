import ArgumentParser
import Peruse
import Platform

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

  @Flag(help: "Read what is good of broken markup and bytes, with a warning, instead of refusing them.")
  var lenient = false

  @Flag(
    help: "Read what XML includes from files below its own folder: entities, definitions, XInclude elements.")
  var localEntities = false

  @Flag(help: "Of a wiki's dump read redirects, templates and other pages that are no articles, too.")
  var allPages = false

  @Option(
    help: ArgumentHelp(
      "Of an edition of several witnesses read this one, such as 'A'. The edition's own text by default.",
      valueName: "name"))
  var witness: String?

  @Option(help: ArgumentHelp("Spelling that is read where an edition gives two.", valueName: "spelling"))
  var spelling: IngestionOptions.Spelling = .regularized

  @Option(
    help: ArgumentHelp("Deepest nesting of elements, lists and quotations, at most 2048.", valueName: "n"))
  var maxDepth = 256
  @Option(help: ArgumentHelp("Password of an encrypted PDF.", valueName: "word"))
  var pdfPassword: String?

  @Option(help: ArgumentHelp("More abbreviations that end no sentence, one a line.", valueName: "file"))
  var abbreviations: String?

  @Option(help: ArgumentHelp("What a line break means for sentences.", valueName: "policy"))
  var newlines: NewlinePolicy = .auto

  @Flag(help: "The input has one sentence a line already.")
  var presegmented = false

  @Option(
    help: ArgumentHelp(
      "Longest wait for the next bytes of a pipe that is named as a file.", valueName: "seconds"))
  var wait = 30.0

  func validate() throws {
    if maxDepth < 1 { throw ValidationError("--max-depth must be at least 1.") }
    if !TimeLimit.allows(wait) {
      throw ValidationError("--wait must be above 0 and at most \(Int(TimeLimit.longest)).")
    }
  }

  /// A reader with these options.
  var documentReader: DocumentReader {
    var options = IngestionOptions()
    options.format = format
    options.encoding = encoding
    options.textPath = textPath
    options.titlePath = titlePath
    options.skipPath = skipPath
    options.recordPath = recordPath
    options.maximumSilence = wait
    options.isLenient = lenient
    options.readsAllPages = allPages
    options.readsLocalFiles = localEntities
    options.witness = witness
    options.spelling = spelling
    options.maximumDepth = maxDepth
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
extension IngestionOptions.Spelling: ExpressibleByArgument {}
extension WordEncoder.Precision: ExpressibleByArgument {}
extension WindowCombination: ExpressibleByArgument {}
