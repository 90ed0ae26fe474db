import ArgumentParser
import Foundation
import Generation
import Peruse

struct QuestionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "questions",
    abstract: "Asks what a document answers: questions with their answers and places.",
    discussion: """
      peruse questions --writer runs/writer/model report.xml
      peruse questions --writer runs/writer/model --count 20 --format anki chapter.epub > cards.txt
      peruse questions --writer runs/writer/model --explain --format json report.xml

      A writer asks about names, numbers and phrases of the document; a question is shown only where a reader finds the same \
      stretch again. Questions are spread over the document. In a pipe a line each: question, answer, \
      probability, places, sentence. The questions are written by a model and stand nowhere in the document; the answers do.
      \(Self.training)
      """)

  private static let training = """
    Train a writer with: Tools/Models/word-vectors.py glove.6B.50d.txt vectors; peruse train writer --config \
    Tools/Models/writer/questions.json --start vectors --data squad.json --run runs/writer
    """

  @Argument(help: "Files; '-' is standard input (the default).")
  var files: [String] = ["-"]

  @Option(
    help: ArgumentHelp(
      "Folder of a writer that 'peruse train writer' has made.",
      valueName: "folder"),
    completion: .directory)
  var writer: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Most questions about a document.", valueName: "n"))
  var count = 10

  @Flag(help: "Show which word of the document each word of a question came from; in json and jsonl.")
  var explain = false

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions<QuestionsOutput>

  func validate() throws {
    if !(1...1000).contains(count) { throw ValidationError("--count must be from 1 to 1000.") }
    if explain, output.format != .json, output.format != .jsonl {
      throw ValidationError("--explain shows in json and jsonl; give --format")
    }
    if output.format.holdsOneDocument, files.count > 1 {
      throw ValidationError("--format \(output.format.rawValue) makes a file of one document")
    }
  }

  func run() throws {
    guard let writer else {
      throw Failure(.usage, "no writer was named, and none comes with Peruse. \(Self.training)")
    }
    let sequences = try SequenceWriter(modelAt: writer, workers: model.workers)
    let reader = try Reader(
      modelAt: model.folder(), precision: model.precision, workers: model.workers, splitter: input.splitter())
    let asker = reader.asker(sequences)
    output.page()
    var printer = ResultPrinter(
      output.format, of: .questions, options: output.rendering(showsFile: files.count > 1),
      alwaysArray: DocumentRun.mayBeMany(files))
    var run = DocumentRun(reader: input.documentReader, isQuiet: output.quiet)
    try run.forEach(files) { document in
      let readable = reader.prepare(document)
      let found = try asker.questions(about: readable, count: count)
      let report = QuestionsReport(
        found, in: readable, writer: ModelReport(sequences), reader: reader.model, explains: explain)
      var result = TaskResult(report, found, in: readable)
      if output.format == .html {
        result.addPictures(of: document, options: input.documentReader.options, quiet: output.quiet)
      }
      try printer.print(result)
      if found.isEmpty, !output.quiet, !Console.outputIsTerminal, let remark = result.remark {
        Console.error("\(document.source.path): \(remark)")
      }
    }
    try printer.finish()
    run.finish()
  }
}

extension ModelReport {
  /// Describes a writer's model.
  init(_ writer: SequenceWriter) {
    let manifest = writer.folder.manifest
    self.init(
      name: manifest?.name ?? "writer", version: manifest?.version ?? "", sha256: writer.folder.sha256)
  }
}
