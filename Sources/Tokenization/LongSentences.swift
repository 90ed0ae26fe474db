import Ingestion

/// Sentences that are none: text without an end of a sentence for longer than any sentence is.
///
/// Everything that works on sentences takes memory for one sentence at a time, so no sentence may be as long
/// as a document. What is longer than `longest` is cut into stretches, at white space where there is some,
/// else behind a comma or the like, else between characters; nothing is lost, and each stretch keeps its
/// place.
package enum LongSentences {
  /// Longest sentence in bytes. The longest sentences of literature have about half as many.
  package static let longest = 1 << 14

  /// `sentences`, none of them longer than `longest`.
  static func cut(_ sentences: [Range<Int>], in text: ByteText) -> [Range<Int>] {
    guard sentences.contains(where: { $0.count > longest }) else { return sentences }
    return sentences.flatMap { sentence -> [Range<Int>] in
      var stretches: [Range<Int>] = []
      var start = sentence.lowerBound
      while sentence.upperBound - start > longest {
        let end = end(of: start..<start + longest, in: text)
        let stretch = text.trimmed(start..<end)
        if !stretch.isEmpty { stretches.append(stretch) }
        start = end
      }
      let rest = text.trimmed(start..<sentence.upperBound)
      if !rest.isEmpty { stretches.append(rest) }
      return stretches
    }
  }

  /// Where a stretch that may reach to the end of `range` ends: in its last half.
  private static func end(of range: Range<Int>, in text: ByteText) -> Int {
    let first = range.lowerBound + range.count / 2
    var behindComma: Int?
    var at = range.upperBound
    while at > first {
      if text[at - 1] == 0x20 || text[at - 1] == 0x0A { return at }
      if behindComma == nil, endsClause(text, at) { behindComma = at }
      at -= 1
    }
    if let behindComma { return behindComma }
    // Between characters: not before a byte that continues one.
    var end = range.upperBound
    while end > first, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
    return end > first ? end : range.upperBound
  }

  /// Whether `,` `;` or `:`, or one of the commas of Chinese and Japanese (U+3001, U+FF0C, U+FF1B), ends at
  /// `end`.
  private static func endsClause(_ text: ByteText, _ end: Int) -> Bool {
    let last = text[end - 1]
    if last == UInt8(ascii: ",") || last == UInt8(ascii: ";") || last == UInt8(ascii: ":") { return true }
    guard end >= 3, last >= 0x80 else { return false }
    let bytes = (text[end - 3], text[end - 2], last)
    return bytes == (0xE3, 0x80, 0x81) || bytes == (0xEF, 0xBC, 0x8C) || bytes == (0xEF, 0xBC, 0x9B)
  }
}
