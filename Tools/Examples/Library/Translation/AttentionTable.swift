/// How much each unit of a translation attended to each unit of its source.
public struct AttentionTable: Sendable, Hashable {
  /// [target units][source units].
  public var weights: [[Float]] = []
  /// The units, as they are shown.
  public var source: [String] = []
  /// Likewise.
  public var target: [String] = []
  /// The word of each unit; empty where it does not matter.
  public var sourceWords: [Int] = []
  /// Likewise.
  public var targetWords: [Int] = []

  /// A table of its parts; by default an empty one.
  public init(
    weights: [[Float]] = [], source: [String] = [], target: [String] = [], sourceWords: [Int] = [],
    targetWords: [Int] = []
  ) {
    (self.weights, self.source, self.target) = (weights, source, target)
    (self.sourceWords, self.targetWords) = (sourceWords, targetWords)
  }

  /// Which words belong together: each unit of the translation is bound to the one unit of the source that it
  /// attends to most (Luong et al. 2015, section 5.4). Numbered from 0.
  public var links: Set<WordLink> {
    var links: Set<WordLink> = []
    for (row, word) in zip(weights, targetWords) {
      guard let best = row.indices.max(by: { row[$0] < row[$1] }), sourceWords.indices.contains(best) else {
        continue
      }
      links.insert(WordLink(source: sourceWords[best], target: word))
    }
    return links
  }
}

/// A word of a sentence and one of its translation, numbered from 0.
public struct WordLink: Sendable, Hashable {
  /// The words.
  public var source, target: Int

  /// Creates a link.
  public init(source: Int, target: Int) { (self.source, self.target) = (source, target) }
}
