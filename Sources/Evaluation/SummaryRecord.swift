import Ingestion
import Tokenization

/// A document with its reference summaries.
public struct SummaryRecord: Sendable {
  /// The record's `id`, or its line number.
  public var id: String
  /// One-based line in the file.
  public var line: Int
  /// The document.
  public var document: Document
  /// Its sentences: as the record gives them, or as the splitter finds them.
  public var sentences: [Sentence]
  /// Reference summaries, one sentence a line.
  public var references: [String]
  /// What a summary should say, where somebody wrote it down.
  public var facts: [KeyFact] = []
  /// What the summary should be about, where the record says it.
  public var query: String?

  /// Creates a record.
  public init(id: String, line: Int, document: Document, sentences: [Sentence], references: [String]) {
    self.id = id
    self.line = line
    self.document = document
    self.sentences = sentences
    self.references = references
  }

  /// Text of each sentence.
  public var sentenceTexts: [String] { sentences.map { document.text(in: $0.range) } }
}

extension SummaryRecord {
  /// A record of one running text; blank lines part its paragraphs.
  init(
    id: String, line: Int, title: String?, text: String, references: [String], file: String,
    splitter: SentenceSplitter
  ) {
    var document = Self.document(title: title, text: text, file: file)
    var blocks: [Block] = []
    var start = 0
    let bytes = Array(text.utf8)
    func close(at end: Int) {
      var range = start..<end
      while let last = range.last, bytes[last] <= 0x20 { range = range.dropLast() }
      while let first = range.first, bytes[first] <= 0x20 { range = range.dropFirst() }
      guard !range.isEmpty else { return }
      blocks.append(
        Block(kind: .paragraph, role: .body, textRange: range, elementPath: "/p[\(blocks.count + 1)]"))
    }
    var lineStart = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      if bytes[lineStart..<index].allSatisfy({ $0 <= 0x20 }) {
        close(at: lineStart)
        start = index + 1
      }
      lineStart = index + 1
    }
    close(at: bytes.count)
    document.blocks = blocks
    self.init(
      id: id, line: line, document: document, sentences: splitter.sentences(in: document),
      references: references)
  }

  /// A record whose sentences are given; they make up one paragraph.
  init(id: String, line: Int, title: String?, sentences: [String], references: [String], file: String) {
    var text = ""
    var ranges: [Sentence] = []
    for sentence in sentences {
      if !text.isEmpty { text += " " }
      let start = text.utf8.count
      text += sentence
      ranges.append(Sentence(range: start..<text.utf8.count, block: 0))
    }
    var document = Self.document(title: title, text: text, file: file)
    document.blocks = [
      Block(kind: .paragraph, role: .body, textRange: 0..<text.utf8.count, elementPath: "/p[1]")
    ]
    self.init(id: id, line: line, document: document, sentences: ranges, references: references)
  }

  private static func document(title: String?, text: String, file: String) -> Document {
    Document(
      source: SourceDescription(
        path: file, format: .text, encoding: "UTF-8", byteCount: text.utf8.count, sha256: ""),
      title: title, text: text, map: .identity(count: text.utf8.count))
  }
}
