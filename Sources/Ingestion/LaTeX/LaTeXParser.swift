/// Reads LaTeX: title, abstract, sections, paragraphs, lists, captions and notes.
///
/// Commands are undone where they are known and dropped with their name where not; formulas are typed on one
/// line (`TeXFormula`). Nothing is executed, and no other file is read.
enum LaTeXParser {
  /// Parses `source`.
  ///
  /// - Throws: `noText` where there is none.
  static func parse(
    _ source: DecodedSource, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    try source.utf8.withUnsafeBufferPointer { (bytes) throws(IngestionError) -> Document in
      var reader = LaTeXReader(source, bytes)
      return try reader.read(description)
    }
  }

  /// Whether a text that begins with `head` is LaTeX.
  static func recognizes(_ head: [UInt8]) -> Bool {
    guard head.contains(UInt8(ascii: "\\")) else { return false }
    for line in head.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let content = line.drop { $0 <= 0x20 }
      guard content.first == UInt8(ascii: "\\") else { continue }
      let marks = ["\\documentclass", "\\documentstyle", "\\begin{document}"]
      if marks.contains(where: { content.starts(with: $0.utf8) }) { return true }
    }
    return false
  }
}
