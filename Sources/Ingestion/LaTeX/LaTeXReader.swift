/// Goes through LaTeX once, without recursion: what a group or an environment ends is on a stack.
struct LaTeXReader {
  /// What the end of a group does.
  enum Closing {
    case nothing
    case block
    case heading
    case note(start: Int)
    /// Raised or lowered text, with what is printed behind it.
    case raised(after: String)
  }

  /// An open environment.
  struct Environment {
    var name: String
    var role: Block.Role?
    /// Whether it is a list, or in one.
    var isInList = false
    var isTable = false
    var isFigure = false
    /// Rows of a table that are heads of its columns, and rows that have ended.
    var headRows = 0
    var rows = 0
  }

  let bytes: UnsafeBufferPointer<UInt8>
  var builder: DocumentBuilder
  var at = 0
  var end: Int
  var groups: [Closing] = []
  var environments: [Environment] = []
  var cells = CellCounter(writesCovered: true)
  var macros: [String: [UInt8]] = [:]
  var isOpen = false
  /// Whether the next paragraph is the item that has just begun.
  var beginsItem = false
  var scopes: [(path: String, rank: Int, role: Block.Role?, counts: [String: Int])] = [
    ("", -1, nil, [:])
  ]
  var warnings: [IngestionWarning] = []
  /// Marks that do not occur any more.
  var absent: Set<String> = []
  init(_ source: DecodedSource, _ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    builder = DocumentBuilder(source: source)
    end = bytes.count
  }

  mutating func read(_ description: SourceDescription) throws(IngestionError) -> Document {
    if let begin = find("\\begin{document}", from: 0) {
      readPreamble(upTo: begin)
      at = begin + 16
      end = find("\\end{document}", from: at) ?? bytes.count
    }
    while at < end { step() }
    closeParagraph()
    while !groups.isEmpty { closeGroup() }
    var document = try builder.finish(description)
    document.warnings = warnings
    if document.title == nil, let first = document.blocks.first(where: { $0.kind == .heading }) {
      document.title = document.text(in: first.textRange)
    }
    return document
  }

  // MARK: Steps

  /// Reads the next piece.
  mutating func step() {
    let byte = bytes[at]
    switch byte {
    case UInt8(ascii: "\\"): command()
    case UInt8(ascii: "%"): skipComment()
    case UInt8(ascii: "{"):
      groups.append(.nothing)
      at += 1
    case UInt8(ascii: "}"):
      at += 1
      closeGroup()
    case UInt8(ascii: "$"): formula()
    case UInt8(ascii: "~"):
      if isOpen { builder.appendSpace(for: at..<at + 1) }
      at += 1
    case UInt8(ascii: "&") where environments.last?.isTable == true:
      closeParagraph()
      beginCell()
      at += 1
    case UInt8(ascii: "-"), UInt8(ascii: "`"), UInt8(ascii: "'"): marks(byte)
    case 0x0A, 0x0D: lineEnd()
    default: words()
    }
  }

  /// Copies text up to the next character that means something.
  mutating func words() {
    let start = at
    while at < end, !Self.isSpecial(bytes[at]) { at += 1 }
    if at == start { at += 1 }
    append(start..<at)
  }

  static func isSpecial(_ byte: UInt8) -> Bool { "\\%{}$~&-`'\n\r".utf8.contains(byte) }

  /// Dashes and quotation marks.
  mutating func marks(_ byte: UInt8) {
    let run = bytes[at..<end].prefix(3).prefix { $0 == byte }.count
    let replacement: String? =
      switch (byte, run) {
      case (UInt8(ascii: "-"), 2): "–"
      case (UInt8(ascii: "-"), 3): "—"
      case (UInt8(ascii: "`"), 1): "‘"
      case (UInt8(ascii: "`"), 2): "“"
      case (UInt8(ascii: "'"), 2): "”"
      case (UInt8(ascii: "'"), 1): "’"
      default: nil
      }
    if let replacement {
      append(replacement, for: at..<at + run)
    } else {
      append(at..<at + 1)
      at += 1
      return
    }
    at += run
  }

  mutating func lineEnd() {
    let start = at
    var ends = 0
    while at < end, bytes[at] <= 0x20 {
      if bytes[at] == 0x0A || bytes[at] == 0x0D && !(at + 1 < end && bytes[at + 1] == 0x0A) { ends += 1 }
      at += 1
    }
    if ends > 1 { closeParagraph() } else { append(start..<at) }
  }

  mutating func skipComment() {
    let start = at
    while at < end, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    // The line end after a comment is none; a blank line after it is one.
    if at < end { at += bytes[at] == 0x0D && at + 1 < end && bytes[at + 1] == 0x0A ? 2 : 1 }
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    if isOpen { builder.omit(start..<at) }
  }

  // MARK: Text

  mutating func append(_ range: Range<Int>) {
    if !isOpen {
      if bytes.isBlank(range) { return }
      openParagraph()
    }
    builder.append(range)
  }

  mutating func append(_ text: String, for range: Range<Int>) {
    if !isOpen { openParagraph() }
    builder.append(Array(text.utf8), for: range)
  }

  /// The role of a block that begins here.
  var role: Block.Role { environments.last?.role ?? scopes.last?.role ?? .body }

  mutating func openParagraph() {
    let environment = environments.last
    let isInList = environment?.isInList == true
    let kind: Block.Kind =
      environment?.isTable == true ? .tableCell : beginsItem || isInList ? .listItem : .paragraph
    builder.openBlock(
      kind, role: role, path: childPath(kind == .listItem ? "item" : kind == .tableCell ? "cell" : "p"),
      cell: kind == .tableCell ? cells.next() : CellPlace())
    beginsItem = false
    isOpen = true
  }

  mutating func closeParagraph() {
    // A note or a heading goes on over blank lines until its brace.
    if let last = groups.last {
      switch last {
      case .nothing, .raised: break
      case .block, .heading, .note:
        if isOpen { builder.appendSpace() }
        return
      }
    }
    if isOpen { builder.closeBlock() }
    isOpen = false
  }

  mutating func childPath(_ name: String) -> String {
    let last = scopes.count - 1
    scopes[last].counts[name, default: 0] += 1
    return "\(scopes[last].path)/\(name)[\(scopes[last].counts[name] ?? 1)]"
  }

  mutating func closeGroup() {
    switch groups.popLast() {
    case .block:
      builder.closeBlock()
      isOpen = false
    case .heading:
      builder.closeBlock()
      isOpen = false
      if let heading = builder.sectionHeading, let role = SectionRole.named(heading) {
        scopes[scopes.count - 1].role = role
        builder.setSectionRole(role)
      }
    case .note(let start):
      builder.closeBlock()
      builder.endNote(start..<at)
      isOpen = builder.hasOpenBlock
    case .raised(let after):
      if isOpen { builder.insert(after, for: at - 1..<at) }
    case .nothing, nil: break
    }
  }
}
