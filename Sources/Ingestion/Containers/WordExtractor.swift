/// Turns one part of a Word document into blocks.
///
/// The text is the final one: insertions count, deletions and what was moved away do not. Field codes, the
/// fallbacks of drawings and hidden text are left out; the results of fields are text.
struct WordExtractor: OfficeExtractor {
  /// A paragraph, from its start tag on.
  struct Paragraph {
    var path: String
    var style: String?
    var isNumbered = false
    var outline: Int?
    var isOpen = false
    /// Rank of the heading that it is.
    var rank: Int?
    /// Whether its end was deleted, so that the next one goes on with it.
    var runsOn = false
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private let styles: WordStyles
  private let role: Block.Role
  private let names = NameTable(dialect: Dialect(.docx, []))
  var builder: DocumentBuilder
  var scanner: MarkupScanner
  var path: ElementPath
  var open: [String] = []
  private(set) var paragraphs: [Paragraph] = []
  private var boxes: [Int] = []
  private var cells: [CellPlace] = []
  private var cellDepth: Int { cells.count }
  private var isHidden = false
  var formula = OfficeFormulaState()
  var script = OfficeScriptState()
  private var hasTitle = false
  /// Roles that headings give to what follows them, by rank.
  private var ranked: [(rank: Int, role: Block.Role)] = []
  var entities = EntityTable(declared: [:], byteCount: 0)

  init(_ source: DecodedSource, _ bytes: UnsafeBufferPointer<UInt8>, styles: WordStyles, role: Block.Role) {
    self.bytes = bytes
    self.styles = styles
    self.role = role
    builder = DocumentBuilder(source: source)
    scanner = MarkupScanner(bytes)
    path = ElementPath(names: names)
  }

  /// Elements left out with everything in them.
  private static let skipped: Set<String> = [
    "del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "pPrChange", "rPrChange", "sectPr",
    "tblPr", "tcPrChange", "trPr", "sdtPr", "rt", "deg", "tblGrid",
  ]

  /// Reads everything and returns the document.
  ///
  /// - Throws: `noText` where there is none.
  mutating func run(_ description: SourceDescription) throws(IngestionError) -> Document {
    while let token = scanner.next() {
      if let limit = builder.limit ?? path.limit(sourceCount: bytes.count) {
        throw IngestionError(file: description.path, reason: limit)
      }
      switch token.kind {
      case .startTag, .emptyTag: start(token)
      case .endTag: end(token)
      case .text, .cdata, .reference:
        if isText {
          appendInPlace(token)
        } else if isHidden, open.last == "t", paragraphs.last?.isOpen == true {
          builder.omit(token.range)
        }
      default: break
      }
    }
    return try builder.finish(description)
  }

  var isInParagraph: Bool { !paragraphs.isEmpty }
  var isBlockOpen: Bool { paragraphs.last?.isOpen == true }
  private var isText: Bool { open.last == "t" && !isHidden && !paragraphs.isEmpty }

  // MARK: Elements

  private mutating func start(_ token: MarkupToken) {
    let index = names.index(of: UnsafeBufferPointer(rebasing: bytes[token.inner]))
    let name = names.entries[index].local
    if Self.skipped.contains(name), !isMark(name) { return skip(token, index) }
    if ["footnote", "endnote"].contains(name), value("w:type", token) != nil { return skip(token, index) }
    beginElement(name, index, token)
    enter(name, token)
    if token.kind == .emptyTag { end(token) }
  }

  /// A deletion in the properties of a paragraph is that of its end.
  private func isMark(_ name: String) -> Bool {
    name == "del" && open.last == "rPr" && open.dropLast().last == "pPr"
  }

