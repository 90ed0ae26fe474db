/// The reading order of a page: regions of text, each one column wide.
///
/// A gutter is an upright strip that no word crosses over at least four lines, with lines of running text on both
/// sides of which those on the right begin at one edge, or at two where lists and quotations are indented. What crosses
/// the gutter (a title, a wide figure's caption) separates the columns above it from those below. Found again inside each
/// column, for three and more.
struct PDFColumns {
  private let bytes: [UInt8]
  private static let deepest = 4
  private static let fewestWords = 14

  /// Where the right-hand columns of the pages before began, the last page's at the end.
  private let before: [Float]
  /// Where that of this page begins, or `nil`.
  private(set) var edge: Float?

  init(_ page: PDFPage, before: [Float] = []) { (bytes, self.before) = (page.bytes, before) }

  /// `words` by regions in reading order.
  mutating func regions(_ words: [PDFPage.Word]) -> [[PDFPage.Word]] {
    guard !words.isEmpty else { return [] }
    let words = words.sorted { $0.middle < $1.middle }
    let found = words.count >= Self.fewestWords ? gutter(words) : nil
    guard var found else { return split(words, at: gutter(words, goingOn: before), depth: 0) }
    // Where all that was seen beside the gutter is a list, the column begins where it did before.
    if let usual = before.last(where: { $0 < found.edge && $0 > found.edge - found.strip * 6 }),
      words.contains(where: { abs($0.left - usual) < 1 })
    {
      found.edge = usual
    }
    edge = found.edge
    return split(words, at: found, depth: 0)
  }

  private func split(_ words: [PDFPage.Word], depth: Int) -> [[PDFPage.Word]] {
    let isEnough = depth < Self.deepest && words.count >= Self.fewestWords
    return split(words, at: isEnough ? gutter(words) : nil, depth: depth)
  }

  private func split(
    _ words: [PDFPage.Word], at gutter: (edge: Float, strip: Float)?, depth: Int
  ) -> [[PDFPage.Word]] {
    guard let gutter else { return [words] }
    // Everything that reaches across the right column's edge lies over both columns.
    var result: [[PDFPage.Word]] = []
    var wide: [PDFPage.Word] = []
    var (left, right): ([PDFPage.Word], [PDFPage.Word]) = ([], [])
    func closeColumns() {
      for side in [left, right] where !side.isEmpty { result += split(side, depth: depth + 1) }
      (left, right) = ([], [])
    }
    func closeWide() {
      if !wide.isEmpty { result += split(wide, depth: depth + 1) }
      wide = []
    }
    let bands = blocked(words, at: gutter)
    var band = 0
    for word in words {
      while band < bands.count, word.middle > bands[band].upperBound { band += 1 }
      if band < bands.count, bands[band].contains(word.middle) {
        closeColumns()
        wide.append(word)
      } else {
        closeWide()
        if word.center < gutter.edge { left.append(word) } else { right.append(word) }
      }
    }
    closeColumns()
    closeWide()
    return result
  }

  /// Heights at which words stand in the gutter, from top to bottom.
  private func blocked(
    _ words: [PDFPage.Word], at gutter: (edge: Float, strip: Float)
  )
    -> [ClosedRange<Float>]
  {
    var bands: [ClosedRange<Float>] = []
    for word in words where word.left < gutter.edge - 1 && word.right > gutter.edge - gutter.strip {
      if runsOver(word, words, gutter.edge) { continue }
      // A line's middle half is enough: lines of the columns come close above and below.
      let band = word.top + word.height / 4...word.bottom - word.height / 4
      if let last = bands.last, last.upperBound >= band.lowerBound {
        bands[bands.count - 1] = last.lowerBound...max(last.upperBound, band.upperBound)
      } else {
        bands.append(band)
      }
    }
    return bands
  }

  /// Whether `word` is the end of a line that was too long for its column, not part of one that stands across both: a line of the
  /// right-hand column begins beside it, on another base or below it.
  private func runsOver(_ word: PDFPage.Word, _ words: [PDFPage.Word], _ edge: Float) -> Bool {
    words.contains { other in
      abs(other.left - edge) < 1
        && min(other.bottom, word.bottom) - max(other.top, word.top) > word.height * 0.4
        && (abs(other.middle - word.middle) > 0.3 || other.left < word.right + word.height * 0.1)
    }
  }

  /// The left edge of the right-hand column and the clear space before it; `nil` where there is one column.
  private func gutter(_ words: [PDFPage.Word]) -> (edge: Float, strip: Float)? {
    var heights = HeightHistogram()
    for word in words { heights.add(word.height, count: word.text.count) }
    let height = heights.mode ?? 12
    let left = words.map(\.left).min() ?? 0
    let right = words.map(\.right).max() ?? 0
    let strip = max(4, height * 0.52)
    guard right - left > height * 12 else { return nil }
    var best: (score: Int, edges: [Float])?
    var known = TablesSeen(among: words, bytes: bytes, height: height)
    var x = left + (right - left) * 0.12
    while x < right - (right - left) * 0.12 {
      if let found = evaluate(words, x, strip, height, &known) {
        if best.map({ found.score > $0.score }) ?? true {
          best = (found.score, [found.edge])
        } else if found.score == best?.score {
          best?.edges.append(found.edge)
        }
      }
      x += 2
    }
    guard let edges = best?.edges.sorted(), !edges.isEmpty else { return nil }
    return (edges[edges.count / 2], strip)
  }

