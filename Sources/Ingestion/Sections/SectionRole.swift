/// What part a section plays, told from its heading, for formats that do not mark it.
enum SectionRole {
  /// The role of a section headed `heading`, or `nil` where the words say nothing.
  static func named(_ heading: String) -> Block.Role? {
    // "7. References:" and "REFERENCES" are the same heading.
    let words =
      asciiWords(of: heading)
      ?? heading.lowercased().prefix(100).split { !$0.isLetter }.drop { $0.count == 1 }.joined(separator: " ")
    switch words {
    case "references", "reference list", "bibliography", "selected bibliography", "works cited",
      "literature cited", "literature", "citations", "references and notes", "notes and references":
      return .bibliography
    case "notes", "footnotes", "endnotes", "end notes", "foot notes": return .note
    case "abstract": return .abstract
    case "acknowledgments", "acknowledgements", "see also", "external links", "further reading",
      "index", "about the author", "about the authors", "colophon", "license", "licence":
      return .back
    case "contents", "table of contents", "list of figures", "list of tables": return .metadata
    default: return nil
    }
  }

  /// The words of a heading in small letters, without what numbers it; empty where they are longer than any
  /// that is known, nil where the heading has more than ASCII. Called for every heading of a dump.
  private static func asciiWords(of heading: String) -> String? {
    var heading = heading
    return heading.withUTF8 { bytes in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      var words: [UInt8] = []
      var length = 0
      for byte in bytes.prefix(100) {
        guard (byte | 0x20) &- 0x61 < 26 else {
          // A letter alone is a number's like: "A. Notes".
          if length == 1, words.count == 1 { words.removeAll(keepingCapacity: true) }
          length = 0
          continue
        }
        if length == 0, !words.isEmpty { words.append(0x20) }
        words.append(byte | 0x20)
        length += 1
        if words.count > longest { return "" }
      }
      return length == 1 && words.count == 1 ? "" : String(decoding: words, as: UTF8.self)
    }
  }

  private static let longest = 40
}
