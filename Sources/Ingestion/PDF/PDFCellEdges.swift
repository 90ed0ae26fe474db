import Platform

/// Upright edges at which words begin, or end, on line after line, with a strip beside them that no word
/// crosses.
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
  /// From top to bottom; what stands together on the page is named by its indices here.
  private let words: [PDFPage.Word]
  private let middles: [Float]
  /// For each word the first whose middle lies below its own.
  private let below: [Int]
  private let bytes: [UInt8]
  private let height: Float
  /// Half the height of the tallest word: farther from a word's middle nothing stands beside it.
  private let reach: Float
  /// Where words stand one below the other, on either side of them.
  private var places: (left: [Float], right: [Float]) = ([], [])
  /// A printer's least distance between cells.
  private var strip: Float { height * 0.2 }

  init(_ words: [PDFPage.Word], bytes: [UInt8], height: Float) {
    let words = words.sorted { $0.middle < $1.middle }
    self.words = words
    middles = words.map(\.middle)
    var below = [Int](repeating: words.count, count: words.count)
    for index in words.indices.dropLast().reversed() {
      below[index] = middles[index + 1] > middles[index] ? index + 1 : below[index + 1]
    }
    self.below = below
    (self.bytes, self.height) = (bytes, height)
    reach = (words.map(\.height).max() ?? 0) / 2
    let left = clusters(.left).flatMap { runs($0, .left) }
    let right = clusters(.right).flatMap { runs($0, .right) }
    places = (left.map { place($0, .left) }, right.map { place($0, .right) })
    edges = left.compactMap { edge($0, .left) } + right.compactMap { edge($0, .right) }
  }

  private enum Side {
    case left, right

    func place(_ word: PDFPage.Word) -> Float { self == .left ? word.left : word.right }
  }

  /// Words whose edges lie one below the other but for rounding, from top to bottom.
  private func clusters(_ side: Side) -> [[Int]] {
    // A number orders like its bits; words at one place keep their order.
    var keys = words.indices.map { index -> UInt64 in
      let bits = (side.place(words[index]) + 0).bitPattern
      let key = bits >> 31 == 0 ? bits | 1 << 31 : ~bits
      return UInt64(key) << 32 | UInt64(UInt32(truncatingIfNeeded: index))
    }
    keys.sort()
    var result: [[Int]] = []
    var first = 0
    while first < keys.count {
      func index(_ at: Int) -> Int { Int(keys[at] & 0xFFFF_FFFF) }
      let end = side.place(words[index(first)]) + 0.4
      var past = first + 1
      while past < keys.count, side.place(words[index(past)]) <= end { past += 1 }
      if past - first >= 3 {
        result.append((first..<past).map(index).sorted { middles[$0] < middles[$1] })
      }
      first = past
    }
    return result
  }

  /// The outermost place of the words of `cluster`.
  private func place(_ cluster: [Int], _ side: Side) -> Float {
    var place = cluster.first.map { side.place(words[$0]) } ?? 0
    for index in cluster {
      place = side == .left ? min(place, words[index].left) : max(place, words[index].right)
    }
    return place
  }

  /// The strip beside the edge that `cluster` makes.
  private func strip(_ cluster: [Int], _ side: Side) -> ClosedRange<Float> {
    let place = place(cluster, side)
    return side == .left
      ? .between(place - strip, place - 0.1) : .between(place + 0.1, place + strip)
  }

  /// Parts of `cluster` between which nothing crosses the strip.
  private func runs(_ cluster: [Int], _ side: Side) -> [[Int]] {
    let strip = strip(cluster, side)
    var result: [[Int]] = []
    var run: [Int] = []
    var seen = 0
    for index in cluster {
      let passed = seen..<max(seen, below[index])
      seen = passed.upperBound
      if let last = run.last, middles[index] - middles[last] < height * 7,
        !passed.contains(where: { words[$0].left < strip.upperBound && words[$0].right > strip.lowerBound })
      {
        // Two words of one line that stand above each other by chance count once.
        if middles[index] - middles[last] > height * 0.5 { run.append(index) }
      } else {
        if run.count >= 3 { result.append(run) }
        run.removeAll(keepingCapacity: true)
        run.append(index)
      }
    }
    if run.count >= 3 { result.append(run) }
    return result
  }

  private func edge(_ run: [Int], _ side: Side) -> Edge? {
    guard let first = run.first.map({ words[$0] }), let last = run.last.map({ words[$0] }) else { return nil }
    let strip = strip(run, side)
    let place = (strip.lowerBound + strip.upperBound) / 2
    let extent = ClosedRange.between(min(first.top, last.top), max(first.bottom, last.bottom))
    // What stands across from each word of the run, and how far away.
    var (both, wide, markers) = (0, 0, 0)
    var others: [Float] = []
    for word in run.lazy.map({ words[$0] }) {
      guard let nearest = nearest(to: word, across: place, extent, side) else { continue }
      both += 1
      if says(word), says(nearest) { others.append(side == .left ? nearest.right : nearest.left) }
      let gap = side == .left ? word.left - nearest.right : nearest.left - word.right
      if gap >= height * 0.95, gap > 1.5 * usualGap(on: word) { wide += 1 }
      let mark = side == .left ? nearest : word
      if Self.isMarker(mark, bytes), !isLater(mark, extent) { markers += 1 }
    }
    guard both >= 2, markers * 2 < both else { return nil }
    // Without a wide gap the words across have to end below each other too.
    let flush = others.map { place in others.count { abs($0 - place) < 0.4 } }.max() ?? 0
    guard wide >= 1 && run.count >= 4 || wide >= 2 || flush >= 4 && flush * 5 >= both * 4 else { return nil }
    // Most lines of the column stand at the edge, or are those of another column.
    let own = words[between(extent.lowerBound, extent.upperBound)]
      .filter { side == .left ? $0.center > place : $0.center < place }
    let lines = PDFRows.lines(own, page: 0)
    let aligned = lines.count { line in
      side == .left
        ? places.left.contains { abs($0 - line.left) < 1.2 }
        : places.right.contains { abs($0 - line.right) < 1.2 }
    }
    guard aligned * 10 >= lines.count * 6 else { return nil }
    return Edge(place: place, extent: extent, count: run.count, wide: wide)
  }

  /// The word beside `word` that stands closest to it on the other side of `place`.
  private func nearest(
    to word: PDFPage.Word, across place: Float, _ extent: ClosedRange<Float>, _ side: Side
  ) -> PDFPage.Word? {
    var nearest: Int?
    for index in between(
      max(extent.lowerBound, word.middle - word.height / 2 - reach),
      min(extent.upperBound, word.middle + word.height / 2 + reach))
    {
      let other = words[index]
      guard side == .left ? other.center < place : other.center > place,
        min(other.bottom, word.bottom) - max(other.top, word.top) > word.height * 0.3
      else { continue }
      if let best = nearest,
        side == .left ? other.right <= words[best].right : other.left >= words[best].left
      {
        continue
      }
      nearest = index
    }
    return nearest.map { words[$0] }
  }

  /// Whether `mark` stands behind another word of its line.
  private func isLater(_ mark: PDFPage.Word, _ extent: ClosedRange<Float>) -> Bool {
    between(
      max(extent.lowerBound, mark.middle - height / 2), min(extent.upperBound, mark.middle + height / 2)
    ).contains {
      words[$0].right <= mark.left && abs(middles[$0] - mark.middle) < height * 0.4
    }
  }

  /// Words whose middles lie from one height to another: they are in the order of these, so that nothing else
  /// is looked at.
  private func between(_ top: Float, _ bottom: Float) -> Range<Int> {
    let first = middles.sortedIndex { $0 < top }
    return first..<middles[first...].sortedIndex { $0 <= bottom }
  }

  /// Whether `word` is more than a mark or a sign, such as the one of per cent.
  private func says(_ word: PDFPage.Word) -> Bool {
    let text = bytes[word.text]
    if text.allSatisfy({ $0 < 0x80 }) {
      return text.contains { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) }
    }
    return String(decoding: text, as: UTF8.self).contains { $0.isLetter || $0.isNumber }
  }

  /// The gap that most words of a line have between them: in justified text wide ones are everywhere.
  private func usualGap(on word: PDFPage.Word) -> Float {
    let line = words[between(word.middle - height * 0.4, word.middle + height * 0.4)]
      .filter { abs($0.middle - word.middle) < height * 0.3 }.sorted { $0.left < $1.left }
    let gaps = zip(line, line.dropFirst()).map { $1.left - $0.right }.sorted()
    return gaps.count < 2 ? 0 : gaps[(gaps.count - 1) / 2]
  }

  /// `•`, `1.`, `[12]`, `(a)`: what hangs beside the items of a list.
  static func isMarker(_ word: PDFPage.Word, _ bytes: [UInt8]) -> Bool {
    let bytes = bytes[word.text]
    if bytes.count > 5, bytes.prefix(6).allSatisfy({ $0 < 0x80 }) { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.count <= 5 else { return false }
    let letters = text.count { $0.isLetter }
    if letters == 0 { return text.count == 1 || text.contains { ".)]".contains($0) } }
    return letters == 1 && text.count > 1 && text.last.map { ".)]".contains($0) } ?? false
  }
}
