/// Makes one text of the fragments of all pages: paragraphs that go on in the next column or on the next page
/// are one block, what stands in between (notes, captions, tables) follows them.
struct PDFAssembler {
  /// A block whose section and level are told when all are known.
  struct DraftBlock {
    var kind: Block.Kind
    var role: Block.Role
    var range: Range<Int>
    var page: Int
    var height: Float
    var number: Int
    /// Its depth in the declared outline, from 1.
    var outlineDepth: Int?
    var cell = CellPlace()
  }

  /// The outline that the file declares.
  var bookmarks = PDFBookmarks()

  private(set) var text: [UInt8] = []
  private(set) var places = PageWords()
  private(set) var blocks: [DraftBlock] = []
  /// How many characters of the whole document have which height.
  private(set) var heights = HeightHistogram()
  private var vocabulary = PDFVocabulary()
  private var open: (fragment: PDFFragment, parts: [(page: PDFPage, lines: [PDFLine])])?
  private var waiting: [(fragment: PDFFragment, page: PDFPage)] = []
  private var countOnPage: [Int: Int] = [:]

  /// Learns from a page that will be taken later.
  mutating func look(at page: PDFPage) {
    var isRest = false
    for word in page.words {
      heights.add(word.height, count: word.text.count)
      // The two parts of a broken word are no words.
      let isBroken = PDFVocabulary.hyphen(page.bytes[word.text]) > 0
      if !isBroken, !isRest { vocabulary.add(page.bytes[word.text]) }
      isRest = isBroken
    }
  }

  /// Takes the fragments of a page in reading order.
  mutating func take(_ fragments: [PDFFragment], of page: PDFPage) {
    var page = page
    let judge = PDFParagraphs(page)
    let body = heights.mode ?? 12
    for fragment in fragments where isNote(fragment, body) {
      if let mark = fragment.lines.first?.words.first {
        page.noteMarks.insert(Array(page.bytes[mark.text]))
      }
    }
    for fragment in bookmarks.cut(fragments, page: page) {
      switch fragment.kind {
      case .text where fragment.outlineDepth != nil:
        close()
        emit(fragment, [(page, fragment.lines)], kind: .heading, role: .body)
      case .margin, .cell: set(aside: fragment, page)
      case .caption where fragment.height < body * 1.12: set(aside: fragment, page)
      case .listItem
      where !isNote(fragment, body) && !PDFHeading.isNumbered(fragment, body: body, page: page, judge):
        close()
        open = (fragment, [(page, fragment.lines)])
      default:
        if isNote(fragment, body) {
          set(aside: fragment, page)
        } else if PDFHeading.isHeading(fragment, body: body, page: page, judge) {
          close()
          emit(fragment, [(page, fragment.lines)], kind: .heading, role: .body)
        } else if goesOn(fragment, judge) {
          open?.parts.append((page, fragment.lines))
          open?.fragment.isFull = fragment.isFull
          open?.fragment.lines = fragment.lines
        } else {
          close()
          open = (fragment, [(page, fragment.lines)])
        }
      }
    }
  }

  /// Ends the text.
  mutating func finish(pageCount: Int) {
    close()
    places.pageCount = pageCount
  }

  // MARK: Paragraphs

  private func isNote(_ fragment: PDFFragment, _ body: Float) -> Bool {
    fragment.isAtFoot && fragment.height < body * 0.94
  }

  private mutating func set(aside fragment: PDFFragment, _ page: PDFPage) {
    if open == nil { return emitAside(fragment, page) }
    waiting.append((fragment, page))
    // What waits beside a paragraph that never ends need not be remembered for ever.
    if waiting.count > 4000 { close() }
  }

  /// Whether `fragment` is the rest of the paragraph that is open.
  private func goesOn(_ fragment: PDFFragment, _ judge: PDFParagraphs) -> Bool {
    guard let open, let last = open.parts.last, let line = last.lines.last,
      let first = fragment.lines.first,
      abs(fragment.height - open.fragment.height) < 0.07 * open.fragment.height
    else { return false }
    if PDFParagraphs(last.page, usual: 12).endsSentence(line) { return false }
    if fragment.isApart { return false }
    if !judge.startsLikeSentence(first) { return true }
    return fragment.gapAbove == .infinity && open.fragment.isFull && !fragment.isIndented
  }

  private mutating func close() {
    if let (fragment, parts) = open {
      open = nil
      emit(fragment, parts, kind: fragment.kind == .listItem ? .listItem : .paragraph, role: .body)
    }
    let notes = waiting
    waiting = []
    for (fragment, page) in notes { emitAside(fragment, page) }
  }

  private mutating func emitAside(_ fragment: PDFFragment, _ page: PDFPage) {
    let parts = [(page, fragment.lines)]
    switch fragment.kind {
    case .margin: emit(fragment, parts, kind: .paragraph, role: .metadata)
    case .cell: emit(fragment, parts, kind: .tableCell, role: .body)
    case .caption: emit(fragment, parts, kind: .caption, role: .body)
    case .text, .listItem: emit(fragment, parts, kind: .paragraph, role: .note)
    }
  }

  // MARK: Text

  private mutating func emit(
    _ fragment: PDFFragment, _ parts: [(page: PDFPage, lines: [PDFLine])], kind: Block.Kind,
    role: Block.Role
  ) {
    let before = text.count
    if !blocks.isEmpty { text.append(contentsOf: [0x0A, 0x0A]) }
    let start = text.count
    let writer = PDFLineWriter(vocabulary: vocabulary)
    let skipsMark = role == .note || kind == .listItem
    for part in parts {
      for line in part.lines {
        writer.append(
          line, of: part.page, skipsMark: skipsMark && text.count == start, &text, &places, start)
      }
    }
    guard text.count > start else {
      text.removeSubrange(before...)
      return
    }
    let page = parts[0].page.number
    countOnPage[page, default: 0] += 1
    blocks.append(
      DraftBlock(
        kind: kind, role: role, range: start..<text.count, page: page, height: fragment.height,
        number: countOnPage[page] ?? 1, outlineDepth: fragment.outlineDepth, cell: fragment.cell))
  }
}
