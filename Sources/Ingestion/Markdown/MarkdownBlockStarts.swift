/// Recognizes lines that begin or end a block (CommonMark 0.31, §4 and §5).
enum MarkdownBlockStarts {
  /// An opening or closing code fence: its character, its length, and where the info string begins.
  static func fence(_ cursor: MarkdownCursor) -> (character: UInt8, length: Int, info: Int)? {
    let character = cursor.byte
    guard character == UInt8(ascii: "`") || character == UInt8(ascii: "~") else { return nil }
    var at = cursor.at
    while at < cursor.line.end, cursor.bytes[at] == character { at += 1 }
    let length = at - cursor.at
    guard length >= 3 else { return nil }
    if character == UInt8(ascii: "`"), cursor.bytes[at..<cursor.line.end].contains(character) { return nil }
    return (character, length, at)
  }

  /// Whether the line closes a fence of `length` `character`s.
  static func closesFence(_ cursor: MarkdownCursor, _ character: UInt8, _ length: Int) -> Bool {
    var inner = cursor
    guard inner.indent < 4 else { return false }
    inner.skipSpaces()
    guard inner.byte == character, let fence = fence(inner), fence.length >= length else { return false }
    return cursor.bytes[fence.info..<cursor.line.end].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// Three or more `*`, `-` or `_`, with nothing but white space between.
  static func isThematicBreak(_ cursor: MarkdownCursor) -> Bool {
    let character = cursor.byte
    guard character == UInt8(ascii: "*") || character == UInt8(ascii: "-") || character == UInt8(ascii: "_")
    else { return false }
    var count = 0
    for byte in cursor.bytes[cursor.rest] {
      if byte == character { count += 1 } else if byte != 0x20, byte != 0x09 { return false }
    }
    return count >= 3
  }

  /// The level of an ATX heading and its content without the closing hashes and an attribute list in braces.
  static func heading(_ cursor: MarkdownCursor) -> (level: Int, content: Range<Int>)? {
    let bytes = cursor.bytes
    var at = cursor.at
    while at < cursor.line.end, bytes[at] == UInt8(ascii: "#") { at += 1 }
    let level = at - cursor.at
    guard 1...6 ~= level, at == cursor.line.end || bytes[at] == 0x20 || bytes[at] == 0x09 else { return nil }
    var end = trimmedEnd(bytes, at..<cursor.line.end)
    var hashes = end
    while hashes > at, bytes[hashes - 1] == UInt8(ascii: "#") { hashes -= 1 }
    if hashes < end, hashes == at || bytes[hashes - 1] == 0x20 || bytes[hashes - 1] == 0x09 {
      end = trimmedEnd(bytes, at..<hashes)
    }
    if end > at, bytes[end - 1] == UInt8(ascii: "}"),
      let open = bytes[at..<end].lastIndex(of: UInt8(ascii: "{")), open + 1 < end,
      bytes[open + 1] == UInt8(ascii: "#") || bytes[open + 1] == UInt8(ascii: ".")
    {
      end = trimmedEnd(bytes, at..<open)
    }
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    return (level, at..<end)
  }

  /// The level of a setext underline: 1 for `=`, 2 for `-`.
  static func setextLevel(_ cursor: MarkdownCursor) -> Int? {
    let character = cursor.byte
    guard character == UInt8(ascii: "=") || character == UInt8(ascii: "-") else { return nil }
    let end = trimmedEnd(cursor.bytes, cursor.rest)
    guard cursor.bytes[cursor.at..<end].allSatisfy({ $0 == character }) else { return nil }
    return character == UInt8(ascii: "=") ? 1 : 2
  }

  /// A list marker: the character that tells lists apart, its width, and the number of an ordered one.
  static func listMarker(_ cursor: MarkdownCursor) -> (marker: UInt8, width: Int, number: Int?)? {
    let bytes = cursor.bytes
    var at = cursor.at
    switch cursor.byte {
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
      at += 1
      guard at == cursor.line.end || bytes[at] == 0x20 || bytes[at] == 0x09 else { return nil }
      return (cursor.byte, 1, nil)
    case 0x30...0x39:
      var number = 0
      while at < cursor.line.end, 0x30...0x39 ~= bytes[at], at - cursor.at < 9 {
        number = number * 10 + Int(bytes[at] - 0x30)
        at += 1
      }
      guard at < cursor.line.end, bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ")") else {
        return nil
      }
      let marker = bytes[at]
      at += 1
      guard at == cursor.line.end || bytes[at] == 0x20 || bytes[at] == 0x09 else { return nil }
      return (marker, at - cursor.at, number)
    default: return nil
    }
  }

  /// `[^name]:`: the name, and the length of the whole.
  static func footnote(_ cursor: MarkdownCursor) -> (name: Range<Int>, length: Int)? {
    let bytes = cursor.bytes
    guard cursor.byte == UInt8(ascii: "["), cursor.at + 4 < cursor.line.end,
      bytes[cursor.at + 1] == UInt8(ascii: "^")
    else { return nil }
    var at = cursor.at + 2
    while at < cursor.line.end, bytes[at] != UInt8(ascii: "]"), bytes[at] > 0x20, at - cursor.at < 200 {
      at += 1
    }
    guard at + 1 < cursor.line.end, at > cursor.at + 2, bytes[at] == UInt8(ascii: "]"),
      bytes[at + 1] == UInt8(ascii: ":")
    else { return nil }
    return (cursor.at + 2..<at, at + 2 - cursor.at)
  }

  /// The end of `range` without trailing white space.
  static func trimmedEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return end
  }
}
