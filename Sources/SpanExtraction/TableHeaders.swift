import Ingestion

/// What is read before a table's cells, so that a row says something: the heads of its columns, what the row
/// is about, and marks between cells and rows. "Name: Gull Rock, Gull Rock Built: 1902, Gull Rock Keeper: Jo
/// Marr. Name: …"
struct TableHeaders {
  /// A piece of what is read.
  enum Part: Equatable {
    /// Words that stand nowhere in the document, and are no answer.
    case words(String)
    /// A stretch of the document that is read once more; an answer found there is one where it stands.
    case copy(Range<Int>)
  }

  private var parts: [Int: [Part]] = [:]

  /// UTF-8 bytes that a cell may have which is read for several rows, and one that says what a row is about.
  private static let longestName = 60
  private static let longestLabel = 40
  /// Rows that may be heads.
  private static let deepest = 4

  /// - Parameter columns: what the columns are called of the table whose rows the document begins with, where
  ///   it is a piece of one.
  init(_ document: Document, columns: [TableOutline.Column] = []) {
    var place = document.blocks.startIndex
    while place < document.blocks.endIndex {
      guard document.blocks[place].kind == .tableCell, let grid = TableGrid(document, at: &place) else {
        place += 1
        continue
      }
      let width = grid.width
      guard width > 1 else { continue }
      if !columns.isEmpty, grid.rows.first?.first?.blocks.first == document.blocks.startIndex {
        add(grid, 0..<0, ColumnNames(columns), document)
      } else if let heads = Self.heads(grid, width) {
        let names = ColumnNames(grid.rows[heads], width: width) { $0.text(in: document) }
        add(grid, heads, names, document)
      } else {
        addRows(grid)
      }
    }
  }

  /// What is to be read before the block; empty for what is no cell, or stands under nothing.
  subscript(block: Int) -> [Part] { parts[block] ?? [] }

  private mutating func add(
    _ grid: TableGrid, _ heads: Range<Int>, _ columns: ColumnNames, _ document: Document
  ) {
    var covering: [(columns: Range<Int>, left: Int, words: [Part])] = []
    let hasKeys = Self.beginsWithKeys(grid.rows[heads.upperBound...], columns, document)
    for row in grid.rows[heads.upperBound...] {
      guard let first = row.first else { continue }
      // What a cell above says of this row, too, is read before it.
      let above = covering.filter { $0.columns.upperBound <= first.columns.lowerBound }.flatMap(\.words)
      for index in covering.indices { covering[index].left -= 1 }
      covering.removeAll { $0.left == 0 }
      var label: [Part] = []
      var hasLabel = false
      for (place, cell) in row.enumerated() {
        guard let block = cell.blocks.first else { continue }
        let range = document.blocks[block].textRange
        let words = document.text(in: range)
        let name = columns[cell.columns]
        let ordinal = name.flatMap { Self.ordinal(words, under: $0) }
        let header = name.map { name in ordinal.map { "\(name) \($0):" } ?? name + ":" }
        let own = header.map { [Part.words($0)] } ?? []
        if cell.rowSpan > 1, range.count <= Self.longestName {
          covering.append((cell.columns, cell.rowSpan - 1, own + [.copy(range)]))
        }
        let mark = Part.words(place == 0 ? "." : ",")
        parts[block] = place == 0 ? [mark] + above + own : own.isEmpty ? [mark] : [mark] + label + own
        // What the row is about: its first cell, or behind a number in an order, or of a list, the second.
        guard !hasLabel, place < 2, !(hasKeys && place == 0) else { continue }
        if let ordinal {
          label.append(.words(ordinal))
        } else if range.count <= Self.longestLabel {
          label.append(.copy(range))
          hasLabel = true
        }
      }
    }
  }

  /// Whether the first column tells rows apart by numbers, "Article 1004", and the second says what they are.
  private static func beginsWithKeys(
    _ rows: ArraySlice<[TableGrid.Cell]>, _ columns: ColumnNames, _ document: Document
  ) -> Bool {
    guard rows.count > 1, let name = columns[0..<1]?.lowercased(),
      name.split(whereSeparator: { !$0.isLetter }).contains(where: { keyNames.contains($0) })
    else { return false }
    return rows.allSatisfy { row in
      guard row.count > 1, row[0].columns == 0..<1, row[1].columns.lowerBound == 1 else { return false }
      let key = row[0].text(in: document)
      return key.contains(where: \.isNumber) && !key.contains(where: \.isWhitespace)
        && row[1].text(in: document).contains(where: \.isLetter)
    }
  }

  private static let keyNames: Set<Substring> = [
    "id", "no", "nr", "number", "code", "sku", "ref", "reference", "article", "item", "part", "isbn", "ean",
    "key",
  ]

  /// Rows that have heads of their own, or none: "Height: 12 m. Built: 1771."
  private mutating func addRows(_ grid: TableGrid) {
    for row in grid.rows {
      for (place, cell) in row.enumerated() {
        guard let block = cell.blocks.first else { continue }
        parts[block] = [.words(place == 0 ? "." : place == 1 && row[0].isHead ? ":" : ",")]
      }
    }
  }

  /// The rows that are heads of columns; nil where there are none.
  static func heads(_ grid: TableGrid, _ width: Int) -> Range<Int>? {
    let rows = grid.rows
    // A row of one cell is the table's name.
    guard let start = rows.firstIndex(where: { $0.count > 1 }), start <= 2, start + 1 < rows.count else {
      return nil
    }
    let first = rows[start]
    let marked = first.count(where: \.isHead)
    // Heads beside plain cells are heads of their row; only the corner above such is plain.
    if marked > 0, marked < first.count, marked < 2 || marked + 1 < first.count || first[0].isHead {
      return nil
    }
    var end = start + 1
    var covered = first.map { start + $0.rowSpan }.max() ?? end
    while end + 1 < rows.count, end - start < deepest {
      let row = rows[end]
      guard end < covered || row.count > 1 && row.allSatisfy(\.isHead) else { break }
      covered = max(covered, row.map { end + $0.rowSpan }.max() ?? 0)
      end += 1
    }
    // Where everything is a head, the first row is.
    if rows[end...].allSatisfy({ $0.allSatisfy(\.isHead) }) { end = start + 1 }
    // Cells that are plain and cover rows are no heads of heads.
    if marked == 0, end > start + 1, !first.contains(where: { $0.columns.count > 1 }) { end = start + 1 }
    return start..<end
  }

  /// The word for a place in an order: who asks "Who came second?" finds "2" under "Place".
  private static func ordinal(_ cell: String, under name: String) -> String? {
    let header = name.lowercased().filter { $0.isLetter || $0 == "#" }
    guard ["place", "placing", "rank", "position", "pos", "#"].contains(header) else { return nil }
    let figures = cell.filter { !$0.isWhitespace && $0 != "." }
    guard let number = Int(figures), ordinals.indices.contains(number - 1) else { return nil }
    return ordinals[number - 1]
  }

  private static let ordinals = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
  ]
}
