import Tokenization

/// How long the summaries under comparison are: the same for every system on a record.
public enum SummaryLength: Sendable, Hashable {
  /// As many sentences as the reference has; several references: their mean, rounded, at least 1.
  case referenceSentences
  /// As many words as the reference has; several references: their mean, rounded, at least 1.
  case referenceWords
  /// This many sentences.
  case sentences(Int)
  /// At most this many words, counted at white space.
  case words(Int)

  /// The length in figures, for one record.
  public enum Resolved: Sendable, Hashable {
    /// At most this many sentences.
    case sentences(Int)
    /// At most this many words, counted at white space.
    case words(Int)
  }

  /// The length in figures for a record with these references, one sentence a line each.
  public func resolved(references: [String]) -> Resolved {
    func mean(_ counts: [Int]) -> Int {
      guard !counts.isEmpty else { return 1 }
      return max(1, (2 * counts.reduce(0, +) + counts.count) / (2 * counts.count))
    }
    switch self {
    case .sentences(let count): return .sentences(count)
    case .words(let count): return .words(count)
    case .referenceSentences:
      return .sentences(mean(references.map { $0.utf8.split(separator: UInt8(ascii: "\n")).count }))
    case .referenceWords:
      return .words(mean(references.map(Self.words(in:))))
    }
  }

  /// Words of `text` as every budget in Peruse counts them: runs of characters that are not white space.
  public static func words(in text: String) -> Int {
    WordCount.words(in: text)
  }
}

extension SummaryLength.Resolved {
  /// The first sentences that fit: Lead-k, or with a word budget the longest prefix within it.
  ///
  /// - Parameter words: Number of words of each sentence.
  /// - Returns: Indices of sentences, ascending.
  public func lead(words: [Int]) -> [Int] {
    switch self {
    case .sentences(let count): return Array(0..<min(max(count, 0), words.count))
    case .words(let limit):
      var total = 0
      return Array(
        words.indices.prefix { index in
          total += words[index]
          return total <= limit
        })
    }
  }

  /// Whether `sentences` more sentences of `words` words together stay within the length.
  func admits(sentences: Int, words: Int) -> Bool {
    switch self {
    case .sentences(let count): sentences <= count
    case .words(let limit): words <= limit
    }
  }
}
