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

  /// What is changed, as a range of the inline text.
  var range: Range<Int>
  var change: Change
}
