/// Why training could not begin, go on, or be kept: names the file, the place in it, and the reason, with
/// what to do.
public struct TrainingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  public enum Kind: Sendable, Hashable {
    /// A setting is unknown, of the wrong type, or out of range.
    case setting
    /// A file is missing or may not be read.
    case unreadable
    /// A file was read, but its content is not what it should be.
    case data
    /// No usable example is left.
    case empty
    /// Start weights lack a tensor, have one too many, or one of another shape.
    case weights
    /// No checkpoint that is whole, or one of another run.
    case checkpoint
    /// The run folder is in use, holds another run, or was made from other data.
    case run
    /// Loss, gradient or weights are infinite or not numbers.
    case notFinite
    /// Something could not be written.
    case disk
  }

  /// What kind of failure.
  public var kind: Kind
  /// The file, the folder or the setting.
  public var subject: String
  /// Place inside it, such as a tensor's name, a line, or a question's id.
  public var place: String?
  /// What is wrong, and what to do about it.
  public var reason: String

  /// Creates an error.
  public init(_ kind: Kind, _ subject: String, place: String? = nil, _ reason: String) {
    (self.kind, self.subject, self.place, self.reason) = (kind, subject, place, reason)
  }

  /// `subject: place: reason`.
  public var description: String { [subject, place, reason].compactMap(\.self).joined(separator: ": ") }
}
