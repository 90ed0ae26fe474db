/// Why evaluation data could not be read: names file, place and reason.
public struct EvaluationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  public enum Kind: Sendable, Hashable {
    /// The file is missing, a directory, or may not be read.
    case unreadable
    /// The file was read, but its content is not what it should be.
    case malformed
    /// The data were sound, but a system under evaluation failed on them.
    case system
  }

  /// What kind of failure.
  public var kind: Kind
  /// Path as given by the caller.
  public var file: String
  /// Place inside the file, such as `data[3].paragraphs[0].context` or `line 12`.
  public var place: String?
  /// What is wrong, and what to do about it.
  public var reason: String

  /// Creates an error.
  public init(kind: Kind, file: String, place: String? = nil, reason: String) {
    self.kind = kind
    self.file = file
    self.place = place
    self.reason = reason
  }

  /// `file: place: reason`.
  public var description: String {
    [file, place, reason].compactMap(\.self).joined(separator: ": ")
  }
}
