import Platform

/// TextRank for sentences (Mihalcea and Tarau 2004): two sentences are as similar as the number of words that
/// they share, divided by log |a| + log |b|.
///
/// The overlap graph of a book has tens of millions of edges, so it is not built. Sentences of the same
/// number of words share their denominator: summing the vector over each such class first makes a product
/// exact in O(words × classes) time and O(vocabulary × classes) memory.
package struct TextRank: Sendable {
  private let terms: SentenceTerms
  /// Class of each sentence.
  private let classes: [Int]
  /// 1 / (log |a| + log |b|) for each pair of classes, row-major; 0 where both hold one word.
  private let weights: [Double]
  private let classCount: Int
  private let sizes: [Int]

  package init(_ terms: SentenceTerms) {
    self.terms = terms
    let lengths = (0..<terms.count).map { terms.distinct($0) }
    sizes = Set(lengths).sorted()
    let number = Dictionary(uniqueKeysWithValues: sizes.enumerated().map { ($1, $0) })
    classes = lengths.map { number[$0] ?? 0 }
    classCount = sizes.count
    let logs = sizes.map { $0 > 0 ? Mathematics.log(Double($0)) : 0 }
    weights = logs.flatMap { a in logs.map { b in a + b > 0 ? 1 / (a + b) : 0 } }
  }

  /// PageRank of each sentence.
  package func scores(_ walk: RandomWalk = RandomWalk(), bias: [Double]? = nil) -> [Double] {
    walk.scores(count: terms.count, bias: bias, multiply: multiply)
  }

  /// W x without the diagonal: for each sentence the sum of its similarities, weighted by `vector`.
  package func multiply(_ vector: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: terms.vocabulary * classCount)
    for sentence in 0..<terms.count {
      for position in terms.row(sentence) {
        sums[Int(terms.terms[position]) * classCount + classes[sentence]] += vector[sentence]
      }
    }
    return (0..<terms.count).map { sentence in
      let weightRow = classes[sentence] * classCount
      var total = 0.0
      for position in terms.row(sentence) {
        let sumRow = Int(terms.terms[position]) * classCount
        for other in 0..<classCount { total += weights[weightRow + other] * sums[sumRow + other] }
      }
      let itself =
        weights[weightRow + classes[sentence]] * Double(sizes[classes[sentence]]) * vector[sentence]
      return max(0, total - itself)
    }
  }
}
