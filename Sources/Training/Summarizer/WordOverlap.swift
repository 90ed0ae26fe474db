import Evaluation

/// ROUGE-1 and ROUGE-2 of selections of one document's sentences against one text, from counts that are made
/// once.
package struct WordOverlap: Sendable {
  /// One kind of n-gram.
  private struct Gauge: Sendable {
    /// How often the reference has each of its n-grams.
    let gold: [Int]
    let goldTotal: Int
    /// For each sentence its n-grams that the reference has, and how many it has in all.
    let hits: [[(ngram: Int, count: Int)]]
    let totals: [Int]

    init(_ reference: [UInt64], _ sentences: [[UInt64]]) {
      let ngrams = ReferenceNgrams(reference)
      gold = ngrams.counts
      goldTotal = ngrams.total
      hits = sentences.map(ngrams.matches)
      totals = sentences.map(\.count)
    }

    func fMeasure(_ selection: [Int]) -> Double {
      var chosen: [Int: Int] = [:]
      var total = 0
      for sentence in selection {
        for (ngram, count) in hits[sentence] { chosen[ngram, default: 0] += count }
        total += totals[sentence]
      }
      let shared = chosen.reduce(0) { $0 + min($1.value, gold[$1.key]) }
      return total + goldTotal > 0 ? 2 * Double(shared) / Double(total + goldTotal) : 0
    }
  }

  private let words, pairs: Gauge

  /// Counts what `sentences` share with `reference`, all as tokens of one vocabulary.
  package init(reference: [Int32], sentences: [[Int32]]) {
    words = Gauge(reference.map { UInt64($0) }, sentences.map { $0.map { UInt64($0) } })
    pairs = Gauge(RougeWorkspace.bigrams(reference), sentences.map(RougeWorkspace.bigrams))
  }

  /// ROUGE-1 F + ROUGE-2 F of the chosen sentences; pairs across two sentences are left out.
  package func value(of selection: [Int]) -> Double { words.fMeasure(selection) + pairs.fMeasure(selection) }
}
