import Ingestion
import Platform

/// Where the rows of a document's tables begin and what their columns are called, for whoever cuts a document
/// to pieces.
package struct TableOutline: Sendable {
  /// What a column is called.
  package struct Column: Sendable, Hashable {
    package var index: Int
    package var name: String

    package init(index: Int, name: String) { (self.index, self.name) = (index, name) }
  }

  /// The first block of the row of each block that is a cell.
  private var rows: [Int: Int] = [:]
  /// The blocks of each table behind its heads, and its columns.
  private var bodies: [(blocks: Range<Int>, columns: [Column])] = []

  /// Columns that are named at most.
  package static let mostColumns = 200

  package init(_ document: Document) {
    var place = document.blocks.startIndex
    while place < document.blocks.endIndex {
      let start = place
      guard document.blocks[place].kind == .tableCell, let grid = TableGrid(document, at: &place) else {
        place += 1
        continue
      }
      for row in grid.rows {
        guard let first = row.first?.blocks.first else { continue }
        for cell in row { for block in cell.blocks { rows[block] = first } }
      }
      let width = grid.width
      guard width > 1, let heads = TableHeaders.heads(grid, width), heads.upperBound < grid.rows.count,
        let body = grid.rows[heads.upperBound].first?.blocks.first, start < body
      else { continue }
      let names = ColumnNames(grid.rows[heads], width: width) { $0.text(in: document).onOneLine }
      let columns = (0..<min(width, Self.mostColumns)).compactMap { index in
        names[index..<index + 1].map { Column(index: index, name: $0) }
      }
      bodies.append((body..<place, columns))
    }
  }

  /// The first block of the row that `block` is in; nil where it is no cell.
  package func row(of block: Int) -> Int? { rows[block] }

  /// What the columns of the table are called to whose rows `block` belongs; none for its heads.
  package func columns(at block: Int) -> [Column] {
    let index = bodies.sortedIndex(pastAllThat: { $0.blocks.upperBound <= block })
    return bodies.indices.contains(index) && bodies[index].blocks.contains(block) ? bodies[index].columns : []
  }
}
