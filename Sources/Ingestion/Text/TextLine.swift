/// A line of plain text, with what its shape says.
struct TextLine {
  /// First byte that is no white space (of a quoted mail, behind the `>`).
  var start: Int
  /// One past the last byte that is no white space.
  var end: Int
  /// One past the terminator.
  var next: Int
  /// Columns of white space before `start`.
  var indent: Int
  /// Whether a letter or digit occurs; a blank line has none, nor has a rule such as `* * *`.
  var hasWords: Bool

  /// Whether there is nothing on the line.
  var isBlank: Bool { start == end }
  /// The content.
  var range: Range<Int> { start..<end }

  /// The line that begins at `lineStart`. Form feeds are white space.
  init(at lineStart: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    let line = MarkdownLine(at: lineStart, in: bytes)
    next = line.next
    var at = line.start
    var columns = 0
    while at < line.end, Self.isSpace(bytes[at]) || bytes[at] == UInt8(ascii: ">") {
      columns += bytes[at] == 0x09 ? 8 - columns % 8 : bytes[at] == 0x20 ? 1 : 0
      at += 1
    }
    var last = line.end
    while last > at, Self.isSpace(bytes[last - 1]) { last -= 1 }
    start = at
    end = last
    indent = columns
    hasWords = bytes[at..<last].contains { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 & 0xDF || $0 >= 0x80 }
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0C || byte == 0x0B }
}
