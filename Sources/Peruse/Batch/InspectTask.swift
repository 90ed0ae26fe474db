import Foundation

/// Shows how each document of a batch is read.
package struct InspectTask: BatchTask {
  private let splitter: SentenceSplitter
  private let withSentences: Bool

  /// A task that lists blocks, and on request sentences.
  package init(splitter: SentenceSplitter = SentenceSplitter(), withSentences: Bool = false) {
    self.splitter = splitter
    self.withSentences = withSentences
  }

  /// `inspect`.
  package var name: String { "inspect" }
  /// Documents as they were read.
  package var kind: TaskResult.Kind? { .inspection }
  /// Version and settings.
  package var fingerprint: String {
    "\(peruseVersion) \(withSentences) \(splitter.newlines) \(splitter.presegmented)"
  }
  /// There are no scores.
  package var scoreEdges: [Double] { [0, 1] }

  /// The structure of `inputs`.
  package func process(_ inputs: [BatchInput]) -> [Result<BatchResult, BatchFailure>] {
    inputs.map { input in
      let sentences = withSentences ? splitter.sentences(in: input.document) : nil
      let inspection = Inspection(input.document, sentences: sentences, tokenizer: nil)
      var result = TaskResult(inspection)
      result.id = input.id
      return .success(BatchResult([result], words: inspection.facts.words))
    }
  }
}
