/// A table whose cells almost touch: on few lines a wide gap parts them, but words begin or end below each
/// other, line by line, with a clear strip beside them. Printers make such tables where a column of the page
/// is narrow.
struct PDFAlignedTable {
  /// From its first line's top to its last one's bottom.
  var extent: ClosedRange<Float>
  /// Where columns part, from left to right.
  var separators: [Float]
  private var words: [PDFPage.Word]
  private var height: Float
  private var bytes: [UInt8]

  /// The tables among `words`, from top to bottom.
  ///
  /// - Parameter height: that of most of the words.
  static func tables(in words: [PDFPage.Word], bytes: [UInt8], height: Float) -> [PDFAlignedTable] {
    guard words.count >= 8 else { return [] }
    let finder = PDFCellEdges(words, bytes: bytes, height: height)
    var result: [PDFAlignedTable] = []
    var edges = finder.edges.sorted { ($0.count, $1.place) > ($1.count, $0.place) }
    while let first = edges.first {
      var extent = first.extent
      var group: [PDFCellEdges.Edge] = []
      edges.removeAll { edge in
        let shared =
          min(edge.extent.upperBound, extent.upperBound) - max(edge.extent.lowerBound, extent.lowerBound)
        // The edge of a page's column is much longer than those of a table in it.
        let longer = max(
          edge.extent.upperBound - edge.extent.lowerBound, first.extent.upperBound - first.extent.lowerBound)
        let isPart = shared > 0.5 * longer
        if isPart {
          group.append(edge)
          extent =
            .between(
              min(extent.lowerBound, edge.extent.lowerBound), max(extent.upperBound, edge.extent.upperBound))
        }
        return isPart
      }
      guard
        let table = PDFAlignedTable(
          group, extent: extent, among: words, bytes: bytes, height: height)
      else { continue }
      if result.allSatisfy({ !$0.extent.overlaps(table.extent) }) { result.append(table) }
    }
    return result.sorted { $0.extent.lowerBound < $1.extent.lowerBound }
  }

  private init?(
    _ edges: [PDFCellEdges.Edge], extent: ClosedRange<Float>, among all: [PDFPage.Word], bytes: [UInt8],
    height: Float
  ) {
    (self.height, self.bytes) = (height, bytes)
    var places: [Float] = []
    let inside = all.filter { extent.contains($0.middle) }
    for edge in edges.sorted(by: { $0.place < $1.place }) {
      // The right edge of one column and the left edge of the next part the same two.
      if let last = places.last, !inside.contains(where: { last < $0.center && $0.center < edge.place }) {
        continue
      }
      places.append(edge.place)
    }
    guard let strongest = edges.map(\.count).max(), edges.contains(where: { $0.wide > 0 }) else { return nil }
    // Two columns alone can be a list or a conversation.
    if places.count == 1, strongest < 5 || edges.allSatisfy({ $0.wide < 3 }) { return nil }
    places += Self.clearStrips(inside, besides: places, height: height)
    places.sort()
    separators = places
    self.extent = Self.withFoot(Self.grown(edges, extent, places, all, height), places, all, height)
    let whole = self.extent
    words = all.filter { whole.contains($0.middle) }
    // What stands across most columns is no table.
    let across = words.count { word in places.contains { word.left < $0 - 1 && word.right > $0 + 1 } }
    if across * 12 > words.count { return nil }
  }

  /// Places of further gaps: strips that no word of the table crosses, with a wide gap on some lines. Neither
  /// side need be aligned where numbers that end below each other follow words that begin so.
  private static func clearStrips(
    _ words: [PDFPage.Word], besides places: [Float], height: Float
  ) -> [Float] {
    let lines = PDFRows.lines(words, page: 0)
    var result: [Float] = []
    var right = -Float.infinity
    for word in words.sorted(by: { $0.left < $1.left }) {
      defer { right = max(right, word.right) }
      let strip = (right, word.left)
      guard right.isFinite, word.left - right > height * 0.15,
        !places.contains(where: { $0 > strip.0 - 0.5 && $0 < strip.1 + 0.5 })
      else { continue }
      let gaps = lines.compactMap { line -> Float? in
        guard let left = line.words.last(where: { $0.right <= strip.0 }),
          let next = line.words.first(where: { $0.left >= strip.1 })
        else { return nil }
        return next.left - left.right
      }
      if gaps.count >= 4, gaps.count(where: { $0 >= height * 0.95 }) >= 2 {
        result.append((strip.0 + strip.1) / 2)
      }
    }
    return result
  }

