import Peruse
import Platform

// What the interface sends, beside the reports that the command line prints too.

/// A document in a list.
struct DocumentListing: Encodable, Sendable {
  var id: String
  var document: DocumentReport
  var sentences: Int
  var warnings: [String]

  init(_ open: OpenDocument) {
    id = open.id
    document = open.facts
    sentences = open.readable.sentences.count
    warnings = open.document.warnings.map(\.description)
  }
}

/// A document with its text. Offsets inside a block count UTF-16 code units, as JavaScript does.
struct DocumentText: Encodable, Sendable {
  struct BlockItem: Encodable, Sendable {
    var kind: Block.Kind
    var role: Block.Role
    var level: Int
    var text: String
    var source: SourceReport?
    var sentences: [SentenceItem]
  }
  struct SentenceItem: Encodable, Sendable {
    var index: Int
    var start: Int
    var end: Int
  }
  struct SectionItem: Encodable, Sendable {
    var heading: String
    var level: Int
    var block: Int
  }

  var id: String
  var document: DocumentReport
  var encoding: String
  var language: String?
  /// Pages that can be had as pictures.
  var pages: Int?
  var sections: [SectionItem]
  var blocks: [BlockItem]

  init(_ open: OpenDocument) {
    let document = open.document
    (id, self.document) = (open.id, open.facts)
    (encoding, language, pages) = (document.source.encoding, document.language, open.pages)
    sections = document.sections.map {
      SectionItem(heading: $0.heading, level: $0.level, block: $0.blocks.lowerBound)
    }
    var byBlock: [Int: [Int]] = [:]
    for (index, sentence) in open.readable.sentences.enumerated() {
      if let block = sentence.block { byBlock[block, default: []].append(index) }
    }
    blocks = document.blocks.enumerated().map { place, block in
      let section = block.section.map { document.sections[$0] }
      return BlockItem(
        kind: block.kind, role: block.role, level: section?.level ?? 0,
        text: document.text(in: block.textRange),
        source: document.provenance(of: block.textRange).map(SourceReport.init),
        sentences: (byBlock[place] ?? []).compactMap { index in
          Mark.marks(of: open.readable.sentences[index].range, in: document).first { $0.block == place }
            .map { SentenceItem(index: index, start: $0.start, end: $0.end) }
        })
    }
  }
}

/// A stretch of a block.
struct Mark: Encodable, Sendable {
  var block: Int
  var start: Int
  var end: Int

  /// Where `range` lies, block by block.
  static func marks(of range: Range<Int>, in document: Document) -> [Mark] {
    let first = document.blocks.sortedIndex(pastAllThat: { $0.textRange.upperBound <= range.lowerBound })
    var marks: [Mark] = []
    for index in first..<document.blocks.count {
      let block = document.blocks[index].textRange
      guard block.lowerBound < range.upperBound else { break }
      let inside = range.clamped(to: block)
      guard !inside.isEmpty else { continue }
      let start = document.text(in: block.lowerBound..<inside.lowerBound).utf16.count
      marks.append(
        Mark(block: index, start: start, end: start + document.text(in: inside).utf16.count))
    }
    return marks
  }
}

/// A result with the document that it is about, and where what was chosen stands in it.
struct ServedResult: Encodable, Sendable {
  var document: String?
  var result: any Encodable & Sendable
  var marks: [[Mark]]
  /// Marks of the sentences that hold the answers.
  var evidenceMarks: [[Mark]]?
  var remark: String?

  private enum CodingKeys: String, CodingKey { case document, result, marks, evidenceMarks, remark }

  init(_ result: TaskResult, id: String?) {
    document = id
    self.result = result.report
    remark = result.remark
    marks = result.passages.map { passage in
      guard let range = passage.range, let document = result.parts[passage.part].document else { return [] }
      return Mark.marks(of: range, in: document)
    }
    if result.kind == .answers {
      evidenceMarks = result.passages.map { passage in
        guard let index = passage.sentence, let document = result.parts[passage.part].document,
          result.parts[passage.part].sentences.indices.contains(index)
        else { return [] }
        return Mark.marks(of: result.parts[passage.part].sentences[index].range, in: document)
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encodeIfPresent(document, forKey: .document)
    try result.encode(to: values.superEncoder(forKey: .result))
    try values.encode(marks, forKey: .marks)
    try values.encodeIfPresent(evidenceMarks, forKey: .evidenceMarks)
    try values.encodeIfPresent(remark, forKey: .remark)
  }
}
