import Foundation
import TestSupport

/// The peruse program as users run it: a process of its own.
struct Tool {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String

    /// Standard output as JSON.
    func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(output.utf8)) }
  }

  /// Runs `peruse arguments…` with `input` on standard input.
  static func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(binary, arguments, input: input, environment: environment)
  }

  /// The same without root's right to read everything: where the tests run as root, as the user `nobody`.
  static func runUnprivileged(_ arguments: [String], in scratch: Scratch) throws -> Outcome {
    guard geteuid() == 0 else { return try run(arguments) }
    // A copy, since the build folder itself may be out of that user's reach.
    let copy = scratch.path + "/peruse-copy"
    try FileManager.default.copyItem(atPath: binary.path, toPath: copy)
    let command = ["--reuid=65534", "--regid=65534", "--clear-groups", copy] + arguments
    return try run(URL(fileURLWithPath: "/usr/bin/setpriv"), command)
  }

  private static func run(
    _ executable: URL, _ arguments: [String], input: Data = Data(), environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    // Nobody's own defaults.
    let clean = ProcessInfo.processInfo.environment.merging(["XDG_CONFIG_HOME": "/nonexistent"]) { $1 }
    process.environment = clean.merging(environment) { $1 }
    process.executableURL = executable
    process.arguments = arguments
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("peruse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files instead of pipes: no output is too long for them.
    let names = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
    try input.write(to: names[0])
    for name in names.dropFirst() { try Data().write(to: name) }
    process.standardInput = try FileHandle(forReadingFrom: names[0])
    process.standardOutput = try FileHandle(forWritingTo: names[1])
    process.standardError = try FileHandle(forWritingTo: names[2])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: names[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: names[2]), as: UTF8.self))
  }

  /// Root of the repository.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A file of `corpora/`.
  static func corpus(_ name: String) -> String { root.appendingPathComponent("corpora/\(name)").path }

  /// The program stands beside the tests' own executable.
  static let binary: URL = {
    let own = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).resolvingSymlinksInPath()
    return own.deletingLastPathComponent().appendingPathComponent("peruse")
  }()
}
