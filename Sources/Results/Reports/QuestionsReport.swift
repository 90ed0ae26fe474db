import Generation
import Ingestion
import SpanExtraction
import Tokenization

/// Questions that a document answers, with their answers and places.
public struct QuestionsReport: Sendable, Codable, Hashable {
  /// A word of a question.
  public struct Word: Sendable, Codable, Hashable {
    /// As it is shown.
    public var text: String
    /// Whether the sentence that was asked about has it.
    public var isInSource: Bool
    /// The place that was attended to most when it was written.
    public var source: SourceReport?
  }

  /// One question.
  public struct Item: Sendable, Codable, Hashable {
    /// The question, written by a model: it stands nowhere in the document.
    public var question: String
    /// The answer as it stands in the text.
    public var answer: String
    /// How likely the reader finds it, given the question.
    public var probability: Double
    /// Index of the sentence that holds the answer.
    public var sentence: Int
    /// That sentence.
    public var evidence: String
    /// Place of the answer.
    public var source: SourceReport?
    /// Place of the sentence.
    public var evidenceSource: SourceReport?
    /// The question's words, where they were asked for.
    public var words: [Word]?
  }

  /// The document.
  public var document: DocumentReport
  /// In the document's order.
  public var questions: [Item]
  /// The model that wrote them.
  public var writer: ModelReport
  /// The model that found their answers.
  public var reader: ModelReport

  /// Reports on `questions`.
  ///
  /// - Parameter explains: whether each word is shown with the place that it came from.
  public init(
    _ questions: [DocumentQuestion], in document: ReadableDocument, writer: ModelReport, reader: ModelReport,
    explains: Bool = false
  ) {
    let source = document.document
    self.document = DocumentReport(source)
    (self.writer, self.reader) = (writer, reader)
    self.questions = questions.map { question in
      let sentence = document.sentences[question.sentence].range
      func place(_ range: Range<Int>) -> SourceReport? { source.provenance(of: range).map(SourceReport.init) }
      return Item(
        question: question.question.text, answer: source.text(in: question.range),
        probability: question.probability, sentence: question.sentence, evidence: source.text(in: sentence),
        source: place(question.range), evidenceSource: place(sentence),
        words: explains
          ? question.question.words.map {
            Word(text: $0.text, isInSource: $0.isInSource, source: $0.place.flatMap(place))
          } : nil)
    }
  }
}

extension TaskResult {
  /// Questions that a document answers.
  public init(_ report: QuestionsReport, _ questions: [DocumentQuestion], in document: ReadableDocument) {
    self.init(
      kind: .questions,
      parts: [Part(document.document, facts: report.document, sentences: document.sentences)],
      passages: zip(report.questions, questions).map { item, question in
        var passage = Passage(
          text: item.answer, range: question.range, score: item.probability, sentence: item.sentence,
          place: item.source?.place, evidence: item.evidence, evidencePlace: item.evidenceSource?.place)
        passage.question = item.question
        return passage
      }, report: report, model: report.writer)
    if questions.isEmpty {
      remark = "No question about this document has an answer that the reader is sure of."
    }
  }
}
