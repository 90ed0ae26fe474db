import Foundation

/// Summarizes each document of a batch.
public struct SummarizeTask: BatchTask {
  private let summarizer: DocumentSummarizer
  private let options: SummaryOptions
  private let reporting: SummaryReporting
  private let tell: @Sendable (Notice) -> Void

  /// A task for documents that all get the same options.
  ///
  /// - Parameters:
  ///   - summarizer: chooses the sentences.
  ///   - options: how long summaries are, and what they are about.
  ///   - reporting: what stands beside each summary.
  public init(
    _ summarizer: DocumentSummarizer, options: SummaryOptions,
    reporting: SummaryReporting = SummaryReporting()
  ) {
    self.init(summarizer, options: options, reporting: reporting, tell: { _ in })
  }

  /// The same, which tells what the user should know once, such as that a language has another method than
  /// the default's.
  ///
  /// - Parameter tell: may be called again with the same.
  package init(
    _ summarizer: DocumentSummarizer, options: SummaryOptions, reporting: SummaryReporting,
    tell: @escaping @Sendable (Notice) -> Void
  ) {
    self.tell = tell
    self.summarizer = summarizer
    self.options = options
    self.reporting = reporting
  }

  /// `summarize`.
  public var name: String { "summarize" }
  /// Summaries.
  public var kind: TaskResult.Kind? { .summary }
  /// Settings and model.
  public var fingerprint: String {
    JSONEncoder.fingerprint(summarizer.settings(for: options))
      + JSONEncoder.fingerprint(summarizer.modelReport(for: options))
      + "\(summarizer.splitter.newlines) \(summarizer.splitter.presegmented)"
      + (reporting == SummaryReporting() ? "" : "\(reporting)")
  }
  /// Scores have no fixed scale; these bins hold what the methods give.
  public var scoreEdges: [Double] { (0...20).map { Double($0) / 2 } }

  /// Summaries of `inputs`, encoded together.
  public func process(_ inputs: [BatchInput]) -> [Result<BatchResult, BatchFailure>] {
    for input in inputs { summarizer.notice(of: input.document, options: options).map(tell) }
    let documents = inputs.map { ($0.document, summarizer.splitter.sentences(in: $0.document)) }
    return zip(zip(inputs, documents), summarizer.summaries(of: documents, options: options)).map {
      input, summary in
      do {
        var result = summarizer.result(
          try orEmpty(summary), of: input.0.document, sentences: input.1.1, reporting: reporting)
        result.id = input.0.id
        return .success(BatchResult([result], words: result.words, score: result.bestScore))
      } catch {
        return .failure(BatchFailure(input.0, kind: "summary", error))
      }
    }
  }

  /// A summary, and an empty one of a document that holds a title and no sentence: archives have many, and
  /// nothing is wrong with them.
  private func orEmpty(_ summary: Result<Summary, SummarizationError>) throws(SummarizationError) -> Summary {
    do { return try summary.get() } catch .nothingToChoose {
      return Summary(
        sentences: [], scores: [], options: summarizer.resolved(options), encoder: nil,
        warnings: [SummarizationError.nothingToChoose.description])
    }
  }
}
