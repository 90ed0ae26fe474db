/// Lines that are cells side by side.
struct PDFTable {
  /// Indices of its lines.
  var lines: Range<Int>
  /// Left edges of the gaps between its columns, in order.
  private var separators: [ClosedRange<Float>]

  /// The tables among `lines`, from top to bottom: two lines and more whose wide gaps lie one below the
  /// other.
  static func tables(in lines: [PDFLine], bytes: [UInt8]) -> [PDFTable] {
    var result: [PDFTable] = []
    var at = 0
    while at + 1 < lines.count {
      guard let table = table(at, lines, bytes) else {
        at += 1
        continue
      }
      result.append(table)
      at = table.lines.upperBound
    }
    return result
  }

  private static func table(_ start: Int, _ lines: [PDFLine], _ bytes: [UInt8]) -> PDFTable? {
    var common = gaps(lines[start])
    guard !common.isEmpty else { return nil }
    var end = start + 1
    var count = 1
    var at = start + 1
    while at < lines.count, at - end < 3 {
      if lines[at].middle - lines[at - 1].middle > lines[at].height * 4 { break }
      let own = gaps(lines[at])
      let shared = intersections(common, own)
      if !shared.isEmpty {
        common = shared
        count += 1
        end = at + 1
      } else if !fits(lines[at], common) {
        break
      }
      at += 1
    }
    guard count >= 2 else { return nil }
    // What hangs beside the items of a list is no column.
    if let first = common.first {
      let marks = lines[start..<end].compactMap { line -> Bool? in
        let words = line.words.filter { $0.center < first.lowerBound }
        return words.isEmpty ? nil : words.count == 1 && PDFCellEdges.isMarker(words[0], bytes)
      }
      if marks.count(where: { $0 }) * 10 >= marks.count * 8, !marks.isEmpty { common.removeFirst() }
    }
    return common.isEmpty ? nil : PDFTable(lines: start..<end, separators: common)
  }

  /// Stretches without words, wide enough to part columns.
  private static func gaps(_ line: PDFLine) -> [ClosedRange<Float>] {
    var result: [ClosedRange<Float>] = []
    var right = -Float.infinity
    for word in line.words {
      if right.isFinite, word.left - right > line.height * 0.95 { result.append(right...word.left) }
      right = max(right, word.right)
    }
    // Justified text has wide gaps everywhere, all of one width; a table has words that stand closer
    // together, or few of them.
    if line.words.count > 6, result.count * 3 > line.words.count * 2 { return [] }
    let widths = zip(line.words, line.words.dropFirst()).map { $1.left - $0.right }
    if let least = widths.min(), let most = widths.max(), widths.count >= 3, most < line.height * 1.8,
      most - least < line.height * 0.06
    {
      return []
    }
    return result
  }

  private static func intersections(
    _ one: [ClosedRange<Float>], _ other: [ClosedRange<Float>]
  ) -> [ClosedRange<Float>] {
    one.flatMap { a in
      other.compactMap { b -> ClosedRange<Float>? in
        let (low, high) = (max(a.lowerBound, b.lowerBound), min(a.upperBound, b.upperBound))
        return high - low > 4 ? low...high : nil
      }
    }
  }

  /// Whether `line` stands clear of all gaps: the second line of a cell.
  private static func fits(_ line: PDFLine, _ gaps: [ClosedRange<Float>]) -> Bool {
    line.words.allSatisfy { word in
      gaps.allSatisfy { word.right < $0.upperBound + 1 || word.left > $0.lowerBound - 1 }
        && gaps.allSatisfy { !(word.left < $0.lowerBound && word.right > $0.upperBound) }
    } && gaps.contains { line.right <= $0.upperBound || line.left >= $0.lowerBound }
  }

  /// The tables of `words` whose cells stand close together, where wide gaps alone do not show more of their
  /// columns.
  static func aligned(
    in words: [PDFPage.Word], bytes: [UInt8], height: Float, page: Int
  ) -> [PDFAlignedTable] {
    let found = PDFAlignedTable.tables(in: words, bytes: bytes, height: height)
    guard !found.isEmpty else { return [] }
    let lines = PDFRows.lines(words, page: page)
    let others = tables(in: lines, bytes: bytes)
    return found.filter { table in
      let own = lines.count { table.extent.contains($0.middle) }
      return others.allSatisfy { other in
        let shared = lines[other.lines].count { table.extent.contains($0.middle) }
        return shared == 0 || other.separators.count < table.separators.count
          || other.separators.count == table.separators.count && shared * 10 < own * 8
      }
    }
  }

