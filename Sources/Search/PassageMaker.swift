import Batch
import Ingestion
import Platform
import Results
import SpanExtraction
import Tokenization

/// Cuts documents into passages: whole sentences, inside one section, long enough to say something and short
/// enough to be read in one window.
struct PassageMaker: Sendable {
  /// A passage is closed before a block that would take it beyond this many words …
  static let targetWords = 140
  /// … and a block longer than this is cut between sentences.
  static let mostWords = 230

  let splitter: SentenceSplitter

  /// A passage and the sentences in it.
  struct Draft {
    var heading: String
    var range: Range<Int>
    var sentences: [Sentence]
    /// What the columns are called of the table whose rows it begins with.
    var columns: [TableOutline.Column] = []
  }

  /// The passages of `document`; one without text where nothing but a title is there. Rows of tables are kept
  /// whole.
  func passages(of document: Document) -> [Draft] {
    let tables = document.blocks.contains { $0.kind == .tableCell } ? TableOutline(document) : nil
    var drafts: [Draft] = []
    var open: [Sentence] = []
    var words = 0
    var section: Int?
    var member: SourceMember?
    var wasRow = false
    func close() {
      if let first = open.first, let last = open.last {
        drafts.append(
          Draft(
            heading: Self.heading(section, document), range: first.range.lowerBound..<last.range.upperBound,
            sentences: open, columns: first.block.flatMap { tables?.columns(at: $0) } ?? []))
      }
      open = []
      words = 0
    }

    for piece in pieces(of: document, tables) {
      if document.blocks[piece.block].section != section { close() }
      // A passage has one member to be found in, but cells of a sheet stand in several.
      let here = document.member(at: document.blocks[piece.block].textRange.lowerBound)
      if here != member, !(piece.isRow && wasRow) { close() }
      (member, wasRow) = (here, piece.isRow)
      section = document.blocks[piece.block].section
      let counts = piece.sentences.map { WordCount.words(in: document.text(in: $0.range)) }
      let total = counts.reduce(0, +)
      if words > 0, words + total > Self.targetWords { close() }
      guard total > Self.mostWords else {
        open += piece.sentences
        words += total
        continue
      }
      for (sentence, count) in zip(piece.sentences, counts) {
        if words > 0, words + count > Self.targetWords { close() }
        open.append(sentence)
        words += count
      }
      close()
    }
    close()
    if drafts.isEmpty { drafts.append(Draft(heading: "", range: 0..<0, sentences: [])) }
    return drafts
  }

  /// A block, or the cells of a row, with their sentences.
  private struct Piece {
    var block: Int
    var isRow: Bool
    var sentences: [Sentence]
  }

  private func pieces(of document: Document, _ tables: TableOutline?) -> [Piece] {
    var pieces: [Piece] = []
    for (block, sentences) in blocks(of: document) {
      let row = tables?.row(of: block)
      if let row, let last = pieces.last, last.isRow, tables?.row(of: last.block) == row {
        pieces[pieces.count - 1].sentences += sentences
      } else {
        pieces.append(Piece(block: block, isRow: row != nil, sentences: sentences))
      }
    }
    return pieces
  }

  /// Blocks that hold running text, with their sentences. Headings stand in a column of their own.
  private func blocks(of document: Document) -> [(Int, [Sentence])] {
    var result: [(Int, [Sentence])] = []
    for sentence in splitter.sentences(in: document) {
      guard let block = sentence.block else { continue }
      let (kind, role) = (document.blocks[block].kind, document.blocks[block].role)
      guard kind != .title, kind != .heading, role != .bibliography, role != .metadata, role != .stage,
        role != .speaker
      else { continue }
      if result.last?.0 == block {
        result[result.count - 1].1.append(sentence)
      } else {
        result.append((block, [sentence]))
      }
    }
    return result
  }

  private static func heading(_ section: Int?, _ document: Document) -> String {
    var names: [String] = []
    var at = section
    while let index = at, names.count < 8 {
      let name = document.sections[index].heading.onOneLine
      if !name.isEmpty { names.append(name) }
      at = document.sections[index].parent
    }
    return names.reversed().joined(separator: " · ")
  }
}
