import Platform

/// The words of a text and where they stand on pages.
///
/// Sixteen bytes a word and twenty a line, in the order of the text: a book of 2,000 pages takes about 18 MB.
public struct PageWords: Sendable, Hashable {
  /// A word, or the part of one that stands in one line.
  public struct Word: Sendable, Hashable {
    /// UTF-8 offset in the text.
    public var start: UInt32
    /// Offset one past it.
    public var end: UInt32
    /// Left and right edge in points.
    public var left, right: Float

    /// Creates a word.
    public init(start: Int, end: Int, left: Float, right: Float) {
      self.start = UInt32(clamping: start)
      self.end = UInt32(clamping: end)
      (self.left, self.right) = (left, right)
    }
  }

  /// A line of words, or a stretch of one.
  public struct Line: Sendable, Hashable {
    /// Index of its first word.
    public var firstWord: UInt32
    /// Number of the page, from 1.
    public var page: UInt32
    /// Upper and lower edge in points from the top of the page.
    public var top, bottom: Float
  }

  /// Words in text order.
  public private(set) var words: [Word] = []
  /// Lines in text order.
  public private(set) var lines: [Line] = []
  /// Number of pages of the whole document.
  public var pageCount = 0

  /// Creates an empty table.
  public init() {}

  /// Begins a line; the words appended next stand in it.
  public mutating func beginLine(page: Int, top: Float, bottom: Float) {
    if let last = lines.last, Int(last.firstWord) == words.count { lines.removeLast() }
    lines.append(
      Line(firstWord: UInt32(clamping: words.count), page: UInt32(clamping: page), top: top, bottom: bottom))
  }

  /// Appends a word of the line begun last.
  public mutating func append(_ word: Word) {
    words.append(word)
  }

  /// Says that the word appended last ends at `offset` already: a hyphen at its end was left out.
  mutating func endLastWord(at offset: Int) {
    guard let last = words.indices.last else { return }
    words[last].end = UInt32(clamping: max(Int(words[last].start), offset))
  }

  /// What `range` of the text covers, a rectangle a line; words that it cuts count whole.
  ///
  /// - Complexity: O(log words), and O(words of the range).
  public func rectangles(of range: Range<Int>) -> [PageRectangle] {
    guard !range.isEmpty else { return [] }
    var result: [PageRectangle] = []
    var index = firstWord(endingAfter: range.lowerBound)
    var line = self.line(of: index)
    while index < words.count, line < lines.count, Int(words[index].start) < range.upperBound {
      let next = line + 1 < lines.count ? Int(lines[line + 1].firstWord) : words.count
      guard index < next else {
        line += 1
        continue
      }
      var (left, right) = (Float.infinity, -Float.infinity)
      while index < next, Int(words[index].start) < range.upperBound {
        left = min(left, words[index].left)
        right = max(right, words[index].right)
        index += 1
      }
      let place = lines[line]
      result.append(
        PageRectangle(
          page: Int(place.page), x0: Self.points(left), y0: Self.points(place.top), x1: Self.points(right),
          y1: Self.points(place.bottom)))
    }
    return result
  }

  /// The page on which the text at `offset`, or after it, stands.
  public func page(at offset: Int) -> Int? {
    let line = line(of: firstWord(endingAfter: offset))
    return line < lines.count ? Int(lines[line].page) : nil
  }

  /// The words of `range`, with offsets counted from its beginning.
  public func slice(_ range: Range<Int>) -> PageWords {
    var result = PageWords()
    result.pageCount = pageCount
    var index = firstWord(endingAfter: range.lowerBound)
    var line = self.line(of: index)
    while index < words.count, line < lines.count, Int(words[index].start) < range.upperBound {
      let next = line + 1 < lines.count ? Int(lines[line + 1].firstWord) : words.count
      if index < next {
        result.beginLine(page: Int(lines[line].page), top: lines[line].top, bottom: lines[line].bottom)
      }
      while index < next, Int(words[index].start) < range.upperBound {
        let word = words[index]
        result.append(
          Word(
            start: max(0, Int(word.start) - range.lowerBound),
            end: min(Int(word.end), range.upperBound) - range.lowerBound, left: word.left, right: word.right))
        index += 1
      }
      line += 1
    }
    return result
  }

  /// Two decimals: a hundredth of a point is finer than any printer.
  private static func points(_ value: Float) -> Double { (Double(value) * 100).rounded() / 100 }

  private func firstWord(endingAfter offset: Int) -> Int {
    words.sortedIndex(pastAllThat: { Int($0.end) <= offset })
  }

  /// The line that holds the word `index`; the number of lines where there is no such word.
  private func line(of index: Int) -> Int {
    guard index < words.count else { return lines.count }
    return max(0, lines.sortedIndex(pastAllThat: { Int($0.firstWord) <= index }) - 1)
  }
}
