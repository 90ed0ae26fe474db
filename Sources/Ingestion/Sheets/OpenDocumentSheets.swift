/// Turns the content of an OpenDocument spreadsheet (OpenDocument 1.3 part 3, 9) into rows: cells as they are
/// shown, remarks, boxes of text.
///
/// Its cells have no names and its empty rows no elements, only numbers of how often something is repeated.
struct OpenDocumentSheets {
  /// What stands beside cells, and comes behind the rows of its sheet.
  private struct Aside {
    var pieces: [SheetCell.Piece] = []
    var path: String
    var isNote: Bool
  }

  private struct Cell {
    var columns = 1
    var columnSpan = 1
    var rowSpan = 1
    var type = ""
    /// What the file says the value is, for days that are shown in figures and for cells without text.
    var value: Range<Int>?
    var pieces: [SheetCell.Piece] = []
    /// Whether what is shown has letters.
    var hasLetters = false
  }

  private let part: SheetPart
  private let names = NameTable(dialect: Dialect(.xml, []))
  private var path: ElementPath
  private var open: [String] = []
  private var hiddenStyles: Set<String> = []
  private var lastStyle = ""
  private(set) var hidden: [String] = []

  private var row = 0
  private var rowCount = 1
  private var column = 0
  private var cells: [SheetCell] = []
  private var cell: Cell?
  private var asides: [Aside] = []
  /// Elements of the kinds that are open.
  private var headRows = 0
  private var paragraphs = 0
  private var isAside = false

  /// Cells alike that are written one by one.
  private static let mostRepeated = 256
  /// Bytes that cells alike may repeat of their text, beside ten times the size of the member.
  private static let freeRepeats = 64 << 20
  /// Bytes that cells may still repeat.
  private var budget: Int
  private let mostRepeats: Int
  /// Length of the paths of cells and asides, which are kept until they are written.
  private var pathBytes = 0
  private let mostPathBytes: Int

  init(_ part: SheetPart) {
    self.part = part
    path = ElementPath(names: names)
    let count = part.source.utf8.count
    mostRepeats = Self.freeRepeats + 10 * count
    budget = mostRepeats
    mostPathBytes = DocumentBuilder.freePathBytes + DocumentBuilder.pathFactor * count
  }

  /// Reads all tables, of the file `file`.
  ///
  /// - Throws: `limit`.
  mutating func run(_ writer: inout SheetWriter, file: String) throws(IngestionError) {
    let limit = part.source.utf8.withUnsafeBufferPointer { bytes in read(bytes, &writer) }
    if let limit { throw IngestionError(file: file, reason: limit) }
  }

