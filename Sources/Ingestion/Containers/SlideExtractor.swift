/// Turns one part of a slide into blocks: its title, everything else on it, its notes, its drawings that hold
/// text, its comments.
///
/// What stands on every slide (numbers, dates, footers) and what a program shows that knows less is left out.
struct SlideExtractor: OfficeExtractor {
  /// What is read of a member.
  enum Part {
    /// The title of a slide, which names the document on the first one. Read apart, since shapes stand in the
    /// order in which they are painted.
    case documentTitle, slideTitle
    /// Everything else on a slide.
    case body
    /// What the speaker notes.
    case notes
    /// The words of a diagram (SmartArt).
    case diagram
    case comments

    var isTitle: Bool { self == .documentTitle || self == .slideTitle }
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private let part: Part
  private let names = NameTable(dialect: Dialect(.pptx, []))
  var builder: DocumentBuilder
  var scanner: MarkupScanner
  var path: ElementPath
  var open: [String] = []
  var formula = OfficeFormulaState()
  var script = OfficeScriptState()
  /// What the shape is by its layout; nil for a shape of the slide's own.
  private var placeholder: String?
  /// Path of the open paragraph.
  private var paragraph: String?
  /// Whether it says itself that it has a bullet or has none.
  private var hasBullet: Bool?
  private(set) var isBlockOpen = false
  private var cells: [CellPlace] = []
  var entities = EntityTable(declared: [:], byteCount: 0)

  init(_ source: DecodedSource, _ bytes: UnsafeBufferPointer<UInt8>, _ part: Part) {
    self.bytes = bytes
    self.part = part
    builder = DocumentBuilder(source: source)
    scanner = MarkupScanner(bytes)
    path = ElementPath(names: names)
  }

  /// Elements left out with everything in them.
  private static let skipped: Set<String> = ["Fallback", "extLst", "tblPr", "tblGrid", "deg", "timing"]
  private static let titles: Set<String> = ["title", "ctrTitle"]
  /// Placeholders whose text is the same on many slides, or none of the slide's.
  private static let furniture: Set<String> = ["dt", "ftr", "hdr", "sldNum", "sldImg"]

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
      case .text, .cdata, .reference: if isInParagraph, isText { appendInPlace(token) }
      default: break
      }
    }
    return try builder.finish(description)
  }

  private var isText: Bool { open.last == "t" || open.last == "text" && part == .comments }
  var isInParagraph: Bool { paragraph != nil }

  /// Whether the shape belongs to what is read.
  private var isWanted: Bool {
    switch part {
    case .documentTitle, .slideTitle: placeholder.map(Self.titles.contains) ?? false
    case .body: placeholder.map { !Self.titles.contains($0) && !Self.furniture.contains($0) } ?? true
    case .notes: placeholder == "body"
    case .diagram, .comments: true
    }
  }

  // MARK: Elements

  private mutating func start(_ token: MarkupToken) {
    let index = names.index(of: UnsafeBufferPointer(rebasing: bytes[token.inner]))
    let name = names.entries[index].local
    if Self.skipped.contains(name) || isMadeAnew(name, token) || isCovered(name, token) {
      return skip(token, index)
    }
    beginElement(name, index, token)
    enter(name, token)
    if token.kind == .emptyTag { end(token) }
  }

  /// A field that shows the slide's number or the day of the show.
  private func isMadeAnew(_ name: String, _ token: MarkupToken) -> Bool {
    guard name == "fld", let type = value("type", token) else { return false }
    return type == "slidenum" || type.hasPrefix("datetime")
  }

  /// A cell that another one covers.
  private func isCovered(_ name: String, _ token: MarkupToken) -> Bool {
    name == "tc" && ["hMerge", "vMerge"].contains { ["1", "true"].contains(value($0, token)) }
  }

  private mutating func enter(_ name: String, _ token: MarkupToken) {
    switch name {
    case "sp", "pic", "graphicFrame", "cxnSp": placeholder = nil
    case "ph": placeholder = value("type", token) ?? "obj"
    case "p" where isWanted: beginParagraph(token)
    // The comments of old have no paragraphs.
    case "text" where part == .comments: beginParagraph(token)
    case "r": script.position = nil
    case "rPr": if open.dropLast().last == "r" { script.position = baseline(token) }
    case "buNone": if open.dropLast().last == "pPr" { hasBullet = false }
    case "buChar", "buAutoNum", "buBlip": if open.dropLast().last == "pPr" { hasBullet = true }
    case "br": if isBlockOpen { builder.appendSpace(for: token.range) }
    case "tc":
      var cell = CellPlace()
      cell.columnSpan = value("gridSpan", token).flatMap { Int($0) } ?? 1
      cell.rowSpan = value("rowSpan", token).flatMap { Int($0) } ?? 1
      cells.append(cell)
    default: break
    }
  }

  private mutating func end(_ token: MarkupToken) {
    guard let name = endElement(token) else { return }
    switch name {
    case "p" where isWanted, "text" where part == .comments:
      paragraph = nil
      if !part.isTitle { closeBlock() }
    case "txBody": closeBlock()
    case "tc": _ = cells.popLast()
    default: break
    }
  }

  // MARK: Text

  private mutating func beginParagraph(_ token: MarkupToken) {
    // The lines of a title are one title.
    if isBlockOpen { builder.appendSpace(for: token.range) }
    paragraph = path.string
    hasBullet = nil
  }

  mutating func openParagraph() {
    guard !isBlockOpen, let paragraph else { return }
    isBlockOpen = true
    let cell = cells.last
    builder.openBlock(
      cell == nil ? kind : .tableCell, role: role, path: paragraph, cell: cell ?? CellPlace())
  }

  private var kind: Block.Kind {
    switch part {
    case .documentTitle: return .title
    case .slideTitle: return .heading
    case .diagram: return .listItem
    case .notes, .comments: return .paragraph
    case .body:
      // Layouts give bullets to what is filled in.
      return hasBullet ?? (placeholder == "body" || placeholder == "obj") ? .listItem : .paragraph
    }
  }

  private var role: Block.Role {
    switch part {
    case .documentTitle: .front
    case .notes, .comments: .note
    default: .body
    }
  }

  private mutating func closeBlock() {
    guard isBlockOpen else { return }
    closeScript()
    isBlockOpen = false
    builder.closeBlock()
  }
}
