import ArgumentParser
import Peruse

struct Ask: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Answers questions line by line about documents, or from a whole corpus.",
    discussion: """
      With files, questions are read from the terminal (with history; Ctrl-D ends) or from a pipe, one a line, and \
      each is answered as soon as it is there. With --corpus, the question is answered from the passages of a corpus \
      that 'peruse index' has made; without a question they are read line by line, too. The exit code is 1 where no question got an \
      answer.

      peruse ask report.xml
      printf 'Who paid?\\nWhen did it open?\\n' | peruse ask report.xml
      peruse ask --corpus corpus.db "Who wound the tide clock?"
      peruse ask --corpus corpus.db --top 3 --format json "What causes it?"
      """)

  @Option(help: ArgumentHelp("A corpus made by 'peruse index'.", valueName: "db"), completion: .file())
  var corpus: String?

  @Argument(
    help: ArgumentHelp("Files to ask about; with --corpus the question.", valueName: "file|question"),
    completion: .file())
  var arguments: [String] = []

  @Option(help: ArgumentHelp("Passages that are read, with --corpus.", valueName: "n"))
  var passages = 10

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions<AnswerOutput>

  func validate() throws {
    if passages < 1 { throw ValidationError("--passages must be at least 1.") }
    if output.format.holdsOneDocument {
      throw ValidationError(
        "--format \(output.format.rawValue) makes a file of one answer; use peruse answer")
    }
    if corpus == nil {
      if arguments.isEmpty {
        throw ValidationError("name files to ask about, or a corpus: peruse ask report.xml")
      }
      if arguments.contains("-") {
        throw ValidationError("questions come from standard input, so that a document cannot; name a file")
      }
    } else {
      if arguments.count > 1 {
        throw ValidationError("give one question, in quotation marks; the corpus is named by --corpus")
      }
      if let question = arguments.first, question.allSatisfy(\.isWhitespace) {
        throw ValidationError("the question is empty")
      }
    }
  }

  func run() throws {
    if let corpus { try ask(corpus: corpus) } else { try askFiles() }
  }

  private func askFiles() throws {
    let options = reading.options
    let reader = try Reader(
      modelAt: model.folder(), precision: model.precision, workers: model.workers, splitter: input.splitter())
    let documents = try AskDocuments(arguments, reader: reader, input: input)
    let lines = LineEditor(prompt: "? ")
    if lines.isInteractive, !output.quiet { Console.print(documents.introduction) }
    let printer = ResultPrinter(
      output.format, of: .answers,
      options: output.rendering(showsFile: documents.hasMany, showsQuestion: !lines.isInteractive),
      alwaysArray: true)
    var conversation = Conversation(
      documents, options: options, printer: printer, saysSilence: !output.quiet && output.format == .text)
    try conversation.run(lines)
    if !conversation.isAnswered, !reading.strict, !lines.isInteractive { Console.exit(.notFound) }
  }

  private func ask(corpus: String) throws {
    let index = try CorpusIndex(at: corpus)
    let hasVectors = try index.contents().encoder?.isEmpty == false
    let tools = try CorpusTools(
      modelAt: model.folder(), precision: model.precision, workers: model.workers)
    var options = AskOptions()
    options.passages = passages
    options.reader = reading.options
    var printer = ResultPrinter(
      output.format, of: .answers, options: output.rendering(), alwaysArray: arguments.isEmpty)
    var isAnswered = false
    func answer(_ question: String) throws {
      let result = try index.result(
        of: question, reader: tools.reader, encoder: hasVectors ? tools.encoder : nil, options: options)
      try printer.print(
        TaskResult(
          question: question, result: result, model: ModelReport(tools.reader.identity),
          settings: ReaderSettings(precision: model.precision, options: options.reader)))
      isAnswered = isAnswered || !result.answers.isEmpty
      if result.answers.isEmpty, !output.quiet { Console.error("no answer found") }
    }
    var isInteractive = false
    if let question = arguments.first {
      try answer(question)
    } else {
      let lines = LineEditor(prompt: "? ")
      isInteractive = lines.isInteractive
      forEachQuestion(lines, answer)
    }
    try printer.finish()
    if !isAnswered, !reading.strict, !isInteractive { Console.exit(.notFound) }
  }

  /// A question that cannot be answered costs one error line; the next one may be better.
  private func forEachQuestion(_ lines: LineEditor, _ answer: (String) throws -> Void) {
    while let line = lines.next() {
      if line.allSatisfy(\.isWhitespace) { continue }
      do { try answer(line) } catch { Console.error(Failure(error).description) }
    }
  }
}
