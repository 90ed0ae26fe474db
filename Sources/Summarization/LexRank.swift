/// LexRank (Erkan and Radev 2004): PageRank over idf-modified cosines, idf taken over the document's
/// sentences.
///
/// Without a threshold this is the paper's continuous LexRank, whose product is exact in linear time and
/// memory. With one, pairs above it become edges of weight 1 and are stored.
package struct LexRank: Sendable {
  /// Edges beyond this are an error rather than a full memory: 1.2 GB.
  package static let maximumEdges = 300_000_000

  private let weighted: WeightedTerms

  package init(_ weighted: WeightedTerms) {
    self.weighted = weighted
  }

  /// PageRank of each sentence over all cosines.
  package func scores(_ walk: RandomWalk = RandomWalk(), bias: [Double]? = nil) -> [Double] {
    walk.scores(count: weighted.terms.count, bias: bias, multiply: weighted.multiply)
  }

  /// PageRank of each sentence over pairs whose cosine exceeds `threshold`.
  ///
  /// - Throws: `SummarizationError.graphTooLarge`.
  package func scores(threshold: Float, bias: [Double]? = nil) throws(SummarizationError) -> [Double] {
    let graph = try edges(above: threshold)
    return RandomWalk().scores(count: weighted.terms.count, bias: bias) { vector in
      (0..<weighted.terms.count).map { sentence in
        graph.neighbours[graph.starts[sentence]..<graph.starts[sentence + 1]].reduce(0) {
          $0 + vector[Int($1)]
        }
      }
    }
  }

  private func edges(
    above threshold: Float
  ) throws(SummarizationError) -> (starts: [Int], neighbours: [Int32]) {
    let terms = weighted.terms
    var postings = [[(sentence: Int32, weight: Float)]](repeating: [], count: terms.vocabulary)
    for sentence in 0..<terms.count {
      for position in terms.row(sentence) where weighted.weights[position] > 0 {
        postings[Int(terms.terms[position])].append((Int32(sentence), weighted.weights[position]))
      }
    }
    var starts = [0]
    var neighbours: [Int32] = []
    var cosines = [Float](repeating: 0, count: terms.count)
    for sentence in 0..<terms.count {
      for position in terms.row(sentence) {
        let weight = weighted.weights[position]
        for (other, otherWeight) in postings[Int(terms.terms[position])] {
          cosines[Int(other)] += weight * otherWeight
        }
      }
      for other in cosines.indices {
        if cosines[other] > threshold, other != sentence { neighbours.append(Int32(other)) }
        cosines[other] = 0
      }
      guard neighbours.count <= Self.maximumEdges else { throw .graphTooLarge(edges: Self.maximumEdges) }
      starts.append(neighbours.count)
    }
    return (starts, neighbours)
  }
}
