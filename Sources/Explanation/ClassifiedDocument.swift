import Classification
import HierarchicalModels
import Ingestion
import Tokenization

/// The likeliest label of a document.
public struct ClassifiedDocument: ExplainedPrediction {
  /// Names the document.
  public let id: String
  /// The label.
  public let prediction: String
  /// Words that the classifier reads.
  public let words: [String]
  /// Their UTF-8 ranges in the document's text.
  public let ranges: [Range<Int>]
  /// Index of each word's sentence.
  public let sentences: [Int]
  private let classifier: DocumentClassifier
  private let text: ClassifierText
  private let label: Int
  private let level: ClassifierAttention

  /// nil for a document without any word.
  ///
  /// - Throws: `ModelError` where a word encoder refuses its input.
  public init?(
    _ document: Document, id: String, sentences: [Sentence], classifier: DocumentClassifier,
    attention level: ClassifierAttention = .both
  ) throws {
    let text = classifier.prepare(document, sentences: sentences)
    guard !text.pieces.isEmpty, let scores = try classifier.scores(of: [text]).first,
      let label = scores.indices.max(by: { scores[$0] < scores[$1] })
    else { return nil }
    (self.id, self.classifier, self.text, self.label, self.level) = (id, classifier, text, label, level)
    prediction = classifier.configuration.labels[label]
    ranges = text.words
    words = ranges.map { document.text(in: $0) }
    self.sentences = text.pieces.flatMap { piece in piece.ranges.map { _ in piece.sentence } }
  }

  private func distribution(_ scores: [Float]) -> [Double] {
    let several = classifier.configuration.takes_several
    let all = classifier.calibration.probabilities(of: scores, takesSeveral: several)
    return several ? [all[label], 1 - all[label]] : all
  }

  private func probability(_ scores: [Float]) -> Double {
    classifier.calibration.probabilities(of: scores, takesSeveral: classifier.configuration.takes_several)[
      label]
  }

  /// A word that is erased is left out of its sentence.
  public func probabilities(erasing sets: [Set<Int>]) throws -> [Double] {
    try classifier.scores(of: sets.map(text.erasing)).map(probability)
  }

  /// In the view that was asked for.
  public func attention() throws -> [Double] { try classifier.attention(of: text, level) }

  /// Of the label's log-probability.
  public func gradientTimesInput() throws -> [Double]? {
    try classifier.gradientTimesInput(of: text, label: label)
  }

  /// Of all labels, or where a document may have several, of having this one.
  public func distributions(replacing replacements: [AttentionReplacement]) throws -> [[Double]]? {
    try [distribution(classifier.scores(of: [text])[0])]
      + replacements.map { try distribution(classifier.scores(of: text, replacing: $0)) }
  }
}
