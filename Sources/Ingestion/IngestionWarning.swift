/// Something that the reader of a document should know about how it was read.
public struct IngestionWarning: Sendable, Hashable, CustomStringConvertible {
  /// One-based line, where it is known.
  public var line: Int?
  /// What happened, in words.
  public var message: String

  /// Creates a warning.
  public init(line: Int? = nil, message: String) {
    self.line = line
    self.message = message
  }

  /// `line 12: …`.
  public var description: String { line.map { "line \($0): \(message)" } ?? message }

  /// A reference whose declaration is not in the file: the text shows U+FFFD in its place.
  static func undefinedEntity(_ name: String, line: Int) -> IngestionWarning {
    IngestionWarning(
      line: line, message: "'&\(name);' is declared nowhere in the file; the text has U+FFFD in its place")
  }
}
