import Classification
import Ingestion
import Tokenization

/// Which labels a document has, and the words and sentences that the model attended to most.
public struct ClassificationReport: Sendable, Codable, Hashable {
  /// A stretch of text with its share of the attention.
  public struct Attended: Sendable, Codable, Hashable {
    /// Its text.
    public var text: String
    /// Share of the document's attention, 0...1.
    public var weight: Double
    /// Its place.
    public var source: SourceReport?
  }

  /// The document.
  public var document: DocumentReport
  /// Labels, likeliest first.
  public var labels: [Classification.Label]
  /// Sentences with the largest share of the attention, largest first.
  public var sentences: [Attended]
  /// Words with the largest share, likewise.
  public var words: [Attended]
  /// The model.
  public var model: ModelReport
  /// What the likeliest label rests on, by attention and by erasure, where it was asked for.
  public var evidence: EvidenceReport?

  /// Reports on `document`.
  ///
  /// - Parameters:
  ///   - top: labels that are shown besides those that were given.
  ///   - attended: sentences and words that are shown.
  public init(
    _ document: Document, _ found: Classification, model: ModelReport, top: Int = 5, attended: Int = 5
  ) {
    self.document = DocumentReport(document)
    labels = found.labels.enumerated().filter { $0.offset < top || $0.element.isChosen }.map(\.element)
    func most(_ weights: [Classification.Weight]) -> [Attended] {
      weights.sorted { ($1.weight, $0.range.lowerBound) < ($0.weight, $1.range.lowerBound) }
        .prefix(attended).map { entry in
          Attended(
            text: document.text(in: entry.range), weight: entry.weight,
            source: document.provenance(of: entry.range).map(SourceReport.init))
        }
    }
    sentences = most(found.sentences)
    words = most(found.words)
    self.model = model
  }
}

extension TaskResult {
  /// Labels of a document.
  ///
  /// - Parameter explains: whether text shows the sentences that were attended to most.
  public init(
    _ report: ClassificationReport, _ found: Classification, of document: Document,
    sentences cut: [Sentence] = [], explains: Bool
  ) {
    let sentences = found.sentences.sorted {
      ($1.weight, $0.range.lowerBound) < ($0.weight, $1.range.lowerBound)
    }
    .prefix(explains ? report.sentences.count : 0)
    self.init(
      kind: .classification, parts: [Part(document, facts: report.document, sentences: cut)],
      passages: sentences.map {
        Passage(
          text: document.text(in: $0.range), range: $0.range, score: $0.weight,
          place: document.provenance(of: $0.range))
      }, report: report, model: report.model)
    evidence = [report.evidence].compactMap(\.self)
    let given = report.labels.filter { $0.isChosen || $0 == report.labels.first }
    remark = given.map { "\($0.name) \(TextForm.percent($0.probability))" }.joined(separator: ", ")
  }
}
