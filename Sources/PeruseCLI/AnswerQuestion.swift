import ArgumentParser
import Peruse

struct AnswerQuestion: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer",
    abstract: "Answers questions with exact spans of documents.",
    discussion: """
      The whole document is read, in overlapping windows on sentence boundaries; only bibliographies \
      are left out. Each answer comes with its probability, its sentence and its place in the source. \
      Where a document holds no answer, the reader says so; --always-answer shows its best guess all the same.

      peruse answer "When did the bridge open?" report.xml
      peruse answer --top 3 --format json "Who paid for it?" *.xml
      peruse answer --questions questions.txt report.xml
      curl -s https://example.org/page | peruse answer "Who wrote it?" -
      """)

  @Argument(
    help: """
      The question, then files; '-' is standard input (the default). With --question or --questions only files.
      """)
  var arguments: [String] = []

  @Option(help: ArgumentHelp("The question.", valueName: "text"))
  var question: String?

  @Option(
    help: ArgumentHelp(
      """
      Questions, one a line, or JSON lines with "question" and perhaps "id"; empty lines and lines that begin with # \
      are left out. Each document is read once for all. '-' is standard input.
      """, valueName: "file"),
    completion: .file())
  var questions: String?

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  private var files: [String] {
    let files = question == nil && questions == nil ? Array(arguments.dropFirst()) : arguments
    return files.isEmpty ? ["-"] : files
  }

  func validate() throws {
    if question != nil, questions != nil {
      throw ValidationError("give either --question or --questions, not both")
    }
    if questions == "-", files.contains("-") {
      throw ValidationError(
        "questions and a document cannot both come from standard input; name the document")
    }
    if questions == nil, (question ?? arguments.first ?? "").allSatisfy(\.isWhitespace) {
      throw ValidationError(
        "the question is empty; give one, such as: peruse answer \"Who wrote it?\" file.xml")
    }
  }

  func run() throws {
    let asked =
      try questions.map(QuestionList.init(readingFrom:))?.questions
      ?? [QuestionList.Question(text: question ?? arguments.first ?? "")]
    let options = reading.options
    let reader = try Reader(
      modelAt: model.folder(), precision: model.precision, workers: model.workers, splitter: input.splitter())
    let settings = ReaderSettings(precision: reader.spans.precision, options: options)
    let description = ModelReport(reader.spans.identity)
    let text = AnswerText(showsFile: files.count > 1, showsQuestion: questions != nil)
    var printer = ResultPrinter<AnswersReport>(
      format: output.format, alwaysArray: files.count > 1 || questions != nil
    ) {
      text.render($0)
    }

    var run = DocumentRun(reader: input.documentReader, isQuiet: output.quiet)
    try run.forEach(files) { document in
      let readable = reader.prepare(document)
      let report = DocumentReport(document)
      // Questions share batches; results come as soon as their share is read.
      for first in stride(from: 0, to: asked.count, by: 32) {
        let part = asked[first..<min(first + 32, asked.count)]
        let results = try reader.spans.results(
          of: part.map { ReaderRequest(question: $0.text, document: readable) }, options: options)
        for (question, result) in zip(part, results) {
          var answers = AnswersReport(
            document: report, question: question.text, result: result, model: description, settings: settings)
          answers.id = question.id
          try printer.print(answers)
        }
      }
    }
    printer.finish()
    run.finish()
  }
}
