/// Collects blocks and sections in source order and keeps, for every byte of text, where it came from.
///
/// All offsets given to a builder are offsets into the *decoded* UTF-8 source; `finish(_:title:language:)`
/// leads them on to the bytes of the original file. A parser opens and closes blocks and sections as it meets
/// them and appends text in between. Three rules make the output regular whatever the input:
///
/// - a block opened inside another splits it: text before, the inner block, text after;
/// - a note inside a block becomes blocks of its own after that block, and an omission in the map;
/// - blocks without text, and sections without blocks, leave no trace.
struct DocumentBuilder {
  /// What is set aside while a note is read.
  private struct Suspended {
    var open: [Description]
    var run: TextRun
  }

  private struct Deferred {
    var description: Description
    var run: TextRun
  }

  /// Most blocks of a document: each is far larger in memory than the few bytes that can make one.
  static let maximumBlocks = 2_000_000
  /// Bytes that the paths of all blocks may take: a floor, then a factor of the source.
  static let freePathBytes = 32 << 20
  static let pathFactor = 8
  /// Bytes from which on a source is large.
  private static let large = 1 << 20

  private let source: DecodedSource
  private let maximumPathBytes: Int
  private var pathBytes = 0
  private let paths = PathTable()
  /// Path of the last block.
  private var lastPath = ""
  /// The limit that was reached; nothing is taken after that, and `finish(_:title:language:)` throws it.
  private(set) var limit: IngestionError.Reason?
  private let hyphens: LineEndHyphens
  private var text = GrowingText()
  private var map = SourceMap()
  private var blocks: [Block] = []
  private(set) var sections: [Section] = []
  private(set) var openSections: [Int] = []
  private var open: [Description] = []
  private(set) var run = TextRun()
  private var suspended: [Suspended] = []
  private var notes: [Deferred] = []
  private var titleText: String?

  /// Starts an empty document over `source`.
  init(source: DecodedSource) {
    self.source = source
    maximumPathBytes = Self.freePathBytes + Self.pathFactor * source.utf8.count
    hyphens = LineEndHyphens(source)
    run.hyphens = hyphens
    // Room that is not used takes no memory in a large document, and none to speak of in a small one.
    text.reserve(source.utf8.count / 2 * (source.utf8.count > Self.large ? 3 : 1))
  }

  /// Whether text appended now lands in a block.
  var hasOpenBlock: Bool { !open.isEmpty }
  /// Whether the innermost open block has text so far.
  var hasText: Bool { !run.isEmpty }
  /// The innermost open block.
  var openBlock: Description? { open.last }
  /// Blocks finished so far.
  var blockCount: Int { blocks.count }
  /// Title, as far as a title block has been closed.
  var title: String? { titleText }

  /// Makes room for `count` blocks of a large document: an array that doubles as it grows takes three times
  /// the memory for a moment, and room that is not used takes none.
  mutating func reserve(blocks count: @autoclosure () -> Int) {
    guard source.utf8.count > Self.large else { return }
    let count = min(count(), Self.maximumBlocks)
    blocks.reserveCapacity(count)
    map.reserve(segments: count)
    paths.reserve(count)
  }

  // MARK: Sections

  /// Opens a section inside the current one.
  mutating func openSection(role: Block.Role = .body) {
    flush()
    let parent = openSections.last
    let level = parent.map { sections[$0].level + 1 } ?? 1
    sections.append(
      Section(heading: "", level: level, blocks: blocks.count..<blocks.count, parent: parent, role: role))
    openSections.append(sections.count - 1)
  }

  /// Opens a section at `level` after closing those at `level` or deeper, for formats whose headings
  /// have a rank but whose sections have no element.
  mutating func openSection(atLevel level: Int, role: Block.Role = .body) {
    while let last = openSections.last, sections[last].level >= level { closeSection() }
    openSection(role: role)
    sections[openSections[openSections.count - 1]].level = level
  }

  /// Closes the innermost section.
  mutating func closeSection() {
    flush()
    guard let index = openSections.popLast() else { return }
    sections[index].blocks = sections[index].blocks.lowerBound..<blocks.count
    if sections[index].blocks.isEmpty, index == sections.count - 1 { sections.removeLast() }
  }

  /// Closes sections until `depth` are open.
  mutating func closeSections(downTo depth: Int) {
    while openSections.count > depth { closeSection() }
  }

  /// Gives the innermost section a heading that is no block, unless it has one.
  mutating func setHeading(_ heading: String) {
    guard let index = openSections.last, sections[index].heading.isEmpty else { return }
    sections[index].heading = heading
  }

  /// Gives the innermost section, and its blocks so far, another role.
  mutating func setSectionRole(_ role: Block.Role) {
    guard let index = openSections.last else { return }
    sections[index].role = role
    for block in sections[index].blocks.lowerBound..<blocks.count { blocks[block].role = role }
  }

  // MARK: Blocks

