import ArgumentParser
import Foundation
import Peruse
import PeruseServer
import Platform

struct ContextProtocolCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp",
    abstract: "Tools for assistants that speak the Model Context Protocol.",
    discussion: """
      Reads and writes lines of JSON-RPC on standard input and output, and offers the tools summarize, answer, inspect and search; \
      results come with their places. Files are read below the working folder, or below the folders of --root, and nowhere else.

      In an assistant's configuration: {"command": "peruse", "args": ["mcp", "--root", "/home/me/papers"]}
      """)

  @Option(
    help: ArgumentHelp(
      "A folder below which files may be read; the working folder by default. May be repeated.",
      valueName: "folder"),
    completion: .directory)
  var root: [String] = []

  @Option(
    help: ArgumentHelp("A corpus made by 'peruse index'. May be repeated.", valueName: "db"),
    completion: .file())
  var corpus: [String] = []

  func run() throws {
    let conversation = try ContextProtocol(
      roots: root.isEmpty ? [FileManager.default.currentDirectoryPath] : root, corpora: corpus)
    do throws(InputDescriptor.Fault) {
      let input = try InputDescriptor(path: "-", origin: .named, patience: .infinity)
      var messages = JSONLineReader<InputDescriptor.Fault>(file: "-", maximum: Self.mostBytes) {
        (buffer) throws(InputDescriptor.Fault) in
        try input.read(buffer.baseAddress, buffer.count)
      }
      while let message = try messages.next() {
        if let answer = conversation.answer(to: message) { Console.print(answer) }
      }
    } catch { throw Failure(IngestionError(file: "-", fault: error)) }
  }

  /// Longest message in bytes: documents come by path, not in a message.
  private static let mostBytes = 64 << 20
}
