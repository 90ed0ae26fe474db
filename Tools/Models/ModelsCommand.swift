import ArgumentParser
import HierarchicalModels

/// Work on model folders that is done once per model, by those who maintain them.
@main
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peruse-models", abstract: "Prepare model folders.", subcommands: [Quantize.self])
}

struct Quantize: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Write an int8 copy of a model folder.")

  @Argument(help: "A folder with config.json, model.safetensors and vocab.txt.")
  var source: String
  @Argument(help: "The folder to write.")
  var target: String
  @Option(help: "The model's name.")
  var name: String
  @Option(name: .customLong("model-version"), help: "The model's version.")
  var version = "1"
  @Option(help: "What the model does, where it comes from, and under which licence.")
  var about: String

  func run() throws {
    let card = ModelQuantizer.Card(name: name, version: version, about: about)
    let manifest = try ModelQuantizer.quantize(folder: source, to: target, card: card)
    print(
      "\(target): \(manifest.name) \(manifest.version), \(manifest.sha256[ModelFolder.weightsName] ?? "")")
  }
}
