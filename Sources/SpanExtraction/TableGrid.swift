import Ingestion
import Platform

/// The cells of one table in rows and columns, those without text left out.
struct TableGrid {
  struct Cell {
    /// The document's blocks that it consists of.
    var blocks: [Int]
    var columns: Range<Int>
    var rowSpan: Int
    var isHead: Bool

    /// What it says in `document`.
    func text(in document: Document) -> String {
      blocks.map { document.text(in: document.blocks[$0].textRange) }.joined(separator: " ")
    }
  }

  /// Rows, each with its cells from left to right.
  private(set) var rows: [[Cell]] = []

  /// Columns of the widest row.
  var width: Int { rows.compactMap { $0.last?.columns.upperBound }.max() ?? 0 }

  private static let maximumColumns = 1000

  /// Reads the table whose first cell is the block at `place`, and moves `place` past it. Nil where that
  /// block is no cell of a table with rows.
  init?(_ document: Document, at place: inout Int) {
    guard let first = CellPath(document.blocks[place]) else { return nil }
    /// Rows that each column is still covered for by a cell above.
    var covered: [Int] = []
    var row: [(path: CellPath, blocks: [Int])] = []
    var isFirst = true
    while place < document.blocks.endIndex, let next = CellPath(document.blocks[place]),
      next.table == first.table, isFirst || !next.place.startsTable
    {
      isFirst = false
      if let last = row.last, next.isSameCell(as: last.path) {
        row[row.count - 1].blocks.append(place)
      } else {
        if let last = row.last, !next.isSameRow(as: last.path) {
          close(row, &covered)
          row = []
        }
        row.append((next, [place]))
      }
      place += 1
    }
    close(row, &covered)
  }

  private mutating func close(_ row: [(path: CellPath, blocks: [Int])], _ covered: inout [Int]) {
    var cells: [Cell] = []
    var column = 0
    func isFree(_ column: Int) -> Bool { column >= covered.count || covered[column] == 0 }
    func moveToFree() { while !isFree(column) { column += 1 } }
    let positions = CellPath.positions(row.map(\.path))
    var next = 0
    for ((path, blocks), position) in zip(row, positions) where position >= next {
      guard column < Self.maximumColumns else { break }
      // Cells without text leave no blocks.
      for _ in next..<min(position, next + Self.maximumColumns) {
        moveToFree()
        column += 1
      }
      moveToFree()
      let columns = column..<column + path.place.columnSpan
      cells.append(
        Cell(blocks: blocks, columns: columns, rowSpan: path.place.rowSpan, isHead: path.isHead))
      column = columns.upperBound
      next = position + 1
    }
    for index in covered.indices where covered[index] > 0 { covered[index] -= 1 }
    for cell in cells where cell.rowSpan > 1 {
      while covered.count < cell.columns.upperBound { covered.append(0) }
      for column in cell.columns { covered[column] = cell.rowSpan - 1 }
    }
    if !cells.isEmpty { rows.append(cells) }
  }
}

/// Where a cell stands, by the path of its element or by what its format says.
private struct CellPath {
  var place: CellPlace
  var table: Substring
  var row: Substring
  var element: Substring
  /// The element's name, and its number among those of this name in its row.
  var name: Substring = ""
  var ordinal = 1
  private var isInHead = false

  var isHead: Bool { place.isHead || isInHead || name == "th" }

  private static let cells: Set<Substring> = ["td", "th", "entry", "cell", "tc", "table-cell"]
  private static let rows: Set<Substring> = ["tr", "row", "table-row"]
  private static let heads: Set<Substring> = ["thead", "table-header-rows"]
  private static let groups: Set<Substring> = [
    "thead", "tbody", "tfoot", "table-header-rows", "table-rows", "table-row-group",
  ]

  init?(_ block: Block) {
    guard block.kind == .tableCell else { return nil }
    place = block.cell
    let path = block.elementPath
    if place.isKnown {
      // Cells of one table follow each other.
      (table, row, element) = ("", "", "")
      return
    }
    // A cell may hold paragraphs and lists of them.
    var rest = path[...]
    for _ in 0..<5 where !Self.cells.contains(Self.name(rest)) { rest = Self.parent(rest) }
    guard Self.cells.contains(Self.name(rest)) else { return nil }
    (element, name) = (rest, Self.name(rest))
    ordinal = Int(rest[(rest.lastIndex(of: "[") ?? rest.endIndex)...].dropFirst().dropLast()) ?? 1
    row = Self.parent(rest)
    guard Self.rows.contains(Self.name(row)) else { return nil }
    table = Self.parent(row)
    while Self.groups.contains(Self.name(table)) {
      isInHead = isInHead || Self.heads.contains(Self.name(table))
      table = Self.parent(table)
    }
  }

  /// The name of the last element of a path, without prefix.
  private static func name(_ path: Substring) -> Substring {
    let last = path[(path.lastIndex(of: "/") ?? path.startIndex)...].dropFirst()
    let name = last.prefix { $0 != "[" }
    return name.lastIndex(of: ":").map { name[name.index(after: $0)...] } ?? name
  }

  private static func parent(_ path: Substring) -> Substring {
    path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
  }

  func isSameCell(as other: CellPath) -> Bool { place.isKnown ? place.goesOn : element == other.element }

  func isSameRow(as other: CellPath) -> Bool { place.isKnown ? !place.startsRow : row == other.row }

  /// Where each cell of a row stands among the cells of the row, those without text counted.
  static func positions(_ row: [CellPath]) -> [Int] {
    var positions: [Int] = []
    // Heads and other cells are numbered apart: the ones that come first push the others back.
    let firstName = row.first?.name
    let pushed = row.filter { $0.name == firstName }.map(\.ordinal).max() ?? 0
    for cell in row {
      if cell.place.isKnown {
        positions.append((positions.last ?? -1) + 1 + cell.place.emptyBefore)
      } else {
        positions.append(cell.ordinal - 1 + (cell.name == firstName ? 0 : pushed))
      }
    }
    return positions
  }
}
