/// Precision, recall and their harmonic mean for one ROUGE measure, each in 0…1.
public struct RougeScore: Sendable, Hashable {
  /// Share of the candidate that the reference has too.
  public var precision: Double
  /// Share of the reference that the candidate has too.
  public var recall: Double
  /// Harmonic mean of precision and recall; 0 where both are.
  public var fMeasure: Double

  /// Creates a score; the F-measure follows from the two.
  public init(precision: Double, recall: Double) {
    self.precision = precision
    self.recall = recall
    fMeasure = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }

  /// Nothing in common.
  public static let zero = RougeScore(precision: 0, recall: 0)

  init(hits: Int, candidate: Int, reference: Int) {
    self.init(
      precision: Double(hits) / Double(max(candidate, 1)), recall: Double(hits) / Double(max(reference, 1)))
  }
}

/// The four measures that summaries are judged by.
public struct RougeScores: Sendable, Hashable {
  /// Overlap of single words.
  public var rouge1: RougeScore
  /// Overlap of pairs of adjacent words.
  public var rouge2: RougeScore
  /// Longest common subsequence over the whole text, line ends ignored.
  public var rougeL: RougeScore
  /// Summary-level longest common subsequence: union over sentences, one sentence a line.
  public var rougeLsum: RougeScore

  /// Nothing in common.
  public static let zero = RougeScores(rouge1: .zero, rouge2: .zero, rougeL: .zero, rougeLsum: .zero)

  /// Creates scores from the four measures.
  public init(rouge1: RougeScore, rouge2: RougeScore, rougeL: RougeScore, rougeLsum: RougeScore) {
    self.rouge1 = rouge1
    self.rouge2 = rouge2
    self.rougeL = rougeL
    self.rougeLsum = rougeLsum
  }

  /// For each measure the better of the two by F-measure; `self` where they are equal.
  func best(with other: RougeScores) -> RougeScores {
    func pick(_ first: RougeScore, _ second: RougeScore) -> RougeScore {
      second.fMeasure > first.fMeasure ? second : first
    }
    return RougeScores(
      rouge1: pick(rouge1, other.rouge1), rouge2: pick(rouge2, other.rouge2),
      rougeL: pick(rougeL, other.rougeL), rougeLsum: pick(rougeLsum, other.rougeLsum))
  }
}

/// ROUGE (Lin 2004) as the Python package `rouge-score` computes it.
///
/// Values equal that package's `RougeScorer(["rouge1", "rouge2", "rougeL", "rougeLsum"], use_stemmer=True)`.
/// For ROUGE-Lsum, texts hold one sentence a line. Where references are mostly in another script than Latin,
/// in which that package finds nothing, words and characters of that script are compared.
public struct RougeScorer: Sendable {
  /// Whether words are stemmed before they are compared.
  public var stemming: Bool

  /// Creates a scorer.
  public init(stemming: Bool = true) {
    self.stemming = stemming
  }

  /// Scores `candidate` against one reference.
  public func score(_ candidate: String, against reference: String) -> RougeScores {
    score(candidate, against: [reference])
  }

  /// Scores `candidate` against each reference and takes, for each measure, the best by F-measure.
  ///
  /// Without any reference every score is 0.
  public func score(_ candidate: String, against references: [String]) -> RougeScores {
    var workspace = RougeWorkspace(stemming: stemming)
    workspace.vocabulary.settle(for: references)
    let candidate = workspace.vocabulary.lines(in: candidate)
    let references = references.map { workspace.vocabulary.lines(in: $0) }
    return workspace.score(candidate, against: references)
  }
}

/// A vocabulary and the scratch space of the measures, for scoring many texts one after another.
package struct RougeWorkspace {
  package var vocabulary: RougeVocabulary
  private var subsequence = LongestCommonSubsequence()

  package init(stemming: Bool = true) {
    vocabulary = RougeVocabulary(stemming: stemming)
  }

  /// The best scores of `candidate` over `references`; all three come from this workspace's vocabulary.
  package mutating func score(_ candidate: RougeText, against references: [RougeText]) -> RougeScores {
    var best: RougeScores?
    for reference in references {
      let scores = score(candidate, against: reference)
      best = best?.best(with: scores) ?? scores
    }
    return best ?? .zero
  }

  private mutating func score(_ candidate: RougeText, against reference: RougeText) -> RougeScores {
    let tokens = candidate.tokens
    let gold = reference.tokens
    return RougeScores(
      rouge1: Self.overlap(tokens.map { UInt64($0) }, gold.map { UInt64($0) }),
      rouge2: Self.overlap(Self.bigrams(tokens), Self.bigrams(gold)),
      rougeL: sequenceScore(tokens, gold), rougeLsum: summaryScore(candidate, reference))
  }

  package static func bigrams(_ tokens: [Int32]) -> [UInt64] {
    zip(tokens, tokens.dropFirst()).map { UInt64($0) << 32 | UInt64($1) }
  }

  /// Clipped overlap of two bags, by merging them sorted.
  private static func overlap(_ candidate: [UInt64], _ reference: [UInt64]) -> RougeScore {
    let first = candidate.sorted()
    let second = reference.sorted()
    var hits = 0
    var i = 0
    var j = 0
    while i < first.count, j < second.count {
      if first[i] == second[j] {
        hits += 1
        i += 1
        j += 1
      } else if first[i] < second[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return RougeScore(hits: hits, candidate: first.count, reference: second.count)
  }

  private mutating func sequenceScore(_ candidate: [Int32], _ reference: [Int32]) -> RougeScore {
    guard !candidate.isEmpty, !reference.isEmpty else { return .zero }
    subsequence.prepare(candidate: candidate, vocabulary: vocabulary.count)
    let hits = subsequence.length(reference: reference)
    return RougeScore(hits: hits, candidate: candidate.count, reference: reference.count)
  }

  /// Lin 2004, section 3.2, with the clipping of ROUGE 1.5.5: a token counts as often as both texts have it.
  private mutating func summaryScore(_ candidate: RougeText, _ reference: RougeText) -> RougeScore {
    let candidateCount = candidate.lines.reduce(0) { $0 + $1.count }
    let referenceCount = reference.lines.reduce(0) { $0 + $1.count }
    guard candidateCount > 0, referenceCount > 0 else { return .zero }
    var marks = reference.lines.map { [Bool](repeating: false, count: $0.count) }
    for line in candidate.lines where !line.isEmpty {
      subsequence.prepare(candidate: line, vocabulary: vocabulary.count)
      for index in reference.lines.indices {
        subsequence.mark(reference: reference.lines[index], in: &marks[index])
      }
    }
    var left: [Int32: (candidate: Int, reference: Int)] = [:]
    for line in candidate.lines { for token in line { left[token, default: (0, 0)].candidate += 1 } }
    for line in reference.lines { for token in line { left[token, default: (0, 0)].reference += 1 } }
    var hits = 0
    for (line, marked) in zip(reference.lines, marks) {
      for (token, isMarked) in zip(line, marked) where isMarked {
        guard let counts = left[token], counts.candidate > 0, counts.reference > 0 else { continue }
        hits += 1
        left[token] = (counts.candidate - 1, counts.reference - 1)
      }
    }
    return RougeScore(hits: hits, candidate: candidateCount, reference: referenceCount)
  }
}
