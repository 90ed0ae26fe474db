/// What a document says again and again, and so what its summary should say: stems that stand in at least two of its
/// sentences, each weighing the logarithm of how many (Gillick and Favre 2009 cover bigrams so).
struct Coverage {
  private let terms: SentenceTerms
  private let weights: [Double]
  /// What a sentence covers by itself, on average.
  private let mean: Double
  private var covered: [Bool]

  /// More than so many times the average sentence's weight does not count.
  private static let most = 2.5

  init(_ terms: SentenceTerms) {
    self.terms = terms
    let weights = terms.sentenceFrequency.map { $0 > 1 ? Mathematics.log(1 + Double($0)) : 0 }
    var (total, count) = (0.0, 0)
    for sentence in 0..<terms.count {
      let own = terms.row(sentence).reduce(0.0) { $0 + weights[Int(terms.terms[$1])] }
      if own > 0 { (total, count) = (total + own, count + 1) }
    }
    self.weights = weights
    covered = [Bool](repeating: false, count: weights.count)
    mean = count > 0 ? total / Double(count) : 1
  }

  /// What sentences add to what is covered, in average sentences.
  func gain(_ sentences: [Int]) -> Double {
    var sum = 0.0
    if sentences.count == 1 {
      for place in terms.row(sentences[0]) where !covered[Int(terms.terms[place])] {
        sum += weights[Int(terms.terms[place])]
      }
      return min(Self.most, sum / mean)
    }
    var seen = Set<Int32>()
    for sentence in sentences {
      for place in terms.row(sentence) where !covered[Int(terms.terms[place])] {
        if seen.insert(terms.terms[place]).inserted { sum += weights[Int(terms.terms[place])] }
      }
    }
    return min(Self.most * Double(sentences.count), sum / mean)
  }

  /// Counts a sentence as chosen.
  mutating func add(_ sentence: Int) {
    for place in terms.row(sentence) { covered[Int(terms.terms[place])] = true }
  }

  /// Forgets what is covered, and counts these.
  mutating func reset(to sentences: [Int]) {
    for index in covered.indices { covered[index] = false }
    for sentence in sentences { add(sentence) }
  }
}
