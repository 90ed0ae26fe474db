import Explanation
import Ingestion

/// What a label or the choice of a sentence rests on, by attention and by erasure, as JSON prints it and
/// pages draw it.
public struct EvidenceReport: Sendable, Codable, Hashable {
  /// A word.
  public struct Word: Sendable, Codable, Hashable {
    /// The word.
    public var text: String
    /// Its place.
    public var source: SourceReport?
    /// Share of the attention.
    public var attention: Double
    /// How much the probability falls without it; absent where that was not tried.
    public var erasure: Double?
  }

  /// A sentence.
  public struct SentenceItem: Sendable, Codable, Hashable {
    /// Index in the document.
    public var sentence: Int
    /// Its text.
    public var text: String
    /// Its words' attention, added up.
    public var attention: Double
    /// How much the probability falls without it.
    public var erasure: Double
  }

  /// What is explained: a label, or a sentence.
  public var prediction: String
  /// Its probability with nothing erased.
  public var probability: Double
  /// Words in order.
  public var words: [Word]
  /// Sentences in order, where the model weighs several.
  public var sentences: [SentenceItem]
  /// Kendall's τ of attention and erasure over the words that were erased; absent for fewer than two.
  public var agreement: Double?
  /// What attention does and does not explain.
  public var note = Self.note

  /// A word of caution that goes with every picture.
  public static let note =
    """
    Attention shows where information could flow from, not what the result depends on. Erasure leaves a word or a sentence out and \
    measures how far the probability falls; where the two disagree, erasure is the better witness.
    """

  /// Puts a report together.
  ///
  /// - Parameters:
  ///   - ranges: UTF-8 range of each word in the document's text.
  ///   - sentences: texts of the groups' sentences by number.
  public init(
    _ evidence: Evidence, ranges: [Range<Int>], in document: Document,
    sentences: (Int) -> String = { _ in "" }
  ) {
    prediction = evidence.prediction
    probability = Self.rounded(evidence.probability)
    words = zip(evidence.words, ranges).map { word, range in
      Word(
        text: document.text(in: range), source: document.provenance(of: range).map(SourceReport.init),
        attention: Self.rounded(word.attention), erasure: word.erasure.map(Self.rounded))
    }
    self.sentences = evidence.groups.map {
      SentenceItem(
        sentence: $0.number, text: sentences($0.number), attention: Self.rounded($0.attention),
        erasure: Self.rounded($0.erasure))
    }
    agreement = evidence.agreement.map(Self.rounded)
  }

  /// Six decimals: erasing one word of many moves a probability by little.
  private static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
}