  /// The limit that was reached, if any was.
  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ writer: inout SheetWriter
  ) -> IngestionError.Reason? {
    var scanner = MarkupScanner(bytes)
    while let token = scanner.next() {
      switch token.kind {
      case .startTag, .emptyTag:
        let index = names.index(of: UnsafeBufferPointer(rebasing: bytes[token.inner]))
        let name = names.entries[index].local
        if name == "table", open.last == "spreadsheet", isHidden(token, bytes) {
          scanner.skipElement(token)
          continue
        }
        path.push(index)
        open.append(name)
        start(name, token, bytes, &writer)
        if token.kind == .emptyTag { end(token, bytes, &writer) }
      case .endTag: end(token, bytes, &writer)
      case .text, .cdata, .reference: if paragraphs > 0 { take(token, bytes) }
      default: break
      }
      if budget < 0 { return .limit("text that cells repeat in bytes", mostRepeats) }
      if pathBytes > mostPathBytes {
        return .limit("length of the paths of all elements in bytes", mostPathBytes)
      }
    }
    return nil
  }

  /// The path of the open element, to be kept.
  private mutating func keptPath() -> String {
    let text = path.string
    pathBytes += text.utf8.count
    return text
  }

  // MARK: Elements

  private mutating func isHidden(_ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let style = value("table:style-name", token, bytes), hiddenStyles.contains(style) else {
      return false
    }
    hidden.append(value("table:name", token, bytes) ?? "")
    return true
  }

  private mutating func start(
    _ name: String, _ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>, _ writer: inout SheetWriter
  ) {
    switch name {
    case "style": lastStyle = value("style:name", token, bytes) ?? ""
    case "table-properties":
      if value("table:display", token, bytes) == "false" { hiddenStyles.insert(lastStyle) }
    case "table" where open.dropLast().last == "spreadsheet":
      (row, rowCount, asides) = (0, 1, [])
      guard let range = TagAttributes.value(of: "table:name", in: token, bytes) else { break }
      let words = bytes.undone(range)
      writer.beginSheet(words, part.piece(words, for: range), path: keptPath())
    case "table-header-rows": headRows += 1
    case "table-row":
      row += 1
      rowCount = count("table:number-rows-repeated", token, bytes)
      (column, cells) = (0, [])
    case "table-cell", "covered-table-cell": begin(token, bytes, isCovered: name == "covered-table-cell")
    case "annotation":
      asides.append(Aside(path: keptPath(), isNote: true))
      isAside = true
    case "p", "h":
      // Boxes that lie on the sheet.
      if cell == nil, !isAside, paragraphs == 0 { asides.append(Aside(path: keptPath(), isNote: false)) }
      space(token)
      paragraphs += 1
    case "s", "tab", "line-break": if paragraphs > 0 { space(token) }
    default: break
    }
  }

  private mutating func end(
    _ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>, _ writer: inout SheetWriter
  ) {
    guard let name = open.popLast() else { return }
    if name == "table-cell" || name == "covered-table-cell" { finish(bytes) }
    path.pop()
    switch name {
    case "p", "h": paragraphs = max(0, paragraphs - 1)
    case "annotation": isAside = false
    case "table-header-rows": headRows -= 1
    case "table-row":
      writer.row(row, cells, isHead: headRows > 0)
      row += rowCount - 1
      cells = []
    case "table" where open.last == "spreadsheet":
      writer.finishTable()
      for aside in asides where !aside.pieces.isEmpty {
        if aside.isNote {
          writer.remark(aside.pieces, path: aside.path)
        } else {
          writer.box(aside.pieces, path: aside.path)
        }
      }
      writer.endSheet()
    default: break
    }
  }

  // MARK: Cells

  private mutating func begin(_ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>, isCovered: Bool) {
    var cell = Cell()
    cell.columns = count("table:number-columns-repeated", token, bytes)
    guard !isCovered else {
      column += cell.columns
      self.cell = nil
      return
    }
    cell.columnSpan = count("table:number-columns-spanned", token, bytes)
    cell.rowSpan = count("table:number-rows-spanned", token, bytes)
    cell.type = value("office:value-type", token, bytes) ?? ""
    let attribute = ["date": "office:date-value", "time": "office:time-value"][cell.type] ?? "office:value"
    cell.value = TagAttributes.value(of: attribute, in: token, bytes)
    self.cell = cell
  }

  private mutating func finish(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard var cell else { return }
    self.cell = nil
    let first = column
    column += cell.columns
    let isShown = cell.pieces.contains { $0.text.map { $0.contains { $0 > 0x20 } } ?? true }
    if let value = cell.value, !isShown { cell.pieces = [part.piece(value)] }
    guard isShown || cell.value != nil else { return }
    if cell.type == "date", let value = cell.value { showDay(value, &cell, bytes) }
    let isNumber = ["float", "currency", "percentage", "date", "time"].contains(cell.type)
    var shown = SheetCell(
      column: first, columnSpan: cell.columnSpan, rowSpan: cell.rowSpan, pieces: cell.pieces,
      isNumber: isNumber, path: keptPath())
    let count = min(cell.columns, Self.mostRepeated, SheetCell.most - cells.count)
    budget -= shown.length * max(0, count - 1)
    for column in first..<first + max(0, count) {
      shown.column = column
      cells.append(shown)
    }
  }

  /// A day in figures may be read in two ways; the file knows which is meant.
  private func showDay(_ value: Range<Int>, _ cell: inout Cell, _ bytes: UnsafeBufferPointer<UInt8>) {
    guard !cell.hasLetters, let first = cell.pieces.first(where: { $0.text == nil }) ?? cell.pieces.first,
      let last = cell.pieces.last
    else { return }
    let parts = bytes.string(value).split(separator: "T", maxSplits: 1)
    guard let day = parts.first else { return }
    let time =
      parts.count > 1 && parts[1].contains(where: { "123456789".contains($0) })
      ? " \(parts[1].prefix(5))" : ""
    let range = first.range.lowerBound..<max(first.range.upperBound, last.range.upperBound)
    cell.pieces = [SheetCell.Piece(range: range, text: Array((day + time).utf8))]
  }

  // MARK: Text

  private mutating func take(_ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>) {
    var pieces: [SheetCell.Piece] = []
    part.take(token, bytes, &pieces)
    if bytes[token.inner].contains(where: { $0 > 0x40 }) { cell?.hasLetters = true }
    add(pieces)
  }

  private mutating func space(_ token: MarkupToken) { add([part.piece(" ", for: token.range)]) }

  private mutating func add(_ pieces: [SheetCell.Piece]) {
    if isAside || cell == nil {
      if let last = asides.indices.last { asides[last].pieces += pieces }
    } else {
      cell?.pieces += pieces
    }
  }

  private func value(_ name: String, _ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    TagAttributes.value(of: name, in: token, bytes).map(bytes.string)
  }

  private func count(_ name: String, _ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    min(max(1, value(name, token, bytes).flatMap { Int($0) } ?? 1), 1 << 24)
  }
}
