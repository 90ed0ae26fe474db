import Foundation
import Platform
import Results
import Testing

@Suite("What reaches a terminal")
struct TerminalTextTests {
  private static let escape = "\u{1B}"

  @Test("Nothing that a terminal obeys passes but line ends, tabs and styles")
  func controls() {
    for value in (0...0x9F as ClosedRange<UInt32>) where value < 0x20 || value > 0x7E {
      guard let scalar = Unicode.Scalar(value), scalar != "\n", scalar != "\t" else { continue }
      let shown = TerminalText.shown("a\(scalar)b")
      #expect(!shown.unicodeScalars.contains(scalar), "U+\(String(value, radix: 16))")
      #expect(shown.hasPrefix("a") && shown.hasSuffix("b") && shown.count > 2)
    }
    #expect(TerminalText.shown("a\n\tb") == "a\n\tb")
    #expect(TerminalText.shown("a\nb", keepsLines: false) == "a\u{240A}b")
    #expect(TerminalText.shown("x\u{202E}y\u{2066}") == "x<U+202E>y<U+2066>")
    #expect(TerminalText.shown("Straße, שלום, 港, é\u{301}") == "Straße, שלום, 港, é\u{301}")
  }

  @Test("Only Style makes styles: text that brings its marks loses them")
  func styles() {
    let style = TextStyle(enabled: true)
    let shown = TerminalText.shown(style.bold("a\u{10FFFC}\(Self.escape)[31mb"))
    #expect(shown == "\(Self.escape)[1ma\u{FFFD}\u{241B}[31mb\(Self.escape)[0m")
    #expect(TextStyle(enabled: false).bold("a") == "a")
  }

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

  /// Runs the program with a terminal for standard output and standard error (util-linux's `script`); returns what the
  /// terminal got.
  private func onTerminal(_ arguments: [String], in folder: URL) throws -> String {
    let words = ([Tool.binary.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
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
