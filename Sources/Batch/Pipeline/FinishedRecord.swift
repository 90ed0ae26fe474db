import Results

/// A record that a worker has ended, on its way to a writer that takes `Product`.
package struct FinishedRecord<Product: Sendable>: Sendable {
  package enum Outcome: Sendable {
    /// What was made of it.
    case result(Product)
    case failure(BatchFailure)
    /// An earlier run has written it.
    case known(RecordSummary)
  }

  package var ordinal: Int
  package var id: String
  /// See ``BatchItem/wholeName``.
  package var wholeName: String
  package var key: RecordKey
  package var outcome: Outcome
  /// Bytes that it came from.
  package var sourceBytes: Int

  package init(
    ordinal: Int, id: String, wholeName: String? = nil, key: RecordKey, outcome: Outcome, sourceBytes: Int
  ) {
    self.ordinal = ordinal
    self.id = id
    self.wholeName = wholeName ?? id
    self.key = key
    self.outcome = outcome
    self.sourceBytes = sourceBytes
  }
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

  package init(bytes: [UInt8], words: Int, score: Double? = nil, row: ResultRow? = nil) {
    self.bytes = bytes
    self.words = words
    self.score = score
    self.row = row
  }
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
  public var passages: [TaskResult.Passage]
}
