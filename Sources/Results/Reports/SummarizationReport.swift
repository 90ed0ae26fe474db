import HierarchicalModels
import Ingestion
import Summarization

/// A summary of one document, as the JSON prints it.
public struct SummarizationReport: Sendable, Codable, Hashable {
  /// One chosen sentence.
  public struct Item: Sendable, Codable, Hashable {
    /// The sentence.
    public var text: String
    /// Score by which it was chosen; comparable within one document only.
    public var score: Double
    /// Parts of the score by name.
    public var components: [String: Double]
    /// Index of the sentence in the document.
    public var sentence: Int
    /// Its place.
    public var source: SourceReport?
    /// Why it was chosen, in words, the strongest reason first; only where it was asked for.
    public var reasons: [String]?
    /// What its choice rests on, by attention and by erasure; only where it was asked for.
    public var evidence: EvidenceReport?
  }

  /// The document.
  public var document: DocumentReport
  /// Chosen sentences in the order asked for.
  public var summary: [Item]
  /// Score of every sentence of the document in its order, where it was asked for; `null` for those that may
  /// not be chosen.
  public var scores: [Double?]?
  /// Key phrases of the document, most important first, where they were asked for.
  public var keywords: [String]?
  /// The model, or the method where it needs none.
  public var model: ModelReport
  /// Settings of the run.
  public var settings: SummarySettings
  /// What the reader should know, such as that no sentence fits the budget.
  public var warnings: [String]?

  /// Puts a report together.
  ///
  /// - Parameter withScores: whether it holds the scores of all sentences, most of which were not chosen.
  public init(
    document: DocumentReport, summary: Summary, model: ModelReport, settings: SummarySettings,
    withScores: Bool = false
  ) {
    self.document = document
    self.summary = summary.sentences.map { sentence in
      Item(
        text: sentence.text, score: sentence.score, components: sentence.components,
        sentence: sentence.index, source: sentence.provenance.map(SourceReport.init),
        reasons: sentence.reasons.isEmpty ? nil : sentence.reasons)
    }
    scores = withScores ? summary.scores.map(\.value) : nil
    self.model = model
    self.settings = settings
    warnings = summary.warnings.isEmpty ? nil : summary.warnings
  }
}

extension SummarizationReport {
  /// The report without the reasons for each choice, which are there for those who ask.
  public var unexplained: SummarizationReport {
    var report = self
    for index in report.summary.indices { report.summary[index].reasons = nil }
    return report
  }
}

/// Settings that a summary depends on.
public struct SummarySettings: Sendable, Codable, Hashable {
  /// Version of Peruse.
  public var peruse = peruseVersion
  /// How sentences were weighed.
  public var method: SummarizationMethod
  /// Most sentences, if that was the budget.
  public var sentences: Int?
  /// Most words, if that was the budget.
  public var words: Int?
  /// Largest share of the words, if that was the budget.
  public var ratio: Double?
  /// What the summary should be about.
  public var query: String?
  /// Order of the sentences.
  public var order: SummaryOrder
  /// Arithmetic of the encoder, where there is one.
  public var precision: WordEncoder.Precision?

  /// Settings of a run.
  public init(options: SummaryOptions, precision: WordEncoder.Precision?) {
    method = options.method
    switch options.budget {
    case .sentences(let count): sentences = count
    case .words(let count): words = count
    case .ratio(let share): ratio = share
    }
    query = options.query
    order = options.order
    self.precision = precision
  }
}
