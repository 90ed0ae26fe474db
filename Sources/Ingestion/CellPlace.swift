/// Where a table's cell stands in its grid, in four bytes: a document may have a million cells.
///
/// Formats whose rows and cells are elements say only what a cell covers, since its path says the rest.
/// Formats that have no such elements say everything (`isKnown`).
package struct CellPlace: Sendable, Hashable {
  private var bits: UInt32 = 0

  /// A cell of one row and one column, of which nothing else is known.
  package init() {}

  /// All of it as one number.
  package var raw: Int { Int(bits) }

  /// The place that `raw` gave.
  package init(raw: Int) { bits = UInt32(truncatingIfNeeded: raw) }

  /// Rows that a cell covers at most.
  package static let mostRows = 16

  /// Columns that it covers, 1 to 128.
  package var columnSpan: Int {
    get { number(0, 0x7F) + 1 }
    set { set(0, 0x7F, max(1, newValue) - 1) }
  }

  /// Rows that it covers, 1 to `mostRows`.
  package var rowSpan: Int {
    get { number(7, 0xF) + 1 }
    set { set(7, 0xF, max(1, newValue) - 1) }
  }

  /// Columns without text between it and the cell before it, at most 4095.
  package var emptyBefore: Int {
    get { number(16, 0xFFF) }
    set { set(16, 0xFFF, newValue) }
  }

  /// Whether it is marked as a head of its row or column.
  package var isHead: Bool {
    get { number(11, 1) == 1 }
    set { set(11, 1, newValue ? 1 : 0) }
  }

  /// Whether the rest is to be believed.
  package var isKnown: Bool {
    get { number(12, 1) == 1 }
    set { set(12, 1, newValue ? 1 : 0) }
  }

  package var startsTable: Bool {
    get { number(13, 1) == 1 }
    set { set(13, 1, newValue ? 1 : 0) }
  }

  package var startsRow: Bool {
    get { number(14, 1) == 1 }
    set { set(14, 1, newValue ? 1 : 0) }
  }

  /// Whether it is a further paragraph of the cell before it.
  package var goesOn: Bool {
    get { number(15, 1) == 1 }
    set { set(15, 1, newValue ? 1 : 0) }
  }

  private func number(_ shift: UInt32, _ mask: UInt32) -> Int { Int(bits >> shift & mask) }

  private mutating func set(_ shift: UInt32, _ mask: UInt32, _ value: Int) {
    bits = bits & ~(mask << shift) | UInt32(min(max(0, value), Int(mask))) << shift
  }
}

/// Counts the cells of tables whose rows are no elements, for the places of those that have text.
struct CellCounter {
  /// Whether cells that are covered from above stand in their rows, too, without text (LaTeX).
  private let writesCovered: Bool
  private var place = CellPlace()
  private var hasText = true
  private var empty = 0
  private var startsRow = true
  private var startsTable = true
  /// First column of the cell, and whether none has begun in this row.
  private var column = 0
  private var isFirst = true
  /// Rows that each column is still covered for.
  private var covered: [Int] = []

  init(writesCovered: Bool = false) { self.writesCovered = writesCovered }

  mutating func beginTable() { self = CellCounter(writesCovered: writesCovered) }

  mutating func beginRow() {
    (hasText, empty, startsRow, column, isFirst) = (true, 0, true, 0, true)
    for index in covered.indices where covered[index] > 0 { covered[index] -= 1 }
  }

  mutating func beginCell(columns: Int = 1, rows: Int = 1, isHead: Bool = false) {
    let isCovered = column < covered.count && covered[column] > 0
    if !hasText, !isCovered { empty += place.columnSpan }
    if !isFirst { column += place.columnSpan }
    (hasText, isFirst) = (false, false)
    place = CellPlace()
    place.isKnown = true
    (place.columnSpan, place.rowSpan, place.isHead) = (columns, rows, isHead)
  }

  /// Says of the cell that has begun what it covers.
  mutating func cover(columns: Int? = nil, rows: Int? = nil) {
    if let columns { place.columnSpan = columns }
    if let rows { place.rowSpan = rows }
  }

  /// The place of text in column `column` of the row that has begun, where every cell is one column wide; the
  /// columns between it and the cell before it have no text.
  mutating func next(inColumn column: Int) -> CellPlace {
    while isFirst || self.column < column { beginCell() }
    return next()
  }

  /// The place of text in the cell that has begun.
  mutating func next() -> CellPlace {
    var next = place
    next.isKnown = true
    next.goesOn = hasText
    guard !hasText else { return next }
    (next.emptyBefore, next.startsRow, next.startsTable) = (empty, startsRow, startsTable)
    (hasText, empty, startsRow, startsTable) = (true, 0, false, false)
    if writesCovered, place.rowSpan > 1, column < 1000 {
      while covered.count < column + place.columnSpan { covered.append(0) }
      for index in column..<column + place.columnSpan { covered[index] = place.rowSpan }
    }
    return next
  }
}
