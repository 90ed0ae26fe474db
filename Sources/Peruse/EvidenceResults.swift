import Classification
import Explanation

extension DocumentClassifier {
  /// What the likeliest label of `document` rests on, by attention and by erasure of its words and sentences;
  /// nil for a document without words.
  public func evidence(on document: Document, sentences: [Sentence]) throws -> EvidenceReport? {
    guard
      let example = try ClassifiedDocument(
        document, id: document.source.path, sentences: sentences, classifier: self)
    else { return nil }
    return EvidenceReport(
      try Evidence(example, groups: example.sentences), ranges: example.ranges, in: document
    ) { document.text(in: sentences[$0].range) }
  }
}

extension DocumentSummarizer {
  /// Adds to each chosen sentence what the levels' judgement of it rests on.
  func addEvidence(
    to result: inout TaskResult, of document: Document, _ sentences: [Sentence], _ options: SummaryOptions
  ) throws {
    guard options.method == .learned, options.query == nil,
      var report = result.report as? SummarizationReport, !report.summary.isEmpty
    else { return }
    let erasable = try summarizer.erasable(document, sentences: sentences, options: options)
    for (place, item) in report.summary.enumerated() {
      guard let sentence = erasable.sentences.firstIndex(of: item.sentence) else { continue }
      let example = ScoredSentence(erasable, id: document.source.path, sentence: sentence)
      let evidence = EvidenceReport(try Evidence(example), ranges: example.ranges, in: document)
      report.summary[place].evidence = evidence
      result.evidence.append(evidence)
    }
    result.report = report
  }
}
