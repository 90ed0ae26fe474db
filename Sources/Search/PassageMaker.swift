import Batch
import Ingestion
import Results
import Tokenization

/// Cuts documents into passages: whole sentences, inside one section, long enough to say something and short enough
/// to be read in one window.
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
  }

  /// The passages of `document`; one without text where nothing but a title is there.
  func passages(of document: Document) -> [Draft] {
    var drafts: [Draft] = []
    var open: [Sentence] = []
    var words = 0
    var section: Int?
    var member: SourceMember?
    func close() {
      if let first = open.first, let last = open.last {
        drafts.append(
          Draft(
            heading: Self.heading(section, document), range: first.range.lowerBound..<last.range.upperBound,
            sentences: open))
      }
      open = []
      words = 0
    }

    for (block, sentences) in blocks(of: document) {
      if document.blocks[block].section != section { close() }
      // A passage has one member to be found in.
      let here = document.member(at: document.blocks[block].textRange.lowerBound)
      if here != member { close() }
      member = here
      section = document.blocks[block].section
      let counts = sentences.map { WordCount.words(in: document.text(in: $0.range)) }
      let total = counts.reduce(0, +)
      if words > 0, words + total > Self.targetWords { close() }
      guard total > Self.mostWords else {
        open += sentences
        words += total
        continue
      }
      for (sentence, count) in zip(sentences, counts) {
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

  /// Blocks that hold running text, with their sentences. Headings stand in a column of their own.
  private func blocks(of document: Document) -> [(Int, [Sentence])] {
    var result: [(Int, [Sentence])] = []
    for sentence in splitter.sentences(in: document) {
      guard let block = sentence.block else { continue }
      let (kind, role) = (document.blocks[block].kind, document.blocks[block].role)
      guard kind != .title, kind != .heading, role != .bibliography, role != .metadata else { continue }
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
