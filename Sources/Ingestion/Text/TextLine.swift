/// A line of plain text, with what its shape says.
///
/// There may be one for every byte of a text, so a line has sixteen bytes; texts beyond ``Block/mostText``
/// are not read.
struct TextLine {
  /// First byte that is no white space (of a quoted mail, behind the `>`).
  @Packed<UInt32> private(set) var start: Int
  /// One past the last byte that is no white space.
  @Packed<UInt32> var end: Int
  /// One past the terminator.
  @Packed<UInt32> var next: Int
  /// Columns, and in the highest bit whether there are words.
  private var shape: UInt32

  /// Columns of white space before `start`.
  var indent: Int { Int(shape & ~Self.words) }
  /// Whether a letter or digit occurs; a blank line has none, nor has a rule such as `* * *`.
  var hasWords: Bool {
    get { shape & Self.words != 0 }
    set { shape = newValue ? shape | Self.words : shape & ~Self.words }
  }

  private static let words: UInt32 = 1 << 31

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
    var stop = line.end
    while stop > at, Self.isSpace(bytes[stop - 1]) { stop -= 1 }
    start = at
    end = stop
    shape = min(UInt32(clamping: columns), Self.words - 1)
    hasWords = bytes[at..<stop].contains { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 & 0xDF || $0 >= 0x80 }
  }

  /// Blank lines that are told apart where there are more of them in a row: nothing that layout means takes
  /// as many.
  private static let mostBlank = 64

  /// The lines of a text. What goes beyond many blank lines in a row is part of the last of them.
  static func all(of bytes: UnsafeBufferPointer<UInt8>) -> [TextLine] {
    var lines: [TextLine] = []
    // Growing copies what there is, so that for a moment there is twice as much.
    lines.reserveCapacity(bytes.count { $0 == 0x0A || $0 == 0x0D } + 1)
    var at = 0
    var blank = 0
    while at < bytes.count {
      let line = TextLine(at: at, in: bytes)
      at = line.next
      blank = line.isBlank ? blank + 1 : 0
      if blank > mostBlank, let last = lines.indices.last {
        lines[last].next = line.next
      } else {
        lines.append(line)
      }
    }
    return lines
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0C || byte == 0x0B }
}
