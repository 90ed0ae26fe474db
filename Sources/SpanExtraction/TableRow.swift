import Ingestion
import Platform

/// The row that a cell stands in, as one would read it out: "Name: Gull Rock | Built: 1902 | Keeper: Jo
/// Marr".
package enum TableRow {
  /// UTF-8 bytes that a cell shows at most, unless it is the one that is meant, and all of a row.
  private static let longestCell = 80
  private static let longestRow = 400

  /// The row around the text at `offset`; nil where that is no cell of a table with columns.
  ///
  /// - Parameter columns: what the columns are called of the table whose rows the document begins with, where
  ///   it is a piece of one.
  package static func text(
    at offset: Int, in document: Document, columns: [TableOutline.Column] = []
  ) -> String? {
    let blocks = document.blocks
    let place = blocks.sortedIndex(pastAllThat: { $0.textRange.upperBound <= offset })
    guard blocks.indices.contains(place), blocks[place].kind == .tableCell else { return nil }
    var start = place
    while start > 0, blocks[start - 1].kind == .tableCell { start -= 1 }
    while start <= place {
      guard let grid = TableGrid(document, at: &start) else { return nil }
      guard start > place else { continue }
      let isPiece = grid.rows.first?.first?.blocks.first == blocks.startIndex
      return text(of: place, in: grid, document, isPiece ? columns : [])
    }
    return nil
  }

  private static func text(
    of place: Int, in grid: TableGrid, _ document: Document, _ columns: [TableOutline.Column]
  ) -> String? {
    let width = grid.width
    guard width > 1, let number = grid.rows.firstIndex(where: { $0.contains { $0.blocks.contains(place) } })
    else {
      return nil
    }
    func words(_ cell: TableGrid.Cell) -> String {
      cell.text(in: document).onOneLine
    }
    let heads = TableHeaders.heads(grid, width).flatMap { number >= $0.upperBound ? $0 : nil }
    let names =
      columns.isEmpty
      ? heads.map { ColumnNames(grid.rows[$0], width: width, text: words) } : ColumnNames(columns)
    let row = covering(number, in: grid, below: heads?.upperBound ?? 0) + grid.rows[number]
    let cells = row.sorted { $0.columns.lowerBound < $1.columns.lowerBound }
    let parts: [(text: String, isMeant: Bool)] = cells.enumerated().map { index, cell in
      let isMeant = cell.blocks.contains(place)
      let own = words(cell)
      let shown = isMeant || own.utf8.count <= longestCell ? own : cut(own)
      // The name of a row needs no head.
      let name = index == 0 && !isMeant ? nil : names?[cell.columns]
      return (name.map { "\($0): \(shown)" } ?? shown, isMeant)
    }
    guard let meant = parts.firstIndex(where: \.isMeant) else { return nil }
    let near = around(meant, parts.map(\.text.utf8.count))
    var shown = parts[near].map(\.text)
    // What the row is about.
    if near.lowerBound > 0 {
      shown.insert(near.lowerBound > 1 ? parts[0].text + " | …" : parts[0].text, at: 0)
    }
    if near.upperBound < parts.count { shown.append("…") }
    return shown.joined(separator: " | ")
  }

  /// The cells of rows before row `number` that cover it, too.
  private static func covering(_ number: Int, in grid: TableGrid, below first: Int) -> [TableGrid.Cell] {
    let start = max(first, number - CellPlace.mostRows)
    guard start < number else { return [] }
    return (start..<number).flatMap { above in grid.rows[above].filter { $0.rowSpan > number - above } }
  }

  /// The cells around `meant` for which there is room, beside the first.
  private static func around(_ meant: Int, _ lengths: [Int]) -> Range<Int> {
    var (first, end, left) = (meant, meant + 1, longestRow - lengths[meant] - lengths[0])
    func fits(_ index: Int) -> Bool { lengths.indices.contains(index) && lengths[index] + 3 <= left }
    while true {
      let start = (first, end)
      if fits(first - 1) {
        first -= 1
        left -= lengths[first] + 3
      }
      if fits(end) {
        left -= lengths[end] + 3
        end += 1
      }
      if start == (first, end) { return first..<end }
    }
  }

  /// The beginning of a long cell, up to a word.
  private static func cut(_ text: String) -> String {
    var end = text.startIndex
    for index in text.indices where text[index] == " " {
      guard text.utf8.distance(from: text.startIndex, to: index) <= longestCell else { break }
      end = index
    }
    return end == text.startIndex ? text : text[..<end] + "…"
  }
}