  /// Opens a block; one that is open already is split around it.
  mutating func openBlock(
    _ kind: Block.Kind, role: Block.Role, path: String, whiteSpace: WhiteSpace = .collapse,
    cell: CellPlace = CellPlace()
  ) {
    flush()
    // A paragraph in a cell covers what the cell does.
    let isInner = kind == .tableCell && cell == CellPlace() && open.last?.kind == .tableCell
    let cell = isInner ? open.last?.cell ?? cell : cell
    let path = limit == nil ? path : ""
    open.append(
      Description(kind: kind, role: role, elementPath: path, whiteSpace: whiteSpace, cell: cell))
  }

  /// Closes the innermost block.
  mutating func closeBlock() {
    flush()
    if !open.isEmpty { open.removeLast() }
    releaseNotes()
  }

  /// Ends the current block's text here and goes on in a new block of the same description: a blank line
  /// in text whose paragraphs have no markup.
  mutating func splitBlock() { flush() }

  /// Begins a note whose markup starts in the middle of whatever block is open.
  mutating func beginNote() {
    suspended.append(Suspended(open: open, run: run))
    open = []
    run = TextRun()
    run.hyphens = hyphens
  }

  /// Ends the note begun last; `range` is everything that its markup takes in the source.
  mutating func endNote(_ range: Range<Int>) {
    guard !suspended.isEmpty else { return }
    while !open.isEmpty { closeBlock() }
    let outer = suspended.removeLast()
    open = outer.open
    run = outer.run
    if open.isEmpty { releaseNotes() } else { omit(range) }
  }

  // MARK: Text

  /// Appends the source bytes `range` as they are, but for white space.
  mutating func append(_ range: Range<Int>) {
    guard let block = open.last, !range.isEmpty, limit == nil else { return }
    source.utf8.withUnsafeBufferPointer { bytes in
      switch block.whiteSpace {
      case .collapse: run.collapse(bytes, range)
      case .keep: run.keep(bytes, range)
      }
    }
  }

  /// Appends `replacement` as one unit that stands for the source bytes `range`: a character for its entity.
  mutating func append(_ replacement: some Collection<UInt8>, for range: Range<Int>) {
    guard let block = open.last, !replacement.isEmpty else { return }
    let blank = replacement.allSatisfy(TextRun.isWhiteSpace)
    if blank, block.whiteSpace == .collapse {
      run.space(for: range)
    } else {
      run.replace(range, with: replacement)
    }
  }

  /// Appends a word break that stands for `range` (`<br/>`), or for nothing in the source.
  mutating func appendSpace(for range: Range<Int>? = nil) {
    guard open.last != nil else { return }
    run.space(for: range)
  }

  /// Appends a line break that stays (verse), standing for `range`, or for nothing in the source.
  mutating func appendLineBreak(for range: Range<Int>? = nil) {
    guard open.last != nil else { return }
    run.lineBreak(for: range)
  }

  /// Appends text of Peruse's own that stands for the source bytes `range`.
  mutating func insert(_ text: String, for range: Range<Int>) {
    guard open.last != nil, !text.isEmpty else { return }
    run.insert(text.utf8, for: range)
  }

  /// Takes the white space appended last for the end of a line, at which a word may be cut by a hyphen.
  mutating func endLine() { run.endLine() }

  /// The end of a line or page that markup shows as `range`.
  mutating func appendLineEnd(for range: Range<Int>, isSpaced: Bool) {
    guard open.last != nil else { return }
    run.lineEnd(for: range, isSpaced: isSpaced)
  }

  /// Says that the word goes on in the next text, whatever white space stands between.
  mutating func glue() {
    guard open.last != nil else { return }
    run.glue()
  }

  /// Records that `range` holds a callout, which is left out; the mark behind it moves up to the word before.
  mutating func omitCallout(_ range: Range<Int>) {
    guard open.last != nil else { return }
    omit(range)
    run.closeUp()
  }

  /// Says that a mark which comes next moves up to the word before.
  mutating func closeUp() { run.closeUp() }

  /// Records that `range` holds content which is left out on purpose.
  mutating func omit(_ range: Range<Int>) {
    guard !range.isEmpty, open.last != nil else { return }
    run.omissions.append(range)
  }

  // MARK: Other documents

  /// Puts a document in that was read from a part of the source: its blocks and sections come next, inside
  /// the section that is open.
  ///
  /// `inner`'s places are offsets in the decoded source. Its paths come after `path`, without the prefix that
  /// its own parser put around it. Blocks of the body take on `role` where that is given; a title is a
  /// heading here, as it is no title of this document, unless `keepsTitle` says that it is.
  mutating func graft(
    _ inner: Document, path: String, droppingPrefix: String = "", role: Block.Role? = nil,
    keepsTitle: Bool = false
  ) {
    flush()
    guard !inner.blocks.isEmpty else { return }
    if !blocks.isEmpty { text.append([0x0A, 0x0A]) }
    let start = text.count
    let firstBlock = blocks.count
    let firstSection = sections.count
    let parent = openSections.last
    let level = parent.map { sections[$0].level } ?? 0
    text.append(inner.text)
    map.append(inner.map, 0..<text.count - start, at: start)
    for omission in inner.map.omissions { map.omit(omission) }
    for own in inner.map.insertions { map.insert(start + own.lowerBound..<start + own.upperBound) }
    let merged = { (own: Block.Role) in Self.role(own, within: role) }
    for section in inner.sections {
      sections.append(
        Section(
          heading: section.heading, level: level + section.level,
          blocks: section.blocks.lowerBound + firstBlock..<section.blocks.upperBound + firstBlock,
          parent: section.parent.map { $0 + firstSection } ?? parent, role: merged(section.role)))
    }
    for var block in inner.blocks {
      if block.kind == .title, !keepsTitle {
        block.kind = .heading
        if block.role == .front { block.role = .body }
      }
      block.role = merged(block.role)
      block.textRange = block.textRange.lowerBound + start..<block.textRange.upperBound + start
      let inside = block.elementPath
      let own = inside.hasPrefix(droppingPrefix) ? inside.dropFirst(droppingPrefix.count) : inside[...]
      block.path = paths.store(path + own)
      block.section = block.section.map { $0 + firstSection } ?? parent
      blocks.append(block)
    }
  }

