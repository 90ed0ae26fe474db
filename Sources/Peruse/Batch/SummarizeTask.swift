import Foundation

/// Summarizes each document of a batch.
public struct SummarizeTask: BatchTask {
  private let summarizer: DocumentSummarizer
  private let options: SummaryOptions

  /// A task for documents that all get the same options.
  public init(_ summarizer: DocumentSummarizer, options: SummaryOptions) {
    self.summarizer = summarizer
    self.options = options
  }

  /// `summarize`.
  public var name: String { "summarize" }
  /// Settings and model.
  public var fingerprint: String {
    JSONEncoder.fingerprint(summarizer.settings(for: options))
      + JSONEncoder.fingerprint(summarizer.modelReport(for: options))
      + "\(summarizer.splitter.newlines) \(summarizer.splitter.presegmented)"
  }
  /// Scores have no fixed scale; these bins hold what the methods give.
  public var scoreEdges: [Double] { (0...20).map { Double($0) / 2 } }

  /// Summaries of `inputs`, encoded together.
  public func process(_ inputs: [BatchInput]) -> [Result<BatchResult, BatchFailure>] {
    zip(inputs, summarizer.summaries(of: inputs.map(\.document), options: options)).map { input, summary in
      do { return .success(try result(input, summary.get())) } catch {
        return .failure(BatchFailure(input, kind: "summary", error))
      }
    }
  }

  private func result(_ input: BatchInput, _ summary: Summary) throws -> BatchResult {
    let report = summarizer.report(summary, of: input.document).unexplained
    return BatchResult(
      json: try BatchLine(id: input.id, report: report).json(), words: report.document.words,
      score: summary.sentences.map(\.score).max(),
      passages: summary.sentences.map { sentence in
        BatchPassage(
          text: sentence.text, range: sentence.range, score: sentence.score,
          provenance: sentence.provenance)
      })
  }
}
