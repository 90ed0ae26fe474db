/// Turns the tokens of one well-formed document, or of one record, into blocks by the rules of a dialect.
struct XMLExtractor {
  /// An open element.
  struct Frame {
    /// Number of its name.
    var name: Int
    /// Its number in the document's order, where it is an element of the document.
    var element = -1
    /// Role of blocks in it.
    var role: Block.Role
    /// What its end tag does.
    var closing: Closing
    /// Whether paragraphs without markup in it belong to an element further out.
    var isTransparent = false
    /// Whether a paragraph without markup is open in it.
    var hasAnonymousBlock = false
    /// Whether it is a word of its own.
    var isField = false
    /// Whether blank lines in its text separate paragraphs.
    var splitsAtBlankLines = false
    /// Whether its end ends what the caller's text path selected.
    var endsSelection = false
    /// What of it is not ordinary: separators, a choice among its children, TeX.
    var inline: Inline?
  }

  /// What an element asks for that stands inside text, see `XMLExtractor+Inline.swift`.
  struct Inline {
    /// Peruse's text before each child; the last entry holds for all that follow.
    var separators: [StaticString] = []
    /// Children so far.
    var children = 0
    /// Whether it is a shortcut, beside the steps of a menu.
    var isShortcut = false
    /// Whether a shortcut's keys stand before all other children.
    var beginsWithShortcut = false
    /// Peruse's text at its end.
    var suffix = ""
    /// Number of the one child that is read, where it holds parallel readings.
    var chosen: Int?
    /// What part of a formula in MathML it is.
    var part: MathPart?
    /// Whether what follows it is the same word.
    var gluesNext = false
    /// Whether what follows it is its argument, which stays apart.
    var leavesGap = false
    /// The form in which a formula around is read.
    var form: FormulaForm?
    /// How far TeX has been read, and whether `&` aligns its lines.
    var tex: TeXPlace?
    var isAligned = false
  }

  /// What an end tag does.
  enum Closing {
    case nothing, structure, block, line
    case heading(rank: Int?)
    case section(depth: Int)
    case note(start: Int)
  }

  let source: DecodedSource
  let bytes: UnsafeBufferPointer<UInt8>
  let dialect: Dialect
  let file: String
  /// Line on which the source begins, counted from 0.
  let lineOffset: Int
  let selection: ElementSelection?
  /// What each element holds, in document order; empty where the dialect does not ask.
  let contents: [ContentClass]

  var scanner: MarkupScanner
  var builder: DocumentBuilder
  let names: NameTable
  var path: ElementPath
  var entities: EntityTable
  var frames: [Frame] = []
  /// What the cell covers that holds paragraphs, where it is no block itself (OpenDocument).
  var cellAround = CellPlace()
  /// Roles that headings gave to sections without an element, by rank.
  var rankedRoles: [(rank: Int, role: Block.Role)] = []
  /// Number of start tags so far.
  var ordinal = 0
  /// Whether the last thing read was the end of a field.
  var isAfterField = false
  /// Whether the caller's text path, where there is one, covers the place.
  var isSelected: Bool
  /// Where the content of a label stands that the next block begins with.
  var label: Range<Int>?
  /// Whether a letter or digit that comes next in a formula stays apart from what is before it.
  var needsGap = false
  /// Where the last callout ended that was read as part of its sentence.
  var keptCalloutEnd: Int?
  /// Language of the elements around, unless the record says its own.
  var language: String?
  var hasOwnLanguage = false
  var identifier: String?
  var warnings: [IngestionWarning] = []
  /// What the caller has set.
  var options = IngestionOptions()
  /// What the wiki calls things, where it is one.
  let site: WikiSite
  /// Pages that are no articles and were left out.
  var pagesLeftOut = 0
  /// How many versions of a wiki's page have been met, and which of them is read; `nil` for the only one.
  var revisions: (read: Int, newest: Int?) = (0, nil)
  /// What stands for the picture being read.
  var pictureMark = ""
  /// Titles by identifier, once something refers to them.
  var titles: [String: String]?
  private var undefined: Set<String> = []

  /// Prepares to read `bytes`, the buffer of `source`.
  init(_ unit: XMLUnit, bytes: UnsafeBufferPointer<UInt8>, selection: ElementSelection?) {
    source = unit.source
    self.bytes = bytes
    dialect = unit.dialect
    file = unit.file
    lineOffset = unit.lineOffset
    self.selection = selection
    contents = unit.dialect.infersFromContent ? ContentClass.classify(bytes) : []
    let isWiki = unit.dialect.format == .mediawiki
    var site =
      unit.site
      ?? (isWiki ? WikiSite(head: UnsafeBufferPointer(rebasing: bytes.prefix(1 << 17))) : WikiSite())
    if isWiki, unit.site == nil { _ = site.pages.take(bytes, isLast: true) }
    self.site = site
    scanner = MarkupScanner(bytes)
    builder = DocumentBuilder(source: unit.source)
    // A cell has two tags.
    builder.reserve(blocks: bytes.count { $0 == UInt8(ascii: "<") } / 2)
    names = unit.names
    path = ElementPath(names: unit.names, prefix: unit.pathPrefix)
    entities = EntityTable(declared: unit.entities, byteCount: bytes.count)
    isSelected = selection?.text == nil
    language = unit.language
  }

