/// Times as subtitles and transcripts write them, in milliseconds.
enum SubtitleTime {
  /// A time at the beginning of `range`: `01:02:03,456`, `1:02.5`, `62:03`, and how many bytes it takes.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> (time: Int, length: Int)? {
    var at = range.lowerBound
    var parts: [Int] = []
    while parts.count < 3 {
      let digits = bytes[at..<range.upperBound].prefix(4).prefix { 0x30...0x39 ~= $0 }
      guard 1...3 ~= digits.count else { return nil }
      // Minutes and seconds behind a colon have two digits.
      if !parts.isEmpty, digits.count != 2 { return nil }
      parts.append(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
      at += digits.count
      guard at < range.upperBound, bytes[at] == UInt8(ascii: ":"), parts.count < 3,
        at + 1 < range.upperBound, 0x30...0x39 ~= bytes[at + 1]
      else { break }
      at += 1
    }
    guard parts.count >= 2, parts[parts.count - 1] < 60, parts.count == 2 || parts[1] < 60 else { return nil }
    var time = parts.reduce(0) { $0 * 60 + $1 } * 1000
    if at + 1 < range.upperBound, bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: ".") {
      let digits = bytes[(at + 1)..<range.upperBound].prefix(4).prefix { 0x30...0x39 ~= $0 }
      if 1...3 ~= digits.count {
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        time += value * [0, 100, 10, 1][digits.count]
        at += 1 + digits.count
      }
    }
    return (time, at - range.lowerBound)
  }

  /// A line that gives the beginning and the end of a cue: `00:01.000 --> 00:02.500 align:start`, or the
  /// `0:00:01.000,0:00:02.500` of SBV.
  static func span(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    guard let start = read(bytes, range) else { return nil }
    var at = range.lowerBound + start.length
    if at < range.upperBound, bytes[at] == UInt8(ascii: ",") {
      guard let end = read(bytes, at + 1..<range.upperBound), at + 1 + end.length == range.upperBound else {
        return nil
      }
      return start.time..<max(start.time, end.time)
    }
    while at < range.upperBound, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    guard bytes[at..<range.upperBound].starts(with: "-->".utf8) else { return nil }
    at += 3
    while at < range.upperBound, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    guard let end = read(bytes, at..<range.upperBound) else { return nil }
    return start.time..<max(start.time, end.time)
  }

  /// The time that a line of a transcript begins with, bare or in brackets, and where the text behind it
  /// begins.
  static func stamp(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> (time: Int, textStart: Int)? {
    guard let first = range.first else { return nil }
    let close: UInt8? =
      switch bytes[first] {
      case UInt8(ascii: "["): UInt8(ascii: "]")
      case UInt8(ascii: "("): UInt8(ascii: ")")
      default: nil
      }
    var at = close == nil ? first : first + 1
    guard let (time, length) = read(bytes, at..<range.upperBound) else { return nil }
    at += length
    if let close {
      guard at < range.upperBound, bytes[at] == close else { return nil }
      at += 1
    } else if at < range.upperBound, bytes[at] > 0x20, bytes[at] != UInt8(ascii: ":") {
      return nil
    }
    let isSeparator: (UInt8) -> Bool = { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
    while at < range.upperBound, isSeparator(bytes[at]) { at += 1 }
    return (time, at)
  }
}