  /// From where several of `edges` stand, up and down over the lines that stand clear of all gaps: a word of
  /// the text above may lie at one edge by chance, and heads of columns, often centered, at none.
  private static func grown(
    _ edges: [PDFCellEdges.Edge], _ union: ClosedRange<Float>, _ places: [Float], _ all: [PDFPage.Word],
    _ height: Float
  ) -> ClosedRange<Float> {
    let tops = edges.map(\.extent.lowerBound).sorted()
    let bottoms = edges.map(\.extent.upperBound).sorted()
    guard tops.count > 1, tops[1] < bottoms[bottoms.count - 2] else {
      return withHead(union, places, all, height)
    }
    var core = ClosedRange.between(tops[1], bottoms[bottoms.count - 2])
    let lines = PDFRows.lines(all, page: 0)
    for line in lines.reversed() where line.middle < core.lowerBound && line.middle > union.lowerBound {
      guard isClear(line.words, places) else { break }
      core = .between(line.top, core.upperBound)
    }
    for line in lines where line.middle > core.upperBound && line.middle < union.upperBound {
      guard isClear(line.words, places) else { break }
      core = .between(core.lowerBound, line.bottom)
    }
    return withHead(core, places, all, height)
  }

  private static func isClear(_ words: [PDFPage.Word], _ places: [Float]) -> Bool {
    words.allSatisfy { word in
      places.allSatisfy { word.right <= $0 + 0.5 || word.left >= $0 - 0.5 }
    }
  }

  /// `extent` with up to two lines of heads above it, which stand over most columns.
  private static func withHead(
    _ extent: ClosedRange<Float>, _ places: [Float], _ all: [PDFPage.Word], _ height: Float
  ) -> ClosedRange<Float> {
    var top = extent.lowerBound
    for _ in 0..<2 {
      let line = all.filter { $0.middle < top && $0.middle > top - height * 1.7 }
      let columns = Set(line.map { word in places.count { $0 < word.center } })
      guard isClear(line, places), columns.count > places.count / 2 + 1 || columns.count == places.count + 1,
        let above = line.map(\.top).min(), above < top
      else { break }
      top = above
    }
    return .between(top, extent.upperBound)
  }

  /// `extent` with the rest of the last row's cells below it: lines that go on where those begin.
  private static func withFoot(
    _ extent: ClosedRange<Float>, _ places: [Float], _ all: [PDFPage.Word], _ height: Float
  ) -> ClosedRange<Float> {
    var bottom = extent.upperBound
    let above = all.filter { extent.contains($0.middle) }
    for line in PDFRows.lines(all.filter { $0.middle > bottom }, page: 0).prefix(4) {
      let columns = Dictionary(grouping: line.words) { word in places.count { $0 < word.center } }
      let goesOn = columns.values.allSatisfy { words in
        words.first.map { first in above.contains { abs($0.left - first.left) < 1 } } ?? false
      }
      guard line.top - bottom < height * 0.4, goesOn, isClear(line.words, places),
        columns.count <= places.count
      else { break }
      bottom = line.bottom
    }
    return .between(extent.lowerBound, bottom)
  }

  private func column(_ word: PDFPage.Word) -> Int { separators.count { $0 < word.center } }

  // MARK: Cells

  /// Lines of one cell.
  private struct Cell {
    var column: Int
    var lines: [PDFLine]
    var top: Float { lines.map(\.top).min() ?? 0 }
    var bottom: Float { lines.map(\.bottom).max() ?? 0 }
  }

