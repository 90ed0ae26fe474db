import Evaluation
import Explanation
import Foundation
import HierarchicalModels
import SpanExtraction
import Testing

/// A model whose important words are known: the third and the sixth word say everything.
private struct Planted: ExplainedPrediction {
  var id = "planted"
  var prediction = "yes"
  var words: [String] = (0..<10).map { "w\($0)" }
  var weights: [Double]

  func probabilities(erasing sets: [Set<Int>]) throws -> [Double] {
    sets.map { (erased: Set<Int>) -> Double in
      let third: Double = erased.contains(2) ? 0 : 0.5
      let sixth: Double = erased.contains(5) ? 0 : 0.25
      return third + sixth + 0.25
    }
  }
  func attention() throws -> [Double] { weights }
  func gradientTimesInput() throws -> [Double]? { [0, 0, 1, 0, 0, 2, 0, 0, 0, 0] }
  func distributions(replacing replacements: [AttentionReplacement]) throws -> [[Double]]? {
    let others = replacements.map { replacement -> [Double] in
      switch replacement {
      case .uniform: [0.25, 0.75]
      case .permuted(let seed): seed == 1 ? [0.75, 0.25] : [0.5, 0.5]
      }
    }
    return [[0.75, 0.25]] + others
  }
}

@Suite("Measures of explanations")
struct MeasureTests {
  private func planted(_ third: Double, _ sixth: Double) -> Planted {
    var weights: [Double] = (0..<10).map { 0.01 * Double($0) }
    weights[2] = third
    weights[5] = sixth
    return Planted(weights: weights)
  }

  private var plan: ExampleFaithfulness.Plan {
    var plan = ExampleFaithfulness.Plan()
    plan.shares = [0.1, 0.2]
    plan.seeds = [1, 2]
    return plan
  }

  @Test(
    "Erasing what attention ranks first, and keeping nothing else, moves the probability as reckoned by hand")
  func erasure() throws {
    let found = try ExampleFaithfulness(planted(0.9, 0.8), plan)
    #expect(found.probability == 1 && found.words == 10)
    #expect(found.comprehensiveness[.attention] == [0.5, 0.75])
    // With the third word alone the sixth's quarter is missing; with both nothing is.
    #expect(found.sufficiency[.attention] == [0.25, 0])
    // The gradient takes the sixth word first.
    #expect(found.comprehensiveness[.gradient] == [0.25, 0.75])
    #expect(found.sufficiency[.gradient] == [0.5, 0])
    let area: Double = 1.25 / 3
    #expect(ExampleFaithfulness.area([0.5, 0.75]) == area)
  }

  @Test("Attention that looks at the wrong words is neither comprehensive nor sufficient")
  func wrong() throws {
    let found = try ExampleFaithfulness(planted(0, 0), plan)
    #expect(found.comprehensiveness[.attention] == [0, 0])
    #expect(found.sufficiency[.attention] == [0.75, 0.75])
    #expect((found.leaveOneOut[.attention] ?? 1) < 0)
    let right = try #require(try ExampleFaithfulness(planted(0.9, 0.8), plan).leaveOneOut[.attention])
    #expect(right > 0.5)
  }

  @Test("Other weights are compared with the model's own distribution, permutations by their mean")
  func replaced() throws {
    let found = try ExampleFaithfulness(planted(0.9, 0.8), plan)
    #expect(found.uniform == 0.5 && found.changedByUniform == true)
    // One permutation changes nothing, the other moves a quarter.
    #expect(found.permuted == 0.125)
  }

  @Test("A share of few words is one word, and never more than there are")
  func counts() {
    #expect(ExampleFaithfulness.count(of: 0.01, in: 30) == 1)
    #expect(ExampleFaithfulness.count(of: 0.05, in: 30) == 2)
    #expect(ExampleFaithfulness.count(of: 0.5, in: 3) == 2)
    #expect(ExampleFaithfulness.count(of: 1, in: 3) == 3)
    #expect(ExampleFaithfulness.count(of: 0.5, in: 0) == 0)
  }

  @Test("Kendall's tau is as reckoned by hand, with ties and without")
  func tau() throws {
    // Five pairs agree, one does not.
    let most = try #require(KendallTau.b([1, 2, 3, 4], [1, 3, 2, 4]))
    #expect(abs(most - 4.0 / 6) < 1e-12)
    #expect(KendallTau.b([1, 2, 3], [3, 2, 1]) == -1)
    // Of three pairs one is tied on the left: 2 ÷ √(2 · 3).
    let tied = try #require(KendallTau.b([1, 1, 2], [1, 2, 3]))
    #expect(abs(tied - 2 / 6.0.squareRoot()) < 1e-12)
    #expect(KendallTau.b([1, 1], [1, 2]) == nil)
    #expect(KendallTau.b([1], [2]) == nil)
  }

  @Test("Agreement with marked words is as reckoned by hand; no order at all gets what chance does")
  func agreement() throws {
    let marked = [true, false, true, false]
    let precision = try #require(RationaleAgreement.averagePrecision([0.9, 0.8, 0.7, 0.1], marked: marked))
    let byHand: Double = (1 + 2.0 / 3) / 2
    #expect(abs(precision - byHand) < 1e-12)
    #expect(RationaleAgreement.area([0.9, 0.8, 0.7, 0.1], marked: marked) == 0.75)
    #expect(RationaleAgreement.averagePrecision([0, 0, 0, 0], marked: marked) == 0.5)
    #expect(RationaleAgreement.area([0, 0, 0, 0], marked: marked) == 0.5)
    #expect(RationaleAgreement.area([1, 2], marked: [true, true]) == nil)
    #expect(RationaleAgreement.averagePrecision([1, 2], marked: [false, false]) == nil)
  }