  /// The gutter of a page before, where a few lines stand beside it as they did there: the last page of a text is seldom full.
  private func gutter(
    _ words: [PDFPage.Word], goingOn places: [Float]
  ) -> (edge: Float, strip: Float)? {
    guard !places.isEmpty else { return nil }
    let lines = PDFRows.lines(words, page: 0)
    let height = lines.map(\.height).sorted()[lines.count / 2]
    let strip = max(4, height * 0.52)
    for edge in places.reversed() {
      let crossing = lines.count { $0.words.contains { $0.left < edge - 1 && $0.right > edge - strip } }
      let right = lines.count { line in
        // Lists stand farther in.
        line.words.contains { word in
          word.left > edge - 1 && word.left < edge + height * 3
            && !line.words.contains { $0.left < word.left && $0.right > edge - strip }
        }
      }
      let left = lines.count { $0.words.contains { $0.right < edge - strip } }
      if right >= 2, left >= right, crossing * 2 < right { return (edge, strip) }
    }
    return nil
  }

  /// How many lines the strip at `x` has columns beside it, and where the right one begins.
  private func evaluate(
    _ words: [PDFPage.Word], _ x: Float, _ strip: Float, _ height: Float, _ known: inout TablesSeen
  ) -> (score: Int, edge: Float)? {
    var score = 0
    var edges: [Float] = []
    var side = Sides(height: height)
    var start = 0
    for (index, word) in words.enumerated() {
      if word.left < x + strip, word.right > x {
        side.close(words[start..<index], into: &score, &edges, &known)
        start = index + 1
      } else {
        side.add(word, isLeft: word.right <= x)
      }
    }
    side.close(words[start...], into: &score, &edges, &known)
    guard score >= 4, let edge = edges.min() else { return nil }
    return (score, edge)
  }

  /// Which runs of words are tables: strips that lie side by side ask of the same words.
  private struct TablesSeen {
    private var known: [[Int]: Bool] = [:]

    let bytes: [UInt8]
    let height: Float

    private let all: [PDFPage.Word]
    /// Where tables stand among all words: most pages are never asked.
    private lazy var extents = PDFTable.extents(in: all, bytes: bytes, height: height)

    init(among words: [PDFPage.Word], bytes: [UInt8], height: Float) {
      (all, self.bytes, self.height) = (words, bytes, height)
    }

    mutating func isTable(_ words: ArraySlice<PDFPage.Word>) -> Bool {
      let key = [words.first?.text.lowerBound ?? 0, words.last?.text.lowerBound ?? 0, words.count]
      if let seen = known[key] { return seen }
      // A part of a table is one too.
      let result =
        extents.contains { extent in words.count { extent.contains($0.middle) } * 10 >= words.count * 7 }
        || PDFTable.isTable(Array(words), bytes: bytes, height: height)
      known[key] = result
      return result
    }
  }

  /// What stands on the two sides of a strip between two words that cross it.
  private struct Sides {
    let height: Float
    var lines = (left: 0, right: 0)
    var counts = (left: 0, right: 0)
    var last = (left: -Float.infinity, right: -Float.infinity)
    var starts: [Float] = []

    init(height: Float) { self.height = height }

    mutating func add(_ word: PDFPage.Word, isLeft: Bool) {
      // A word of a script without spaces is as long as its line.
      let units = max(1, Int((word.right - word.left) / (2.5 * height)))
      if isLeft {
        counts.left += units
        if word.middle - last.left > height * 0.5 { lines.left += 1 }
        last.left = word.middle
      } else {
        counts.right += units
        if word.middle - last.right > height * 0.5 {
          lines.right += 1
          starts.append(word.left)
        } else if let start = starts.last {
          starts[starts.count - 1] = min(start, word.left)
        }
        last.right = word.middle
      }
    }

    mutating func close(
      _ words: ArraySlice<PDFPage.Word>, into score: inout Int, _ edges: inout [Float],
      _ known: inout TablesSeen
    ) {
      defer { self = Sides(height: height) }
      guard lines.left >= 4, lines.right >= 4, counts.left >= lines.left * 3,
        counts.right >= lines.right * 3
      else { return }
      guard isAligned, let edge = starts.min(), !known.isTable(words) else { return }
      score += min(lines.left, lines.right)
      // The column begins where its first line to the left does: lists are indented, and cells of tables stand anywhere.
      edges.append(edge)
    }

    /// Whether the lines on the right begin where lines of a column do: half of them at one edge, or most of them at a few, since lists
    /// and quotations stand farther in. In a river through justified text they do not.
    private var isAligned: Bool {
      var places: [Float: Int] = [:]
      for start in starts { places[start.rounded(), default: 0] += 1 }
      func largest(_ starts: [Float]) -> [Float] {
        guard
          let most = places.filter({ place, _ in starts.contains { $0.rounded() == place } })
            .max(by: { ($0.value, $1.key) < ($1.value, $0.key) })
        else { return [] }
        return starts.filter { abs($0 - most.key) <= 1.5 }
      }
      let first = largest(starts)
      if first.count * 2 >= starts.count { return true }
      guard starts.count >= 8, first.count >= 4, let edge = first.first else { return false }
      var inside = first.count
      var rest = starts.filter { abs($0 - edge) > 3 }
      for _ in 0..<(starts.count >= 16 ? 3 : 1) {
        let next = largest(rest)
        guard next.count >= 3, let place = next.first else { break }
        inside += next.count
        rest.removeAll { abs($0 - place) <= 3 }
      }
      return inside > first.count && inside * 3 >= starts.count * 2
    }
  }
}