  /// Its cells, row by row.
  func cells(page: Int) -> [PDFFragment] {
    var columns = (0...separators.count).map { column in
      PDFRows.lines(words.filter { self.column($0) == column }, page: page)
    }
    for index in columns.indices { columns[index].sort { $0.middle < $1.middle } }
    let distances = columns.flatMap { lines in
      zip(lines, lines.dropFirst()).map { $1.middle - $0.middle }.filter { $0 > height * 0.7 }
    }
    let pitch = distances.min() ?? height * 1.2
    let isPadded = (distances.max() ?? 0) > pitch * 1.2 && pitch < height * 1.6
    var rows = isPadded ? padded(columns, pitch) : []
    // Two cells of one column in a row: the distances between lines do not tell rows apart.
    if !isPadded || rows.contains(where: { Set($0.map(\.column)).count < $0.count }) { rows = even(columns) }
    return PDFFragment.cells(
      rows.map { row in
        row.sorted { ($0.column, $0.top) < ($1.column, $1.top) }.map { ($0.column, $0.lines) }
      })
  }

  /// Rows where lines of a cell stand closer together than those of two: cells beside each other are one row,
  /// wherever in it they stand.
  private func padded(_ columns: [[PDFLine]], _ pitch: Float) -> [[Cell]] {
    var cells: [Cell] = []
    for (column, lines) in columns.enumerated() {
      for line in lines {
        if let last = cells.indices.last, cells[last].column == column, let above = cells[last].lines.last,
          line.middle - above.middle < pitch * 1.2
        {
          cells[last].lines.append(line)
        } else {
          cells.append(Cell(column: column, lines: [line]))
        }
      }
    }
    var rows: [(top: Float, bottom: Float, cells: [Cell])] = []
    for cell in cells.sorted(by: { $0.top < $1.top }) {
      if let last = rows.indices.last {
        let shared = min(rows[last].bottom, cell.bottom) - max(rows[last].top, cell.top)
        if shared > 0.3 * min(cell.bottom - cell.top, rows[last].bottom - rows[last].top) {
          rows[last].cells.append(cell)
          rows[last].bottom = max(rows[last].bottom, cell.bottom)
          continue
        }
      }
      rows.append((cell.top, cell.bottom, [cell]))
    }
    return rows.map(\.cells)
  }

  /// Rows where all lines have one distance: a line goes on with the row above it where it leaves columns
  /// empty, and where in those that it fills its first word would not have fitted on the line above.
  private func even(_ columns: [[PDFLine]]) -> [[Cell]] {
    let rights = columns.map { $0.map(\.right).max() ?? 0 }
    let lefts = columns.map { $0.map(\.left).min() ?? 0 }
    var rows: [[Int: Cell]] = []
    for line in PDFRows.lines(words, page: columns.first { !$0.isEmpty }?[0].page ?? 0) {
      var parts: [Int: PDFLine] = [:]
      for (column, words) in Dictionary(grouping: line.words, by: column) {
        parts[column] = PDFLine(words, page: line.page)
      }
      let startsLow = parts.values.allSatisfy { startsLowercase($0) }
      let goesOn =
        (parts.count <= separators.count || startsLow)
        && parts.allSatisfy { column, part in
          guard let last = rows.last?[column]?.lines.last, let word = part.words.first,
            line.middle - last.middle < height * 1.7, last.words.count > 1 || startsLowercase(part),
            rights[column] - lefts[column] > height * 3
          else { return false }
          return last.right + (word.right - word.left) + height * 0.2 > rights[column]
        }
      if goesOn {
        for (column, part) in parts { rows[rows.count - 1][column]?.lines.append(part) }
      } else {
        rows.append(
          Dictionary(uniqueKeysWithValues: parts.map { ($0, Cell(column: $0, lines: [$1])) }))
      }
    }
    return rows.map { Array($0.values) }
  }

  private func startsLowercase(_ line: PDFLine) -> Bool {
    guard let word = line.words.first else { return false }
    return String(decoding: bytes[word.text], as: UTF8.self).first?.isLowercase ?? false
  }

  /// The lines of each of its columns.
  var lines: [[PDFLine]] {
    (0...separators.count).map { column in
      PDFRows.lines(words.filter { self.column($0) == column }, page: 0).sorted { $0.middle < $1.middle }
    }
  }
}
