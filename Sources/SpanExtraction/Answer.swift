import Ingestion

/// A span of a document that answers a question, with its evidence and its place in the source.
public struct Answer: Sendable {
  /// The answer as it stands in the document's text.
  public var text: String
  /// UTF-8 range in the document's text.
  public var range: Range<Int>
  /// Start plus end logit, less the null answer's where the model has one.
  public var score: Double
  /// Probability among all admissible spans of the document.
  public var probability: Double
  /// Index of the sentence that the answer begins in.
  public var sentence: Int
  /// That sentence; where an answer runs on into the next ones, all of them.
  public var evidence: String
  /// UTF-8 range of the evidence.
  public var evidenceRange: Range<Int>
  /// Place of the answer in the source, `nil` where no byte of it comes from there.
  public var provenance: Provenance?
  /// Place of the evidence in the source.
  public var evidenceProvenance: Provenance?
  /// Whether it is no answer but the sentence that bears on a question of yes or no.
  public var isEvidence = false
}
