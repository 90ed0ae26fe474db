/// A table in plain text: cells between strokes, or set below each other in columns. The rows of a packet's
/// picture or of a form are none: every row must divide alike, and say something in its first column.
struct TextTable {
  struct Cell {
    var column: Int
    var content: Range<Int>
  }

  /// Cells with text, row by row.
  private(set) var rows: [[Cell]] = []

  private static let stroke = UInt8(ascii: "|")
  private static let most = 2000
  private static let widest = 240
  /// Longest cell, in bytes, and longest mean: columns of running text are no table.
  private static let longest = 90
  private static let longestMean = 32

  /// The table that rows of plain text are; nil where they are none.
  init?(_ lines: ArraySlice<TextLine>, _ bytes: UnsafeBufferPointer<UInt8>) {
    guard 2...Self.most ~= lines.count else { return nil }
    let filled = lines.filter(\.hasWords)
    guard filled.count >= 2, !TextRows.isGrammar(filled, bytes) else { return nil }
    let hasRule = lines.contains { !$0.isBlank && !$0.hasWords }
    let strokes = filled.map { line in bytes[line.range].count { $0 == Self.stroke } }
    if strokes.allSatisfy({ $0 > 0 }) {
      // A picture of bits has as many cells a row as it has fields, and strokes without a frame are a
      // language's "or".
      let isFramed =
        hasRule || filled.allSatisfy { bytes[$0.start] == Self.stroke && bytes[$0.end - 1] == Self.stroke }
      guard isFramed, Set(strokes).count == 1 else { return nil }
      rows = filled.map { line in
        MarkdownTable.cells(bytes, line.range).enumerated().compactMap { column, content in
          content.isEmpty ? nil : Cell(column: column, content: content)
        }
      }
    } else if strokes.contains(where: { $0 > 0 }) {
      return nil
    } else if filled.allSatisfy({ bytes[$0.range].contains(0x09) }) {
      let single = filled.map { Self.fields(of: $0, bytes) }
      // Aligned by as many tabs as it takes.
      let runs = single.map { $0.filter { !$0.isEmpty } }
      guard let fields = [single, runs].first(where: { Set($0.map(\.count)).count == 1 }) else { return nil }
      rows = fields.map { fields in
        fields.enumerated().compactMap { $1.isEmpty ? nil : Cell(column: $0, content: $1) }
      }
      guard hasRule || hasHeads(bytes) else { return nil }
    } else {
      guard let columns = Self.columns(of: filled, bytes) else { return nil }
      rows = filled.map { Self.cells(of: $0, columns, bytes) }
      guard hasRule || hasHeads(bytes) else { return nil }
    }
    guard isTable else { return nil }
  }

  private var isTable: Bool {
    let cells = rows.joined()
    guard rows.count >= 2, let first = rows.first, first.count >= 2 else { return false }
    // Below the heads each row is about something. A row with one cell alone goes on with the one before.
    guard rows.dropFirst().allSatisfy({ $0.first?.column == 0 && $0.count >= 2 }) else { return false }
    let sizes = cells.map(\.content.count)
    return (sizes.max() ?? 0) <= Self.longest && sizes.reduce(0, +) <= Self.longestMean * sizes.count
  }

  /// Whether the first row looks like heads: in capitals, or without numbers where the rows below have them.
  /// A listing of files has none, and its first row says nothing about the others.
  private func hasHeads(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let heads = rows.first, rows.count > 1 else { return false }
    func hasDigit(_ cell: Cell) -> Bool { bytes[cell.content].contains { 0x30...0x39 ~= $0 } }
    guard !heads.contains(where: hasDigit) else { return false }
    let areCapitals = heads.allSatisfy { cell in
      let text = bytes[cell.content]
      return text.contains { 0x41...0x5A ~= $0 } && !text.contains { 0x61...0x7A ~= $0 }
    }
    return areCapitals
      || heads.contains { head in
        rows.dropFirst().allSatisfy { row in row.contains { $0.column == head.column && hasDigit($0) } }
      }
  }

  /// The stretches between tabs, without the white space around them.
  private static func fields(of line: TextLine, _ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var (start, end) = (line.start, line.start)
    for offset in line.range {
      if bytes[offset] == 0x09 {
        fields.append(start..<max(start, end))
        start = offset + 1
      } else if bytes[offset] > 0x20 {
        end = offset + 1
      } else if end < start {
        start = offset + 1
      }
    }
    return fields + [start..<max(start, end)]
  }

  // MARK: Columns

  /// Where columns begin: behind two places or more, in all lines the same, in which nothing stands.
  private static func columns(of lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) -> [Int]? {
    guard lines.count >= 3 else { return nil }
    var isUsed = [Bool](repeating: false, count: widest)
    for line in lines {
      guard let places = places(of: line, bytes) else { return nil }
      for (place, offset) in places where bytes[offset] != 0x20 { isUsed[place] = true }
    }
    var starts: [Int] = []
    var blank = 2
    for (place, used) in isUsed.enumerated() {
      if used, blank >= 2 { starts.append(place) }
      blank = used ? 0 : blank + 1
    }
    return 2...20 ~= starts.count ? starts : nil
  }

  private static func cells(
    of line: TextLine, _ columns: [Int], _ bytes: UnsafeBufferPointer<UInt8>
  ) -> [Cell] {
    var cells: [Cell] = []
    for (place, offset) in places(of: line, bytes) ?? [] where bytes[offset] != 0x20 {
      let column = columns.sortedIndex(pastAllThat: { $0 <= place }) - 1
      var end = offset + 1
      while end < line.end, bytes[end] & 0xC0 == 0x80 { end += 1 }
      if let last = cells.last, last.column == column {
        cells[cells.count - 1].content = last.content.lowerBound..<end
      } else {
        cells.append(Cell(column: column, content: offset..<end))
      }
    }
    return cells
  }

  /// Each character's place on the line, with its offset; nil for lines with tabs, and for those that are too
  /// long.
  private static func places(
    of line: TextLine, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> [(place: Int, offset: Int)]? {
    var places: [(Int, Int)] = []
    var place = line.indent
    for offset in line.range where bytes[offset] & 0xC0 != 0x80 {
      guard bytes[offset] >= 0x20, place < widest else { return nil }
      places.append((place, offset))
      place += 1
    }
    return places
  }
}
