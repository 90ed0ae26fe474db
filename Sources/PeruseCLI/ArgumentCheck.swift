import ArgumentParser
import Foundation

/// Looks at the arguments before they are parsed, for two mistakes that the parser lets pass or explains
/// badly: a command that is misspelt, and an option that stands twice where only one of the two could count.
enum ArgumentCheck {
  /// - Throws: `ValidationError` that says what to write instead.
  static func check(_ arguments: [String]) throws {
    try checkCommand(arguments)
    // Descriptions of all options are made only where something stands twice.
    guard hasRepetition(arguments) else { return }
    try checkOptions(arguments)
  }

  // MARK: Commands

  private static func checkCommand(_ arguments: [String]) throws {
    var command: any ParsableCommand.Type = PeruseCommand.self
    var path = ["peruse"]
    for word in arguments {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty, command.configuration.defaultSubcommand == nil, !word.hasPrefix("-"),
        word != "help"
      else { return }
      if let next = subcommands.first(where: {
        $0._commandName == word || $0.configuration.aliases.contains(word)
      }) {
        command = next
        path.append(word)
        continue
      }
      let names = subcommands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
      let prefix = path.joined(separator: " ")
      let hint = nearest(word, of: names).map { "did you mean '\(prefix) \($0)'?" }
      throw ValidationError(
        "there is no command '\(prefix) \(word)'; "
          + (hint ?? "there are: \(names.joined(separator: ", ")); see \(prefix) --help"))
    }
  }

  /// The name that differs least from `word`, where that is little enough for a slip.
  static func nearest(_ word: String, of names: [String]) -> String? {
    let distances = names.map { (name: $0, distance: distance(Array(word.lowercased()), Array($0))) }
    guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    if best.distance <= max(1, word.count / 3) { return best.name }
    let longer = names.filter { $0.hasPrefix(word) }
    return longer.count == 1 ? longer[0] : nil
  }

  /// Insertions, deletions, replacements and exchanges of neighbours that lead from one word to the other
  /// (Damerau 1964, each stretch changed once).
  private static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var rows = [Array(0...second.count)]
    for i in first.indices {
      var row = [i + 1]
      for j in second.indices {
        let isSame = first[i] == second[j]
        var best = min(rows[i][j] + (isSame ? 0 : 1), min(rows[i][j + 1], row[j]) + 1)
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[first.count][second.count]
  }

  // MARK: Options

  /// What the parser says of a command, as far as it is needed here.
  private struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable {
        var kind: String
        var name: String
        var written: String { (kind == "long" ? "--" : "-") + name }
      }

      var kind: String
      var isRepeating: Bool
      var names: [Name]?
    }

    var commandName: String
    var aliases: [String]?
    var subcommands: [Command]?
    var arguments: [Argument]?
  }

  private struct Tool: Decodable { var command: Command }

  /// The name in `--name`, `--name=value` or `-n`.
  private static func name(_ word: String) -> String? {
    guard word.hasPrefix("-"), word.count > 1, word != "--" else { return nil }
    return String(word.prefix { $0 != "=" })
  }

  private static func hasRepetition(_ arguments: [String]) -> Bool {
    var letters: Set<Character> = []
    for name in arguments.prefix(while: { $0 != "--" }).compactMap(name) {
      // A short and a long name may be the same option: their first letters agree.
      guard let letter = name.first(where: { $0 != "-" }) else { continue }
      if !letters.insert(letter).inserted { return true }
    }
    return false
  }

  private static func checkOptions(_ arguments: [String]) throws {
    guard
      var command = (try? JSONDecoder().decode(Tool.self, from: Data(PeruseCommand._dumpHelp().utf8)))?
        .command
    else { return }
    var rest = arguments[...]
    while let word = rest.first,
      let next = command.subcommands?.first(where: { found in
        found.commandName == word || found.aliases?.contains(word) == true
      })
    {
      command = next
      rest.removeFirst()
    }
    var byName: [String: Int] = [:]
    let options = (command.arguments ?? []).filter { $0.kind == "option" }
    for (index, option) in options.enumerated() {
      for name in option.names ?? [] { byName[name.written] = index }
    }
    var seen: Set<Int> = []
    while let word = rest.popFirst(), word != "--" {
      guard let name = name(word), let index = byName[name] else { continue }
      // The next word is the value, whatever it looks like.
      if !word.contains("=") { _ = rest.popFirst() }
      guard seen.insert(index).inserted || options[index].isRepeating else {
        throw ValidationError("\(name) stands twice, and only one of the two could count; give it once")
      }
    }
  }
}
