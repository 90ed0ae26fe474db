import Platform

/// What a document says, stem by stem, and so what its summary should say: a stem weighs as much as the
/// sentences that it stands in (maximum coverage, Gillick and Favre 2009, with weights from the method
/// instead of counts). What stands in one sentence alone weighs a quarter: a fact is often told once, but so
/// is what does not matter.
struct Coverage {
  private let terms: SentenceTerms
  private let weights: [Double]
  /// What a sentence covers by itself, on average.
  private let mean: Double
  private var covered: [Bool]

  /// Share of its weight that a stem of one sentence keeps.
  private static let once = 0.25
  /// Deviations above the mean beyond which a sentence gives its stems no more.
  private static let highest = 4.0
  /// More than so many times the average sentence's weight does not count: long sentences would win by their
  /// length.
  private static let most = 1.0

  /// - Parameter values: What each sentence is worth, in deviations; infinite where it may not be chosen.
  init(_ terms: SentenceTerms, values: [Double]) {
    self.terms = terms
    var weights = [Double](repeating: 0, count: terms.vocabulary)
    for (sentence, value) in values.enumerated() where value.isFinite {
      let share = Mathematics.exp(min(Self.highest, value))
      for place in terms.row(sentence) { weights[Int(terms.terms[place])] += share }
    }
    for (term, frequency) in terms.sentenceFrequency.enumerated() {
      weights[term] = (frequency > 1 ? 1 : Self.once) * weights[term].squareRoot()
    }
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
