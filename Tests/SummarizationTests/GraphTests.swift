import Platform
import Summarization
import Testing

@Suite("Graphs of sentences")
struct GraphTests {
  /// Sentences of random words, some rare, some frequent; the same on every run.
  private static func terms(_ count: Int) -> SentenceTerms {
    var numbers = SplitMix64(seed: 7)
    func random(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &numbers) }
    let sentences = (0..<count).map { _ in
      (0..<random(20)).map { _ in "word" + String(random(random(60) + 1), radix: 26) }.joined(separator: " ")
    }
    return SentenceTerms(sentences.map { $0[...] }, language: "und")
  }

  private static func set(_ terms: SentenceTerms, _ index: Int) -> Set<Int32> {
    Set(terms.row(index).map { terms.terms[$0] })
  }

  @Test("TextRank's product by classes equals the sum over all pairs")
  func textRank() {
    let terms = Self.terms(80)
    let vector = (0..<80).map { Double($0 % 7) + 0.5 }
    let fast = TextRank(terms).multiply(vector)
    for i in 0..<80 {
      var sum = 0.0
      for j in 0..<80 where j != i {
        let (a, b) = (Self.set(terms, i), Self.set(terms, j))
        let logs = a.isEmpty || b.isEmpty ? 0 : logarithm(a.count) + logarithm(b.count)
        if logs > 0 { sum += vector[j] * Double(a.intersection(b).count) / logs }
      }
      #expect(abs(fast[i] - sum) < 1e-6 * max(1, sum))
    }
  }

  @Test("LexRank's product equals the sum of cosines")
  func lexRank() {
    let weighted = WeightedTerms(Self.terms(60))
    let vector = (0..<60).map { Double($0 % 5) }
    let fast = weighted.multiply(vector)
    for i in 0..<60 {
      let sum = (0..<60).filter { $0 != i }.reduce(0.0) { $0 + vector[$1] * Double(weighted.cosine(i, $1)) }
      #expect(abs(fast[i] - sum) < 1e-4)
    }
  }

  /// Equation 1 of Erkan and Radev on a table of all pairs, for more rounds than any walk takes to settle.
  private static func powerIteration(_ weighted: WeightedTerms, above threshold: Float) -> [Double] {
    let count = weighted.terms.count
    let edges = (0..<count).map { i in
      (0..<count).map { $0 != i && weighted.cosine(i, $0) > threshold }
    }
    let degrees = edges.map { row in Double(row.count { $0 }) }
    var scores = [Double](repeating: 1 / Double(count), count: count)
    for _ in 0..<300 {
      scores = (0..<count).map { i in
        let reached = (0..<count).filter { edges[i][$0] }.reduce(0.0) { $0 + scores[$1] / degrees[$1] }
        return 0.15 / Double(count) + 0.85 * reached
      }
    }
    return scores
  }

  @Test(
    "LexRank with a threshold is PageRank over the pairs above it, each of weight 1",
    arguments: [0, 0.1, 0.5] as [Float])
  func thresholds(threshold: Float) throws {
    let weighted = WeightedTerms(Self.terms(60))
    let scores = try LexRank(weighted).scores(threshold: threshold)
    let expected = Self.powerIteration(weighted, above: threshold)
    // A graph without edges, or with all of them, would say nothing: all sentences would be worth the same.
    #expect(Set(expected).count > 5)
    #expect(scores.count == expected.count)
    #expect(zip(scores, expected).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("Another threshold is another graph, and no threshold leaves the weights of pairs")
  func thresholdCounts() throws {
    let ranks = LexRank(WeightedTerms(Self.terms(60)))
    let (low, high) = (try ranks.scores(threshold: 0), try ranks.scores(threshold: 0.5))
    func distance(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + abs($1.0 - $1.1) } }
    #expect(distance(low, high) > 0.01)
    #expect(distance(low, ranks.scores()) > 0.01)
    #expect(distance(high, ranks.scores()) > 0.01)
  }

  @Test("A walk on a star ends at its centre, and a bias pulls it where it should")
  func randomWalk() {
    func star(_ x: [Double]) -> [Double] { [x[1...].reduce(0, +)] + x.dropFirst().map { _ in x[0] } }
    let free = RandomWalk().scores(count: 5, multiply: star)
    #expect(free.indices.max { free[$0] < free[$1] } == 0)
    #expect(abs(free.reduce(0, +) - 1) < 1e-4)
    let biased = RandomWalk().scores(count: 5, bias: [0, 0, 0, 1, 0], multiply: star)
    #expect(biased[3] > biased[2])
    let lonely = RandomWalk().scores(count: 2) { _ in [0, 0] }
    #expect(lonely[0] == lonely[1])
    #expect(RandomWalk().scores(count: 0) { $0 }.isEmpty)
  }

  @Test("Attention in tiles equals the formula, whole and local")
  func attention() throws {
    let count = 150
    let values = (0..<count * 16).map { Float(($0 &* 2_654_435_761) % 1000) / 500 - 1 }
    let vectors = SentenceVectors(values, width: 16)
    let whole = try SentenceAttention().received(vectors)
    let local = try SentenceAttention(span: 64).received(vectors)
    for (result, reach) in [(whole, 4), (local, 1)] {
      var expected = [Double](repeating: 0, count: count)
      for i in 0..<count {
        let keys = (0..<count).filter { $0 != i && abs($0 / 64 - i / 64) <= reach }
        let weights = keys.map { exponential((Double(vectors.cosine(i, $0)) - 1) / 0.2) }
        for (key, weight) in zip(keys, weights) { expected[key] += weight / weights.reduce(0, +) }
      }
      for (ours, theirs) in zip(result, expected) { #expect(abs(ours - theirs) < 1e-4) }
    }
    #expect(try SentenceAttention().received(SentenceVectors([1, 0], width: 2)) == [0])
  }

  @Test("Latent semantic analysis weighs the sentences of the main topic most")
  func latentSemanticAnalysis() {
    let sentences = ["ferry island sea", "ferry island harbour", "ferry sea harbour island", "bees honey"]
    let scores = LatentSemanticAnalysis(SentenceTerms(sentences.map { $0[...] }, language: "en")).scores()
    #expect(scores.indices.max { scores[$0] < scores[$1] } == 2)
    #expect(scores.indices.min { scores[$0] < scores[$1] } == 3)
  }
}

