/// Cuts a text too long for ICU's 32-bit offsets into windows, each ending after a line break or, where a
/// line is longer than a window, after a space or at least on a character boundary.
package struct TextWindows: Sequence, IteratorProtocol {
  /// Longest window in bytes, far below what ICU can count.
  package static let limit = 1 << 28

  private let text: UnsafeBufferPointer<UInt8>
  private let limit: Int
  private var position = 0

  /// Cuts `text` into windows of at most `limit` bytes.
  package init(_ text: UnsafeBufferPointer<UInt8>, limit: Int = TextWindows.limit) {
    self.text = text
    self.limit = limit
  }

  /// The next window.
  package mutating func next() -> Range<Int>? {
    guard position < text.count else { return nil }
    let start = position
    position = text.count - start <= limit ? text.count : cut(after: start)
    return start..<position
  }

  /// Where the window from `start` ends.
  private func cut(after start: Int) -> Int {
    let end = start + limit
    var space: Int?
    // A line break is looked for in the last quarter only, so that windows stay long.
    for index in stride(from: end - 1, to: end - limit / 4, by: -1) {
      if text[index] == UInt8(ascii: "\n") { return index + 1 }
      if space == nil, text[index] == UInt8(ascii: " ") { space = index + 1 }
    }
    if let space { return space }
    var boundary = end
    while boundary > start + 1, boundary > end - 4, text[boundary] & 0xC0 == 0x80 { boundary -= 1 }
    return boundary
  }
}
