import ArgumentParser
import Foundation
import Training

/// The settings that are changed most, as flags; any other with `--set`.
struct TrainFlags: ParsableArguments {
  @Option(help: ArgumentHelp("Model folder to start from.", valueName: "folder"))
  var start: String?

  @Option(help: ArgumentHelp("Training data; several times for several files.", valueName: "file"))
  var data: [String] = []

  @Option(help: ArgumentHelp("Data to measure on; several times for several files.", valueName: "file"))
  var heldOut: [String] = []

  @Option(help: ArgumentHelp("How often the data are gone through.", valueName: "n"))
  var epochs: Double?

  @Option(help: ArgumentHelp("Number of updates, instead of epochs.", valueName: "n"))
  var steps: Int?

  @Option(help: ArgumentHelp("Word pieces in a batch.", valueName: "n"))
  var batchTokens: Int?

  @Option(help: ArgumentHelp("The highest learning rate.", valueName: "rate"))
  var learningRate: Double?

  @Option(help: ArgumentHelp("adamw, adam, adadelta or sgd.", valueName: "name"))
  var optimizer: String?

  @Option(help: ArgumentHelp("bfloat16 or float32.", valueName: "name"))
  var precision: String?

  @Flag(
    help: ArgumentHelp(
      "Train low-rank adapters of rank 16 and heads, not the encoder: reader only. Another rank: --set reader.adapters.rank=8."
    ))
  var adapters = false

  @Option(help: ArgumentHelp("What random numbers come from.", valueName: "n"))
  var seed: Int?

  @Option(help: ArgumentHelp("Threads. The number of cores by default.", valueName: "n"))
  var workers: Int?

  @Option(
    help: ArgumentHelp(
      "Any setting: --set clip=0.5 --set optimizer.beta2=0.98 --set 'freeze=[\"*embeddings*\"]'.",
      valueName: "key=value"))
  var set: [String] = []

  func validate() throws {
    if let bad = set.first(where: { !$0.contains("=") || $0.hasPrefix("=") }) {
      throw ValidationError("--set takes KEY=VALUE, and \"\(bad)\" has no \"=\".")
    }
  }

  /// Lays the flags that were given over a configuration.
  func apply(to settings: inout ConfigurationReader) throws {
    func set(_ key: String, _ value: JSONValue?) throws {
      if let value { try settings.set(key, to: value) }
    }
    try set("start", start.map { .string($0) })
    try set("data", data.isEmpty ? nil : .array(data.map { .string($0) }))
    try set("heldOut", heldOut.isEmpty ? nil : .array(heldOut.map { .string($0) }))
    try set("epochs", epochs.map { .number($0) })
    try set("steps", steps.map { .integer($0) })
    try set("batchTokens", batchTokens.map { .integer($0) })
    try set("learningRate", learningRate.map { .number($0) })
    try set("optimizer.name", optimizer.map { .string($0) })
    try set("precision", precision.map { .string($0) })
    try set("seed", seed.map { .integer($0) })
    try set("workers", workers.map { .integer($0) })
    if adapters { try set("reader.adapters.rank", .integer(16)) }
    for entry in self.set {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      try set(String(parts[0]), JSONValue(parsing: String(parts[1])))
    }
  }
}

/// The list of settings in the help.
enum TrainHelp {
  static var text: String {
    var lines = ["SETTINGS (--config FILE.json, --set KEY=VALUE):"]
    lines += TrainingConfiguration.help.map(line)
    for task in TrainingTasks.all {
      lines += ["", "SETTINGS OF \(task.name.uppercased()) (\(task.about)):"]
      lines += task.help.map { line(("\(task.name).\($0.setting)", $0.meaning)) }
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ entry: (setting: String, meaning: String)) -> String {
    "  " + Text.cell(entry.setting + " ", 28) + entry.meaning
  }
}
