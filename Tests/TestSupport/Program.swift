import Foundation

/// The peruse program as users run it.
package struct Program {
  package struct Outcome {
    package var status: Int32
    package var output: String
    package var errors: String

    /// Standard output as JSON.
    package func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(output.utf8)) }
  }

  /// Root of the repository.
  package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  package static let binary = built("peruse")

  /// A program of this package: all that are built stand beside the tests' own executable.
  package static func built(_ name: String) -> URL {
    let own = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).resolvingSymlinksInPath()
    return own.deletingLastPathComponent().appendingPathComponent(name)
  }

  /// A process that has been started, with its output going to files.
  package final class Running {
    package let process = Process()
    private let folder: Scratch

    fileprivate init(
      _ executable: URL, _ arguments: [String], input: Data, in directory: String?,
      environment: [String: String]? = nil
    ) throws {
      folder = try Scratch()
      process.executableURL = executable
      process.arguments = arguments
      if let environment { process.environment = environment }
      if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
      let names = ["in", "out", "err"].map { folder.path + "/" + $0 }
      try input.write(to: URL(fileURLWithPath: names[0]))
      for name in names.dropFirst() { try Data().write(to: URL(fileURLWithPath: name)) }
      process.standardInput = FileHandle(forReadingAtPath: names[0])
      process.standardOutput = FileHandle(forWritingAtPath: names[1])
      process.standardError = FileHandle(forWritingAtPath: names[2])
      try process.run()
    }

    package func wait() throws -> Outcome {
      process.waitUntilExit()
      return Outcome(
        status: process.terminationStatus,
        output: String(decoding: try folder.read("out"), as: UTF8.self),
        errors: String(decoding: try folder.read("err"), as: UTF8.self))
    }
  }

  package static func start(
    _ arguments: [String], input: Data = Data(), in directory: String? = nil
  ) throws -> Running {
    try Running(binary, arguments, input: input, in: directory)
  }

  package static func run(
    _ arguments: [String], input: Data = Data(), in directory: String? = nil
  ) throws -> Outcome {
    try start(arguments, input: input, in: directory).wait()
  }

  /// Runs another program of this package.
  package static func run(
    _ name: String, _ arguments: [String], in directory: String? = nil
  ) throws -> Outcome {
    try Running(built(name), arguments, input: Data(), in: directory).wait()
  }

  /// Runs a copy of the program, or another one, in an environment of its own.
  package static func run(
    executable: String, _ arguments: [String], input: Data = Data(), environment: [String: String],
    in directory: String? = nil
  ) throws -> Outcome {
    try Running(
      URL(fileURLWithPath: executable), arguments, input: input, in: directory, environment: environment
    ).wait()
  }

  /// Runs any other program.
  @discardableResult
  package static func shell(_ command: String, in directory: String? = nil) throws -> Outcome {
    try Running(URL(fileURLWithPath: "/bin/sh"), ["-c", command], input: Data(), in: directory).wait()
  }
}

/// A folder that lives as long as a test.
package final class Scratch: Sendable {
  package let path: String

  package init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("peruse-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  package func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  package func read(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
  }

  package func text(_ name: String) throws -> String { String(decoding: try read(name), as: UTF8.self) }

  package func lines(_ name: String) throws -> [[String: Any]] {
    try String(decoding: read(name), as: UTF8.self).split(separator: "\n").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }
  }

  package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }
}

/// Small documents that differ from one another, the same from run to run.
package enum Samples {
  private static let nouns = ["bridge", "orchard", "ferry", "quarry", "lantern", "harbour", "meadow", "mill"]
  private static let verbs = ["opened", "closed", "moved", "burned", "grew", "failed", "paid", "waited"]

  package static func text(_ number: Int, sentences: Int = 4) -> String {
    (0..<sentences).map { index in
      let noun = nouns[(number * 7 + index * 3) % nouns.count]
      let verb = verbs[(number * 5 + index) % verbs.count]
      return "The \(noun) number \(number) \(verb) in the year \(1800 + (number * 13 + index * 29) % 200)."
    }.joined(separator: " ")
  }

  package static func xml(_ number: Int) -> String {
    "<story><title>Story \(number)</title><p>\(text(number))</p><p>\(text(number + 1))</p></story>"
  }

  /// A folder `docs` with documents at three depths, and one that is hidden.
  package static func folder() throws -> Scratch {
    let folder = try Scratch()
    for (number, name) in ["b.xml", "a.xml", "sub/c.xml", "sub/deep/d.md", "sub/.hidden.xml"].enumerated() {
      try folder.write("docs/\(name)", name.hasSuffix(".md") ? text(number) : xml(number))
    }
    return folder
  }

  /// A MediaWiki dump with `count` pages.
  package static func dump(_ count: Int) -> String {
    let pages = (0..<count).map { number in
      """
        <page><title>Page \(number)</title><id>\(number)</id>
          <revision><id>\(number)</id><text xml:space="preserve">\(text(number))</text></revision>
        </page>

      """
    }
    return "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\">\n\(pages.joined())</mediawiki>\n"
  }
}
