/// Puts words that stand side by side into lines.
enum PDFRows {
  /// Lines of `words`, from top to bottom; words much smaller than the others (raised numbers) join the line
  /// beside them.
  static func lines(_ words: [PDFPage.Word], page: Int) -> [PDFLine] {
    var heights = HeightHistogram()
    for word in words { heights.add(word.height, count: word.text.count) }
    let usual = heights.mode ?? 12
    var rows: [(top: Float, bottom: Float, words: [PDFPage.Word])] = []
    let plain = words.filter { $0.height >= usual * 0.8 }.sorted { $0.middle < $1.middle }
    for word in plain {
      if let last = rows.indices.last {
        let (top, bottom) = (rows[last].top, rows[last].bottom)
        if min(bottom, word.bottom) - max(top, word.top) > 0.5 * min(word.height, bottom - top),
          abs(word.middle - (top + bottom) / 2) < 0.5 * max(usual, min(word.height, bottom - top))
        {
          rows[last].words.append(word)
          continue
        }
      }
      rows.append((word.top, word.bottom, [word]))
    }
    var loose: [PDFPage.Word] = []
    for word in words where word.height < usual * 0.8 {
      let best = rows.indices.max { overlap(rows[$0], word) < overlap(rows[$1], word) }
      if let best, overlap(rows[best], word) > 0.4 * word.height,
        isBeside(word, rows[best].words, usual)
      {
        rows[best].words.append(word)
      } else {
        loose.append(word)
      }
    }
    var result = rows.map { PDFLine($0.words, page: page) }
    if !loose.isEmpty {
      // Small print among itself, unless it is as small as that everywhere.
      result += loose.count == words.count ? [PDFLine(loose, page: page)] : lines(loose, page: page)
      result.sort { ($0.middle, $0.left) < ($1.middle, $1.left) }
    }
    return result
  }

  private static func overlap(
    _ row: (top: Float, bottom: Float, words: [PDFPage.Word]), _ word: PDFPage.Word
  ) -> Float {
    min(row.bottom, word.bottom) - max(row.top, word.top)
  }

  /// Whether `word` touches one of `words`, or nearly.
  private static func isBeside(
    _ word: PDFPage.Word, _ words: [PDFPage.Word], _ usual: Float
  )
    -> Bool
  {
    words.contains { $0.left < word.right + usual && $0.right > word.left - usual }
  }

  private static func median(_ values: [Float]) -> Float { values.sorted()[values.count / 2] }

  /// `words` without the numbers of lines in a margin: a column of whole numbers that grow by the same step.
  static func withoutLineNumbers(_ page: PDFPage) -> [PDFPage.Word] {
    let numbers = page.words.filter { word in
      word.text.count <= 5 && page.bytes[word.text].allSatisfy { (0x30...0x39).contains($0) }
    }
    guard numbers.count >= 5 else { return page.words }
    let starts = Set(numbers.map(\.text.lowerBound))
    let lines = Self.lines(page.words.filter { !starts.contains($0.text.lowerBound) }, page: page.number)
    for isLeft in [true, false] {
      // A running head may stand farther out than the text.
      let edges = lines.map { isLeft ? $0.left : -$0.right }.sorted()
      guard edges.count >= 5 else { continue }
      let (outermost, usual) = (edges[0], edges[edges.count / 5])
      func beyond(_ edge: Float) -> [PDFPage.Word] {
        numbers.filter { isLeft ? $0.right < edge - 2 : -$0.left < edge - 2 }.sorted { $0.middle < $1.middle }
      }
      var margin = beyond(outermost)
      if margin.count < 5 {
        margin = beyond(usual)
        // Then they have to stand beside most lines, one below the other.
        guard margin.count >= 5 else { continue }
        let (left, right) = (median(margin.map(\.left)), median(margin.map(\.right)))
        margin.removeAll { abs($0.right - right) > 3 && abs($0.left - left) > 3 }
        guard margin.count * 2 >= lines.count else { continue }
      }
      guard margin.count >= 5 else { continue }
      let values = margin.map { Int(page.string($0)) ?? 0 }
      // A few that large are a column of years.
      if let first = values.first, first >= 1000, values.count < 15 { continue }
      // One may stand so close to a mark that it is no number.
      let steps = zip(values.dropFirst(), values).map(-)
      guard let step = steps.first, step == 1 || step == 5,
        steps.count(where: { $0 == step || $0 < 0 }) * 10 >= steps.count * 8
      else {
        continue
      }
      let starts = Set(margin.map(\.text.lowerBound))
      return page.words.filter { !starts.contains($0.text.lowerBound) }
    }
    return page.words
  }
}
