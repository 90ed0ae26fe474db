import ArgumentParser
import Foundation
import Peruse

struct AnswerQuestion: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer",
    abstract: "Answers questions with exact spans of documents.",
    discussion: """
      The whole document is read, in overlapping windows on sentence boundaries; only bibliographies \
      are left out. Each answer comes with its probability, its sentence and its place in the source. \
      An answer that may well be wrong is marked 'unsure', in a pipe in the last column. Where a document holds no answer, the reader \
      says so, in a pipe on standard error; --always-answer shows its best guess all the same. The exit code is 1 where no \
      question got an answer.

      peruse answer "When did the bridge open?" report.xml
      peruse answer --top 3 --format json "Who paid for it?" *.xml
      peruse answer --question "Who paid?" --question "Who built it?" report.xml
      peruse answer --questions questions.txt report.xml
      curl -s https://example.org/page | peruse answer "Who wrote it?" -
      """)

  @Argument(
    help: """
      The question, then files; '-' is standard input (the default). With --question or --questions only files.
      """)
  var arguments: [String] = []

  @Option(help: ArgumentHelp("The question; several times for several.", valueName: "text"))
  var question: [String] = []

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
    let files = question.isEmpty && questions == nil ? Array(arguments.dropFirst()) : arguments
    return files.isEmpty ? ["-"] : files
  }

  func validate() throws {
    if !question.isEmpty, questions != nil {
      throw ValidationError("give either --question or --questions, not both")
    }
    if questions == "-", files.contains("-") {
      throw ValidationError(
        "questions and a document cannot both come from standard input; name the document")
    }
    guard questions == nil else { return }
    let asked = question.isEmpty ? [arguments.first ?? ""] : question
    if asked.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
      throw ValidationError(
        "the question is empty; give one, such as: peruse answer \"Who wrote it?\" file.xml")
    }
    if question.isEmpty, let first = arguments.first, FileManager.default.fileExists(atPath: first) {
      throw ValidationError(
        "\(first) is a file, and a question comes first: peruse answer \"Who wrote it?\" \(first)")
    }
  }

  func run() throws {
    let asked =
      try questions.map(QuestionList.init(readingFrom:))?.questions
      ?? (question.isEmpty ? [arguments.first ?? ""] : question).map { QuestionList.Question(text: $0) }
    let hasMany = questions != nil || asked.count > 1
    let options = reading.options
    let reader = try Reader(
      modelAt: model.folder(), precision: model.precision, workers: model.workers, splitter: input.splitter())
    let settings = ReaderSettings(precision: reader.spans.precision, options: options)
    let description = ModelReport(reader.spans.identity)
    let text = AnswerText(showsFile: files.count > 1, showsQuestion: hasMany)
    var printer = ResultPrinter<AnswersReport>(
      format: output.format, alwaysArray: files.count > 1 || hasMany
    ) {
      text.render($0)
    }

    var isAnswered = false
    var run = DocumentRun(reader: input.documentReader)
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
          isAnswered = isAnswered || !answers.answers.isEmpty
          if !output.quiet, output.format == .text, let words = text.silence(answers) {
            Console.error(words)
          }
        }
      }
    }
    printer.finish()
    run.finish()
    if !isAnswered, !reading.strict { Console.exit(.notFound) }
  }
}
