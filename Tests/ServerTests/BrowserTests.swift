import Foundation
import Testing

@Suite("The page in a browser", .serialized)
struct BrowserTests {
  @Test(
    "A person drops files, asks, sees the place, moves the slider, looks at attention and searches a corpus")
  func page() throws {
    guard Scripts.areWanted else { return Scripts.skip("Tools/browser-tests drives the page in Chromium") }
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium") || Scripts.find("chromium") != nil
    else {
      return Scripts.skip("chromium is not installed; Tools/browser-tests installs it")
    }
    try Scripts.run("page.py", needs: "selenium")
  }

  @Test("The interface keeps to its description under schemathesis")
  func schema() throws {
    guard Scripts.areWanted else { return Scripts.skip("Tools/browser-tests runs schemathesis") }
    try Scripts.run("schema.py", needs: "schemathesis")
  }
}

/// Scripts in Python that stand beside the tests.
enum Scripts {
  /// Whether the long runs in a browser were asked for.
  static var areWanted: Bool { ProcessInfo.processInfo.environment["PERUSE_BROWSER_TESTS"] == "1" }

  static func find(_ program: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static func skip(_ words: String) { print("skipped: \(words)") }

  /// Runs a script with the program under test; skips with a word where the package that it needs is missing.
  static func run(_ name: String, needs package: String) throws {
    guard let python = find("python3") else { return skip("there is no python3") }
    guard try call(python, ["-c", "import \(package)"]).status == 0 else {
      return skip("the Python package \(package) is not installed; Tools/browser-tests installs it")
    }
    let script = Repository.root.appendingPathComponent("Tests/ServerTests/Browser/\(name)").path
    let outcome = try call(python, [script, Repository.program.path, Repository.root.path])
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  private static func call(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String)
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "peruse-script-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    process.standardOutput = try FileHandle(forWritingTo: file)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOf: file, encoding: .utf8))
  }
}
