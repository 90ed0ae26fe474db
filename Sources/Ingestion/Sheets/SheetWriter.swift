/// Makes blocks of the rows of a sheet, which mixes tables, their titles and remarks without saying which is
/// which.
///
/// Rows of several cells are rows of a table. A table ends at an empty row, unless what follows looks like
/// more of it: a row with numbers has no heads. Rows of one cell are what stands over a table, a group's name
/// in it, a remark below it, or, where there is no table, paragraphs, or the items of a list.
struct SheetWriter {
  private struct Row {
    var cells: [SheetCell]
    var isHead: Bool
    /// Whether rows before it are empty.
    var isApart: Bool
  }

  var builder: DocumentBuilder
  /// What a sheet is called, until it has text.
  private var name: (piece: SheetCell.Piece, words: String, path: String)?
  private var isInTable = false
  /// Whether the table has numbers, how many cells its first row has, and how many columns its rows have at
  /// most.
  private var hasNumbers = false
  private var width = 0
  private var columns = 0
  private var wasHead = false
  private var previous: Int?
  private var held: [Row] = []
  /// Rows that each column is still covered for by a cell above.
  private var covered: [Int] = []
  /// First title over a table.
  private(set) var title: String?

  /// UTF-8 bytes of a title at most, and of an item of a list.
  private static let longestTitle = 90
  private static let longestItem = 60
  /// Rows of one cell that are kept until it is known what they belong to.
  private static let mostHeld = 1000
  /// Empty columns between two cells that are counted.
  private static let widest = 2000

  init(_ builder: DocumentBuilder) { self.builder = builder }

  // MARK: Sheets

  /// Begins a sheet called `words`; a sheet without text leaves no trace.
  mutating func beginSheet(_ words: String, _ piece: SheetCell.Piece, path: String) {
    builder.openSection()
    name = (piece, words, path)
    previous = nil
  }

  mutating func endSheet() {
    finishTable()
    name = nil
    builder.closeSections(downTo: 0)
  }

  /// Ends what is open of tables; what comes next is no row.
  mutating func finishTable() {
    settle(beforeTable: false)
    isInTable = false
    previous = nil
  }

  /// Writes the sheet's name before its first text.
  mutating func writeName() {
    guard let name else { return }
    self.name = nil
    builder.openBlock(.heading, role: .body, path: name.path)
    append(name.piece)
    builder.closeBlock()
    builder.setHeading(name.words)
  }

  /// Writes what somebody noted at a cell.
  mutating func remark(_ pieces: [SheetCell.Piece], path: String) { paragraph(pieces, path, role: .note) }

  /// Writes what stands in a box on the sheet.
  mutating func box(_ pieces: [SheetCell.Piece], path: String) { paragraph(pieces, path, role: .body) }

  private mutating func paragraph(
    _ pieces: [SheetCell.Piece], _ path: String, _ kind: Block.Kind = .paragraph, role: Block.Role = .body
  ) {
    writeName()
    builder.openBlock(kind, role: role, path: path)
    for piece in pieces { append(piece) }
    builder.closeBlock()
  }

  // MARK: Rows

  /// Takes row number `number`, whose cells come from left to right.
  ///
  /// - Parameter isHead: Whether the file says that it is a head of columns.
  mutating func row(_ number: Int, _ cells: [SheetCell], isHead: Bool = false) {
    guard !cells.isEmpty else { return }
    let isApart = previous.map { number > $0 + 1 } ?? false
    previous = number
    let row = Row(cells: cells, isHead: isHead, isApart: isApart)
    guard cells.count > 1 else {
      held.append(row)
      if held.count > Self.mostHeld { settle(beforeTable: false) }
      return
    }
    if isInTable, !startsAnew(row) {
      for row in held { write(row) }
      held = []
    } else {
      settle(beforeTable: true)
      (isInTable, hasNumbers, width, columns, covered) = (true, false, cells.count, 0, [])
      isFirst = true
    }
    columns = max(columns, Self.columns(of: cells))
    hasNumbers = hasNumbers || cells.contains { $0.isNumber }
    wasHead = isHead
    write(row)
  }

