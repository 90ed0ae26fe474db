import Ingestion

/// Options of a program that a question names: what is said of one is read behind its name. For "What does -k
/// do?" that is "-k option: send a KILL signal", since in a manual the name often is a line of its own, and
/// looks like all the others.
package enum NamedOptions {
  /// What is to be read before blocks of `document`, by their number.
  package static func headings(namedIn question: String, of document: Document) -> [Int: String] {
    let asked = Set(question.split { $0.isWhitespace }.compactMap { optionName($0) })
    guard !asked.isEmpty else { return [:] }
    let blocks = document.blocks
    var headings: [Int: String] = [:]
    for (index, block) in blocks.enumerated() where block.kind != .heading {
      guard let found = term(document.text(in: block.textRange)),
        let name = found.names.first(where: { asked.contains($0) })
      else { continue }
      guard found.isAlone else {
        headings[index] = heading(name)
        continue
      }
      // What it does stands below it.
      let next = index + 1
      guard blocks.indices.contains(next), blocks[next].kind != .heading,
        blocks[next].section == block.section,
        term(document.text(in: blocks[next].textRange)) == nil
      else { continue }
      headings[next] = heading(name)
    }
    return headings
  }

  private static func heading(_ name: String) -> String { name + " option" }

  /// The options that a text begins with, and whether it has nothing else: "-k NUMBER, --keep=NUMBER".
  private static func term(_ text: String) -> (names: [String], isAlone: Bool)? {
    guard text.first.map({ $0 == "-" || quotes.contains($0) }) == true else { return nil }
    let words = text.split { $0.isWhitespace }
    var names: [String] = []
    var place = 0
    while place < words.count, let option = optionName(words[place]) {
      names.append(option)
      let isLast = words[place].last.map { ends.contains($0) } == true
      place += 1
      guard !isLast, place < words.count else { continue }
      if words[place] == "|" || words[place] == "or" {
        place += 1
      } else if place + 1 == words.count {
        // What it takes: "-x PATTERN".
        place += 1
      } else if words[place].hasSuffix(","), optionName(words[place + 1]) != nil {
        place += 1
      }
    }
    return names.isEmpty ? nil : (names, place == words.count)
  }

  /// "-k" of "-k,", "--keep" of "--keep=NUMBER"; nil for another word.
  private static func optionName(_ word: Substring) -> String? {
    let word = word.drop { quotes.contains($0) }
    let hyphens = word.prefix { $0 == "-" }.count
    guard hyphens == 1 || hyphens == 2 else { return nil }
    let rest = word.dropFirst(hyphens).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    guard let first = rest.first, first.isLetter, rest.last != "-" else { return nil }
    return String(word.prefix(hyphens) + rest)
  }

  private static let quotes: Set<Character> = ["'", "\"", "`", "‘", "“", "(", "["]
  private static let ends: Set<Character> = [",", ":", ";"]
}
