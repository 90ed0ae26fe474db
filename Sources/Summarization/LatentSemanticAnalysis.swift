/// Latent semantic analysis for summaries (Gong and Liu 2001; Steinberger and Ježek 2004).
///
/// The term–sentence matrix is reduced to its strongest topics; a sentence weighs √Σ (σᵢ vᵢ)² over the topics
/// whose σ is at least half of the largest. The topics come from orthogonal iteration on the sparse matrix,
/// so that time and memory are linear in the words.
package struct LatentSemanticAnalysis: Sendable {
  /// Most topics looked for; more than half of the largest σ is seldom reached by so many.
  package static let maximumTopics = 12
  private static let rounds = 40

  private let terms: SentenceTerms

  package init(_ terms: SentenceTerms) {
    self.terms = terms
  }

  /// Weight of each sentence.
  package func scores() -> [Double] {
    let count = terms.count
    let topics = min(Self.maximumTopics, count)
    guard topics > 0 else { return [] }
    // Any start with parts of every topic will do; this one is the same on every run.
    var basis: [[Double]] = (0..<topics).map { topic in
      (0..<count).map { sentence in
        let noise = (sentence * 31 + topic * 17) % 101
        return sentence % topics == topic ? 1 : Double(noise) / 1000
      }
    }
    var values = [Double](repeating: 0, count: topics)
    for _ in 0..<Self.rounds {
      for topic in 0..<topics {
        var vector = gram(basis[topic])
        for other in 0..<topic {
          let shared = Self.dot(vector, basis[other])
          for index in vector.indices { vector[index] -= shared * basis[other][index] }
        }
        let norm = Self.dot(vector, vector).squareRoot()
        values[topic] = norm
        basis[topic] = norm > 1e-12 ? vector.map { $0 / norm } : [Double](repeating: 0, count: count)
      }
    }
    let strongest = (values.max() ?? 0).squareRoot()
    var scores = [Double](repeating: 0, count: count)
    for topic in 0..<topics where values[topic].squareRoot() >= strongest / 2 {
      for index in scores.indices {
        scores[index] += values[topic] * basis[topic][index] * basis[topic][index]
      }
    }
    return scores.map { $0.squareRoot() }
  }

  /// AᵀA x, where the columns of A are sentences of raw counts.
  private func gram(_ vector: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: terms.vocabulary)
    for sentence in 0..<terms.count {
      for position in terms.row(sentence) {
        sums[Int(terms.terms[position])] += Double(terms.counts[position]) * vector[sentence]
      }
    }
    return (0..<terms.count).map { sentence in
      terms.row(sentence).reduce(0) { $0 + Double(terms.counts[$1]) * sums[Int(terms.terms[$1])] }
    }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}
