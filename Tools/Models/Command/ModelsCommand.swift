import ArgumentParser
import HierarchicalModels
import SpanExtraction

/// Work on model folders that is done once per model, by those who maintain them.
@main
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peruse-models", abstract: "Prepare model folders.",
    subcommands: [Quantize.self, Calibrate.self, Merge.self])
}

struct Quantize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a small copy of a model folder: a transformer in int8, word vectors and writers in f16.")

  @Argument(help: "A folder with config.json, model.safetensors and vocab.txt.")
  var source: String
  @Argument(help: "The folder to write.")
  var target: String
  @Option(help: "The model's name.")
  var name: String
  @Option(name: .customLong("model-version"), help: "The model's version.")
  var version = "1"
  @Option(help: "Of a writer: the most frequent words that keep a vector.")
  var words = 60_000
  @Option(help: "What the model does, where it comes from, and under which licence.")
  var about: String

  func run() throws {
    let card = ModelQuantizer.Card(name: name, version: version, about: about)
    let manifest =
      try WriterConfiguration.describes(source)
      ? ModelQuantizer.halve(writer: source, to: target, card: card, words: words)
      : ModelQuantizer.quantize(
        folder: source, to: target, card: card,
        kind: RecurrentReaderConfiguration.describes(source) ? .wordVectors : .encoder)
    print(
      "\(target): \(manifest.name) \(manifest.version), \(manifest.sha256[ModelFolder.weightsName] ?? "")")
  }
}
