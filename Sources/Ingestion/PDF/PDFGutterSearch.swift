import Platform

/// Looks for the gutter between two columns at all places across a page, in one pass over its words.
///
/// A word stands in the way of few strips. What lies between two words that stand in one's way counts where
/// it fills four lines and more on either side, and of most there is less than that at a glance.
struct PDFGutterSearch {
  /// The clear space of a gutter.
  let strip: Float
  private let height: Float
  /// From top to bottom.
  private let words: [PDFPage.Word]
  /// How many words' lengths stand before each of them, and before the end.
  private var lengths: [Int] = [0]
  /// Left edges of the strips that are looked at, in order.
  private var places: [Float] = []
  private var tables: TablesSeen
  private var sides: Sides
  /// The run that was judged last: strips side by side ask of the same words.
  private var last = (run: 0..<0, lefts: 0, judgement: Judgement?.none)

  /// What a run of words says of a strip that it stands beside.
  fileprivate typealias Judgement = (score: Int, edge: Float)

  /// - Parameters:
  ///   - words: in the order of their middles.
  ///   - height: that of most of them.
  init(_ words: [PDFPage.Word], bytes: [UInt8], height: Float) {
    (self.words, self.height) = (words, height)
    strip = max(4, height * 0.52)
    tables = TablesSeen(among: words, bytes: bytes, height: height)
    sides = Sides(height: height)
    let left = words.map(\.left).min() ?? 0
    let right = words.map(\.right).max() ?? 0
    // Text without height is none, and what is narrow has no columns.
    guard height > 0, right - left > height * 12 else { return }
    var x = left + (right - left) * 0.12
    while x < right - (right - left) * 0.12 {
      places.append(x)
      x += 2
    }
    lengths.reserveCapacity(words.count + 1)
    for (index, word) in words.enumerated() { lengths.append(lengths[index] + sides.lengths(of: word)) }
  }

  /// What is known of a strip when its words have been seen from above down to a place.
  private struct Strip {
    /// The first word behind the last that stands in its way.
    var start = 0
    var score = 0
    var edge = Float.infinity
  }

  /// The left edge of the right-hand column; `nil` where there is one column.
  mutating func edge() -> Float? {
    var strips = [Strip](repeating: Strip(), count: places.count)
    for (index, word) in words.enumerated() {
      // The first strip that does not end before the word begins.
      var at = places.sortedIndex { $0 + strip <= word.left }
      while at < places.count, places[at] < word.right {
        close(&strips[at], at: places[at], before: index)
        at += 1
      }
    }
    for at in strips.indices { close(&strips[at], at: places[at], before: words.count) }
    guard let most = strips.map(\.score).max(), most >= Sides.fewestLines else { return nil }
    let edges = strips.filter { $0.score == most }.map(\.edge).sorted()
    return edges[edges.count / 2]
  }

  /// Takes what stands beside the strip at `x` up to word `end`, which stands in it.
  private mutating func close(_ strip: inout Strip, at x: Float, before end: Int) {
    let run = strip.start..<end
    strip.start = end + 1
    guard run.count >= 2 * Sides.fewestLines,
      lengths[run.upperBound] - lengths[run.lowerBound] >= 2 * Sides.fewestLines * Sides.fewestWords,
      // Lines are half a height apart at least.
      words[run.upperBound - 1].middle - words[run.lowerBound].middle > height * 1.4,
      let (score, edge) = judge(run, at: x)
    else { return }
    strip.score += score
    strip.edge = min(strip.edge, edge)
  }

  private mutating func judge(_ run: Range<Int>, at x: Float) -> Judgement? {
    var lefts = 0
    for index in run where words[index].right <= x { lefts += 1 }
    // Farther to the right more words are on the left: as many are the same ones.
    if last.run == run, last.lefts == lefts { return last.judgement }
    last = (run, lefts, nil)
    sides.clear()
    for index in run { sides.add(words[index], isLeft: words[index].right <= x) }
    if let found = sides.columns, !tables.isTable(run) { last.judgement = found }
    return last.judgement
  }

  /// Which runs of words are tables.
  private struct TablesSeen {
    private var known: [Range<Int>: Bool] = [:]
    private let bytes: [UInt8]
    private let height: Float
    private let all: [PDFPage.Word]
    /// Where tables stand among all words: most pages are never asked.
    private lazy var extents = PDFTable.extents(in: all, bytes: bytes, height: height)

    init(among words: [PDFPage.Word], bytes: [UInt8], height: Float) {
      (all, self.bytes, self.height) = (words, bytes, height)
    }

    mutating func isTable(_ run: Range<Int>) -> Bool {
      if let seen = known[run] { return seen }
      let words = all[run]
      // A part of a table is one too.
      let result =
        extents.contains { extent in words.count { extent.contains($0.middle) } * 10 >= words.count * 7 }
        || PDFTable.isTable(
          Array(words), bytes: bytes, height: height, extents: run.count == all.count ? extents : nil)
      known[run] = result
      return result
    }
  }

  /// What stands on the two sides of a strip between two words that cross it.
  private struct Sides {
    /// Lines that a column has at least, and words on each.
    static let (fewestLines, fewestWords) = (4, 3)

    private let height: Float
    private var lines = (left: 0, right: 0)
    private var counts = (left: 0, right: 0)
    private var last = (left: -Float.infinity, right: -Float.infinity)
    /// Where the lines on the right begin.
    private var starts: [Float] = []

    init(height: Float) { self.height = height }

    mutating func clear() {
      (lines, counts) = ((0, 0), (0, 0))
      last = (-Float.infinity, -Float.infinity)
      starts.removeAll(keepingCapacity: true)
    }

    /// As how many words `word` counts: one of a script without spaces is as long as its line.
    func lengths(of word: PDFPage.Word) -> Int {
      max(1, Int((word.right - word.left) / (2.5 * height)))
    }

    mutating func add(_ word: PDFPage.Word, isLeft: Bool) {
      let lengths = lengths(of: word)
      if isLeft {
        counts.left += lengths
        if word.middle - last.left > height * 0.5 { lines.left += 1 }
        last.left = word.middle
      } else {
        counts.right += lengths
        if word.middle - last.right > height * 0.5 {
          lines.right += 1
          starts.append(word.left)
        } else if let start = starts.last {
          starts[starts.count - 1] = min(start, word.left)
        }
        last.right = word.middle
      }
    }

    /// On how many lines running text stands on both sides, and where the right-hand column begins: where its
    /// first line to the left does, since lists are indented, and cells of tables stand anywhere.
    var columns: Judgement? {
      guard min(lines.left, lines.right) >= Self.fewestLines, counts.left >= lines.left * Self.fewestWords,
        counts.right >= lines.right * Self.fewestWords, isAligned, let edge = starts.min()
      else { return nil }
      return (min(lines.left, lines.right), edge)
    }

    /// Whether the lines on the right begin where lines of a column do: half of them at one edge, or most of
    /// them at a few, since lists and quotations stand farther in. In a river through justified text they do
    /// not.
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
