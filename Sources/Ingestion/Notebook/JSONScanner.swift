/// Goes through JSON value by value with the place of each, without building a tree of it.
///
/// The scanner is lenient about what does not matter here (commas, the form of numbers) and strict about what
/// does: strings, brackets and nesting.
struct JSONScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// What stands next, white space, commas and colons aside.
  mutating func peek() -> UInt8? {
    while position < bytes.count {
      let byte = bytes[position]
      if byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") {
        position += 1
      } else {
        return byte
      }
    }
    return nil
  }

  /// Goes past a bracket that has been seen.
  mutating func enter() { position += 1 }

  /// Whether the next thing is `close`; it is passed where it is.
  mutating func closes(_ close: UInt8) -> Bool {
    guard let next = peek() else { return true }
    guard next == close else { return false }
    position += 1
    return true
  }

  /// The content of the string that comes next, between its quotes; `nil` where there is none.
  mutating func string() -> Range<Int>? {
    guard peek() == UInt8(ascii: "\"") else { return nil }
    let start = position + 1
    var at = start
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
    guard at < bytes.count else { return nil }
    position = at + 1
    return start..<at
  }

  /// Passes over the value that comes next; `false` where the source ends in it.
  mutating func skip() -> Bool {
    var depth = 0
    repeat {
      guard let byte = peek() else { return false }
      switch byte {
      case UInt8(ascii: "\""): if string() == nil { return false }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // The bracket of what is around is for the caller.
        if depth == 0 { return false }
        depth -= 1
        position += 1
      default:
        while position < bytes.count, bytes[position] > 0x20, !",:]}[{\"".utf8.contains(bytes[position]) {
          position += 1
        }
      }
    } while depth > 0
    return true
  }

  /// The text of the string whose content is `range`, its escapes undone.
  static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, onto text: inout UndoneText) {
    var start = range.lowerBound
    var at = start
    while at < range.upperBound {
      guard bytes[at] == UInt8(ascii: "\\"), at + 1 < range.upperBound else {
        at += 1
        continue
      }
      text.append(bytes, start..<at)
      var length = 2
      switch bytes[at + 1] {
      case UInt8(ascii: "n"): text.append([0x0A], for: at..<at + 2)
      case UInt8(ascii: "t"): text.append([0x09], for: at..<at + 2)
      case UInt8(ascii: "r"): text.append([0x0D], for: at..<at + 2)
      case UInt8(ascii: "b"), UInt8(ascii: "f"): text.append([0x20], for: at..<at + 2)
      case UInt8(ascii: "u"):
        let (scalar, taken) = unicode(bytes, at, range.upperBound)
        length = taken
        text.append(Array(String(Character(scalar)).utf8), for: at..<at + length)
      default: text.append([bytes[at + 1]], for: at..<at + 2)
      }
      at += length
      start = at
    }
    text.append(bytes, start..<at)
  }

  /// The character of `\u00E9`, or of the pair `\uD83D\uDE00`, at `at`, and how many bytes it takes.
  private static func unicode(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
  ) -> (Unicode.Scalar, Int) {
    func unit(_ at: Int) -> UInt32? {
      guard at + 6 <= end, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
        return nil
      }
      var value: UInt32 = 0
      for digit in bytes[(at + 2)..<(at + 6)] {
        guard let number = TransferDecoding.hexadecimalValue(digit) else { return nil }
        value = value << 4 | UInt32(number)
      }
      return value
    }
    guard let first = unit(at) else { return ("\u{FFFD}", min(6, end - at)) }
    if (0xD800...0xDBFF).contains(first), let second = unit(at + 6), (0xDC00...0xDFFF).contains(second) {
      let value = 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF
      return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
    }
    return (first == 0 ? "\u{FFFD}" : Unicode.Scalar(first) ?? "\u{FFFD}", 6)
  }
}