  // MARK: Result

  /// The finished document. A `title` given here wins over the first title block.
  ///
  /// - Throws: `.noText` where no block holds text.
  mutating func finish(
    _ description: SourceDescription, title: String? = nil, language: String? = nil
  ) throws(IngestionError) -> Document {
    while !suspended.isEmpty { endNote(0..<0) }
    while !open.isEmpty { closeBlock() }
    while !openSections.isEmpty { closeSection() }
    if let limit { throw IngestionError(file: description.path, reason: limit) }
    guard !blocks.isEmpty else { throw IngestionError(file: description.path, reason: .noText) }
    if source.hasReplacements { markReplacements() }
    map.sortOmissions()
    // What was gathered goes before the next is made of it: each is as large as the document.
    run = TextRun()
    return Document(
      source: description, title: title ?? titleText, language: language, text: text.string, blocks: blocks,
      sections: sections, map: map.composed(through: source.map))
  }

  /// Marks U+FFFD that stands for bytes which could not be read as text of Peruse's own.
  private mutating func markReplacements() {
    let mark = EntityTable.replacementCharacter
    var words = text.string
    words.withUTF8 { bytes in
      for at in bytes.indices.dropLast(2) where bytes[at] == mark[0] && bytes[at...].starts(with: mark) {
        guard let place = map.source(of: at..<at + 3),
          let original = source.map.source(of: place.byteStart..<place.byteEnd), original.count != 3
        else { continue }
        map.insert(at..<at + 3)
        map.omit(place)
      }
    }
    map.sortInsertions()
  }

  /// Turns the text gathered so far into a block, or a note waiting for its place.
  private mutating func flush() {
    guard let description = open.last else { return }
    run.trim(description.whiteSpace)
    // A full stop that a formula or a figure has left alone is no paragraph.
    let isStray = description.kind == .paragraph && run.isStop
    if !run.isEmpty, !isStray, !run.isBlank {
      if suspended.isEmpty {
        emit(description, run)
      } else {
        notes.append(Deferred(description: description, run: run))
      }
    }
    run.removeAll()
  }

  private mutating func releaseNotes() {
    guard open.isEmpty, suspended.isEmpty, !notes.isEmpty else { return }
    for note in notes { emit(note.description, note.run) }
    notes.removeAll(keepingCapacity: true)
  }

  private mutating func emit(_ description: Description, _ run: TextRun) {
    // What is shared takes no memory of its own: blocks of one element often follow each other.
    if description.elementPath != lastPath { pathBytes += description.elementPath.utf8.count }
    lastPath = description.elementPath
    if pathBytes > maximumPathBytes {
      limit = .limit("length of the paths of all elements in bytes", maximumPathBytes)
    } else if blocks.count >= Self.maximumBlocks {
      limit = .limit("number of blocks", Self.maximumBlocks)
    } else if text.count + run.bytes.count > Block.mostText - 2 {
      limit = .limit("size of the text in bytes", Block.mostText)
    }
    guard limit == nil else {
      (blocks, text, map, notes) = ([], GrowingText(), SourceMap(), [])
      return
    }
    if !blocks.isEmpty { text.append([0x0A, 0x0A]) }
    let start = text.count
    text.append(run.bytes)
    for segment in run.segments {
      map.append(
        textStart: start + segment.textStart, sourceStart: segment.sourceStart,
        textUnit: Int(segment.textUnit), sourceUnit: Int(segment.sourceUnit), count: segment.count)
    }
    for range in run.insertions { map.insert(start + range.lowerBound..<start + range.upperBound) }
    for range in run.omissions {
      map.omit(ByteRange(byteStart: range.lowerBound, byteEnd: range.upperBound))
    }
    let section = openSections.last
    switch description.kind {
    case .heading: setHeading(String(decoding: run.bytes, as: UTF8.self))
    case .title:
      let heading = String(decoding: run.bytes, as: UTF8.self)
      setHeading(heading)
      titleText = titleText ?? heading
    default: break
    }
    blocks.append(
      Block(
        kind: description.kind, role: description.role, textRange: start..<text.count,
        path: paths.store(description.elementPath), section: section, cell: description.cell))
  }
}
