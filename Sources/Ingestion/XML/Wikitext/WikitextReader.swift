/// Reads MediaWiki's notation line by line into blocks.
///
/// Markup between two pieces of a block's text is recorded as omitted, so that what remains of the source
/// is the text whatever the notation.
struct WikitextReader {
  let bytes: UnsafeBufferPointer<UInt8>
  private let map: SourceMap
  private let path: String
  /// Roles by section rank, outermost first.
  private var roles: [(level: Int, role: Block.Role)]
  /// Where the text appended last to the open block ended.
  private var lastEnd: Int?
  private var isParagraphOpen = false
  private let site: WikiSite
  private let title: String
  /// Peruse's own text by where the markup begins that it stands for.
  private var insertions: [Int: String] = [:]
  private var captions: [WikitextMarkup.Caption] = []
  /// Where markup begins that breaks a word.
  private var breaks: Set<Int> = []
  private var blocks: [Int: WikitextMarkup.BlockTag] = [:]
  private var groups: [Int: [(offset: Int, text: String)]] = [:]
  /// The block of HTML that is open.
  private var tag = WikitextMarkup.BlockTag.outer
  private(set) var tableStarts: Set<Int> = []
  private(set) var tableEnds: Set<Int> = []
  /// How many tables are open.
  var tableDepth = 0
  var cells = CellCounter()
  private var entities = EntityTable(declared: [:], byteCount: 0)

