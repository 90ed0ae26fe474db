import Platform
import Tensors

/// Finds probable sequences of words: beam search with the length and the coverage penalty of Wu et al. 2016.
///
///     score(Y) = log p(Y) / ((5 + |Y|) / 6)^length penalty + coverage penalty · Σ log min(Σ α, 1)
///
/// The sums are over the places of the source and over the steps; |Y| counts the end. The same decoder and
/// the same source give the same sequences, whatever stands beside the source in its batch: where scores are
/// equal, the hypothesis that stood before, and then the lower word, is the better one.
public struct BeamSearch: Sendable, Hashable {
  /// Hypotheses that are kept at each step.
  public var beam = 5
  /// Sequences that come back for each source, best first.
  public var best = 1
  /// Most words of a sequence.
  public var longest = 30
  /// Fewest words.
  public var shortest = 1
  /// How much long sequences are preferred; 0 for not at all.
  public var lengthPenalty = 0.0
  /// How much it counts that a place was not attended to; 0 for not at all.
  public var coveragePenalty = 0.0
  /// Whether the same three words may stand twice.
  public var repeatsTrigrams = false

  /// The defaults.
  public init() {}

  /// A sequence that was found.
  public struct Hypothesis: Sendable, Hashable {
    /// Its words, without start and end, as the source numbers them.
    public var words: [Int]
    /// log p, the end included.
    public var logProbability: Double
    /// What it is ordered by.
    public var score: Double
    /// For each word, and for the end, how much each place of the source was attended to:
    /// [words + 1][places].
    public var weights: [[Float]]

    /// A finished sequence.
    public init(words: [Int], logProbability: Double, score: Double, weights: [[Float]]) {
      (self.words, self.logProbability, self.score, self.weights) = (words, logProbability, score, weights)
    }
  }

  /// A hypothesis that goes on.
  private struct Open {
    var words: [Int] = []
    var logProbability = 0.0
    var weights: [[Float]] = []
  }

  private struct Candidate {
    var parent: Int
    var word: Int
    var logProbability: Double
  }

  /// The best sequences for each source, at least one where `longest` allows any.
  public func run<Decoder: SequenceDecoder>(
    _ decoder: Decoder, from source: DecoderSource<Decoder.Scalar>
  ) -> [[Hypothesis]] {
    let count = source.lengths.count
    var open = [[Open]](repeating: [Open()], count: count)
    var found = [[Hypothesis]](repeating: [], count: count)
    var state = decoder.start(source)
    while open.contains(where: { !$0.isEmpty }) {
      // 1. One step for all hypotheses of all sources at once; `state` has a row for each of them.
      let last = open.joined().map { $0.words.last ?? DecoderWord.start }
      let output = decoder.step(last, &state)
      let probabilities = decoder.output.probabilities(output, source: state.source)
      let weights = output.weights.values.map { Float($0) }, places = state.source.places
      // 2. Each source keeps its best.
      var row = 0, rows: [Int] = []
      for index in 0..<count {
        let parents = open[index], first = row
        row += parents.count
        guard !parents.isEmpty else { continue }
        func attention(_ parent: Int) -> [Float] {
          let from = (first + parent) * places
          return Array(weights[from..<from + source.lengths[index]])
        }
        open[index] = []
        let candidates = candidates(parents, probabilities[first..<row])
        for (rank, candidate) in candidates.enumerated() {
          let parent = parents[candidate.parent]
          let seen = parent.weights + [attention(candidate.parent)]
          if candidate.word == DecoderWord.end {
            guard rank < beam else { continue }
            found[index].append(
              Hypothesis(
                words: parent.words, logProbability: candidate.logProbability,
                score: score(candidate.logProbability, length: parent.words.count + 1, seen), weights: seen))
          } else if open[index].count < beam {
            open[index].append(
              Open(
                words: parent.words + [candidate.word], logProbability: candidate.logProbability,
                weights: seen))
            rows.append(first + candidate.parent)
          }
        }
        if isFinished(open[index], &found[index]) {
          rows.removeLast(open[index].count)
          open[index] = []
        }
      }
      if !rows.isEmpty { state = state.selecting(rows) }
    }
    return found.map { Array($0.prefix(max(1, best))) }
  }

