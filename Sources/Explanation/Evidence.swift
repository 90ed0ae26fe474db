/// What one prediction rests on: attention and erasure of its words and sentences, side by side.
public struct Evidence: Sendable {
  /// A word.
  public struct Word: Sendable, Hashable {
    /// Place among the prediction's words.
    public var index: Int
    /// Share of the attention.
    public var attention: Double
    /// How much the prediction's probability falls without it; nil where that was not tried.
    public var erasure: Double?
  }

  /// A group of words, such as a sentence.
  public struct Group: Sendable, Hashable {
    /// Its number.
    public var number: Int
    /// Places of its words.
    public var words: [Int]
    /// Their attention, added up.
    public var attention: Double
    /// How much the prediction's probability falls without all of them.
    public var erasure: Double
  }

  /// What is explained.
  public var prediction: String
  /// Its probability.
  public var probability: Double
  /// Words in order.
  public var words: [Word]
  /// Groups in order.
  public var groups: [Group]
  /// Kendall's τ of attention and erasure over the words that were erased.
  public var agreement: Double?

  /// Erases words one by one, those most attended to first, and groups of them.
  ///
  /// - Parameters:
  ///   - numbers: the group of each word; empty for no groups.
  ///   - mostErased: words that are erased one by one.
  public init(_ example: some ExplainedPrediction, groups numbers: [Int] = [], mostErased: Int = 256) throws {
    let attention = try example.attention()
    let tried = ExampleFaithfulness.order(attention).prefix(mostErased).sorted()
    var members: [Int: [Int]] = [:]
    for (word, number) in numbers.enumerated() { members[number, default: []].append(word) }
    let ordered = members.sorted { $0.key < $1.key }
    let found = try example.probabilities(
      erasing: [[]] + tried.map { [$0] } + ordered.map { Set($0.value) })
    prediction = example.prediction
    probability = found[0]
    var words = attention.enumerated().map { Word(index: $0, attention: $1, erasure: nil) }
    for (place, word) in tried.enumerated() { words[word].erasure = found[0] - found[1 + place] }
    self.words = words
    groups = ordered.enumerated().map { place, group in
      Group(
        number: group.key, words: group.value, attention: group.value.reduce(0) { $0 + attention[$1] },
        erasure: found[0] - found[1 + tried.count + place])
    }
    agreement = KendallTau.b(tried.map { attention[$0] }, tried.map { words[$0].erasure ?? 0 })
  }
}
