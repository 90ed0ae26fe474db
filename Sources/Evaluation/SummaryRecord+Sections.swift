import Ingestion
import Tokenization

extension SummaryRecord {
  /// A section as data files give it.
  public struct SectionText: Sendable, Hashable, Codable {
    /// Its heading; empty or absent for text before the first one.
    public var heading: String?
    /// Its paragraphs, with blank lines between them.
    public var text: String

    /// Creates a section.
    public init(heading: String?, text: String) { (self.heading, self.text) = (heading, text) }
  }

  /// A record in sections: headings are blocks of their own, and never sentences of the record.
  init(
    id: String, line: Int, title: String?, sections: [SectionText], references: [String], file: String,
    splitter: SentenceSplitter
  ) {
    var (text, blocks, made) = ("", [Block](), [Section]())
    func add(_ part: Substring, _ kind: Block.Kind, section: Int) {
      if !text.isEmpty { text += "\n\n" }
      let start = text.utf8.count
      text += part
      blocks.append(
        Block(
          kind: kind, role: .body, textRange: start..<text.utf8.count,
          elementPath: "/section[\(section + 1)]/\(kind == .heading ? "heading" : "p")[\(blocks.count + 1)]",
          section: section))
    }
    for section in sections {
      let first = blocks.count, heading = (section.heading ?? "").trimmed
      if !heading.isEmpty { add(heading, .heading, section: made.count) }
      var paragraph = ""
      let lines = section.text.split(separator: "\n", omittingEmptySubsequences: false)
      for line in lines + [Substring()] {
        if !line.trimmed.isEmpty {
          paragraph += paragraph.isEmpty ? String(line) : "\n" + line
        } else if !paragraph.isEmpty {
          add(paragraph.trimmed, .paragraph, section: made.count)
          paragraph = ""
        }
      }
      made.append(Section(heading: String(heading), level: 1, blocks: first..<blocks.count))
    }
    var document = Document(text: text, name: file)
    document.title = title
    document.blocks = blocks
    document.sections = made
    let inText = splitter.sentences(in: document).filter { sentence in
      sentence.block.map { blocks[$0].kind != .heading } ?? true
    }
    self.init(id: id, line: line, document: document, sentences: inText, references: references)
  }
}

extension StringProtocol {
  fileprivate var trimmed: Substring {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
    return Substring(self[start..<end])
  }
}
