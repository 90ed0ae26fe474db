import ArgumentParser
import Peruse

struct Ask: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answers a question from a whole corpus, with document, place and probability.",
    discussion: """
      peruse ask --corpus corpus.db "Who wound the tide clock?"
      peruse ask --corpus corpus.db --top 3 --format json "What causes it?"
      """)

  @Option(help: ArgumentHelp("A corpus made by 'peruse index'.", valueName: "db"), completion: .file())
  var corpus: String

  @Argument(help: ArgumentHelp("The question.", valueName: "question"))
  var question: String

  @Option(help: ArgumentHelp("Passages that are read.", valueName: "n"))
  var passages = 10

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if question.allSatisfy(\.isWhitespace) { throw ValidationError("the question is empty") }
    if passages < 1 { throw ValidationError("--passages must be at least 1.") }
  }

  func run() throws {
    let index = try CorpusIndex(at: corpus)
    let hasVectors = try index.contents().encoder?.isEmpty == false
    let tools = try CorpusTools(modelAt: model.model, precision: model.precision, workers: model.workers)
    var options = AskOptions()
    options.passages = passages
    options.reader = reading.options
    let answers = try index.answers(
      to: question, reader: tools.reader, encoder: hasVectors ? tools.encoder : nil, options: options)
    var printer = ResultPrinter<CorpusAnswersReport>(format: output.format, alwaysArray: false) {
      CorpusText().render($0)
    }
    try printer.print(
      CorpusAnswersReport(
        question: question, answers: answers, model: ModelReport(tools.reader.encoder),
        settings: ReaderSettings(precision: model.precision, options: options.reader)))
    printer.finish()
    if answers.isEmpty, !output.quiet { Console.error("no answer found") }
  }
}
