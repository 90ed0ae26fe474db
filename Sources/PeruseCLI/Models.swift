import ArgumentParser
import Foundation
import Peruse

struct Models: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "Lists, installs and removes models.",
    subcommands: [ListModels.self, InstallModel.self, RemoveModel.self], defaultSubcommand: ListModels.self)
}

struct ListModels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the models that are installed, and verifies their checksums; the default.",
    discussion:
      "The files of each model are read whole and compared with the checksums that came with them. On a terminal, models that could be installed follow."
  )

  @Option(help: "Output; json is an array, jsonl an object a line.")
  var format: FigureOptions.Format = .text

  func run() throws {
    let models = try InstalledModels.all()
    switch format {
    case .text:
      let style = TextStyle(enabled: Console.colours)
      for model in models {
        guard Console.outputIsTerminal else {
          Console.print("\(model.name)\t\(model.version)\t\(model.bytes)\t\(model.sha256)\t\(model.folder)")
          continue
        }
        let size = ByteCountFormatter.string(fromByteCount: Int64(model.bytes), countStyle: .file)
        Console.print("\(style.bold(model.name)) version \(model.version) · \(size)")
        Console.print(TextStyle.wrapped(model.about, indent: "  ", width: Console.width))
        Console.print(style.dim("  SHA-256 \(model.sha256)\n  \(model.folder)"))
      }
      guard Console.outputIsTerminal else { break }
      for model in InstallableModel.all where !models.contains(where: { $0.name == model.name }) {
        Console.print("\(style.bold(model.name)) not installed")
        Console.print(TextStyle.wrapped(model.about, indent: "  ", width: Console.width))
        let how =
          model.adapters == nil
          ? "It \(InstallError.Reason.needsAdapters(base: model.base).message)."
          : "peruse models install \(model.name) fetches it, \(model.parts.reduce(0) { $0 + $1.bytes } / 1_000_000) MB, and makes it small."
        Console.print(TextStyle.wrapped(how, indent: "  ", width: Console.width))
      }
    case .json:
      Console.print(String(decoding: try JSONEncoder.peruse(pretty: true).encode(models), as: UTF8.self))
    case .jsonl:
      for model in models {
        Console.print(String(decoding: try JSONEncoder.peruse(pretty: false).encode(model), as: UTF8.self))
      }
    }
  }
}
