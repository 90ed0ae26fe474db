/// Turns a chart of an Office document (DrawingML charts, ECMA-376 part 1, 21.2) into a table: a column a
/// series, a row a category. What is read are the numbers that the chart shows, which its file keeps beside
/// the name of the sheet that they are from.
struct ChartExtractor {
  /// A label or a number.
  private struct Cell {
    /// Bytes of its text.
    var range: Range<Int>
    /// Its text, references undone.
    var text: String
    /// Whether its bytes are its text as they stand.
    var isPlain: Bool
    var path: String
  }

  private struct Series {
    var name: Cell?
    /// By the number of the category.
    var categories: [Int: Cell] = [:]
    var values: [Int: Cell] = [:]
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let names = NameTable(dialect: Dialect(.xml, []))
  private var builder: DocumentBuilder
  private var open: [String] = []
  private var path: ElementPath
  private var title: [Cell] = []
  private var series: [Series] = []
  /// The point that is open, and how its numbers are shown.
  private var point = 0
  private var format = ""
  private var parsed: (code: String, format: NumberFormat)?
  private var entities = EntityTable(declared: [:], byteCount: 0)
  /// Length of all paths, which cells keep until their table is complete.
  private var pathBytes = 0
  private let maximumPathBytes: Int

  init(_ source: DecodedSource, _ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    builder = DocumentBuilder(source: source)
    path = ElementPath(names: names)
    maximumPathBytes = DocumentBuilder.freePathBytes + DocumentBuilder.pathFactor * bytes.count
  }

  /// The chart of a member; `nil` where it shows nothing.
  static func document(
    _ name: String, in container: Container, options: IngestionOptions
  ) throws(IngestionError) -> Document? {
    guard let source = try container.source(name) else { return nil }
    return try container.document(of: source, name, format: .xml, options: options) {
      (bytes, description) throws(IngestionError) in
      var extractor = ChartExtractor(source, bytes)
      return try extractor.run(description)
    }
  }

  private mutating func run(_ description: SourceDescription) throws(IngestionError) -> Document {
    var scanner = MarkupScanner(bytes)
    while let token = scanner.next() {
      switch token.kind {
      case .startTag, .emptyTag: start(token)
      case .endTag: end()
      case .text, .cdata, .reference: take(token)
      default: break
      }
      guard pathBytes <= maximumPathBytes else {
        throw IngestionError(
          file: description.path,
          reason: .limit("length of the paths of all elements in bytes", maximumPathBytes))
      }
    }
    emit()
    return try builder.finish(description)
  }

  // MARK: Reading

  private mutating func start(_ token: MarkupToken) {
    let index = names.index(of: UnsafeBufferPointer(rebasing: bytes[token.inner]))
    let name = names.entries[index].local
    path.push(index)
    open.append(name)
    switch name {
    case "ser": series.append(Series())
    case "pt": point = TagAttributes.value(of: "idx", in: token, bytes).flatMap { Int(bytes.string($0)) } ?? 0
    case "numCache", "numLit", "strCache", "strLit": format = ""
    default: break
    }
    if token.kind == .emptyTag { end() }
  }

  private mutating func end() {
    _ = open.popLast()
    path.pop()
  }

  private mutating func take(_ token: MarkupToken) {
    guard let name = open.last, ["v", "t", "formatCode"].contains(name) else { return }
    var text = bytes.string(token.inner)
    if token.kind == .reference {
      guard case .text(let resolved) = entities.resolve(bytes, token.inner) else { return }
      text = String(decoding: resolved, as: UTF8.self)
    }
    if name == "formatCode" {
      format += text.prefix(max(0, NumberFormat.longest - format.utf8.count))
      return
    }
    let range = token.kind == .text ? token.inner : token.range
    let cell = Cell(range: range, text: text, isPlain: token.kind == .text, path: path.string)
    pathBytes += cell.path.utf8.count
    if name == "t", open.contains("title"), !open.contains("plotArea") {
      title.append(cell)
    } else if name == "v", let last = series.indices.last, open.contains("ser") {
      if open.contains("tx") {
        Self.join(&series[last].name, cell)
      } else if open.contains("cat") || open.contains("xVal") {
        Self.join(&series[last].categories[point], shown(cell))
      } else if open.contains("val") || open.contains("yVal") {
        Self.join(&series[last].values[point], shown(cell))
      }
    }
  }

  /// A text goes on behind a reference.
  private static func join(_ cell: inout Cell?, _ next: Cell) {
    guard let start = cell?.range.lowerBound, let end = cell?.range.upperBound else { return cell = next }
    // Another point of the same number has no place.
    guard cell?.path == next.path else { return }
    cell?.text += next.text
    cell?.range = start..<max(end, next.range.upperBound)
    cell?.isPlain = false
  }

  /// A number as people read it.
  private mutating func shown(_ cell: Cell) -> Cell {
    if parsed?.code != format { parsed = (format, NumberFormat(format)) }
    var cell = cell
    let text = parsed?.format.shown(cell.text) ?? cell.text
    if text != cell.text { (cell.text, cell.isPlain) = (text, false) }
    return cell
  }

  // MARK: Writing

  private mutating func emit() {
    for (index, part) in title.enumerated() {
      if index == 0 { builder.openBlock(.caption, role: .body, path: part.path) }
      append(part)
    }
    if !title.isEmpty { builder.closeBlock() }

    // By point and column, so that what is missing takes no time.
    var rows: [Int: [(column: Int, cell: Cell)]] = [:]
    for (point, cell) in series.first(where: { !$0.categories.isEmpty })?.categories ?? [:] {
      rows[point] = [(0, cell)]
    }
    for (index, own) in series.enumerated() {
      for (point, cell) in own.values { rows[point, default: []].append((index + 1, cell)) }
    }
    var startsTable = true
    let names = series.enumerated().compactMap { index, own in own.name.map { (index + 1, $0) } }
    emit(names, isHead: true, &startsTable)
    for (_, cells) in rows.sorted(by: { $0.key < $1.key }) { emit(cells, isHead: false, &startsTable) }
  }

  /// A row of cells, of which those in column 0 say what it is about.
  private mutating func emit(_ cells: [(column: Int, cell: Cell)], isHead: Bool, _ startsTable: inout Bool) {
    var place = CellPlace()
    (place.isKnown, place.startsRow, place.startsTable) = (true, true, startsTable)
    var next = 0
    for (column, cell) in cells {
      place.emptyBefore = column - next
      place.isHead = isHead || column == 0
      builder.openBlock(.tableCell, role: .body, path: cell.path, cell: place)
      append(cell)
      builder.closeBlock()
      (place.startsRow, place.startsTable, startsTable) = (false, false, false)
      next = column + 1
    }
  }

  private mutating func append(_ cell: Cell) {
    if cell.isPlain {
      builder.append(cell.range)
    } else {
      builder.append(Array(cell.text.utf8), for: cell.range)
    }
  }
}
