import Foundation
import TestSupport
import Testing

@Suite("What reaches a terminal")
struct TerminalTextTests {
  private static let escape = "\u{1B}"

  @Test(
    "No sequence of a document, its title, its name or a message reaches a terminal",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func program() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("peruse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let nasty = "\(Self.escape)]0;owned\u{7}\(Self.escape)[2J\u{9B}31m"
    let files = [
      "a.txt": "The \(nasty) mill is old. It was built of stone in 1820.",
      "b.html": "<title>T&#27;[2J&#x9b;31m</title><p>The mill&#27;[31m is old &#x202e;indeed and so on.</p>",
      "c\(nasty).txt": "The mill is old. It was built of stone in 1820.",
      "d\(nasty).xml": "<broken",
    ]
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    let commands = [
      ["inspect", "--sentences"], ["inspect"], ["inspect", "--format", "json"],
      ["summarize", "--method", "lead"], ["batch", "inspect", "--output", "-"],
      ["batch", "inspect", "--output", "-", "--format", "text"],
      ["batch", "inspect", "--output", "-", "--format", "plain"],
      ["batch", "inspect", "--output", "-", "--format", "markdown"],
      ["batch", "inspect", "--output", "-", "--format", "csv"],
      ["inspect", "--no-such-\(nasty)"], ["inspect", "missing\(nasty)"],
    ]
    for command in commands {
      let output = try onTerminal(command + files.keys.sorted(), in: folder)
      #expect(
        output.contains("mill") || output.contains("issing") || output.contains("nknown"),
        "\(command): \(output)")
      var rest = output.replacing("\r\n", with: "\n").replacing("\r", with: "")
      for own in ["[0m", "[1m", "[2m", "[1;36m", "[2K"] { rest = rest.replacing(Self.escape + own, with: "") }
      let controls = rest.unicodeScalars.filter { scalar in
        scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || 0x7F...0x9F ~= scalar.value
          || scalar.value == 0x202E
      }
      #expect(controls.isEmpty, "\(command): \(controls.map(\.value))")
    }
  }

  /// Runs the program with a terminal for standard output and standard error (util-linux's `script`); returns
  /// what the terminal got.
  private func onTerminal(_ arguments: [String], in folder: URL) throws -> String {
    let words = ([Program.binary.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("peruse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let file = place.appendingPathComponent("run.sh")
    try Data("cd '\(folder.path)' && exec \(words)".utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
    process.arguments = ["-qec", "sh \(file.path)", "/dev/null"]
    // Nobody is there to leave a pager.
    process.environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm", "PAGER": "cat"]
    let output = place.appendingPathComponent("out")
    try Data().write(to: output)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return String(decoding: try Data(contentsOf: output), as: UTF8.self)
  }
}
