/// What the columns of a table are called, by the rows that are their heads.
struct ColumnNames {
  private let levels: [[(name: String, columns: Range<Int>)]]

  /// UTF-8 bytes that a head may have, and all of a column.
  private static let longestName = 60
  private static let longestHeader = 90

  init(_ rows: ArraySlice<[TableGrid.Cell]>, width: Int, text: (TableGrid.Cell) -> String) {
    // A corner without text at the left leaves the heads one column short.
    let isShort = (rows.map { $0.last?.columns.upperBound ?? 0 }.max() ?? 0) == width - 1
    let shift = isShort && rows.first?.first?.isHead == true ? 1 : 0
    levels = rows.map { row in
      row.map { cell in
        (name: text(cell), columns: cell.columns.lowerBound + shift..<cell.columns.upperBound + shift)
      }
    }
  }

  /// One row of heads.
  init(_ columns: [TableOutline.Column]) {
    levels = [columns.map { (name: $0.name, columns: $0.index..<$0.index + 1) }]
  }

  /// The heads that stand over all of `columns`, outermost first; nil where there are none.
  subscript(columns: Range<Int>) -> String? {
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
}
