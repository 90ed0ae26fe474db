/// A page as `pdftotext -bbox-layout` describes it: words with their boxes.
struct PDFPage {
  /// A word; its text is a range of `PDFPage.bytes`.
  struct Word {
    var left, top, right, bottom: Float
    var text: Range<Int>

    var height: Float { bottom - top }
    var middle: Float { (top + bottom) / 2 }
    var center: Float { (left + right) / 2 }
  }

  /// Number of the page, from 1.
  var number: Int
  /// Size in points.
  var width, height: Float
  /// UTF-8 of all words.
  var bytes: [UInt8] = []
  var words: [Word] = []
  /// What the notes at its foot begin with.
  var noteMarks: Set<[UInt8]> = []

  init(number: Int, width: Float, height: Float) {
    (self.number, self.width, self.height) = (number, width, height)
  }

  func string(_ word: Word) -> String { String(decoding: bytes[word.text], as: UTF8.self) }

  /// The height that most characters have.
  var usualHeight: Float {
    var heights = HeightHistogram()
    for word in words { heights.add(word.height, count: word.text.count) }
    return heights.mode ?? 12
  }
}

/// Words side by side.
struct PDFLine {
  var words: [PDFPage.Word] = []
  var page: Int
  var left: Float = .infinity
  var right: Float = -.infinity
  var top: Float = .infinity
  var bottom: Float = -.infinity
  /// Height of most of its characters.
  var height: Float = 0

  init(page: Int) { self.page = page }

  /// A line of `words`, which are put in order from left to right.
  init(_ words: [PDFPage.Word], page: Int) {
    self.page = page
    self.words = words.sorted { $0.left < $1.left }
    var heights = HeightHistogram()
    for word in words {
      left = min(left, word.left)
      right = max(right, word.right)
      heights.add(word.height, count: word.text.count)
    }
    height = heights.mode ?? 12
    for word in words where word.height > height * 0.8 && word.height < height * 1.25 {
      top = min(top, word.top)
      bottom = max(bottom, word.bottom)
    }
    if top > bottom {
      top = words.map(\.top).min() ?? 0
      bottom = words.map(\.bottom).max() ?? 0
    }
  }

  var middle: Float { (top + bottom) / 2 }
}

/// How many characters have which height, in tenths of a point.
struct HeightHistogram {
  private var counts: [Int: Int] = [:]
  /// The height that was added last, counted apart from the others: a word mostly has that of the one before.
  private var last = (key: -1, count: 0)

  mutating func add(_ height: Float, count: Int) {
    guard height > 0, height < 2000 else { return }
    let key = Int((height * 10).rounded())
    if key != last.key {
      if last.key >= 0 { counts[last.key, default: 0] += last.count }
      last = (key, 0)
    }
    last.count += count
  }

  /// The height that most have; the smaller of two that are as frequent.
  var mode: Float? {
    guard last.key >= 0 else { return nil }
    var best = (key: last.key, count: last.count + (counts[last.key] ?? 0))
    for (key, count) in counts
    where key != last.key && (count > best.count || count == best.count && key < best.key) {
      best = (key, count)
    }
    return Float(best.key) / 10
  }
}
