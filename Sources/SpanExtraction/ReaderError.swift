/// Why a question cannot be answered at all.
public enum ReaderError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The question has no word pieces.
  case emptyQuestion
  /// The question leaves no room for the text: its length and the longest allowed, in word pieces.
  case questionTooLong(pieces: Int, limit: Int)
  /// The model folder lacks a part of a span reader.
  case notAReader(folder: String, reason: String)
  /// An option is out of its range.
  case invalidOption(String)

  /// The error in words, with what to do next.
  public var description: String {
    switch self {
    case .emptyQuestion:
      "the question is empty"
    case .questionTooLong(let pieces, let limit):
      "the question has \(pieces) word pieces and the reader takes at most \(limit); ask a shorter one"
    case .notAReader(let folder, let reason):
      "\(folder) holds no span reader: \(reason)"
    case .invalidOption(let reason):
      reason
    }
  }
}
