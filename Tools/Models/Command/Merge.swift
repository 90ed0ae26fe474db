import ArgumentParser
import HierarchicalModels

struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Write a whole model of low-rank adapters and the encoder they belong to.",
    discussion: "The new folder is in f32; make it small with quantize.")

  @Argument(help: "A folder that `peruse train reader --adapters` has written.")
  var adapters: String
  @Argument(help: "The folder of the encoder that training started from.")
  var base: String
  @Argument(help: "The folder to write.")
  var target: String

  func run() throws {
    let manifest = try AdapterFolder(at: adapters).merged(with: ModelFolder(at: base), to: target)
    print(
      "\(target): \(manifest.name) \(manifest.version), \(manifest.sha256[ModelFolder.weightsName] ?? "")")
  }
}
