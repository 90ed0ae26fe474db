import Platform

/// Upright edges at which words begin, or end, on line after line, with a strip beside them that no word crosses.
struct PDFCellEdges {
  struct Edge {
    /// Where the columns beside it part.
    var place: Float
    /// From the top of the first to the bottom of the last word that stands at it.
    var extent: ClosedRange<Float>
    /// On how many lines a word stands at it.
    var count: Int
    /// On how many of them a wide gap lies beside it, such as text that runs on does not have.
    var wide: Int
  }

  private(set) var edges: [Edge] = []
  private let words: [PDFPage.Word]
  private let bytes: [UInt8]
  private let height: Float
  /// Half the height of the tallest word: farther from a word's middle nothing stands beside it.
  private let reach: Float
  /// Where words stand one below the other, on either side of them.
  private var places: (left: [Float], right: [Float]) = ([], [])
  /// A printer's least distance between cells.
  private var strip: Float { height * 0.2 }

  init(_ words: [PDFPage.Word], bytes: [UInt8], height: Float) {
    self.words = words.sorted { $0.middle < $1.middle }
    (self.bytes, self.height) = (bytes, height)
    reach = (words.map(\.height).max() ?? 0) / 2
    let left = clusters(.left).flatMap { runs($0, .left) }
    let right = clusters(.right).flatMap { runs($0, .right) }
    places = (left.compactMap { $0.map(\.left).min() }, right.compactMap { $0.map(\.right).max() })
    edges = left.compactMap { edge($0, .left) } + right.compactMap { edge($0, .right) }
  }

  private enum Side {
    case left, right

    func place(_ word: PDFPage.Word) -> Float { self == .left ? word.left : word.right }
  }

  /// Words whose edges lie one below the other but for rounding, from top to bottom.
  private func clusters(_ side: Side) -> [[PDFPage.Word]] {
    var result: [[PDFPage.Word]] = []
    var start = -Float.infinity
    for word in words.sorted(by: { side.place($0) < side.place($1) }) {
      if side.place(word) > start + 0.4 {
        result.append([])
        start = side.place(word)
      }
      result[result.count - 1].append(word)
    }
    return result.filter { $0.count >= 3 }.map { $0.sorted { $0.middle < $1.middle } }
  }

  /// The strip beside the edge that `cluster` makes.
  private func strip(_ cluster: [PDFPage.Word], _ side: Side) -> ClosedRange<Float> {
    if side == .left {
      let place = cluster.map(\.left).min() ?? 0
      return .between(place - strip, place - 0.1)
    }
    let place = cluster.map(\.right).max() ?? 0
    return .between(place + 0.1, place + strip)
  }

  /// Parts of `cluster` between which nothing crosses the strip.
  private func runs(_ cluster: [PDFPage.Word], _ side: Side) -> [[PDFPage.Word]] {
    let strip = strip(cluster, side)
    var result: [[PDFPage.Word]] = []
    var at = 0
    for word in cluster {
      var isBlocked = result.isEmpty
      while at < words.count, words[at].middle <= word.middle {
        if words[at].left < strip.upperBound, words[at].right > strip.lowerBound { isBlocked = true }
        at += 1
      }
      if let last = result.last?.last, !isBlocked, word.middle - last.middle < height * 7 {
        // Two words of one line that stand above each other by chance count once.
        if word.middle - last.middle > height * 0.5 { result[result.count - 1].append(word) }
      } else {
        result.append([word])
      }
    }
    return result.filter { $0.count >= 3 }
  }

  private func edge(_ run: [PDFPage.Word], _ side: Side) -> Edge? {
    guard let first = run.first, let last = run.last else { return nil }
    let strip = strip(run, side)
    let place = (strip.lowerBound + strip.upperBound) / 2
    let extent = ClosedRange.between(min(first.top, last.top), max(first.bottom, last.bottom))
    let inside = between(extent.lowerBound, extent.upperBound)
    // What stands across from each word of the run, and how far away.
    var (both, wide, markers) = (0, 0, 0)
    var others: [Float] = []
    for word in run {
      let near = between(
        max(extent.lowerBound, word.middle - word.height / 2 - reach),
        min(extent.upperBound, word.middle + word.height / 2 + reach))
      let beside = near.filter {
        (side == .left ? $0.center < place : $0.center > place)
          && min($0.bottom, word.bottom) - max($0.top, word.top) > word.height * 0.3
      }
      guard
        let nearest = side == .left
          ? beside.max(by: { $0.right < $1.right }) : beside.min(by: { $0.left < $1.left })
      else { continue }
      both += 1
      if says(word), says(nearest) { others.append(side == .left ? nearest.right : nearest.left) }
      let gap = side == .left ? word.left - nearest.right : nearest.left - word.right
      if gap >= height * 0.95, gap > 1.5 * usualGap(on: word) { wide += 1 }
      let mark = side == .left ? nearest : word
      let isLater = between(
        max(extent.lowerBound, mark.middle - height / 2), min(extent.upperBound, mark.middle + height / 2)
      ).contains {
        $0.right <= mark.left && abs($0.middle - mark.middle) < height * 0.4
      }
      if !isLater, Self.isMarker(mark, bytes) { markers += 1 }
    }
    guard both >= 2, markers * 2 < both else { return nil }
    // Without a wide gap the words across have to end below each other too.
    let flush = others.map { place in others.count { abs($0 - place) < 0.4 } }.max() ?? 0
    guard wide >= 1 && run.count >= 4 || wide >= 2 || flush >= 4 && flush * 5 >= both * 4 else { return nil }
    // Most lines of the column stand at the edge, or are those of another column.
    let own = inside.filter { side == .left ? $0.center > place : $0.center < place }
    let lines = PDFRows.lines(own, page: 0)
    let aligned = lines.count { line in
      side == .left
        ? places.left.contains { abs($0 - line.left) < 1.2 }
        : places.right.contains { abs($0 - line.right) < 1.2 }
    }
    guard aligned * 10 >= lines.count * 6 else { return nil }
    return Edge(place: place, extent: extent, count: run.count, wide: wide)
  }

  /// Words whose middles lie from one height to another: they are in the order of these, so that nothing else is looked at.
  private func between(_ top: Float, _ bottom: Float) -> ArraySlice<PDFPage.Word> {
    let first = words.sortedIndex { $0.middle < top }
    return words[first..<max(first, words.sortedIndex { $0.middle <= bottom })]
  }

  /// Whether `word` is more than a mark or a sign, such as the one of per cent.
  private func says(_ word: PDFPage.Word) -> Bool {
    String(decoding: bytes[word.text], as: UTF8.self).contains { $0.isLetter || $0.isNumber }
  }

  /// The gap that most words of a line have between them: in justified text wide ones are everywhere.
  private func usualGap(on word: PDFPage.Word) -> Float {
    let line = between(word.middle - height * 0.4, word.middle + height * 0.4)
      .filter { abs($0.middle - word.middle) < height * 0.3 }.sorted { $0.left < $1.left }
    let gaps = zip(line, line.dropFirst()).map { $1.left - $0.right }.sorted()
    return gaps.count < 2 ? 0 : gaps[(gaps.count - 1) / 2]
  }

  /// `•`, `1.`, `[12]`, `(a)`: what hangs beside the items of a list.
  static func isMarker(_ word: PDFPage.Word, _ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes[word.text], as: UTF8.self)
    guard text.count <= 5 else { return false }
    let letters = text.count { $0.isLetter }
    if letters == 0 { return text.count == 1 || text.contains { ".)]".contains($0) } }
    return letters == 1 && text.count > 1 && text.last.map { ".)]".contains($0) } ?? false
  }
}
