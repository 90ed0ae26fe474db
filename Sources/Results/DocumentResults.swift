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
      question: report.settings.query,
      passages: zip(summary.sentences, report.summary).map { sentence, item in
        var passage = Passage(sentence)
        passage.reasons = item.reasons
        return passage
      },
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
  /// - Parameter context: sentences on either side of the evidence that are shown with it; where none are,
  ///   the row around a cell is.
  public init(_ report: AnswersReport, result: ReaderResult, document: ReadableDocument, context: Int = 0) {
    var report = report
    let source = document.document
    let passages = result.answers.map { answer in
      var passage = Passage(
        text: answer.text, range: answer.range, score: answer.probability, sentence: answer.sentence,
        place: answer.provenance, evidence: answer.evidence, evidencePlace: answer.evidenceProvenance,
        context: context > 0
          ? Self.context(of: answer, in: document, context)
          : TableRow.text(at: answer.range.lowerBound, in: source))
      passage.kind = answer.isEvidence ? "evidence" : nil
      return passage
    }
    for index in report.answers.indices where passages.indices.contains(index) {
      report.answers[index].context = passages[index].context
    }
    self.init(
      kind: .answers, parts: [Part(source, facts: report.document, sentences: document.sentences)],
      question: report.question, passages: passages, report: report, model: report.model)
    questionID = report.id
    noAnswerProbability = report.noAnswerProbability
    verdict = report.verdict
    explanation = report.explanation
    if result.answers.isEmpty { remark = Self.silence(report) }
  }

  /// A document as it was read.
  ///
  /// - Parameter sentences: for forms that mark them; the inspection's own where they are not given.
  public init(_ inspection: Inspection, sentences: [Sentence]? = nil) {
    let sentences = sentences ?? inspection.sentences ?? []
    self.init(
      kind: .inspection, parts: [Part(inspection.document, facts: inspection.facts, sentences: sentences)],
      report: inspection)
  }

  private static func context(of answer: Answer, in document: ReadableDocument, _ count: Int) -> String {
    let sentences = document.sentences
    guard sentences.indices.contains(answer.sentence) else { return answer.evidence }
    // However many are asked for, there are no more.
    let count = min(count, sentences.count)
    let last = sentences[answer.sentence...].prefix { $0.range.lowerBound < answer.evidenceRange.upperBound }
    let first = max(0, answer.sentence - count)
    let end = min(sentences.count - 1, max(answer.sentence, last.endIndex - 1) + count)
    return document.document.text(in: sentences[first].range.lowerBound..<sentences[end].range.upperBound)
  }

  /// Why there is no answer.
  static func silence(_ report: AnswersReport) -> String {
    if report.verdict != nil, QuestionKind(of: report.question) == .none { return "That is no question." }
    guard let absent = report.noAnswerProbability, absent > (report.verdict == nil ? 0.5 : 0) else {
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
