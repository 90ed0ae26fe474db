import ArgumentParser
import Peruse

struct BatchAnswer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Answers questions in every document, or each record's own.")

  @Option(
    help: ArgumentHelp(
      "The question, where a record brings none of its own; several times, all of them are asked.",
      valueName: "text"))
  var question: [String] = []

  @Option(
    help: ArgumentHelp(
      "Questions, one a line or JSON lines, all of them asked of every record that brings none of its own.",
      valueName: "file"),
    completion: .file())
  var questions: String?

  @Option(
    help: ArgumentHelp("Show n sentences on either side of the one that holds the answer.", valueName: "n"))
  var context = 0

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Batch input") var inputs: BatchInputOptions
  @OptionGroup(title: "Run") var batch: BatchRunOptions<AnswerOutput>
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelChoice

  func validate() throws {
    if question.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
      throw ValidationError("the question is empty")
    }
    if !question.isEmpty, questions != nil {
      throw ValidationError("give either --question or --questions, not both")
    }
    if questions == "-", inputs.inputs.contains("-") || inputs.filter.filesFrom.contains("-") {
      throw ValidationError("standard input can be read only once")
    }
    if questions != nil || question.count > 1, batch.database != nil || batch.format.holdsOneDocument {
      let other = batch.database == nil ? "--format \(batch.format.rawValue)" : "--database"
      throw ValidationError(
        "several questions go into lines and tables; ask one of them, or leave out \(other)")
    }
    if context < 0 { throw ValidationError("--context must be at least 1, or 0 for the sentence alone.") }
  }

  func run() throws {
    // Each job encodes on its own thread.
    let reader = try Reader(
      modelAt: model.folder(), precision: model.precision, workers: 1, splitter: input.splitter())
    let asked =
      try questions.map {
        try QuestionList(readingFrom: $0).questions.map { BatchQuestion($0.text, id: $0.id) }
      }
      ?? question.map { BatchQuestion($0) }
    let isTold = model.model == nil && !batch.quiet
    let task = AnswerTask(reader, questions: asked, options: reading.options, context: context) {
      if isTold { Console.tellOnce($0) }
    }
    try batch.run(task, inputs, input)
  }
}
