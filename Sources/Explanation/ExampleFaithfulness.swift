import HierarchicalModels
import Platform

/// One prediction's measures.
public struct ExampleFaithfulness: Sendable {
  /// What orders words by how much the prediction is said to rest on them.
  public enum Ranking: String, Sendable, Hashable, Codable, CaseIterable {
    /// Attention weights.
    case attention
    /// Gradient × input.
    case gradient
    /// Chance, by several seeds.
    case random
  }

  /// What is measured, and how thoroughly.
  public struct Plan: Sendable, Hashable {
    /// Shares of the words that are erased, from 0 to 1.
    public var shares: [Double] = [0.01, 0.05, 0.1, 0.2, 0.5]
    /// Seeds of random orders, of permuted weights, and of the words that are left out one by one.
    public var seeds: [UInt64] = [1, 2, 3]
    /// Most words of an example that are left out one by one; of a longer one as many are drawn.
    public var mostLeftOut = 100

    /// The shares of DeYoung et al. 2020, three seeds.
    public init() {}
  }

  /// Fall of the probability with the highest ranked share of the words erased, for each share of the plan.
  public var comprehensiveness: [Ranking: [Double]] = [:]
  /// Fall of the probability with all but the highest ranked share erased.
  public var sufficiency: [Ranking: [Double]] = [:]
  /// Kendall's τ of a ranking and of the falls without one word each.
  public var leaveOneOut: [Ranking: Double] = [:]
  /// Total variation between the model's distribution and that with uniform weights.
  public var uniform: Double?
  /// The same with permuted weights, mean over the seeds.
  public var permuted: Double?
  /// Whether uniform weights change what is likeliest; and the share of the permutations that do.
  public var changedByUniform: Bool?
  /// See ``changedByUniform``.
  public var changedByPermuted: Double?
  /// Words that could be erased.
  public var words: Int
  /// Probability of the prediction with nothing erased.
  public var probability: Double

  /// Measures a prediction.
  public init(_ example: some ExplainedPrediction, _ plan: Plan = Plan()) throws {
    let count = example.words.count
    words = count
    var rankings: [(ranking: Ranking, values: [Double])] = [(.attention, try example.attention())]
    if let gradient = try example.gradientTimesInput() { rankings.append((.gradient, gradient)) }
    for seed in plan.seeds { rankings.append((.random, Self.random(count, seed: seed))) }

    // Everything is asked for at once, so that a model may read it in batches.
    var sets: [Set<Int>] = [[]]
    for (_, values) in rankings {
      let order = Self.order(values)
      for share in plan.shares {
        let top = Set(order.prefix(Self.count(of: share, in: count)))
        sets.append(top)
        sets.append(Set(0..<count).subtracting(top))
      }
    }
    let single = Self.drawn(min(plan.mostLeftOut, count), of: count, seed: plan.seeds.first ?? 1)
    sets += single.map { [$0] }
    let found = try example.probabilities(erasing: sets)
    let whole = found[0]
    probability = whole
    var next = 1
    var counts: [Ranking: Double] = [:]
    for (ranking, _) in rankings {
      counts[ranking, default: 0] += 1
      for place in plan.shares.indices {
        let zeros = [Double](repeating: 0, count: plan.shares.count)
        comprehensiveness[ranking, default: zeros][place] += whole - found[next]
        sufficiency[ranking, default: zeros][place] += whole - found[next + 1]
        next += 2
      }
    }
    for (ranking, number) in counts {
      comprehensiveness[ranking] = comprehensiveness[ranking]?.map { $0 / number }
      sufficiency[ranking] = sufficiency[ranking]?.map { $0 / number }
    }
    let falls = found[next...].map { whole - $0 }
    var taus: [Ranking: [Double]] = [:]
    for (ranking, values) in rankings {
      if let tau = KendallTau.b(single.map { values[$0] }, falls) { taus[ranking, default: []].append(tau) }
    }
    leaveOneOut = taus.mapValues { $0.reduce(0, +) / Double($0.count) }
    try replace(example, plan)
  }

  private mutating func replace(_ example: some ExplainedPrediction, _ plan: Plan) throws {
    let replacements: [AttentionReplacement] = [.uniform] + plan.seeds.map { .permuted(seed: $0) }
    guard let found = try example.distributions(replacing: replacements), let own = found.first else {
      return
    }
    let others = found.dropFirst().map {
      (distance: Self.totalVariation(own, $0), changes: Self.likeliest(own) != Self.likeliest($0))
    }
    guard let first = others.first else { return }
    (uniform, changedByUniform) = (first.distance, first.changes)
    let permutations = others.dropFirst()
    guard !permutations.isEmpty else { return }
    permuted = permutations.reduce(0) { $0 + $1.distance } / Double(permutations.count)
    changedByPermuted = Double(permutations.count { $0.changes }) / Double(permutations.count)
  }

  /// The mean over shares, with nothing erased as one of them: area over the perturbation curve (DeYoung et
  /// al. 2020).
  public static func area(_ falls: [Double]) -> Double { falls.reduce(0, +) / Double(falls.count + 1) }

  /// Words that a share of `count` words is: at least one where there are any.
  public static func count(of share: Double, in count: Int) -> Int {
    min(count, max(1, Int((share * Double(count)).rounded(.up))))
  }

  /// ½ Σ |p − q|.
  public static func totalVariation(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
  }

  private static func likeliest(_ values: [Double]) -> Int? { values.indices.max { values[$0] < values[$1] } }

  /// Places by falling value; equal ones in their order.
  static func order(_ values: [Double]) -> [Int] {
    values.indices.sorted { (-values[$0], $0) < (-values[$1], $1) }
  }

  private static func random(_ count: Int, seed: UInt64) -> [Double] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in Double(random.next() >> 11) }
  }

  /// `most` of the numbers below `count`, in order.
  private static func drawn(_ most: Int, of count: Int, seed: UInt64) -> [Int] {
    Array(order(random(count, seed: seed &+ 0x5EED)).prefix(most)).sorted()
  }
}