  @Test("Attention rollout goes through the layers as reckoned by hand")
  func rollout() {
    let lower: [Float] = [0.5, 0.5, 0, 1], upper: [Float] = [1, 0, 0.5, 0.5]
    // From the second place: half stays and half looks, first by the upper layer (¼, ¾), then by the lower.
    let rows = AttentionFlow.rollout(from: [1..<2], length: 2, layers: [lower, upper])
    #expect(rows == [[0.1875, 0.8125]])
  }

  @Test("Replaced weights are the same numbers elsewhere, or all the same, and padding stays out")
  func replacement() {
    let weights: [Float] = [0.7, 0.2, 0.1, 0, 1, 0, 0, 0]
    let third: Float = 1 / 3
    let even: [Float] = [third, third, third, 0, 1, 0, 0, 0]
    #expect(AttentionReplacement.uniform.replaced(weights, lengths: [3, 1], stride: 4) == even)
    var orders: Set<[Float]> = []
    for seed in UInt64(1)...20 {
      let permuted = AttentionReplacement.permuted(seed: seed).replaced(weights, lengths: [3, 1], stride: 4)
      let own: [Float] = permuted[..<3].sorted(), rest = Array(permuted[3...])
      #expect(own == [0.1, 0.2, 0.7])
      #expect(rest == [0, 1, 0, 0, 0])
      let again = AttentionReplacement.permuted(seed: seed).replaced(weights, lengths: [3, 1], stride: 4)
      #expect(permuted == again)
      orders.insert(permuted)
    }
    #expect(orders.count == 6)
  }

  @Test("A report gives means with intervals, and what a ranking has over chance on the same examples")
  func report() throws {
    var more = plan
    more.seeds = [1, 2, 3]
    let examples = try [planted(0.9, 0.8), planted(0.9, 0), planted(0, 0)].map {
      try ExampleFaithfulness($0, more)
    }
    let subject = FaithfulnessReport.Subject(
      task: "reader", model: "planted", sha256: "0", data: "none", attention: "all", erasure: "left out")
    let report = FaithfulnessReport(subject, examples, skipped: 2, plan: more)
    let attention = try #require(report.rankings.first { $0.ranking == .attention })
    let random = try #require(report.rankings.first { $0.ranking == .random })
    #expect(report.examples == 3 && report.skipped == 2 && report.words == 10)
    // The first example loses ½ and ¾, the second, which finds one of the two words, ½ and ½, the third
    // nothing.
    let curve: [Double] = [1.0 / 3, 1.25 / 3]
    for (found, byHand) in zip(attention.comprehensiveness, curve) {
      #expect(abs(found.mean - byHand) < 1e-12)
    }
    let area = attention.comprehensivenessArea
    let mean: Double = (1.25 + 1.0 + 0) / 9
    #expect(abs(area.mean - mean) < 1e-12)
    #expect(area.low <= area.mean && area.mean <= area.high)
    let over = try #require(attention.comprehensivenessOverRandom)
    let difference = area.mean - random.comprehensivenessArea.mean
    #expect(abs(over.mean - difference) < 1e-12)
    #expect(random.comprehensivenessOverRandom == nil)
    let again = try JSONDecoder().decode(
      FaithfulnessReport.self, from: JSONEncoder().encode(report))
    #expect(again == report)
  }

  @Test("Evidence shows attention and erasure of words, and of sentences as a whole")
  func evidence() throws {
    let found = try Evidence(planted(0.9, 0.8), groups: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    #expect(found.words[2].erasure == 0.5 && found.words[5].erasure == 0.25 && found.words[0].erasure == 0)
    #expect(found.groups.map(\.erasure) == [0.5, 0.25])
    #expect(abs(found.groups[0].attention - (0.9 + 0.08)) < 1e-12)
    let few = try Evidence(planted(0.9, 0.8), mostErased: 1)
    #expect(few.words[2].erasure == 0.5 && few.words[5].erasure == nil && few.agreement == nil)
  }
}

@Suite("Words that people marked")
struct RationalesTests {
  private func file(_ text: String) throws -> String {
    let path = NSTemporaryDirectory() + "rationales-\(UUID().uuidString).tsv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test("Marks are carried over to words that are cut elsewhere")
  func carried() throws {
    let path = try file(
      "qid\tquestion\tword_att\na1\tWho has n't seen `` Rome '' ?\t0,0,1,0,0,0.9,0,0\n")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let marks = try #require(try Rationales(contentsOf: path).marks["a1"])
    #expect(marks.marks(of: ["Who", "hasn't", "seen", "\"Rome\"?"]) == [false, true, false, true])
    #expect(marks.marks(of: ["Who", "has", "seen", "Rome?"]) == nil)
    #expect(marks.marks(of: ["Who", "hasn't", "seen", "Rome?", "Now"]) == nil)
  }

  @Test(
    "A line that is no mark is counted, and a file without any other is refused",
    arguments: ["a1\tWho ?\t0", "a1\tWho ?", "a1\tWho\tmany", "a1\t\t"])
  func malformed(line: String) throws {
    let path = try file("a0\tWho\t1\n\(line)\n")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let found = try Rationales(contentsOf: path)
    #expect(found.unusable == [2] && found.marks.count == 1)
    let other = try file("\(line)\n")
    defer { try? FileManager.default.removeItem(atPath: other) }
    let error = #expect(throws: EvaluationError.self) { try Rationales(contentsOf: other) }
    #expect(error?.description.contains("line 1") == true)
  }
}
