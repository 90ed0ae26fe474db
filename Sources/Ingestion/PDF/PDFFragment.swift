/// A piece of a page that belongs together: a paragraph or the part of one that stands in this column, a
/// table's cell.
struct PDFFragment {
  enum Kind {
    case text, listItem, cell, caption, margin
  }

  var kind: Kind
  var lines: [PDFLine]
  /// Height of most of its characters.
  var height: Float
  /// Whether its first line begins further right than its column.
  var isIndented = false
  /// Begins further left than the line before it, which ends early: it goes on with nothing.
  var isApart = false
  /// Whether its last line reaches the right edge of its column.
  var isFull = false
  /// Clear space above, in lines of its column; infinite at the head of a column.
  var gapAbove: Float = .infinity
  /// Clear space below.
  var gapBelow: Float = .infinity
  /// Whether nothing of its column stands below it but fragments of small print.
  var isAtFoot = false
  /// Where it stands in its table, for a cell.
  var cell = CellPlace()
  /// How deep it stands in the outline that the file declares, from 1, where it is a heading of that.
  var outlineDepth: Int?

  init(_ kind: Kind, lines: [PDFLine]) {
    (self.kind, self.lines) = (kind, lines)
    var heights = HeightHistogram()
    for line in lines {
      heights.add(line.height, count: line.words.reduce(0) { $0 + $1.text.count })
    }
    height = heights.mode ?? 12
  }

  var words: [PDFPage.Word] { lines.flatMap(\.words) }

  /// The cells of a table, given row by row with the number of their columns.
  static func cells(_ rows: [[(column: Int, lines: [PDFLine])]]) -> [PDFFragment] {
    var counter = CellCounter()
    var fragments: [PDFFragment] = []
    for row in rows {
      counter.beginRow()
      for cell in row {
        var fragment = PDFFragment(.cell, lines: cell.lines)
        fragment.cell = counter.next(inColumn: cell.column)
        fragments.append(fragment)
      }
    }
    return fragments
  }
}