@Suite("Selection")
struct SelectionTests {
  /// Compares every sentence with every choice.
  private static func exhaustive(_ s: Selection) -> [Int] {
    var chosen: [Int] = []
    var used = 0
    while chosen.count < s.maximumSentences {
      var best: (value: Double, index: Int)?
      for i in s.scores.indices where !chosen.contains(i) && used + s.words[i] <= s.maximumWords {
        let repetition = chosen.reduce(0) { max($0, s.similarity(i, $1)) }
        let free = s.companion[i].map(chosen.contains) ?? false
        let value =
          s.scores[i] - s.redundancyPenalty * repetition - (free ? 0 : s.anaphoraPenalty * s.dependence[i])
        if value > best?.value ?? -.infinity { best = (value, i) }
      }
      guard let best else { break }
      chosen.append(best.index)
      used += s.words[best.index]
    }
    return chosen
  }

  @Test("The queue gives what comparing everything with everything gives", arguments: 1...40)
  func exhaustive(seed: Int) {
    var numbers = SplitMix64(seed: UInt64(seed))
    func random(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &numbers) }
    let count = 1 + random(40)
    let scores = (0..<count).map { _ in Double(random(8)) / 4 }
    let table = (0..<count * count).map { _ in Double(random(5)) / 4 }
    let selection = Selection(
      scores: scores, words: (0..<count).map { _ in 1 + random(9) },
      dependence: (0..<count).map { _ in Double(random(3)) / 2 },
      companion: (0..<count).map { $0 > 0 && random(3) > 0 ? $0 - 1 : nil },
      maximumSentences: 1 + random(15), maximumWords: 5 + random(60), redundancyPenalty: Double(random(3)),
      anaphoraPenalty: Double(random(3)), similarity: { table[min($0, $1) * count + max($0, $1)] })
    let choices = selection.run()
    #expect(choices.map(\.index) == Self.exhaustive(selection))
    for choice in choices {
      #expect(abs(choice.score - scores[choice.index] - choice.redundancy - choice.context) < 1e-12)
    }
  }

  @Test("What a better sentence was too long for is filled only with what is worth enough")
  func filling() {
    func chosen(_ floor: Double, maximumWords: Int) -> [Int] {
      Selection(
        scores: [5, 4, 2, 1], words: [6, 5, 2, 2], dependence: [0, 0, 0, 0], companion: [nil, nil, nil, nil],
        maximumSentences: 4, maximumWords: maximumWords, redundancyPenalty: 0, anaphoraPenalty: 0,
        fillFloor: floor,
        similarity: { _, _ in 0 }
      ).run().map(\.index)
    }
    #expect(chosen(-.infinity, maximumWords: 10) == [0, 2, 3])
    #expect(chosen(1.5, maximumWords: 10) == [0, 2])
    #expect(chosen(3, maximumWords: 10) == [0])
    // Where there is room for every better one, the floor does not matter.
    #expect(chosen(3, maximumWords: 15) == [0, 1, 2, 3])
    // A sentence that no budget of this size could hold is not missed.
    #expect(chosen(3, maximumWords: 4) == [2, 3])
  }
}