  private mutating func enter(_ name: String, _ token: MarkupToken) {
    let last = paragraphs.count - 1
    switch name {
    case "p":
      if last >= 0, paragraphs[last].runsOn, boxes.last != last + 1 {
        paragraphs[last].runsOn = false
        return
      }
      paragraphs.append(Paragraph(path: path.string))
    case "tc": cells.append(CellPlace())
    case "gridSpan":
      if let index = cells.indices.last, let count = value("w:val", token).flatMap({ Int($0) }) {
        cells[index].columnSpan = count
      }
    case "txbxContent":
      // Text boxes hold paragraphs in the middle of one.
      boxes.append(paragraphs.count)
      builder.beginNote()
      boxStarts.append(token.range.lowerBound)
    case "pStyle" where last >= 0: paragraphs[last].style = value("w:val", token)
    case "numId" where last >= 0: paragraphs[last].isNumbered = value("w:val", token) != "0"
    case "outlineLvl" where last >= 0: paragraphs[last].outline = value("w:val", token).flatMap { Int($0) }
    case "del" where last >= 0: paragraphs[last].runsOn = true
    case "vanish":
      if open.dropLast(2).last == "r" { isHidden = !["0", "false"].contains(value("w:val", token)) }
    case "vertAlign":
      // The mark of a paragraph has properties of its own.
      if open.dropLast(2).last == "r" { script.position = Self.position(value("w:val", token)) }
    case "rStyle":
      if open.dropLast(2).last == "r", let position = value("w:val", token).flatMap(styles.script) {
        script.position = Self.position(position)
      }
    case "r":
      isHidden = false
      script.position = nil
    case "tab", "br", "cr", "ptab":
      // Tabs also stand in the properties of a paragraph, where they are stops.
      if open.dropLast().last == "r", !isHidden, last >= 0, paragraphs[last].isOpen {
        builder.appendSpace(for: token.range)
      }
    case "noBreakHyphen": insert("\u{2011}", token)
    case "sym":
      let code = value("w:char", token).flatMap { UInt32($0, radix: 16) }
      // Characters of symbol fonts stand in the private area, where they mean nothing by themselves.
      if let code, !(0xF000...0xF0FF).contains(code), let scalar = Unicode.Scalar(code) {
        insert(String(scalar), token)
      }
    default: break
    }
  }

  private static func position(_ value: String?) -> String? {
    value == "superscript" || value == "subscript" ? value : nil
  }

  private var boxStarts: [Int] = []

  private mutating func end(_ token: MarkupToken) {
    guard let name = endElement(token) else { return }
    switch name {
    case "p": if let last = paragraphs.last, !last.runsOn { close() }
    case "r":
      isHidden = false
      script.position = nil
    case "tc": _ = cells.popLast()
    case "txbxContent":
      guard let depth = boxes.popLast(), let start = boxStarts.popLast() else { return }
      while paragraphs.count > depth { close() }
      builder.endNote(start..<token.range.upperBound)
    case "body", "footnote", "endnote", "comment": while !paragraphs.isEmpty { close() }
    default: break
    }
  }

  // MARK: Text

  private mutating func insert(_ text: String, _ token: MarkupToken) {
    guard !isHidden, !paragraphs.isEmpty else { return }
    openParagraph()
    builder.append(Array(text.utf8), for: token.range)
  }

  /// Opens the block of the innermost paragraph, now that its properties are known.
  mutating func openParagraph() {
    let last = paragraphs.count - 1
    guard !paragraphs[last].isOpen else { return }
    paragraphs[last].isOpen = true
    let paragraph = paragraphs[last]
    var meaning = paragraph.style.flatMap { styles[$0] }
    if let outline = paragraph.outline { meaning = 0..<9 ~= outline ? .heading(outline) : nil }
    var kind: Block.Kind = cellDepth > 0 ? .tableCell : paragraph.isNumbered ? .listItem : .paragraph
    var own: Block.Role?
    switch meaning {
    case .title where !hasTitle && role == .body && cellDepth == 0:
      (kind, own) = (.title, .front)
      hasTitle = true
    case .heading(let rank) where role == .body && cellDepth == 0 && boxes.isEmpty:
      kind = .heading
      paragraphs[last].rank = rank
      while let inner = ranked.last, inner.rank >= rank { ranked.removeLast() }
      builder.openSection(atLevel: rank + 1, role: ranked.last?.role ?? .body)
    case .caption: kind = .caption
    case .list where cellDepth == 0: kind = .listItem
    case .metadata: own = .metadata
    case .abstract: own = .abstract
    case .bibliography: own = .bibliography
    default: break
    }
    builder.openBlock(
      kind, role: role == .body ? own ?? ranked.last?.role ?? .body : role, path: paragraph.path,
      whiteSpace: meaning == .preformatted ? .keep : .collapse,
      cell: kind == .tableCell ? cells.last ?? CellPlace() : CellPlace())
  }

  private mutating func close() {
    if isBlockOpen { closeScript() }
    guard let paragraph = paragraphs.popLast(), paragraph.isOpen else { return }
    builder.closeBlock()
    // The words of a heading tell what part its section plays.
    if let rank = paragraph.rank, let heading = builder.sectionHeading, let named = SectionRole.named(heading)
    {
      ranked.append((rank, named))
      builder.setSectionRole(named)
    }
  }
}
