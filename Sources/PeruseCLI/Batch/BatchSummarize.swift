import ArgumentParser
import Peruse

struct BatchSummarize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summarize", abstract: "Summarizes every document.")

  @OptionGroup(title: "Summary") var summary: SummaryArguments
  @OptionGroup(title: "Batch input") var inputs: BatchInputOptions
  @OptionGroup(title: "Run") var batch: BatchRunOptions<SummaryOutput>
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelChoice

  func run() throws {
    // Each job encodes on its own thread.
    let summarizer = try DocumentSummarizer(
      method: summary.method, modelAt: model.folder(), summarizerAt: summary.summarizer,
      precision: model.precision, workers: 1, splitter: input.splitter())
    if let notice = summarizer.notice { Console.error(notice) }
    let isQuiet = batch.quiet
    let task = SummarizeTask(summarizer, options: summary.options, reporting: summary.reporting) {
      if !isQuiet { Console.tellOnce($0) }
    }
    try batch.run(task, inputs, input)
  }
}
