import SpanExtraction

/// How an answer came about, as JSON prints it and pages draw it.
public struct AnswerExplanationReport: Sendable, Codable, Hashable {
  /// A word of the window that the answer was read in.
  public struct Word: Sendable, Codable, Hashable {
    /// The word.
    public var text: String
    /// Its place.
    public var source: SourceReport?
    /// Index of its sentence.
    public var sentence: Int
    /// Score as a start.
    public var start: Double
    /// Score as an end.
    public var end: Double
    /// How much the question attends to it, in the view of ``AnswerExplanationReport/view``: mean over the
    /// question's words.
    public var attention: Double
    /// How much the answer's score falls when the word is masked; absent where that was not tried.
    public var erasure: Double?
  }

  /// A sentence of that window.
  public struct SentenceItem: Sendable, Codable, Hashable {
    /// Index in the document.
    public var sentence: Int
    /// Share that the sentence level gives it; what is missing to 1 is the null answer's.
    public var weight: Double?
    /// How much the question attends to its words, added up.
    public var attention: Double
    /// How much the answer's score falls when the sentence is masked.
    public var erasure: Double
  }

  /// The answer that is explained.
  public var answer: String
  /// Words of the question.
  public var question: [String]
  /// Words of the window.
  public var words: [Word]
  /// Sentences of the window.
  public var sentences: [SentenceItem]
  /// Weights that are shown: `mean`, `rollout`, `layer 3` or `layer 3 head 5`, counted from 1.
  public var view: String
  /// How much each word of the question attends to each word of the window.
  public var attention: [[Double]]
  /// Layers of the encoder.
  public var layers: Int
  /// Heads of a layer.
  public var heads: Int
  /// Score of the answer.
  public var score: Double
  /// Spearman's rank correlation of attention and erasure over the words that were erased; absent for fewer
  /// than three.
  public var agreement: Double?
  /// What attention does and does not explain.
  public var note = Self.note

  /// A word of caution that goes with every picture.
  public static let note =
    """
    Attention shows where information could flow from, not what the answer depends on. Erasure masks a word or a sentence and measures \
    how far the answer's score falls; where the two disagree, erasure is the better witness of what the answer rests on.
    """

  /// Puts a report together from the weights of one view.
  public init(_ explanation: AnswerExplanation, of answer: String, view: AnswerExplanation.View) throws {
    let matrix = try explanation.attention(view).map { $0.map(Self.rounded) }
    let rows = Double(max(1, matrix.count))
    let columns: [Double] = explanation.words.indices.map { column in
      var sum = 0.0
      for row in matrix { sum += row[column] }
      return sum / rows
    }
    self.answer = answer
    question = explanation.question.map(\.text)
    words = zip(explanation.words, columns).map { word, attention in
      Word(
        text: word.text, source: word.provenance.map(SourceReport.init), sentence: word.sentence,
        start: Self.rounded(word.start), end: Self.rounded(word.end), attention: Self.rounded(attention),
        erasure: word.erasure.map(Self.rounded))
    }
    let byWord = words
    sentences = explanation.sentences.map { sentence in
      SentenceItem(
        sentence: sentence.index, weight: sentence.weight.map(Self.rounded),
        attention: Self.rounded(byWord.reduce(0) { $0 + ($1.sentence == sentence.index ? $1.attention : 0) }),
        erasure: Self.rounded(sentence.erasure))
    }
    self.view =
      switch view {
      case .head(let layer, let head): "layer \(layer + 1) head \(head + 1)"
      case .layer(let layer): "layer \(layer + 1)"
      case .mean: "mean"
      case .rollout: "rollout"
      }
    attention = matrix
    (layers, heads, score) = (explanation.layers, explanation.heads, Self.rounded(explanation.score))
    let pairs = words.compactMap { word in word.erasure.map { (word.attention, $0) } }
    agreement = RankCorrelation.spearman(pairs.map(\.0), pairs.map(\.1)).map(Self.rounded)
  }

  /// Five decimals are more than anybody can see, and a third of the digits.
  private static func rounded(_ value: Double) -> Double { (value * 1e5).rounded() / 1e5 }
}

/// Spearman's rank correlation, with mean ranks for equal values.
enum RankCorrelation {
  static func spearman(_ left: [Double], _ right: [Double]) -> Double? {
    guard left.count == right.count, left.count >= 3 else { return nil }
    let (a, b) = (ranks(left), ranks(right))
    let mean = Double(left.count - 1) / 2
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      ab += (x - mean) * (y - mean)
      aa += (x - mean) * (x - mean)
      bb += (y - mean) * (y - mean)
    }
    guard aa > 0, bb > 0 else { return nil }
    return ab / (aa * bb).squareRoot()
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      let end = order[start...].firstIndex { values[$0] != values[order[start]] } ?? order.count
      for place in start..<end { ranks[order[place]] = Double(start + end - 1) / 2 }
      start = end
    }
    return ranks
  }
}
