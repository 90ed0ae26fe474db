import ArgumentParser
import Foundation
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

  @Flag(
    help: "Fit only how likely none is; temperature, null bias and the weights' checksum stay as they are.")
  var absenceOnly = false
  @Option(
    help: ArgumentHelp("With --absence-only: write the questions as the fit saw them.", valueName: "file"))
  var trials: String?

  func run() throws {
    let isRecurrent = RecurrentReaderConfiguration.describes(model)
    var settings = ConfigurationReader(for: isRecurrent ? RecurrentReaderTask.self : ReaderTask.self)
    try settings.read(file: configurationFile)
    try settings.set("start", to: .string(model))
    guard absenceOnly else { return try settings.complete(modelAt: model) { print($0) } }
    let points = try settings.fitAbsence(modelAt: model) { print($0) }
    guard let trials else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let lines = try points.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
    try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: trials))
  }
}
