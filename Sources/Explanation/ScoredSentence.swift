import HierarchicalModels
import Summarization

/// A sentence as the trained summarizer's levels judge it, by default the one that they like best.
public struct ScoredSentence: ExplainedPrediction {
  /// Names the document.
  public let id: String
  private let summary: ErasableSummary
  private let sentence: Int

  /// - Parameter sentence: a place among the sentences that may be chosen.
  public init(_ summary: ErasableSummary, id: String, sentence: Int? = nil) {
    (self.summary, self.id, self.sentence) = (summary, id, sentence ?? summary.best)
  }

  /// The sentence.
  public var prediction: String { summary.text(of: sentence) }
  /// Its words.
  public var words: [String] { summary.words(of: sentence).map(\.text) }
  /// UTF-8 ranges of the words in the document's text.
  public var ranges: [Range<Int>] { summary.words(of: sentence).map(\.range) }
  /// A word that is erased is left out of what the sentence's vector is pooled from.
  public func probabilities(erasing sets: [Set<Int>]) throws -> [Double] {
    summary.probabilities(of: sentence, erasing: sets)
  }
  /// A word's share of its sentence's attention.
  public func attention() throws -> [Double] { summary.attention(of: sentence) }
  /// Of the sentence's log-probability.
  public func gradientTimesInput() throws -> [Double]? { summary.gradientTimesInput(of: sentence) }
  /// Of all sentences.
  public func distributions(replacing replacements: [AttentionReplacement]) throws -> [[Double]]? {
    [summary.distribution(replacing: nil)] + replacements.map { summary.distribution(replacing: $0) }
  }
}
