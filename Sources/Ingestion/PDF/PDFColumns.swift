/// The reading order of a page: regions of text, each one column wide.
///
/// A gutter is an upright strip that no word crosses over at least four lines, with lines of running text on
/// both sides of which those on the right begin at one edge, or at two where lists and quotations are
/// indented. What crosses the gutter (a title, a wide figure's caption) separates the columns above it from
/// those below. Found again inside each column, for three and more.
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

  /// Whether `word` is the end of a line that was too long for its column, not part of one that stands across
  /// both: a line of the right-hand column begins beside it, on another base or below it.
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
    var search = PDFGutterSearch(words, bytes: bytes, height: height)
    return search.edge().map { ($0, search.strip) }
  }

  /// The gutter of a page before, where a few lines stand beside it as they did there: the last page of a
  /// text is seldom full.
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
}