  /// Continuations in falling order of probability, as many as can matter: every open hypothesis may end, so
  /// that twice the beam holds at least a beam of those that do not.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  private func candidates<Scalar: TensorScalar>(
    _ parents: [Open], _ probabilities: ArraySlice<[Scalar]>
  ) -> [Candidate] {
    var kept: [Candidate] = []
    let limit = 2 * beam
    func isBefore(_ a: Candidate, _ b: Candidate) -> Bool {
      (-a.logProbability, a.parent, a.word) < (-b.logProbability, b.parent, b.word)
    }
    for parent in parents.indices {
      let row = probabilities[probabilities.startIndex + parent]
      let hypothesis = parents[parent], length = hypothesis.words.count
      let blocked = repeatsTrigrams ? [] : Self.blocked(hypothesis.words)
      // Most words are far below the least that can be kept, which takes no logarithm to see.
      func bound() -> Scalar {
        guard kept.count == limit, let worst = kept.last else { return 0 }
        return Scalar(0.999 * Mathematics.exp(min(0, worst.logProbability - hypothesis.logProbability)))
      }
      var least = bound()
      for word in row.indices where row[word] > least {
        let probability = row[word]
        if word == DecoderWord.unknown || word == DecoderWord.start || blocked.contains(word) { continue }
        if word == DecoderWord.end ? length < shortest : length >= longest { continue }
        let candidate = Candidate(
          parent: parent, word: word,
          logProbability: hypothesis.logProbability + Mathematics.log(Double(probability)))
        if kept.count == limit, let worst = kept.last, !isBefore(candidate, worst) { continue }
        kept.insert(candidate, at: kept.sortedIndex(pastAllThat: { isBefore($0, candidate) }))
        if kept.count > limit { kept.removeLast() }
        least = bound()
      }
    }
    return kept
  }

  /// Words that would make three words stand a second time.
  private static func blocked(_ words: [Int]) -> Set<Int> {
    guard words.count >= 3 else { return [] }
    let (a, b) = (words[words.count - 2], words[words.count - 1])
    return Set(
      (0..<words.count - 2).filter { words[$0] == a && words[$0 + 1] == b }.map { words[$0 + 2] })
  }

  /// Whether nothing that is open can still come before the best that were found, which are put in order.
  private func isFinished(_ open: [Open], _ found: inout [Hypothesis]) -> Bool {
    // `sort` is not stable: the order in which they were found decides where scores are equal.
    found = found.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
      .map(\.element)
    guard !open.isEmpty, found.count >= max(1, best) else { return open.isEmpty }
    let worst = found[max(1, best) - 1].score
    return open.allSatisfy { bound($0) <= worst }
  }

  /// The highest score that a continuation can have: its probability only falls, and no length helps it more
  /// than the longest.
  private func bound(_ hypothesis: Open) -> Double {
    hypothesis.logProbability
      / max(length(hypothesis.words.count + 1), length(longest + 1))
  }

  private func length(_ words: Int) -> Double { Mathematics.pow(Double(5 + words) / 6, lengthPenalty) }

  private func score(_ logProbability: Double, length words: Int, _ weights: [[Float]]) -> Double {
    var score = logProbability / length(words)
    guard coveragePenalty > 0, let places = weights.first?.count else { return score }
    for place in 0..<places {
      // A place that nothing looked at would cost infinitely much.
      let sum = weights.reduce(0) { $0 + Double($1[place]) }
      score += coveragePenalty * Mathematics.log(min(max(sum, 1e-10), 1))
    }
    return score
  }
}
