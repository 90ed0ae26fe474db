import Foundation
import TestSupport

/// The peruse program as its users run it, with nobody's own defaults.
enum Tool {
  typealias Outcome = Program.Outcome

  /// Runs `peruse arguments…` with `input` on standard input.
  static func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(Program.binary.path, arguments, input: input, environment: environment)
  }

  /// The same without root's right to read everything: where the tests run as root, as the user `nobody`.
  static func runUnprivileged(_ arguments: [String], in scratch: Scratch) throws -> Outcome {
    guard geteuid() == 0 else { return try run(arguments) }
    // A copy, since the build folder itself may be out of that user's reach.
    let copy = scratch.path + "/peruse-copy"
    try FileManager.default.copyItem(atPath: Program.binary.path, toPath: copy)
    let command = ["--reuid=65534", "--regid=65534", "--clear-groups", copy] + arguments
    return try run("/usr/bin/setpriv", command)
  }

  private static func run(
    _ executable: String, _ arguments: [String], input: Data = Data(), environment: [String: String] = [:]
  ) throws -> Outcome {
    let clean = ProcessInfo.processInfo.environment.merging(["XDG_CONFIG_HOME": "/nonexistent"]) { $1 }
    return try Program.run(
      executable: executable, arguments, input: input, environment: clean.merging(environment) { $1 })
  }

  /// A file of `corpora/`.
  static func corpus(_ name: String) -> String {
    Program.root.appendingPathComponent("corpora/\(name)").path
  }
}
