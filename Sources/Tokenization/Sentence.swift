/// A sentence as a place in a text.
public struct Sentence: Sendable, Hashable {
  /// UTF-8 offsets in the text that was given, without white space at either end.
  public var range: Range<Int>
  /// Index of the document block that holds the sentence; `nil` for text without blocks.
  public var block: Int?

  /// Creates a sentence.
  public init(range: Range<Int>, block: Int? = nil) {
    self.range = range
    self.block = block
  }
}

/// What a line break means to the sentence splitter. The raw value is what `--newlines` takes.
public enum NewlinePolicy: String, Sendable, Hashable, Codable, CaseIterable {
  /// Every line break ends a sentence.
  case hard
  /// Only a blank line ends a sentence; single line breaks are spaces.
  case paragraph
  /// Line breaks that wrap a paragraph at a margin are spaces; those that end a line early, or stand before a
  /// list item, end a sentence. Blank lines always do.
  case auto
}
