import Ingestion

/// What a table's cells stand under: the heads of their columns, and the cell that covers their row from above.
///
/// A row that is read cell by cell is a list of words; with its headers it says something: "Place: 2. Name: Ann."
struct TableHeaders {
  private var headers: [Int: String] = [:]

  /// UTF-8 bytes that a head may have, and all heads of a cell.
  private static let longestName = 60
  private static let longestHeader = 90
  /// Rows that may be heads.
  private static let deepest = 4

  init(_ document: Document) {
    var place = document.blocks.startIndex
    while place < document.blocks.endIndex {
      guard document.blocks[place].kind == .tableCell, let grid = TableGrid(document, at: &place) else {
        place += 1
        continue
      }
      add(grid, document)
    }
  }

  /// What is to be read before the block; nil for what is no cell, or stands under nothing.
  subscript(block: Int) -> String? { headers[block] }

  private mutating func add(_ grid: TableGrid, _ document: Document) {
    let width = grid.width
    guard width > 1, let heads = Self.heads(grid, width) else { return }
    func text(_ cell: TableGrid.Cell) -> String {
      cell.blocks.map { document.text(in: document.blocks[$0].textRange) }.joined(separator: " ")
    }
    // Row by row of the heads: what each says, and of which columns.
    let rows = grid.rows[heads]
    // A corner without text at the left leaves the heads one column short.
    let isShort = (rows.map { $0.last?.columns.upperBound ?? 0 }.max() ?? 0) == width - 1
    let shift = isShort && rows.first?.first?.isHead == true ? 1 : 0
    let levels = rows.map { row in
      row.map { cell in
        (name: text(cell), columns: cell.columns.lowerBound + shift..<cell.columns.upperBound + shift)
      }
    }
    func name(of columns: Range<Int>) -> String? {
      var parts: [String] = []
      for level in levels {
        let above = level.first {
          $0.columns.lowerBound <= columns.lowerBound && $0.columns.upperBound >= columns.upperBound
        }
        guard let above, above.name != parts.last, above.name.utf8.count <= Self.longestName else { continue }
        parts.append(above.name)
      }
      let name = parts.joined(separator: " ")
      return name.isEmpty || name.utf8.count > Self.longestHeader ? nil : name
    }
    var covering: [(columns: Range<Int>, left: Int, words: String)] = []
    for row in grid.rows[heads.upperBound...] {
      guard let first = row.first else { continue }
      // What a cell above says of this row, too, is read before it.
      let labels = covering.filter { $0.columns.upperBound <= first.columns.lowerBound }.map(\.words)
      for index in covering.indices { covering[index].left -= 1 }
      covering.removeAll { $0.left == 0 }
      for cell in row {
        guard let block = cell.blocks.first else { continue }
        let words = text(cell)
        let name = name(of: cell.columns)
        let ordinal = name.flatMap { Self.ordinal(words, under: $0) }
        let header = name.map { name in ordinal.map { "\(name) \($0):" } ?? name + ":" }
        if cell.rowSpan > 1, words.utf8.count <= Self.longestName {
          let label = [header, words].compactMap(\.self).joined(separator: " ")
          covering.append((cell.columns, cell.rowSpan - 1, label))
        }
        let parts = (cell.columns == first.columns ? labels : []) + [header].compactMap(\.self)
        if !parts.isEmpty { headers[block] = parts.joined(separator: " ") }
      }
    }
  }

  /// The rows that are heads of columns; nil where there are none.
  private static func heads(_ grid: TableGrid, _ width: Int) -> Range<Int>? {
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
