/// Which labels a document has, and what said so.
public struct Classification: Sendable {
  /// A label and how likely it is that the document has it.
  public struct Label: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// 0...1. Where a document has one label, those of all labels sum to 1.
    public var probability: Double
    /// Whether the document is said to have it.
    public var isChosen: Bool

    /// Creates an entry.
    public init(name: String, probability: Double, isChosen: Bool) {
      (self.name, self.probability, self.isChosen) = (name, probability, isChosen)
    }
  }

  /// A stretch of text and how much the model attended to it.
  public struct Weight: Sendable, Hashable {
    /// UTF-8 range in the document's text.
    public var range: Range<Int>
    /// Share of the document's attention. Those of all sentences sum to 1, and so do those of all words.
    public var weight: Double

    /// Creates an entry.
    public init(range: Range<Int>, weight: Double) { (self.range, self.weight) = (range, weight) }
  }

  /// All labels, likeliest first.
  public var labels: [Label]
  /// Sentences that were read, in order.
  public var sentences: [Weight]
  /// Words that were read, in order. A word's weight is its share of its sentence's attention times the
  /// sentence's.
  public var words: [Weight]

  /// Creates a result.
  public init(labels: [Label], sentences: [Weight], words: [Weight]) {
    (self.labels, self.sentences, self.words) = (labels, sentences, words)
  }
}
