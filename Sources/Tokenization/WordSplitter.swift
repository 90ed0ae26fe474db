/// Finds the words of a text with ICU's word rules (Unicode Standard Annex 29), dictionaries for Chinese,
/// Japanese, Thai, Lao, Khmer and Burmese included.
public struct WordSplitter: Sendable {
  /// Creates a splitter.
  public init() {}

  /// The words of `text` in order: letters and numbers, no punctuation and no space.
  ///
  /// `don't` and `3.14` are one word each, `self-attention` is two.
  ///
  /// - Returns: UTF-8 offsets into `text`.
  /// - Complexity: linear in the length of the text.
  public func words(in text: String) -> [Range<Int>] {
    var text = text
    return text.withUTF8 { words(utf8: $0, base: 0) }
  }

  /// The words of a slice of UTF-8.
  ///
  /// - Parameter base: Added to every offset, so that a slice of a document gives offsets of the document.
  public func words(utf8: UnsafeBufferPointer<UInt8>, base: Int) -> [Range<Int>] {
    var words: [Range<Int>] = []
    words.reserveCapacity(utf8.count / 6 + 1)
    forEachWord(in: utf8) { words.append(base + $0..<base + $1) }
    return words
  }

  /// How many words `text` has: as many as ``words(in:)`` finds.
  ///
  /// What stands between spaces is a matter of its own, so that only what is not ASCII has to go to ICU.
  public func count(in text: String) -> Int {
    var (text, count) = (text, 0)
    var others: [UInt8] = []
    text.withUTF8 { utf8 in
      ASCIIWords.counting { counted in
        var at = 0
        while at < utf8.count {
          let start = at
          var all: UInt8 = 0
          while at < utf8.count, utf8[at] > 0x20 {
            all |= utf8[at]
            at += 1
          }
          if all < 0x80 {
            count += counted(utf8, start..<at)
          } else {
            others.append(0x20)
            others += utf8[start..<at]
          }
          at += 1
        }
      }
    }
    others.withUnsafeBufferPointer { forEachWord(in: $0) { _, _ in count += 1 } }
    return count
  }

  private func forEachWord(in utf8: UnsafeBufferPointer<UInt8>, _ body: (Int, Int) -> Void) {
    BreakIterator.borrow(.word) { iterator in
      for window in TextWindows(utf8) {
        var start = window.lowerBound
        iterator.forEachBoundary(in: UnsafeBufferPointer(rebasing: utf8[window])) { offset, status in
          let end = window.lowerBound + offset
          // ICU numbers what is neither letter nor number below 100 (UBRK_WORD_NONE_LIMIT).
          if status >= 100 { body(start, end) }
          start = end
          return true
        }
      }
    }
  }
}
