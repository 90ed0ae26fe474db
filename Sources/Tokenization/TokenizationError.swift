/// Why a vocabulary, an abbreviation file or a text could not be used: names file, line and reason.
public struct TokenizationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  public enum Reason: Sendable, Hashable {
    /// No such file.
    case missing
    /// The path is a directory.
    case directory
    /// The file may not be read.
    case permissionDenied
    /// The operating system refused otherwise.
    case io(String)
    /// Nothing in the file.
    case empty
    /// The file is larger than any vocabulary or list is: the limit in bytes.
    case tooLarge(Int)
    /// Bytes that are not UTF-8, or a NUL.
    case notText
    /// A vocabulary line with nothing on it.
    case emptyPiece
    /// The same piece on two lines: the piece and the line that had it first.
    case duplicatePiece(String, firstLine: Int)
    /// A piece that every vocabulary must hold is not there.
    case missingPiece(String)
    /// A line of an abbreviation file that cannot be understood.
    case badAbbreviation(String)
  }

  /// Path as given by the caller.
  public var file: String
  /// One-based line, where it is known.
  public var line: Int?
  /// What went wrong.
  public var reason: Reason

  /// Creates an error.
  public init(file: String, line: Int? = nil, reason: Reason) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  /// `file:line: reason`, with what to do next where there is something to do.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return "\(place): \(reason.message)"
  }
}

extension TokenizationError.Reason {
  /// The reason in words, without the place.
  public var message: String {
    switch self {
    case .missing: "no such file"
    case .directory: "is a directory; give a file"
    case .permissionDenied: "permission denied"
    case .io(let detail): "cannot be read: \(detail)"
    case .empty: "the file is empty"
    case .tooLarge(let limit): "larger than \(limit) bytes; this is not a vocabulary or a list"
    case .notText: "not UTF-8 text; save it as UTF-8, one entry a line"
    case .emptyPiece:
      "a line without a piece; each line's number is the piece's identifier, so none may be blank"
    case .duplicatePiece(let piece, let first): "the piece '\(piece)' stands on line \(first) already"
    case .missingPiece(let piece): "the piece '\(piece)' is missing; is this a BERT vocabulary (vocab.txt)?"
    case .badAbbreviation(let detail): detail
    }
  }
}
