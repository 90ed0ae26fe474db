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

  @Packed<UInt32> private var start: Int
  @Packed<UInt32> private var end: Int
  let change: Change

  /// What is changed, as a range of the inline text.
  var range: Range<Int> { start..<end }

  init(range: Range<Int>, change: Change) {
    start = range.lowerBound
    end = range.upperBound
    self.change = change
  }
}
