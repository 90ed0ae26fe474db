/// Markup that nothing here reads, and that still makes sense as plain text: it is read so, and the reader is
/// told.
enum ReadAsText {
  private static let kinds: [(suffixes: [String], words: String)] = [
    (
      [".adoc", ".asciidoc"],
      "AsciiDoc is read as plain text (pandoc does not read it); 'asciidoctor -b docbook' makes DocBook of it"
    ),
    (
      [".typ"],
      "Typst is read as plain text; 'pandoc -f typst -t html' of pandoc 3.1.2 or newer makes HTML of it"
    ),
    ([".texi", ".texinfo"], "Texinfo is read as plain text; 'makeinfo --html' makes HTML of it"),
    ([".pod"], "POD is read as plain text; 'pod2html' makes HTML of it"),
  ]

  /// What to say of the file called `name`, read as plain text.
  static func warning(_ name: String) -> IngestionWarning? {
    let name = name.lowercased()
    let kind = kinds.first { $0.suffixes.contains { name.hasSuffix($0) } }
    return kind.map { IngestionWarning(message: $0.words) }
  }
}