  /// Reads everything into the builder.
  mutating func run(firstPosition: Int?) throws(IngestionError) {
    var position = firstPosition
    while let token = scanner.next() {
      if let limit = builder.limit ?? path.limit(sourceCount: bytes.count) {
        throw error(limit, at: token.range.lowerBound)
      }
      switch token.kind {
      case .text, .cdata: text(token.inner)
      case .reference: try reference(token)
      case .startTag:
        try start(token, position: position)
        position = nil
      case .emptyTag:
        try start(token, position: position)
        position = nil
        end(token)
      case .endTag: end(token)
      case .comment, .instruction, .doctype: break
      }
    }
    if pagesLeftOut > 0 { warnings.append(.pagesLeftOut(pagesLeftOut)) }
  }

  // MARK: Text

  /// Character data that stands in the source as `range`.
  mutating func text(_ range: Range<Int>) {
    guard prepareForText(isBlank: { $0.isBlank(range) }) else { return }
    isAfterField = false
    if let inline = frames[frames.count - 1].inline {
      if inline.tex != nil { return texText(range) }
      // Between children that print a sign of their own, and just within a shortcut, the source's lines are
      // not text.
      if inline.isShortcut || !inline.separators.isEmpty, bytes.isBlank(range) { return }
    }
    if dialect.hasBracketedCallouts, bracketedCallouts(after: range) { return }
    guard frames[frames.count - 1].splitsAtBlankLines else { return builder.append(range) }
    var start = range.lowerBound
    while let gap = bytes.blankLine(in: start..<range.upperBound) {
      builder.append(start..<gap.lowerBound)
      builder.splitBlock()
      start = gap.upperBound
    }
    builder.append(start..<range.upperBound)
  }

  /// A reference to a character or an entity.
  mutating func reference(_ token: MarkupToken) throws(IngestionError) {
    guard !frames.isEmpty, isSelected else { return }
    let replacement: [UInt8]
    switch entities.resolve(bytes, token.inner) {
    case .text(let text): replacement = text
    case .refused(let reason): throw error(reason, at: token.range.lowerBound)
    case .undefined:
      replacement = EntityTable.replacementCharacter
      warn(ofUndefined: bytes.string(token.inner), at: token.range.lowerBound)
    }
    guard prepareForText(isBlank: { _ in replacement.allSatisfy(TextRun.isWhiteSpace) }) else { return }
    isAfterField = false
    if replacement == [0x26], let inline = frames.last?.inline, inline.tex != nil, inline.isAligned {
      return builder.omit(token.range)
    }
    if replacement == EntityTable.replacementCharacter {
      builder.insert("\u{FFFD}", for: token.range)
    } else {
      builder.append(replacement, for: token.range)
    }
  }

  /// Makes sure that a block is open for text; `false` where the text does not count.
  private mutating func prepareForText(isBlank: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    guard !frames.isEmpty, isSelected else { return false }
    if builder.hasOpenBlock { return true }
    if isBlank(bytes) { return false }
    openAnonymousBlock(.paragraph)
    return true
  }

  /// Opens a paragraph for text that has no element of its own, in the nearest element that holds blocks.
  mutating func openAnonymousBlock(_ kind: Block.Kind) {
    let index = frames.lastIndex { !$0.isTransparent } ?? 0
    frames[index].hasAnonymousBlock = true
    builder.openBlock(kind, role: role(in: frames[index].role), path: path.string(atDepth: index + 1))
  }

  /// The role of what stands in an element of the role `role`.
  func role(in role: Block.Role) -> Block.Role {
    role == .body ? rankedRoles.last?.role ?? .body : role
  }

  /// Says once of each name that it is not known; a file of nothing else is told so a limited number of
  /// times.
  private mutating func warn(ofUndefined name: String, at offset: Int) {
    guard undefined.count < 50, undefined.insert(name).inserted else { return }
    warnings.append(.undefinedEntity(name, line: line(at: offset)))
  }

  // MARK: Places

  /// One-based line of `offset`.
  func line(at offset: Int) -> Int { lineOffset + bytes.lineEnds(before: offset) + 1 }

  /// An error at `offset`.
  func error(_ reason: IngestionError.Reason, at offset: Int) -> IngestionError {
    let place = source.map.source(of: offset..<offset + 1)?.byteStart
    return IngestionError(file: file, line: line(at: offset), byteOffset: place, reason: reason)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether `range` holds white space only.
  func isBlank(_ range: Range<Int>) -> Bool { self[range].allSatisfy(TextRun.isWhiteSpace) }

  /// The first blank line in `range`: two line ends with nothing but white space between.
  func blankLine(in range: Range<Int>) -> Range<Int>? {
    var first: Int?
    for index in range {
      let byte = self[index]
      if byte == 0x0A {
        if let first { return first..<index + 1 }
        first = index
      } else if !TextRun.isWhiteSpace(byte) {
        first = nil
      }
    }
    return nil
  }
}