  /// Reads `bytes`, which `map` leads back to the unit; blocks have the role `role` and the path `path`.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, map: SourceMap, role: Block.Role, path: String, site: WikiSite,
    title: String
  ) {
    self.site = site
    self.title = title
    self.bytes = bytes
    self.map = map
    self.path = path
    roles = [(0, role)]
  }

  private var role: Block.Role { roles.last?.role ?? .body }

  /// Appends the blocks to `builder`.
  mutating func read(into builder: inout DocumentBuilder) {
    let markup = WikitextMarkup(bytes, site: site, title: title)
    let ranges = markup.ranges
    insertions = markup.insertions
    captions = markup.captions.reversed()
    (blocks, groups) = (markup.blocks, markup.groups)
    (breaks, tableStarts, tableEnds) = (markup.breaks, markup.tableStarts, markup.tableEnds)
    var next = 0
    var start = 0
    while start < bytes.count {
      // A line as its pieces of text; markup may span line ends and then joins what is around it.
      var pieces: [Range<Int>] = []
      var at = start
      var lineEnd: Int?
      var isInner = false
      while lineEnd == nil {
        let stop = next < ranges.count ? max(ranges[next].lowerBound, at) : bytes.count
        let end = bytes.firstIndex(of: 0x0A, in: at..<stop)
        if at < (end ?? stop) { pieces.append(at..<(end ?? stop)) }
        if let end {
          lineEnd = end
        } else if next < ranges.count, tableDepth == 0, let block = blocks[ranges[next].lowerBound] {
          line(pieces, start: start, isInner: isInner, into: &builder)
          (pieces, isInner) = ([], true)
          begin(block, into: &builder)
          at = ranges[next].upperBound
          next += 1
        } else if next < ranges.count {
          let isShown = breaks.contains(ranges[next].lowerBound) || insertions[ranges[next].lowerBound] != nil
          if isShown { pieces.append(ranges[next]) }
          at = ranges[next].upperBound
          next += 1
        } else {
          lineEnd = bytes.count
        }
      }
      if !isInner || !pieces.isEmpty { line(pieces, start: start, isInner: isInner, into: &builder) }
      start = (lineEnd ?? bytes.count) + 1
      if !isParagraphOpen { emitCaptions(before: start, into: &builder) }
    }
    closeParagraph(&builder)
    emitCaptions(before: bytes.count + 1, into: &builder)
  }

  /// Appends the captions of pictures that stand before `end`, each as a block of its own.
  private mutating func emitCaptions(before end: Int, into builder: inout DocumentBuilder) {
    while let caption = captions.last, caption.range.lowerBound < end {
      captions.removeLast()
      let items = WikitextMarkup.merged(caption.markup)
      for item in items where !item.text.isEmpty { insertions[item.range.lowerBound] = item.text }
      var pieces: [Range<Int>] = []
      var at = caption.range.lowerBound
      for item in items {
        if at < item.range.lowerBound { pieces.append(at..<item.range.lowerBound) }
        if !item.text.isEmpty { pieces.append(item.range) }
        at = item.range.upperBound
      }
      if at < caption.range.upperBound { pieces.append(at..<caption.range.upperBound) }
      block(caption.kind, trimmed(pieces), into: &builder)
    }
  }

  /// A tag of HTML ends what is open; an item or a cell stays what it is for the paragraphs in it.
  private mutating func begin(_ block: WikitextMarkup.BlockTag, into builder: inout DocumentBuilder) {
    closeParagraph(&builder)
    if case .flow = block { return }
    tag = block
  }

  /// What running text is.
  private var kind: Block.Kind {
    switch tag {
    case .flow, .outer, .heading: .paragraph
    case .item: .listItem
    case .cell: .tableCell
    case .caption: .caption
    }
  }

  // MARK: Lines

  /// Reads a line, or the rest of one behind a tag of HTML, where marks of lists and headings are text.
  mutating func line(
    _ pieces: [Range<Int>], start: Int, isInner: Bool = false, into builder: inout DocumentBuilder
  ) {
    if !tableStarts.isEmpty, tableLine(pieces, into: &builder) { return }
    let pieces = trimmed(pieces)
    guard let first = pieces.first?.lowerBound, let last = pieces.last?.upperBound else {
      closeParagraph(&builder)
      return
    }
    if case .heading(let rank) = tag { return heading(pieces, rank: rank, into: &builder) }
    switch bytes[first] {
    case _ where isInner: text(pieces, start: start, into: &builder)
    case 0x3D where bytes[last - 1] == 0x3D && last - first > 2:
      heading(pieces, into: &builder)
    case 0x23 where bytes[first...].prefix(9).map({ $0 | 0x20 }) == Array("#redirect".utf8):
      // A page that only leads to another has a title and no text.
      closeParagraph(&builder)
    case 0x2A, 0x23, 0x3A, 0x3B:
      closeParagraph(&builder)
      let text = trimmed(dropping(pieces) { [0x2A, 0x23, 0x3A, 0x3B].contains($0) })
      // Indented lines are paragraphs, of talk or of quotation.
      let kind: Block.Kind = bytes[first] == 0x3A ? .paragraph : .listItem
      block(kind, text, into: &builder)
    case 0x2D where dropping(pieces, while: { $0 == 0x2D }).isEmpty:
      closeParagraph(&builder)
    default: text(pieces, start: start, into: &builder)
    }
  }

  /// Appends a line of running text to the open paragraph, or begins one.
  private mutating func text(_ pieces: [Range<Int>], start: Int, into builder: inout DocumentBuilder) {
    if isParagraphOpen {
      // The line end is the space between the lines.
      append([start - 1..<start], into: &builder)
    } else {
      builder.openBlock(kind, role: role, path: path)
      isParagraphOpen = true
      lastEnd = nil
    }
    append(pieces, into: &builder)
  }

  private mutating func heading(_ pieces: [Range<Int>], into builder: inout DocumentBuilder) {
    closeParagraph(&builder)
    guard let first = pieces.first, let last = pieces.last else { return }
    let leading = bytes[first].prefix { $0 == 0x3D }.count
    let trailing = bytes[last].reversed().prefix { $0 == 0x3D }.count
    let rank = min(leading, trailing, 6)
    var text = pieces
    text[0] = min(first.lowerBound + rank, first.upperBound)..<first.upperBound
    let end = text.count - 1
    text[end] = text[end].lowerBound..<max(text[end].lowerBound, text[end].upperBound - rank)
    heading(trimmed(text), rank: rank, into: &builder)
  }

  private mutating func heading(_ text: [Range<Int>], rank: Int, into builder: inout DocumentBuilder) {
    closeParagraph(&builder)
    tag = .outer
    guard !text.isEmpty else { return }
    // The page itself is the section of rank 1.
    let level = max(2, rank)
    while roles.count > 1, let open = roles.last, open.level >= level { roles.removeLast() }
    let words = text.map { String(decoding: bytes[$0], as: UTF8.self) }.joined()
    if let special = SectionRole.named(words) { roles.append((level, special)) }
    builder.openSection(atLevel: level, role: role)
    block(.heading, text, into: &builder)
  }

  mutating func block(
    _ kind: Block.Kind, _ pieces: [Range<Int>], into builder: inout DocumentBuilder
  ) {
    // A mark alone is no text, a word that a template prints is.
    guard
      pieces.contains(where: { piece in
        !isBreak(piece) && insertions[piece.lowerBound]?.contains { $0.isLetter || $0.isNumber } ?? true
      })
    else { return }
    let cell = kind == .tableCell ? cells.next() : CellPlace()
    builder.openBlock(kind, role: role, path: path, cell: cell)
    lastEnd = nil
    append(pieces, into: &builder)
    builder.closeBlock()
  }

  mutating func closeParagraph(_ builder: inout DocumentBuilder) {
    if isParagraphOpen { builder.closeBlock() }
    isParagraphOpen = false
  }

  // MARK: Text

  /// Appends text; what lies between its pieces, and before it in the block, is markup left out.
  private mutating func append(_ pieces: [Range<Int>], into builder: inout DocumentBuilder) {
    for piece in pieces {
      if let lastEnd, lastEnd < piece.lowerBound,
        bytes[lastEnd..<piece.lowerBound].contains(where: { !TextRun.isWhiteSpace($0) }),
        let gap = map.source(of: lastEnd..<piece.lowerBound)
      {
        builder.omit(gap.byteStart..<gap.byteEnd)
      }
      if let text = insertions[piece.lowerBound], let place = map.source(of: piece) {
        let isSpaced = builder.lastByte.map { $0 == 0x20 } ?? true
        builder.insert(
          isSpaced && text.first == " " ? String(text.dropFirst()) : text,
          for: place.byteStart..<place.byteEnd)
      } else if isBreak(piece) {
        builder.appendSpace(for: map.source(of: piece).map { $0.byteStart..<$0.byteEnd })
      } else {
        appendText(piece, into: &builder)
      }
      lastEnd = piece.upperBound
    }
  }

  /// Appends one piece, HTML's entities in it resolved.
  private mutating func appendText(_ piece: Range<Int>, into builder: inout DocumentBuilder) {
    var start = piece.lowerBound
    if !groups.isEmpty, let places = groups[piece.lowerBound] {
      for place in places where place.offset < piece.upperBound {
        copy(start..<place.offset, into: &builder)
        builder.insert(place.text, for: 0..<0)
        start = place.offset
      }
    }
    while let ampersand = bytes.firstIndex(of: 0x26, in: start..<piece.upperBound) {
      let end = bytes.firstIndex(of: 0x3B, in: ampersand + 1..<min(piece.upperBound, ampersand + 32))
      var resolved: [UInt8]?
      if let end, end > ampersand + 1, case .text(let text) = entities.resolve(bytes, ampersand + 1..<end) {
        resolved = text
      }
      guard let resolved, let end, let place = map.source(of: ampersand..<end + 1)
      else {
        copy(start..<ampersand + 1, into: &builder)
        start = ampersand + 1
        continue
      }
      copy(start..<ampersand, into: &builder)
      builder.append(resolved, for: place.byteStart..<place.byteEnd)
      start = end + 1
    }
    copy(start..<piece.upperBound, into: &builder)
  }

  /// Appends `range` through the map.
  private func copy(_ range: Range<Int>, into builder: inout DocumentBuilder) {
    map.forEachUnit(in: range) { text, source, isCopy in
      if isCopy { builder.append(source) } else { builder.append(bytes[text], for: source) }
    }
  }

  func isBreak(_ piece: Range<Int>) -> Bool { breaks.contains(piece.lowerBound) }

  /// Whether Peruse's own text stands for `piece`.
  func isInserted(_ piece: Range<Int>) -> Bool { insertions[piece.lowerBound] != nil }

  /// `pieces` without white space at both ends.
  func trimmed(_ pieces: [Range<Int>]) -> [Range<Int>] {
    var result = dropping(pieces, while: TextRun.isWhiteSpace)
    while let last = result.last, !isInserted(last) {
      if isBreak(last) {
        result.removeLast()
        continue
      }
      let tail = bytes[last].reversed().prefix(while: TextRun.isWhiteSpace).count
      if tail < last.count {
        result[result.count - 1] = last.lowerBound..<last.upperBound - tail
        break
      }
      result.removeLast()
    }
    return result
  }

  /// `pieces` without the bytes at their beginning for which `condition` holds.
  func dropping(_ pieces: [Range<Int>], while condition: (UInt8) -> Bool) -> [Range<Int>] {
    for (index, piece) in pieces.enumerated() {
      if isInserted(piece) { return Array(pieces[index...]) }
      guard !isBreak(piece), let first = bytes[piece].firstIndex(where: { !condition($0) }) else { continue }
      return [first..<piece.upperBound] + pieces[(index + 1)...]
    }
    return []
  }
}
