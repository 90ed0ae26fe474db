import Ingestion
import Summarization

/// One summary of many documents, as the JSON prints it.
public struct MergedReport: Sendable, Codable, Hashable {
  /// One chosen sentence.
  public struct Item: Sendable, Codable, Hashable {
    /// The sentence.
    public var text: String
    /// Score by which it was chosen.
    public var score: Double
    /// Parts of the score by name.
    public var components: [String: Double]
    /// Place of its document in ``MergedReport/documents``.
    public var document: Int
    /// Index of the sentence in that document.
    public var sentence: Int
    /// Its place in that document's file.
    public var source: SourceReport?
  }

  /// The documents, in the order given.
  public var documents: [DocumentReport]
  /// Chosen sentences in the order asked for.
  public var summary: [Item]
  /// The model, or the method where it needs none.
  public var model: ModelReport
  /// Settings of the run.
  public var settings: SummarySettings
  /// What the reader should know, such as that nothing of a document may be chosen.
  public var warnings: [String]?

  /// Puts a report together.
  public init(
    documents: [DocumentReport], summary: MergedSummary, model: ModelReport, settings: SummarySettings
  ) {
    self.documents = documents
    self.summary = summary.sentences.map { item in
      Item(
        text: item.sentence.text, score: item.sentence.score, components: item.sentence.components,
        document: item.document, sentence: item.sentence.index,
        source: item.sentence.provenance.map(SourceReport.init))
    }
    self.model = model
    self.settings = settings
    warnings = summary.warnings.isEmpty ? nil : summary.warnings
  }
}
