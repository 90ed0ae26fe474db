/// The best that choosing whole sentences can reach, found greedily: the sentence that raises
/// ROUGE-1 F + ROUGE-2 F most is added until none raises it (Nallapati et al. 2017; Liu and Lapata 2019).
///
/// Counts are clipped as in ROUGE itself, and pairs of words across two sentences are left out.
public struct ExtractiveOracle: Sendable {
  /// Whether words are stemmed, as in the scores that the oracle bounds.
  public var stemming: Bool

  /// Creates an oracle.
  public init(stemming: Bool = true) {
    self.stemming = stemming
  }

  /// Indices, ascending, of the sentences that the greedy oracle takes.
  ///
  /// With several references each gets its own selection, and the one of the highest sum is returned.
  ///
  /// - Parameters:
  ///   - sentences: All sentences of the document.
  ///   - references: Gold summaries.
  ///   - length: Limit on the selection; sentences that would break it are passed over.
  public func select(
    from sentences: [String], references: [String], length: SummaryLength.Resolved
  ) -> [Int] {
    var workspace = RougeWorkspace(stemming: stemming)
    workspace.vocabulary.settle(for: references)
    return select(
      from: sentences.map { workspace.vocabulary.tokens(in: $0) },
      words: sentences.map(SummaryLength.words(in:)),
      references: references.map { workspace.vocabulary.tokens(in: $0) }, length: length)
  }

  package func select(
    from sentences: [[Int32]], words: [Int], references: [[Int32]], length: SummaryLength.Resolved
  ) -> [Int] {
    var best: (value: Double, selection: [Int]) = (-1, [])
    for reference in references {
      var search = GreedySearch(sentences: sentences, reference: reference)
      let found = search.run(words: words, length: length)
      if found.value > best.value { best = found }
    }
    return best.selection.sorted()
  }
}

/// Greedy search towards one reference. Only n-grams that the reference has are kept of each sentence.
private struct GreedySearch {
  private struct Bag {
    /// Matching n-grams: index among the reference's, and how often.
    var matches: [(ngram: Int, count: Int)]
    var total: Int
  }

  private struct Gauge {
    /// How often the reference has each n-gram, and the selection so far.
    var gold: [Int]
    var chosen: [Int]
    var goldTotal: Int
    var chosenTotal = 0
    var hits = 0
    var bags: [Bag]

    init(reference: [UInt64], sentences: [[UInt64]]) {
      let ngrams = ReferenceNgrams(reference)
      gold = ngrams.counts
      chosen = Array(repeating: 0, count: gold.count)
      goldTotal = ngrams.total
      bags = sentences.map { Bag(matches: ngrams.matches(of: $0), total: $0.count) }
    }

    /// F-measure with the sentence added.
    func value(adding sentence: Int) -> Double {
      let bag = bags[sentence]
      var hits = hits
      for (ngram, count) in bag.matches {
        hits += min(gold[ngram], chosen[ngram] + count) - min(gold[ngram], chosen[ngram])
      }
      let sum = chosenTotal + bag.total + goldTotal
      return sum > 0 ? 2 * Double(hits) / Double(sum) : 0
    }

    mutating func add(_ sentence: Int) {
      for (ngram, count) in bags[sentence].matches {
        hits += min(gold[ngram], chosen[ngram] + count) - min(gold[ngram], chosen[ngram])
        chosen[ngram] += count
      }
      chosenTotal += bags[sentence].total
    }
  }

  private var unigrams: Gauge
  private var bigrams: Gauge
  private let count: Int

  init(sentences: [[Int32]], reference: [Int32]) {
    count = sentences.count
    unigrams = Gauge(
      reference: reference.map { UInt64($0) }, sentences: sentences.map { $0.map { UInt64($0) } })
    bigrams = Gauge(
      reference: RougeWorkspace.bigrams(reference), sentences: sentences.map(RougeWorkspace.bigrams))
  }

  mutating func run(words: [Int], length: SummaryLength.Resolved) -> (value: Double, selection: [Int]) {
    var selection: [Int] = []
    var left = Array(0..<count)
    var value = 0.0
    var used = 0
    while true {
      var best: (value: Double, position: Int)?
      left.removeAll { !length.admits(sentences: selection.count + 1, words: used + words[$0]) }
      for (position, sentence) in left.enumerated() {
        let candidate = unigrams.value(adding: sentence) + bigrams.value(adding: sentence)
        if candidate > (best?.value ?? value) { best = (candidate, position) }
      }
      guard let best else { return (value, selection) }
      let sentence = left.remove(at: best.position)
      unigrams.add(sentence)
      bigrams.add(sentence)
      value = best.value
      used += words[sentence]
      selection.append(sentence)
    }
  }
}
