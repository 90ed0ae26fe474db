/// What is remembered of a record whose result has been written, by this run or an earlier one: what the
/// counts of a batch need, and the key by which the record is known again. Where its bytes stand is the
/// writer's own business.
package struct RecordSummary: Sendable, Hashable {
  /// What the result depends on.
  package var key: RecordKey
  /// Bytes that the record came from.
  package var sourceBytes: Int
  /// Words of the document.
  package var words: Int
  /// Best score, where there is one.
  package var score: Double?
  /// Kind of failure; `nil` for a result.
  package private(set) var kind: String?
  /// The failure, where this run met it; of an earlier run's only the kind is known.
  package private(set) var failure: BatchFailure?

  package init(key: RecordKey, sourceBytes: Int, words: Int = 0, score: Double? = nil, kind: String? = nil) {
    self.key = key
    self.sourceBytes = sourceBytes
    self.words = words
    self.score = score
    self.kind = kind
  }

  /// The record has no result.
  package mutating func fail(_ failure: BatchFailure) {
    self.failure = failure
    kind = failure.kind
  }
}
