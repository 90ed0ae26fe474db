import ArgumentParser
import SpanExtraction
import Training

struct Calibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Calibrate a reader again, on the questions that its training kept apart.",
    discussion: "Run it where the configuration's data files are. The weights stay as they are.")

  @Argument(help: "The reader's folder; its temperature, null bias and manifest are written anew.")
  var model: String
  @Argument(help: "The configuration of its last training run.")
  var configurationFile: String

  func run() throws {
    let isRecurrent = RecurrentReaderConfiguration.describes(model)
    var settings = ConfigurationReader(for: isRecurrent ? RecurrentReaderTask.self : ReaderTask.self)
    try settings.read(file: configurationFile)
    try settings.set("start", to: .string(model))
    try settings.complete(modelAt: model) { print($0) }
  }
}
