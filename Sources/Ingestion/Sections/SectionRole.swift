/// What part a section plays, told from its heading, for formats that do not mark it.
enum SectionRole {
  /// The role of a section headed `heading`, or `nil` where the words say nothing.
  static func named(_ heading: String) -> Block.Role? {
    // "7. References:" and "REFERENCES" are the same heading.
    let words = heading.lowercased().prefix(100).split { !$0.isLetter }.drop { $0.count == 1 }
    switch String(words.joined(separator: " ")) {
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
}
