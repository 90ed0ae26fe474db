/// A line of source text: what is left of it, and where the next one begins.
struct MarkdownLine: Sendable {
  /// First byte of the content.
  var start: Int
  /// One past the content; the line's terminator begins here.
  var end: Int
  /// One past the terminator.
  var next: Int

  /// The content.
  var range: Range<Int> { start..<end }

  /// The line that begins at `start`; it ends with LF, CR LF, CR or the text.
  init(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    self.start = start
    var at = start
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    end = at
    if at < bytes.count { at += bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A ? 2 : 1 }
    next = at
  }
}

/// A cursor in a line that counts columns, since a tab reaches to the next multiple of four.
struct MarkdownCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  let line: MarkdownLine
  private(set) var at: Int
  private(set) var column = 0
  /// Columns of a tab that were taken already.
  private var spare = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ line: MarkdownLine) {
    self.bytes = bytes
    self.line = line
    at = line.start
  }

  var isAtEnd: Bool { at >= line.end }
  /// The byte at the cursor, 0 at the end.
  var byte: UInt8 { at < line.end ? bytes[at] : 0 }
  /// What is left of the line.
  var rest: Range<Int> { at..<line.end }

  /// Columns of white space ahead.
  var indent: Int {
    var columns = column
    var i = at
    while i < line.end {
      if bytes[i] == 0x20 {
        columns += 1
      } else if bytes[i] == 0x09 {
        columns += 4 - columns % 4
      } else {
        break
      }
      i += 1
    }
    return columns - column
  }

  /// Whether nothing but white space is left.
  var isBlank: Bool {
    var i = at
    while i < line.end {
      if bytes[i] != 0x20, bytes[i] != 0x09 { return false }
      i += 1
    }
    return true
  }

  /// Passes `count` bytes that are no tabs.
  mutating func advance(_ count: Int = 1) {
    at += count
    column += count
  }

  /// Passes up to `columns` columns of white space; a tab may be passed in part.
  mutating func skipIndent(_ columns: Int) {
    let target = column + columns
    while at < line.end, column < target {
      if bytes[at] == 0x20 {
        at += 1
        column += 1
      } else if bytes[at] == 0x09 {
        let width = 4 - column % 4
        if column + width > target {
          column = target
          return
        }
        at += 1
        column += width
      } else {
        return
      }
    }
  }

  /// Passes all white space.
  mutating func skipSpaces() { skipIndent(.max / 2) }
}
