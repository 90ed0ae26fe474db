import ArgumentParser
import Peruse

struct BatchAnswer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Answers a question in every document, or each record's own.")

  @Option(help: ArgumentHelp("The question, where a record brings none of its own.", valueName: "text"))
  var question: String?

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Batch input") var inputs: BatchInputOptions
  @OptionGroup(title: "Run") var batch: BatchRunOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: SharedModelOptions

  func validate() throws {
    if let question, question.allSatisfy(\.isWhitespace) {
      throw ValidationError("the question is empty")
    }
  }

  func run() throws {
    // Each job encodes on its own thread.
    let reader = try Reader(
      modelAt: model.folder(), precision: model.precision, workers: 1, splitter: input.splitter())
    let task = AnswerTask(reader, question: question, options: reading.options)
    try batch.run(task, inputs, input)
  }
}
