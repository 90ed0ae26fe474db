/// A change that turns inline Markdown into the text that a reader sees.
struct MarkdownEdit {
  enum Change {
    /// Markup, which goes.
    case drop
    /// A character reference.
    case replace([UInt8])
    /// A line break.
    case space
    /// Content that is left out on purpose (a footnote's number).
    case omit
    /// Markup in whose place Peruse puts text of its own.
    case insert(String)
  }

  // A long paragraph may have a million of them.

  private let start: UInt32
  private let end: UInt32
  let change: Change

  /// What is changed, as a range of the inline text.
  var range: Range<Int> { Int(start)..<Int(end) }

  init(range: Range<Int>, change: Change) {
    (start, end) = (UInt32(clamping: range.lowerBound), UInt32(clamping: range.upperBound))
    self.change = change
  }
}
