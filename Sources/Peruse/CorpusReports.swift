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
    /// Score, comparable within one search.
    public var score: Double
    /// What the score is made of.
    public var components: [String: Double]
  }

  /// What was searched for.
  public var query: String
  /// Passages by falling score.
  public var passages: [Item]

  /// Describes what a search found.
  public init(query: String, hits: [SearchHit]) {
    self.query = query
    passages = hits.map { hit in
      Item(
        document: CorpusDocumentReport(hit), section: hit.heading.isEmpty ? nil : hit.heading, text: hit.text,
        source: hit.provenance.map(SourceReport.init), sentence: hit.sentenceText,
        sentenceSource: hit.sentenceProvenance.map(SourceReport.init), score: hit.score,
        components: hit.parts)
    }
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

  init(_ hit: SearchHit) {
    (name, path, title, record) = (hit.name, hit.path, hit.title, hit.record)
  }
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
    /// `evidence` where it is no answer but the sentence that bears on a question of yes or no; absent for answers.
    public var kind: String?
  }

  /// The question.
  public var question: String
  /// Whether the corpus answers the question; absent where the settings are strict.
  public var verdict: Verdict?
  /// Answers by falling probability.
  public var answers: [Item]
  /// Probability that no passage that was read holds an answer; absent where the settings are strict, and for a reader that
  /// always answers.
  public var noAnswerProbability: Double?
  /// The reader's model.
  public var model: ModelReport
  /// Settings of the run.
  public var settings: ReaderSettings

  /// Puts a report together.
  public init(question: String, result: CorpusAnswers, model: ModelReport, settings: ReaderSettings) {
    self.question = question
    verdict = result.verdict
    noAnswerProbability = result.noAnswerProbability
    answers = result.answers.map { found in
      Item(
        text: found.answer.text, probability: found.probability, document: CorpusDocumentReport(found.hit),
        section: found.hit.heading.isEmpty ? nil : found.hit.heading,
        source: found.answer.provenance.map(SourceReport.init), evidence: found.answer.evidence,
        evidenceSource: found.answer.evidenceProvenance.map(SourceReport.init),
        kind: found.answer.isEvidence ? "evidence" : nil)
    }
    self.model = model
    self.settings = settings
  }
}

extension SearchHit {
  /// The best sentence.
  public var sentenceText: String? {
    sentence.map { range in
      let start = text.utf8.index(text.utf8.startIndex, offsetBy: range.lowerBound)
      return String(text[start..<text.utf8.index(start, offsetBy: range.count)])
    }
  }
}
