import Ingestion
import Platform
import Tokenization

/// A document cut into word pieces once, ready for any number of questions.
public struct ReadableDocument: Sendable {
  /// The document.
  public let document: Document
  /// Its sentences in order.
  public let sentences: [Sentence]
  /// Ids of the word pieces that are read.
  package let ids: [Int32]
  /// UTF-8 range of each piece in the document's text.
  package let offsets: [Range<Int>]
  /// Pieces at which a sentence starts, ascending.
  package let boundaries: [Int]
  /// Whether it may have more windows than are read in any case; see ``ReaderOptions/closeWindows``.
  package var isLong: Bool { ids.count > ReaderOptions.wholeWindows * ReaderOptions().overlap }
  /// Whether it is a change log whose items are read behind their releases, see ``ReleaseHeadings``.
  let hasReleases: Bool
  /// Lists that are read behind their headings where a question names them.
  let lists: HeadedLists
  private let skipping: Set<Block.Role>
  private let context: String?
  private let columns: [TableOutline.Column]
  /// Pieces that are read beside the text: those that stand nowhere in it, and copies.
  private let isBeside: [Bool]
  /// Pieces that are read and stand nowhere in the document: no answer may hold one.
  private let added: [Bool]
  private let continues: [Bool]
  private let blockEnds: [Int]

  /// Cuts `document` into pieces.
  ///
  /// - Parameters:
  ///   - document: what will be asked about.
  ///   - sentences: the document's sentences in order, with UTF-8 offsets into its text.
  ///   - tokenizer: the reader's own.
  ///   - skipping: blocks of these roles are not read.
  ///   - context: words that are read before the text and are no part of it, such as the title of what a
  ///     passage is from. Cells of a table are read behind their headers in the same way, and behind what
  ///     their row is about (`TableHeaders`).
  public init(
    _ document: Document, sentences: [Sentence], tokenizer: any ReadingTokenizer,
    skipping: Set<Block.Role> = [.bibliography, .stage, .speaker], context: String? = nil
  ) {
    self.init(
      document, sentences: sentences, tokenizer: tokenizer, skipping: skipping, context: context, columns: [])
  }

  /// - Parameters:
  ///   - columns: what the columns are called of the table whose rows the document begins with, where it is a
  ///     piece of one.
  ///   - headings: what is read before blocks, see ``HeadedLists``.
  package init(
    _ document: Document, sentences: [Sentence], tokenizer: any ReadingTokenizer,
    skipping: Set<Block.Role> = [.bibliography, .stage, .speaker], context: String? = nil,
    columns: [TableOutline.Column], headings: [Int: String] = [:]
  ) {
    (self.skipping, self.context, self.columns) = (skipping, context, columns)
    lists = HeadedLists(document)
    self.document = document
    self.sentences = sentences
    var ids: [Int32] = []
    var offsets: [Range<Int>] = []
    var boundaries: [Int] = []
    var blocks: [Int?] = []
    var added: [Bool] = []
    let headers = TableHeaders(document, columns: columns)
    let releases = ReleaseHeadings(document)
    var before = context

    var text = document.text
    text.withUTF8 { utf8 in
      for sentence in sentences {
        if let block = sentence.block, skipping.contains(document.blocks[block].role) { continue }
        let slice = UnsafeBufferPointer(rebasing: utf8[sentence.range])
        let pieces = tokenizer.units(utf8: slice, base: sentence.range.lowerBound)
        guard !pieces.ids.isEmpty else { continue }
        boundaries.append(ids.count)
        let isFirst = sentence.block.map {
          sentence.range.lowerBound == document.blocks[$0].textRange.lowerBound
        }
        var extra = before.map { [TableHeaders.Part.words($0)] } ?? []
        if isFirst == true, let block = sentence.block {
          extra += headers[block] + releases[block]
          if let heading = headings[block] { extra.append(.words(heading + ":")) }
        }
        for (number, part) in extra.enumerated() {
          // No block has such a number, so that no span reaches into what was added, or out of a copy.
          let block = -1 - number
          switch part {
          case .words(let words):
            let own = tokenizer.ids(of: words)
            let here = sentence.range.lowerBound
            ids += own
            offsets += Array(repeating: here..<here, count: own.count)
            blocks += Array(repeating: block, count: own.count)
            added += Array(repeating: true, count: own.count)
          case .copy(let range):
            let slice = UnsafeBufferPointer(rebasing: utf8[range])
            let copied = tokenizer.units(utf8: slice, base: range.lowerBound)
            ids += copied.ids
            offsets += copied.offsets
            blocks += Array(repeating: block, count: copied.ids.count)
            added += Array(repeating: false, count: copied.ids.count)
          }
        }
        before = nil
        ids += pieces.ids
        offsets += pieces.offsets
        blocks += Array(repeating: sentence.block, count: pieces.ids.count)
        added += Array(repeating: false, count: pieces.ids.count)
      }
    }
    continues = ids.map { tokenizer.continuesWord($0) }
    var ends = [Int](repeating: ids.count, count: ids.count)
    for index in stride(from: ids.count - 2, through: 0, by: -1) {
      ends[index] = blocks[index] == blocks[index + 1] ? ends[index + 1] : index + 1
    }
    blockEnds = ends
    isBeside = blocks.map { ($0 ?? 0) < 0 }
    hasReleases = !releases.isEmpty
    self.ids = ids
    self.offsets = offsets
    self.boundaries = boundaries
    self.added = added
  }

