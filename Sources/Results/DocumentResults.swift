import Ingestion
import SpanExtraction
import Summarization
import Tokenization

// Results of the tasks as values that every form is rendered from.

extension TaskResult {
  /// A summary of one document; `sentences` are those that it was made from.
  public init(
    _ report: SummarizationReport, summary: Summary, document: Document, sentences: [Sentence]
  ) {
    self.init(
      kind: .summary,
      parts: [Part(document, facts: report.document, sentences: sentences, scores: summary.scores)],
      question: report.settings.query, passages: summary.sentences.map { Passage($0) },
      warnings: report.warnings ?? [], report: report, model: report.model,
      method: report.settings.method.rawValue)
    keywords = report.keywords ?? []
  }

  /// One summary of many documents.
  public init(
    _ report: MergedReport, summary: MergedSummary, documents: [(document: Document, sentences: [Sentence])]
  ) {
    let parts = zip(zip(documents, report.documents), summary.scores).map { own, scores in
      Part(own.0.document, facts: own.1, sentences: own.0.sentences, scores: scores)
    }
    self.init(
      kind: .summary, parts: parts, question: report.settings.query,
      passages: summary.sentences.map { Passage($0.sentence, part: $0.document) },
      warnings: report.warnings ?? [], report: report, model: report.model,
      method: report.settings.method.rawValue)
  }

  /// Answers to one question in one document.
  ///
  /// - Parameter context: sentences on either side of the evidence that are shown with it.
  public init(_ report: AnswersReport, result: ReaderResult, document: ReadableDocument, context: Int = 0) {
    var report = report
    let source = document.document
    let passages = result.answers.map { answer in
      Passage(
        text: answer.text, range: answer.range, score: answer.probability, sentence: answer.sentence,
        place: answer.provenance, evidence: answer.evidence, evidencePlace: answer.evidenceProvenance,
        context: context > 0 ? Self.context(of: answer, in: document, context) : nil)
    }
    for index in report.answers.indices where passages.indices.contains(index) {
      report.answers[index].context = passages[index].context
    }
    self.init(
      kind: .answers, parts: [Part(source, facts: report.document, sentences: document.sentences)],
      question: report.question, passages: passages, report: report, model: report.model)
    questionID = report.id
    noAnswerProbability = report.noAnswerProbability
    explanation = report.explanation
    if result.answers.isEmpty { remark = Self.silence(report) }
  }

  /// A document as it was read.
  public init(_ report: InspectionReport, document: Document, sentences: [Sentence] = []) {
    self.init(
      kind: .inspection, parts: [Part(document, facts: report.document, sentences: sentences)],
      report: report)
  }

  private static func context(of answer: Answer, in document: ReadableDocument, _ count: Int) -> String {
    let sentences = document.sentences
    guard sentences.indices.contains(answer.sentence) else { return answer.evidence }
    let last = sentences[answer.sentence...].prefix { $0.range.lowerBound < answer.evidenceRange.upperBound }
    let first = max(0, answer.sentence - count)
    let end = min(sentences.count - 1, max(answer.sentence, last.endIndex - 1) + count)
    return document.document.text(in: sentences[first].range.lowerBound..<sentences[end].range.upperBound)
  }

  /// Why there is no answer.
  static func silence(_ report: AnswersReport) -> String {
    guard let absent = report.noAnswerProbability, absent > 0.5 else {
      return "No answer reaches the threshold."
    }
    return "No answer in this document (\(TextForm.percent(absent)) sure)."
  }
}

extension TaskResult.Passage {
  /// A sentence of a summary.
  init(_ sentence: SummarySentence, part: Int = 0) {
    self.init(
      text: sentence.text, part: part, range: sentence.range, score: sentence.score, sentence: sentence.index,
      place: sentence.provenance, components: sentence.components, words: sentence.words)
  }
}
