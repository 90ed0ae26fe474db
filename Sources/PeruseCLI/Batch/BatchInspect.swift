import ArgumentParser
import Peruse

struct BatchInspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Shows how every document is read: structure, blocks, places.")

  @Flag(help: "List the sentences too.")
  var sentences = false

  @OptionGroup(title: "Batch input") var inputs: BatchInputOptions
  @OptionGroup(title: "Run") var batch: BatchRunOptions<InspectionOutput>
  @OptionGroup(title: "Input") var input: InputOptions

  func run() throws {
    try batch.run(InspectTask(splitter: try input.splitter(), withSentences: sentences), inputs, input)
  }
}