  /// Places of each sentence's pieces in a window that is read behind `shift` other pieces less its own
  /// first.
  package func sentencePlaces(in window: Range<Int>, shift: Int) -> [Range<Int>] {
    boundaries.indices.compactMap { index in
      let end = index + 1 < boundaries.count ? boundaries[index + 1] : ids.count
      let part = (boundaries[index]..<end).clamped(to: window)
      return part.isEmpty ? nil : part.lowerBound + shift..<part.upperBound + shift
    }
  }

  /// The same text with headings read before some blocks.
  func reading(_ headings: [Int: String], tokenizer: any ReadingTokenizer) -> ReadableDocument {
    ReadableDocument(
      document, sentences: sentences, tokenizer: tokenizer, skipping: skipping, context: context,
      columns: columns, headings: headings)
  }

  /// The pieces of the text at a UTF-8 range, where they stand themselves; nil where none is read.
  func pieces(at range: Range<Int>) -> ClosedRange<Int>? {
    guard
      let first = offsets.indices.first(where: {
        !isBeside[$0] && offsets[$0].upperBound > range.lowerBound
      }),
      let last = offsets.indices.last(where: { !isBeside[$0] && offsets[$0].lowerBound < range.upperBound }),
      first <= last
    else { return nil }
    return first...last
  }

  /// Index of the sentence whose pieces start at `boundaries`.
  func sentence(ofBoundary boundary: Int) -> Int {
    let end = boundary + 1 < boundaries.count ? boundaries[boundary + 1] : ids.count
    return sentence(at: offsets[end - 1].lowerBound)
  }

  /// Index of the sentence that holds the UTF-8 offset, or of the last one before it.
  func sentence(at offset: Int) -> Int {
    max(0, sentences.sortedIndex(pastAllThat: { $0.range.lowerBound <= offset }) - 1)
  }

  /// Admissible spans: whole words, inside one block, at most `maximumWords` words between white space.
  package func rules(maximumWords: Int) -> SpanRules {
    let count = ids.count
    var words = [Int](repeating: 0, count: count)
    for index in 1..<max(1, count) {
      let apart = offsets[index].lowerBound > offsets[index - 1].upperBound
      words[index] = words[index - 1] + (apart ? 1 : 0)
    }
    var limits = [Int](repeating: 0, count: count)
    var limit = 0
    for index in 0..<count {
      limit = max(limit, index)
      while limit < count, words[limit] < words[index] + maximumWords { limit += 1 }
      limits[index] = min(limit, blockEnds[index])
    }
    let isOwn = ownWords()
    let ends = (0..<count).map { !added[$0] && !isOwn[$0] && ($0 + 1 == count || !continues[$0 + 1]) }
    let starts = (0..<count).map { !continues[$0] && !added[$0] && !isOwn[$0] }
    return SpanRules(starts: starts, ends: ends, limits: limits)
  }

  /// For each piece whether its whole word is text that Peruse has added itself, such as what a template
  /// expands to: it has no source to be cited, so that no answer begins or ends with it.
  private func ownWords() -> [Bool] {
    let insertions = document.map.insertions
    var isOwn = [Bool](repeating: false, count: ids.count)
    guard !insertions.isEmpty else { return isOwn }
    var start = 0
    while start < ids.count {
      var end = start + 1
      while end < ids.count, continues[end] { end += 1 }
      let word = offsets[start].lowerBound..<max(offsets[start].lowerBound, offsets[end - 1].upperBound)
      // The first insertion that ends where the word does, or behind.
      let index = insertions.sortedIndex(pastAllThat: { $0.upperBound < word.upperBound })
      if !word.isEmpty, index < insertions.count, insertions[index].lowerBound <= word.lowerBound {
        for piece in start..<end { isOwn[piece] = true }
      }
      start = end
    }
    return isOwn
  }
}
