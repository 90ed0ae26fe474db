/// Lines that are cells side by side.
struct PDFTable {
  /// Indices of its lines.
  var lines: Range<Int>
  /// Left edges of the gaps between its columns, in order.
  private var separators: [ClosedRange<Float>]

  /// The tables among `lines`, from top to bottom: two lines and more whose wide gaps lie one below the other.
  static func tables(in lines: [PDFLine]) -> [PDFTable] {
    var result: [PDFTable] = []
    var at = 0
    while at + 1 < lines.count {
      guard let table = table(at, lines) else {
        at += 1
        continue
      }
      result.append(table)
      at = table.lines.upperBound
    }
    return result
  }

  private static func table(_ start: Int, _ lines: [PDFLine]) -> PDFTable? {
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
    return PDFTable(lines: start..<end, separators: common)
  }

  /// Stretches without words, wide enough to part columns.
  private static func gaps(_ line: PDFLine) -> [ClosedRange<Float>] {
    var result: [ClosedRange<Float>] = []
    var right = -Float.infinity
    for word in line.words {
      if right.isFinite, word.left - right > line.height * 0.95 { result.append(right...word.left) }
      right = max(right, word.right)
    }
    // Justified text has wide gaps everywhere; a table has words that stand closer together, or few of them.
    return result.count * 3 > line.words.count * 2 && line.words.count > 6 ? [] : result
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

  /// Whether `words` are a table of three columns and more rather than columns of running text: in those nearly every line is full, in
  /// cells one line in two or three is not.
  static func isTable(_ words: [PDFPage.Word]) -> Bool {
    let lines = PDFRows.lines(words, page: 0)
    guard let table = tables(in: lines).max(by: { $0.lines.count < $1.lines.count }),
      table.separators.count >= 2, table.lines.count * 10 >= lines.count * 8
    else { return false }
    let parted = lines[table.lines].map { table.parts(of: $0) }
    return (0...table.separators.count).allSatisfy { column in
      let own = parted.map { $0[column] }.filter { !$0.isEmpty }
      let right = own.flatMap { $0.map(\.right) }.max() ?? 0
      let full = zip(own, own.dropFirst()).count { line, next in
        guard let last = line.last, let first = next.first else { return false }
        return last.right + (first.right - first.left) + first.height * 0.2 > right
      }
      return full * 10 < max(1, own.count - 1) * 7 || own.allSatisfy { $0.count < 3 }
    }
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
    var result: [PDFFragment] = []
    for row in rows {
      var cells = [[PDFLine]](repeating: [], count: separators.count + 1)
      for line in row {
        for (column, part) in parts(of: line).enumerated() where !part.isEmpty {
          cells[column].append(PDFLine(part, page: line.page))
        }
      }
      result += cells.filter { !$0.isEmpty }.map { PDFFragment(.cell, lines: $0) }
    }
    return result
  }

  /// Whether a line goes on with what its cells said on the line before: it fills only some columns, all of running text, whose first
  /// word would not have fitted there.
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
