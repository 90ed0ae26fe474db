import Platform

/// Sentences as unit vectors of tf · idf weights: the idf-modified cosine of Erkan and Radev 2004 is their
/// product.
package struct WeightedTerms: Sendable {
  /// The words.
  package let terms: SentenceTerms
  /// Weight of each entry of `SentenceTerms.terms`.
  package let weights: [Float]

  package init(_ terms: SentenceTerms) {
    self.terms = terms
    var weights = [Float](repeating: 0, count: terms.terms.count)
    for sentence in 0..<terms.count {
      var norm: Float = 0
      for position in terms.row(sentence) {
        let weight = terms.counts[position] * terms.inverseFrequency(terms.terms[position])
        weights[position] = weight
        norm += weight * weight
      }
      guard norm > 0 else { continue }
      let scale = 1 / norm.squareRoot()
      for position in terms.row(sentence) { weights[position] *= scale }
    }
    self.weights = weights
  }

  /// Cosine of two sentences, in O(words).
  package func cosine(_ first: Int, _ second: Int) -> Float {
    var i = terms.starts[first]
    var j = terms.starts[second]
    var sum: Float = 0
    while i < terms.starts[first + 1], j < terms.starts[second + 1] {
      if terms.terms[i] == terms.terms[j] {
        sum += weights[i] * weights[j]
        i += 1
        j += 1
      } else if terms.terms[i] < terms.terms[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return sum
  }

  /// All cosines weighted by `vector`, without the diagonal, in O(words): T (Tᵀ x) − x.
  package func multiply(_ vector: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: terms.vocabulary)
    for sentence in 0..<terms.count {
      for position in terms.row(sentence) {
        sums[Int(terms.terms[position])] += Double(weights[position]) * vector[sentence]
      }
    }
    return (0..<terms.count).map { sentence in
      var total = 0.0
      var itself = 0.0
      for position in terms.row(sentence) {
        let weight = Double(weights[position])
        total += weight * sums[Int(terms.terms[position])]
        itself += weight * weight
      }
      return max(0, total - itself * vector[sentence])
    }
  }

  /// Share of the distinct terms of `text`, such as the title, that each sentence holds.
  package func shares(of text: String) -> [Double] {
    var wanted = Set<Int32>()
    for (term, _) in terms.known(in: text) { wanted.insert(term) }
    guard !wanted.isEmpty else { return [Double](repeating: 0, count: terms.count) }
    return (0..<terms.count).map { sentence in
      let held = terms.row(sentence).count { wanted.contains(terms.terms[$0]) }
      return Double(held) / Double(wanted.count)
    }
  }

  /// BM25 (Robertson and Zaragoza 2009; k₁ = 1.2, b = 0.75) of `query` against each sentence as if it were a
  /// document.
  package func relevance(to query: String) -> [Double] {
    let lengths = (0..<terms.count).map { sentence in
      Double(terms.row(sentence).reduce(Float(0)) { $0 + terms.counts[$1] })
    }
    let mean = max(1, lengths.reduce(0, +) / Double(max(1, terms.count)))
    var weights: [Int32: Double] = [:]
    for (term, _) in terms.known(in: query) {
      let frequency = Double(terms.sentenceFrequency[Int(term)])
      weights[term] = Mathematics.log(1 + (Double(terms.count) - frequency + 0.5) / (frequency + 0.5))
    }
    return (0..<terms.count).map { sentence in
      var sum = 0.0
      for position in terms.row(sentence) {
        guard let weight = weights[terms.terms[position]] else { continue }
        let count = Double(terms.counts[position])
        sum += weight * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * lengths[sentence] / mean))
      }
      return sum
    }
  }
}
