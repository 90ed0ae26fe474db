/// Turns the XML of one worksheet into rows.
struct WorksheetExtractor {
  private let part: SheetPart
  /// Rows that tables declare to be heads.
  private var heads: Set<Int>
  /// Columns and rows of cells that cover others, by what `key(_:_:)` makes of their places.
  private var merged: [Int: (columns: Int, rows: Int)] = [:]

  private var row = 0
  private var column = 0
  private var cells: [SheetCell] = []
  private var cell = Cell()

  /// Numbers of rows that are believed.
  private static let mostRows = 1 << 30

  /// The cell that is open.
  private struct Cell {
    var reference = ""
    var type = ""
    var style: Int?
    var hasFormula = false
    var value: [SheetCell.Piece] = []
    var text = ""
    var valueRange: Range<Int>?
  }

  init(_ part: SheetPart, heads: [Int]) {
    self.part = part
    self.heads = Set(heads)
  }

  mutating func run(
    _ writer: inout SheetWriter, _ shared: inout SheetCells, file: String
  ) throws(IngestionError) {
    try part.source.utf8.withUnsafeBufferPointer { (bytes) throws(IngestionError) in
      try read(bytes, &writer, &shared, file)
    }
  }

  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ writer: inout SheetWriter, _ shared: inout SheetCells,
    _ file: String
  ) throws(IngestionError) {
    findMerged(bytes)
    var scanner = MarkupScanner(bytes)
    /// The element whose text is read.
    var isValue = false
    var inlineStart: Int?
    while let token = scanner.next() {
      switch token.kind {
      case .startTag, .emptyTag:
        switch bytes.string(bytes.local(token.inner)) {
        case "row":
          let number =
            TagAttributes.value(of: "r", in: token, bytes).flatMap { Int(bytes.string($0)) } ?? row + 1
          row = min(max(0, number), Self.mostRows)
          (column, cells) = (0, [])
        case "c": begin(token, bytes)
        case "v": isValue = token.kind == .startTag
        case "f": cell.hasFormula = true
        case "is": inlineStart = token.kind == .startTag ? token.range.upperBound : nil
        case "pane": freeze(token, bytes)
        default: break
        }
        if token.kind == .emptyTag, bytes[bytes.local(token.inner)].elementsEqual("c".utf8) { column += 1 }
      case .endTag:
        switch bytes.string(bytes.local(token.inner)) {
        case "v": isValue = false
        case "is":
          if let start = inlineStart { cell.value = part.text(in: start..<token.range.lowerBound) }
          inlineStart = nil
        case "c": try end(&shared, file)
        case "row":
          writer.row(row, cells, isHead: heads.contains(row))
          cells = []
        case "sheetData": return
        default: break
        }
      case .text, .cdata, .reference: if isValue { take(token, bytes) }
      default: break
      }
    }
  }

  /// Rows that stay in sight are heads.
  private mutating func freeze(_ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>) {
    guard TagAttributes.value(of: "state", in: token, bytes).map(bytes.string)?.hasPrefix("frozen") == true,
      let rows = TagAttributes.value(of: "ySplit", in: token, bytes).flatMap({ Int(bytes.string($0)) }),
      rows > 0
    else { return }
    heads.formUnion(1...min(rows, 8))
  }

  /// Cells that cover others are named behind all cells.
  private mutating func findMerged(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let list = bytes.find("mergeCells", in: 0..<bytes.count) else { return }
    var scanner = MarkupScanner(
      bytes, position: bytes[..<list.lowerBound].lastIndex(of: 0x3C) ?? list.lowerBound)
    while let token = scanner.next() {
      guard token.kind == .startTag || token.kind == .emptyTag,
        bytes[bytes.local(token.inner)].elementsEqual("mergeCell".utf8),
        let reference = TagAttributes.value(of: "ref", in: token, bytes).map(bytes.string)
      else { continue }
      let ends = reference.split(separator: ":")
      guard ends.count == 2, let first = CellReference(ends[0]), let last = CellReference(ends[1]) else {
        continue
      }
      merged[Self.key(first.row, first.column)] = (
        max(1, last.column - first.column + 1), max(1, last.row - first.row + 1)
      )
    }
  }

  private static func key(_ row: Int, _ column: Int) -> Int { row &* 100_000 &+ column }

  // MARK: Cells

  private mutating func begin(_ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>) {
    cell = Cell()
    for attribute in TagAttributes(bytes, of: token) {
      switch bytes.string(attribute.name) {
      case "r": cell.reference = bytes.string(attribute.value)
      case "t": cell.type = bytes.string(attribute.value)
      case "s": cell.style = Int(bytes.string(attribute.value))
      default: break
      }
    }
    if let place = CellReference(cell.reference) { column = place.column }
  }

  private mutating func take(_ token: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>) {
    cell.valueRange = (cell.valueRange?.lowerBound ?? token.range.lowerBound)..<token.range.upperBound
    cell.text += bytes.string(token.inner)
    if cell.type == "str" || cell.type == "e" { part.take(token, bytes, &cell.value) }
  }

  private mutating func end(_ shared: inout SheetCells, _ file: String) throws(IngestionError) {
    defer { column += 1 }
    if cell.hasFormula, cell.valueRange == nil, cell.value.isEmpty { shared.unknown += 1 }
    var pieces = cell.value
    var isNumber = false
    if let range = cell.valueRange {
      switch cell.type {
      case "s": pieces = try shared.string(cell.text, file: file)
      case "b": pieces = [part.piece(cell.text == "1" ? "TRUE" : "FALSE", for: range)]
      case "d":
        pieces = [part.piece(range)]
        isNumber = true
      case "str", "e", "inlineStr": break
      default:
        let shown = shared.number(cell.text, style: cell.style)
        pieces = shown.isEmpty ? [] : [shown == cell.text ? part.piece(range) : part.piece(shown, for: range)]
        isNumber = true
      }
    }
    guard !pieces.isEmpty, cells.last.map({ $0.column < column }) ?? true, cells.count < SheetCell.most else {
      return
    }
    let span = merged.isEmpty ? nil : merged[Self.key(row, column)]
    let name = cell.reference.isEmpty ? "[\(column + 1)]" : "[@r='\(cell.reference)']"
    cells.append(
      SheetCell(
        column: column, columnSpan: span?.columns ?? 1, rowSpan: span?.rows ?? 1, pieces: pieces,
        isNumber: isNumber, path: "/worksheet[1]/sheetData[1]/row[@r='\(row)']/c\(name)"))
  }
}
