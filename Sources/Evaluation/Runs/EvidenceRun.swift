import PeruseCore

/// Measures query-focused summaries by evidence: is the sentence that holds the answer to a question the one
/// that a summary about that question would choose first?
public struct EvidenceRun: Sendable {
  /// One question.
  public struct Finding: Sendable, Hashable {
    /// The question's id.
    public var id: String
    /// Sentences of its paragraph.
    public var sentences: Int
    /// Rank of the best sentence that holds an answer, from 1.
    public var rank: Int
  }

  /// What weighs and chooses.
  public var summarizer: DocumentSummarizer
  /// Method and weight of the question; the budget does not matter.
  public var options: SummaryOptions

  /// Creates a run.
  public init(summarizer: DocumentSummarizer, options: SummaryOptions) {
    (self.summarizer, self.options) = (summarizer, options)
  }

  /// Ranks the sentences of each paragraph by their score for each question; questions without an answer, and
  /// paragraphs of one sentence, are passed over.
  ///
  /// - Parameter progress: called with the number of questions done.
  /// - Throws: `SummarizationError`.
  public func findings(
    on dataset: SquadDataset, limit: Int? = nil, progress: (Int) -> Void = { _ in }
  ) throws -> [Finding] {
    var findings: [Finding] = []
    for paragraph in dataset.data.flatMap(\.paragraphs) {
      let document = Document(text: paragraph.context)
      let sentences = summarizer.splitter.sentences(in: document)
      guard sentences.count > 1 else { continue }
      let offsets = Array(paragraph.context.unicodeScalars.lazy.map { $0.utf8.count })
      for question in paragraph.qas {
        if let limit, findings.count >= limit { return findings }
        let starts = question.answers.compactMap(\.answerStart).filter { $0 >= 0 && $0 < offsets.count }
        let places = starts.map { offsets[..<$0].reduce(0, +) }
        let gold = sentences.indices.filter { index in places.contains { sentences[index].range.contains($0) }
        }
        guard !gold.isEmpty else { continue }
        var options = options
        options.query = question.question
        let summary: Summary
        do {
          summary = try summarizer.summarizer.summarize(document, sentences: sentences, options: options)
        } catch {
          guard error == .emptyQuery || error == .nothingToChoose else { throw error }
          continue
        }
        let values = summary.scores.map { $0.value ?? -.infinity }
        let best = gold.map { values[$0] }.max() ?? -.infinity
        findings.append(
          Finding(
            id: question.id, sentences: sentences.count, rank: values.count { $0 > best } + 1))
        progress(findings.count)
      }
    }
    return findings
  }
}
