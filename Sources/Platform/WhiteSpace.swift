extension StringProtocol {
  /// White space of any kind made one space, and none at the ends.
  package var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
