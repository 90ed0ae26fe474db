/// Recognizes the marker that a list item begins with in plain text.
struct TextListMarker: Equatable {
  /// Sorts of markers; a list keeps to one.
  enum Sort: Equatable {
    case bullet(UInt8)
    case point
    case number
    case numberInParentheses
  }

  var sort: Sort
  /// The number of a numbered item.
  var number: Int
  /// First byte behind the marker and its white space.
  var contentStart: Int

  /// The marker of `line`, or `nil` where there is none. Dashes longer than a hyphen open dialogue, so they
  /// count for nothing, and so do letters, which open initials.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ line: TextLine) {
    guard line.end - line.start >= 3 else { return nil }
    var at = line.start
    let first = bytes[at]
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      sort = .bullet(first)
      number = 0
      at += 1
    case 0xE2 where bytes[at + 1] == 0x80 && (bytes[at + 2] == 0xA2 || bytes[at + 2] == 0xA3):
      sort = .point  // • and ‣
      number = 0
      at += 3
    case UInt8(ascii: "o") where line.indent > 0 && bytes[at + 1] == 0x20 && bytes[at + 2] == 0x20:
      sort = .bullet(first)  // as nroff prints it
      number = 0
      at += 1
    case UInt8(ascii: "("), 0x30...0x39:
      let hasParenthesis = first == UInt8(ascii: "(")
      if hasParenthesis { at += 1 }
      let digits = bytes[at..<min(line.end, at + 4)].prefix { 0x30...0x39 ~= $0 }
      guard 1...3 ~= digits.count, at + digits.count < line.end else { return nil }
      at += digits.count
      let close = bytes[at]
      guard close == UInt8(ascii: ")") || close == UInt8(ascii: ".") && !hasParenthesis else { return nil }
      at += 1
      sort = hasParenthesis ? .numberInParentheses : .number
      number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    default: return nil
    }
    guard at < line.end, TextLine.isSpace(bytes[at]) else { return nil }
    while at < line.end, TextLine.isSpace(bytes[at]) { at += 1 }
    guard at < line.end else { return nil }
    contentStart = at
  }
}
