/// A record that a worker has ended, on its way to the writer.
struct FinishedRecord: Sendable {
  enum Outcome: Sendable {
    /// Bytes for the sink, and rows for a database.
    case result(RenderedResult)
    case failure(BatchFailure)
    /// An earlier run has written it.
    case known(JournalEntry)
  }

  var ordinal: Int
  var id: String
  var key: RecordKey
  var outcome: Outcome
  /// Bytes that it came from.
  var sourceBytes: Int
}

/// A result in the form that the output wants.
public struct RenderedResult: Sendable {
  /// The line or the file.
  public var bytes: [UInt8]
  /// Words in the document.
  public var words: Int
  /// Best score, where there is one.
  public var score: Double?
  /// What a database keeps beside the line.
  public var row: ResultRow?
  /// What a writer of a task's own takes.
  var payload: (any Sendable)?
}

/// A result as a database keeps it.
public struct ResultRow: Sendable {
  /// Path of the document.
  public var path: String
  /// Its format.
  public var format: String
  /// Its title.
  public var title: String?
  /// SHA-256 of its bytes.
  public var sha256: String
  /// The whole text of the document, for search.
  public var text: String
  /// The question, where one was answered.
  public var question: String?
  /// What was chosen.
  public var passages: [BatchPassage]
}
