import ArgumentParser
import Peruse

/// How results are printed.
struct OutputOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, jsonl
  }

  @Option(help: "Output; json is one object, or an array for several documents, jsonl an object a line.")
  var format: Format = .text

  @Flag(name: .shortAndLong, help: "No progress and no warnings on standard error.")
  var quiet = false
}

/// Which model computes, and how.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A model that came with Peruse, by name (see 'peruse models'), or a model folder.",
      valueName: "name|folder"),
    completion: .directory)
  var model: String?

  /// The folder of the chosen model; nil for the one that is used by default.
  ///
  /// - Throws: a failure that names the models there are.
  func folder() throws -> String? { try model.map { try InstalledModels.folder(named: $0) } }

  @Option(help: "Arithmetic of the encoder.")
  var precision: WordEncoder.Precision = .int8

  @Option(help: ArgumentHelp("Threads. The number of cores by default.", valueName: "n"))
  var workers: Int = WorkerPool.activeCores

  func validate() throws {
    guard workers > 0 else { throw ValidationError("--workers must be at least 1.") }
  }
}
