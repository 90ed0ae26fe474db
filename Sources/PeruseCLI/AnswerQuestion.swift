import ArgumentParser
import Peruse

struct AnswerQuestion: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer",
    abstract: "Answers a question with exact spans of documents.",
    discussion: """
      The whole document is read, in overlapping windows on sentence boundaries; only bibliographies \
      are left out. Each answer comes with its probability, its sentence and its place in the source.

      peruse answer "When did the bridge open?" report.xml
      peruse answer --top 3 --format json "Who paid for it?" *.xml
      curl -s https://example.org/page | peruse answer "Who wrote it?" -
      """)

  @Argument(
    help: "The question, then files; '-' is standard input (the default). With --question only files.")
  var arguments: [String] = []

  @Option(help: ArgumentHelp("The question.", valueName: "text"))
  var question: String?

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  private var asked: (question: String, files: [String]) {
    let text = question ?? arguments.first ?? ""
    let files = question == nil ? Array(arguments.dropFirst()) : arguments
    return (text, files.isEmpty ? ["-"] : files)
  }

  func validate() throws {
    if asked.question.allSatisfy(\.isWhitespace) {
      throw ValidationError(
        "the question is empty; give one, such as: peruse answer \"Who wrote it?\" file.xml")
    }
  }

  func run() throws {
    let (question, files) = asked
    let options = reading.options
    let reader = try Reader(
      modelAt: model.model, precision: model.precision, workers: model.workers, splitter: input.splitter())
    let settings = ReaderSettings(precision: model.precision, options: options)
    let description = ModelReport(reader.spans.encoder)
    let text = AnswerText(showsFile: files.count > 1)
    var printer = ResultPrinter<AnswersReport>(format: output.format, alwaysArray: files.count > 1) {
      text.render($0)
    }

    var run = DocumentRun(reader: input.documentReader)
    try run.forEach(files) { document in
      let answers = try reader.answers(to: question, in: document, options: options)
      try printer.print(
        AnswersReport(
          document: DocumentReport(document), question: question, answers: answers, model: description,
          settings: settings))
    }
    printer.finish()
    run.finish()
  }
}
