import Ingestion

/// What a batch does with each document. One value is shared by all workers.
public protocol BatchTask: Sendable {
  /// `summarize`, `answer`, `inspect` …
  var name: String { get }
  /// Everything that a result depends on beside the document: settings, model, version. Stable from run to run.
  var fingerprint: String { get }

  /// Bins for the distribution of ``BatchResult/score``, ascending.
  var scoreEdges: [Double] { get }

  /// Works on documents together, so that they can share what is faster together.
  ///
  /// - Returns: One result for each input in their order; none may depend on the others.
  func process(_ inputs: [BatchInput]) -> [Result<BatchResult, BatchFailure>]
}

/// What a task found in one document.
public struct BatchResult: Sendable {
  /// The result as a line of JSON, without line end.
  public var json: [UInt8]
  /// Words in the document.
  public var words: Int
  /// Best probability or highest score, for the report; `nil` where the task has none.
  public var score: Double?
  /// What was chosen, in order.
  public var passages: [BatchPassage]
  /// The question that was answered.
  public var question: String?
  /// Whatever else the writer of this task needs.
  package var payload: (any Sendable)?

  package init(json: [UInt8], words: Int, payload: any Sendable) {
    self.init(json: json, words: words)
    self.payload = payload
  }

  /// Creates a result.
  public init(
    json: [UInt8], words: Int, score: Double? = nil, passages: [BatchPassage] = [], question: String? = nil
  ) {
    self.json = json
    self.words = words
    self.score = score
    self.passages = passages
    self.question = question
  }
}

/// A stretch of a document that a task chose.
public struct BatchPassage: Sendable, Hashable {
  /// The text.
  public var text: String
  /// UTF-8 range in the document's text.
  public var range: Range<Int>
  /// Score or probability.
  public var score: Double
  /// Place in the source.
  public var provenance: Provenance?
  /// The sentence that holds an answer.
  public var evidence: String?

  /// Creates a passage.
  public init(
    text: String, range: Range<Int>, score: Double, provenance: Provenance?, evidence: String? = nil
  ) {
    self.text = text
    self.range = range
    self.score = score
    self.provenance = provenance
    self.evidence = evidence
  }
}
