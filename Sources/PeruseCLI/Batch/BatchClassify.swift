import ArgumentParser
import Peruse

struct BatchClassify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify", abstract: "Says which labels every document has.")

  @OptionGroup(title: "Classifier") var model: ClassifierOptions
  @OptionGroup(title: "Batch input") var inputs: BatchInputOptions
  @OptionGroup(title: "Run") var batch: BatchRunOptions<ClassificationOutput>
  @OptionGroup(title: "Input") var input: InputOptions

  func run() throws {
    let task = ClassifyTask(
      classifier: try model.classifier(), splitter: try input.splitter(), attended: model.attended)
    try batch.run(task, inputs, input)
  }
}
