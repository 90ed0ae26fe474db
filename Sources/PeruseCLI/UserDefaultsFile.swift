import Foundation
import Peruse

/// Defaults of a user's own, from `$XDG_CONFIG_HOME/peruse/config` (`~/.config/peruse/config`) and from
/// nowhere else: a folder that one works in says nothing about how Peruse runs.
///
///     [summarize]
///     sentences = 3
///     places = line
///
///     [answer]
///     always-answer = true
///
/// A section is a command, a line an option without its dashes. What the command line says comes after it and
/// wins. Batches and measurements, whose results should not depend on who runs them, have no sections;
/// `--no-config` leaves the file out.
enum UserDefaultsFile {
  /// Commands that take defaults.
  static let commands: Set<String> = ["summarize", "answer", "inspect", "search", "ask", "serve"]
  private static let flag = "--no-config"

  /// `arguments` with the defaults that belong to them behind the command's name.
  ///
  /// - Throws: a failure that names file and line.
  static func merged(into arguments: [String], environment: [String: String]) throws -> [String] {
    let isOff = arguments.prefix { $0 != "--" }.contains(flag)
    let given = isOff ? arguments.filter { $0 != flag } : arguments
    guard !isOff, let command = given.first, commands.contains(command), let path = path(environment),
      let data = FileManager.default.contents(atPath: path)
    else { return given }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(.usage, "\(path): is not UTF-8 text")
    }
    return try [command] + options(text, of: command, path: path) + given.dropFirst()
  }

  /// The file; nil where the environment names no absolute folder.
  private static func path(_ environment: [String: String]) -> String? {
    let base =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.config" : nil }
    return base.map { $0 + "/peruse/config" }
  }

  static func options(_ text: String, of command: String, path: String) throws -> [String] {
    var section: String?
    var options: [String] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let line = line.trimmingCharacters(in: .whitespaces)
      let place = "\(path):\(index + 1)"
      if line.isEmpty || line.hasPrefix("#") { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        let name = line.dropFirst().dropLast().trimmingCharacters(in: .whitespaces)
        guard commands.contains(name) else {
          throw Failure(
            .usage,
            "\(place): there are no defaults for '\(name)'; sections are \(commands.sorted().joined(separator: ", "))"
          )
        }
        section = name
        continue
      }
      guard let equals = line.firstIndex(of: "="), let section else {
        throw Failure(.usage, "\(place): is neither [command] nor option = value")
      }
      let name = line[..<equals].trimmingCharacters(in: .whitespaces)
      let value = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
      guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }), !name.hasPrefix("-")
      else {
        throw Failure(.usage, "\(place): '\(name)' is no name of an option")
      }
      guard section == command else { continue }
      switch value {
      case "true": options.append("--\(name)")
      case "false": break
      default: options.append("--\(name)=\(value)")
      }
    }
    return options
  }
}
