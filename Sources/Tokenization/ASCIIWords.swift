/// Counts the words of ASCII by the rules that ICU goes by (Unicode Standard Annex 29, WB5 to WB13b), a byte
/// at a time. ``WordSplitter/words(in:)`` is the plain way; a test holds both together.
enum ASCIIWords {
  private enum Kind: UInt8 {
    case other, letter, digit, lowLine
    /// Joins letters; digits; both.
    case letterMark, digitMark, mark
  }

  /// What each byte is. What `@` and `:` are depends on ICU's version, which is asked.
  private static let kinds: [Kind] = (UInt8(0)...127).map { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "_"): .lowLine
    case UInt8(ascii: "."), UInt8(ascii: "'"): .mark
    case UInt8(ascii: ","), UInt8(ascii: ";"): .digitMark
    case UInt8(ascii: "@") where WordSplitter().words(in: "@").count == 1: .letter
    case UInt8(ascii: ":") where WordSplitter().words(in: "a:b").count == 1: .letterMark
    default: .other
    }
  }

  /// Lends `body` the way of counting in a range of bytes that are all ASCII.
  static func counting(_ body: ((UnsafeBufferPointer<UInt8>, Range<Int>) -> Int) -> Void) {
    kinds.withUnsafeBufferPointer { kinds in body { count($0, $1, kinds) } }
  }

  private static func count(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ kinds: UnsafeBufferPointer<Kind>
  ) -> Int {
    var (count, at) = (0, range.lowerBound)
    let end = range.upperBound
    while at < end {
      var last = kinds[Int(bytes[at])]
      at += 1
      guard last == .letter || last == .digit || last == .lowLine else { continue }
      // A low line alone is no word; two are.
      var isWord = last != .lowLine
      while at < end {
        let next = kinds[Int(bytes[at])]
        if next == .letter || next == .digit || next == .lowLine {
          (last, isWord) = (next, true)
          at += 1
        } else if last != .lowLine, at + 1 < end, kinds[Int(bytes[at + 1])] == last,
          next == .mark || next == (last == .letter ? .letterMark : .digitMark)
        {
          at += 2
        } else {
          break
        }
      }
      if isWord { count += 1 }
    }
    return count
  }
}
