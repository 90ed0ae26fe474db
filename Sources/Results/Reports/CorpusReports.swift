import Platform
import SpanExtraction

/// Passages that a search found, as the JSON prints them.
public struct SearchReport: Sendable, Codable, Hashable {
  /// One passage.
  public struct Item: Sendable, Codable, Hashable {
    /// Document that it stands in.
    public var document: CorpusDocumentReport
    /// Headings around it.
    public var section: String?
    /// The passage.
    public var text: String
    /// Its place.
    public var source: SourceReport?
    /// The sentence that has most to do with the query.
    public var sentence: String?
    /// Its place.
    public var sentenceSource: SourceReport?
    /// The row around a sentence that is a cell.
    public var context: String?
    /// Score, comparable within one search.
    public var score: Double
    /// What the score is made of.
    public var components: [String: Double]

    /// Puts an item together.
    public init(
      document: CorpusDocumentReport, section: String?, text: String, source: SourceReport?,
      sentence: String?,
      sentenceSource: SourceReport?, context: String? = nil, score: Double, components: [String: Double]
    ) {
      (self.document, self.section, self.text, self.source) = (document, section, text, source)
      (self.sentence, self.sentenceSource, self.context) = (sentence, sentenceSource, context)
      (self.score, self.components) = (score, components)
    }
  }

  /// What was searched for.
  public var query: String
  /// Passages by falling score.
  public var passages: [Item]

  /// Puts a report together.
  public init(query: String, passages: [Item]) {
    (self.query, self.passages) = (query, passages)
  }
}

/// A document of a corpus, as results name it.
public struct CorpusDocumentReport: Sendable, Codable, Hashable {
  /// Stable name.
  public var name: String
  /// Path of its file when it was indexed.
  public var path: String
  /// Its title.
  public var title: String?
  /// The record's own identifier.
  public var record: String?

  /// Names a document.
  public init(name: String, path: String, title: String?, record: String?) {
    (self.name, self.path, self.title, self.record) = (name, path, title, record)
  }

  /// Title, or name where there is none.
  public var shownName: String { title.map { $0.onOneLine } ?? name.inOneColumn }
}

/// Answers from a corpus, as the JSON prints them.
public struct CorpusAnswersReport: Sendable, Codable, Hashable {
  /// One answer.
  public struct Item: Sendable, Codable, Hashable {
    /// The answer as it stands in the text.
    public var text: String
    /// Probability among all spans of the passages that were read.
    public var probability: Double
    /// Document that it stands in.
    public var document: CorpusDocumentReport
    /// Headings around it.
    public var section: String?
    /// Place of the answer.
    public var source: SourceReport?
    /// The sentence that holds the answer.
    public var evidence: String
    /// Place of the evidence.
    public var evidenceSource: SourceReport?
    /// The row around an answer that is a cell.
    public var context: String?
    /// `evidence` where it is no answer but the sentence that bears on a question of yes or no; absent for
    /// answers.
    public var kind: String?

    /// Puts an item together.
    public init(
      text: String, probability: Double, document: CorpusDocumentReport, section: String?,
      source: SourceReport?, evidence: String, evidenceSource: SourceReport?, context: String? = nil,
      kind: String? = nil
    ) {
      (self.text, self.probability, self.document) = (text, probability, document)
      (self.section, self.source) = (section, source)
      (self.evidence, self.evidenceSource) = (evidence, evidenceSource)
      (self.context, self.kind) = (context, kind)
    }
  }

  /// The question.
  public var question: String
  /// Whether the corpus answers the question; absent where the settings are strict.
  public var verdict: Verdict?
  /// Answers by falling probability.
  public var answers: [Item]
  /// Probability that no passage that was read holds an answer; absent where the settings are strict, and for
  /// a reader that always answers.
  public var noAnswerProbability: Double?
  /// The reader's model.
  public var model: ModelReport
  /// Settings of the run.
  public var settings: ReaderSettings

  /// Puts a report together.
  public init(
    question: String, verdict: Verdict?, noAnswerProbability: Double?, answers: [Item], model: ModelReport,
    settings: ReaderSettings
  ) {
    (self.question, self.answers, self.model, self.settings) = (question, answers, model, settings)
    (self.verdict, self.noAnswerProbability) = (verdict, noAnswerProbability)
  }
}