  /// Whether `words` are a table of three columns and more rather than columns of running text: in those
  /// nearly every line is full, in cells one line in two or three is not.
  ///
  /// - Parameter extents: where tables stand among `words`, where that is known.
  static func isTable(
    _ words: [PDFPage.Word], bytes: [UInt8], height: Float, extents: [ClosedRange<Float>]? = nil
  ) -> Bool {
    let lines = PDFRows.lines(words, page: 0)
    if let table = tables(in: lines, bytes: bytes).max(by: { $0.lines.count < $1.lines.count }),
      table.separators.count >= 2, table.lines.count * 10 >= lines.count * 8
    {
      let parted = lines[table.lines].map { table.parts(of: $0) }
      return (0...table.separators.count).allSatisfy { column in
        isCells(parted.map { $0[column] }.filter { !$0.isEmpty })
      }
    }
    return (extents ?? self.extents(in: words, bytes: bytes, height: height)).contains { extent in
      lines.count { extent.contains($0.middle) } * 10 >= lines.count * 8
    }
  }

  /// Where tables of three columns and more stand whose cells stand close together.
  static func extents(
    in words: [PDFPage.Word], bytes: [UInt8], height: Float
  ) -> [ClosedRange<Float>] {
    PDFAlignedTable.tables(in: words, bytes: bytes, height: height).filter { table in
      table.separators.count >= 2 && table.lines.allSatisfy { isCells($0.map(\.words)) }
    }.map(\.extent)
  }

  /// Whether the lines of a column are those of cells, not of text that runs on.
  private static func isCells(_ lines: [[PDFPage.Word]]) -> Bool {
    let right = lines.flatMap { $0.map(\.right) }.max() ?? 0
    let left = lines.flatMap { $0.map(\.left) }.min() ?? 0
    // In a few words' width nothing is told.
    if let height = lines.first?.first?.height, right - left < height * 12 { return true }
    let full = zip(lines, lines.dropFirst()).count { line, next in
      guard let last = line.last, let first = next.first else { return false }
      return last.right + (first.right - first.left) + first.height * 0.2 > right
    }
    return full * 4 < max(1, lines.count - 1) * 3 || lines.allSatisfy { $0.count < 3 }
  }

  /// The words of a line by columns, from left to right.
  private func parts(of line: PDFLine) -> [[PDFPage.Word]] {
    let edges = separators.map { ($0.lowerBound + $0.upperBound) / 2 }.sorted()
    var parts = [[PDFPage.Word]](repeating: [], count: edges.count + 1)
    for word in line.words { parts[edges.count { $0 < word.center }].append(word) }
    return parts
  }

  /// Its cells, row by row.
  func cells(_ all: [PDFLine]) -> [PDFFragment] {
    let lines = all[self.lines]
    let gaps = zip(lines, lines.dropFirst()).map { $1.middle - $0.middle }
    let least = gaps.min() ?? 0
    // Where lines have one distance, each is a row; where some stand closer, those are one row.
    let threshold = (gaps.max() ?? 0) > least * 1.25 ? (least + (gaps.max() ?? 0)) / 2 : 0
    let parted = lines.map { parts(of: $0) }
    let extents = (0...separators.count).map { column in
      let words = parted.flatMap { $0[column] }
      return (words.map(\.left).min() ?? 0)...max(words.map(\.left).min() ?? 0, words.map(\.right).max() ?? 0)
    }
    var rows: [[PDFLine]] = []
    for (index, line) in lines.enumerated() {
      if index > 0,
        gaps[index - 1] < threshold
          || gaps[index - 1] < line.height * 1.5
            && Self.continues(parted[index], parted[index - 1], extents, height: line.height)
      {
        rows[rows.count - 1].append(line)
      } else {
        rows.append([line])
      }
    }
    var result: [[(column: Int, lines: [PDFLine])]] = []
    for row in rows {
      var cells = [[PDFLine]](repeating: [], count: separators.count + 1)
      for line in row {
        for (column, part) in parts(of: line).enumerated() where !part.isEmpty {
          cells[column].append(PDFLine(part, page: line.page))
        }
      }
      result.append(cells.enumerated().filter { !$1.isEmpty }.map { ($0, $1) })
    }
    return PDFFragment.cells(result)
  }

  /// Whether a line goes on with what its cells said on the line before: it fills only some columns, all of
  /// running text, whose first word would not have fitted there.
  private static func continues(
    _ parts: [[PDFPage.Word]], _ previous: [[PDFPage.Word]], _ extents: [ClosedRange<Float>], height: Float
  ) -> Bool {
    let filled = parts.indices.filter { !parts[$0].isEmpty }
    guard filled.count < parts.count else { return false }
    return filled.allSatisfy { column in
      guard let first = parts[column].first, let last = previous[column].last, previous[column].count >= 3
      else { return false }
      let isWide = extents[column].upperBound - extents[column].lowerBound > height * 8
      let needed = first.right - first.left + height * 0.2
      return isWide && last.right + needed > extents[column].upperBound
    }
  }
}
