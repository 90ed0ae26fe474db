import Foundation

/// Shows how each document of a batch is read.
public struct InspectTask: BatchTask {
  private let splitter: SentenceSplitter
  private let withSentences: Bool

  /// A task that lists blocks, and on request sentences.
  public init(splitter: SentenceSplitter = SentenceSplitter(), withSentences: Bool = false) {
    self.splitter = splitter
    self.withSentences = withSentences
  }

  /// `inspect`.
  public var name: String { "inspect" }
  /// Documents as they were read.
  public var kind: TaskResult.Kind? { .inspection }
  /// Version and settings.
  public var fingerprint: String {
    "\(peruseVersion) \(withSentences) \(splitter.newlines) \(splitter.presegmented)"
  }
  /// There are no scores.
  public var scoreEdges: [Double] { [0, 1] }

  /// The structure of `inputs`.
  public func process(_ inputs: [BatchInput]) -> [Result<BatchResult, BatchFailure>] {
    inputs.map { input in
      let sentences = withSentences ? splitter.sentences(in: input.document) : nil
      let inspection = Inspection(input.document, sentences: sentences, tokenizer: nil)
      var result = TaskResult(inspection)
      result.id = input.id
      return .success(BatchResult([result], words: inspection.facts.words))
    }
  }
}
