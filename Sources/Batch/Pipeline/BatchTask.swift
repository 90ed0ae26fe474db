import Ingestion
import Results

/// What a batch does with each document. One value is shared by all workers.
public protocol BatchTask<Output>: Sendable {
  /// What it makes of a document: results that are shown, or what a writer of its own takes.
  associatedtype Output: Sendable = BatchResult

  /// `summarize`, `answer`, `inspect` …
  var name: String { get }
  /// Everything that a result depends on beside the document: settings, model, version. Stable from run to
  /// run.
  var fingerprint: String { get }

  /// Kind of the results; nil for a task whose results are not shown.
  var kind: TaskResult.Kind? { get }
  /// Bins for the distribution of ``BatchResult/score``, ascending.
  var scoreEdges: [Double] { get }

  /// Works on documents together, so that they can share what is faster together.
  ///
  /// - Returns: One result for each input in their order; none may depend on the others.
  func process(_ inputs: [BatchInput]) -> [Result<Output, BatchFailure>]
}

/// What a task found in one document.
public struct BatchResult: Sendable {
  /// What was found: one result, or one for each of several questions.
  public var results: [TaskResult]
  /// Words in the document.
  public var words: Int
  /// Best probability or highest score, for the report; `nil` where the task has none.
  public var score: Double?

  /// Creates a result.
  public init(_ results: [TaskResult], words: Int, score: Double? = nil) {
    self.results = results
    self.words = words
    self.score = score
  }
}