  /// Whether the next row that is written is the first of its table.
  private var isFirst = false

  private func startsAnew(_ row: Row) -> Bool {
    if row.isHead { return !wasHead }
    // Names and values stand above the table that they are about.
    let isWide = columns <= 2 && Self.columns(of: row.cells) > 3
    if isWide, !row.cells.contains(where: \.isNumber) { return true }
    guard row.isApart || held.contains(where: \.isApart) else { return false }
    guard !row.cells.contains(where: \.isNumber) else { return false }
    return hasNumbers || row.cells.count != width || !held.isEmpty
  }

  private static func columns(of cells: [SheetCell]) -> Int { cells.reduce(0) { $0 + $1.columnSpan } }

  /// Writes the rows of one cell that are held, now that it is known what follows.
  private mutating func settle(beforeTable: Bool) {
    guard !held.isEmpty else { return }
    var rows = held
    held = []
    if isInTable {
      // What stands right below a table.
      let below = rows.prefix { !$0.isApart }
      for row in below {
        if row.cells[0].length > Self.longestItem { paragraph(row) } else { write(row) }
      }
      rows.removeFirst(below.count)
      isInTable = false
    }
    if beforeTable {
      var isTitle = true
      for row in rows {
        if isTitle, row.cells[0].length <= Self.longestTitle, !row.cells[0].isNumber {
          heading(row)
        } else {
          paragraph(row)
        }
        isTitle = false
      }
    } else if rows.contains(where: { $0.cells[0].isNumber }) {
      // A table of one column.
      (isFirst, covered) = (true, [])
      for row in rows { write(row) }
    } else {
      let isList = rows.count > 2 && rows.allSatisfy { $0.cells[0].length <= Self.longestItem }
      for (index, row) in rows.enumerated() { paragraph(row, isList && index > 0 ? .listItem : .paragraph) }
    }
  }

  // MARK: Blocks

  private mutating func heading(_ row: Row) {
    writeName()
    builder.openSection(atLevel: 2)
    paragraph(row, .heading)
    title = title ?? builder.sectionHeading
  }

  private mutating func paragraph(_ row: Row, _ kind: Block.Kind = .paragraph) {
    paragraph(row.cells[0].pieces, row.cells[0].path, kind)
  }

  private mutating func write(_ row: Row) {
    writeName()
    var place = CellPlace()
    (place.isKnown, place.startsRow, place.startsTable) = (true, true, isFirst)
    isFirst = false
    var next = 0
    for cell in row.cells {
      let end = min(cell.column, next + Self.widest)
      // What a cell above covers is no empty cell.
      place.emptyBefore = next < end ? (next..<end).count { $0 >= covered.count || covered[$0] == 0 } : 0
      (place.columnSpan, place.rowSpan, place.isHead) = (cell.columnSpan, cell.rowSpan, row.isHead)
      builder.openBlock(.tableCell, role: .body, path: cell.path, cell: place)
      for piece in cell.pieces { append(piece) }
      builder.closeBlock()
      (place.startsRow, place.startsTable) = (false, false)
      next = cell.column + place.columnSpan
    }
    for index in covered.indices where covered[index] > 0 { covered[index] -= 1 }
    for cell in row.cells where cell.rowSpan > 1 && cell.column < Self.widest {
      let columns = cell.column..<min(Self.widest, cell.column + max(1, cell.columnSpan))
      while covered.count < columns.upperBound { covered.append(0) }
      for column in columns { covered[column] = min(cell.rowSpan, CellPlace.mostRows) - 1 }
    }
  }

  private mutating func append(_ piece: SheetCell.Piece) {
    if let text = piece.text {
      builder.append(text, for: piece.range)
    } else {
      builder.append(piece.range)
    }
  }
}
