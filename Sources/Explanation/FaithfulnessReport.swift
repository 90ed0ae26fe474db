import Evaluation

/// How far rankings of words are faithful to a model, over many examples: means with bootstrap intervals.
public struct FaithfulnessReport: Sendable, Codable, Hashable {
  /// One ranking's figures.
  public struct Row: Sendable, Codable, Hashable {
    /// The ranking.
    public var ranking: ExampleFaithfulness.Ranking
    /// Fall of the probability with the highest ranked words erased, for each of
    /// ``FaithfulnessReport/shares``; high is good.
    public var comprehensiveness: [Estimate]
    /// Fall with all others erased; low is good.
    public var sufficiency: [Estimate]
    /// The mean of ``comprehensiveness`` over shares, with nothing erased as one of them.
    public var comprehensivenessArea: Estimate
    /// The mean of ``sufficiency``, likewise.
    public var sufficiencyArea: Estimate
    /// Kendall's τ with the falls without one word each.
    public var leaveOneOut: Estimate
    /// ``comprehensivenessArea`` less that of the random order, over the same examples; absent for the random
    /// order itself.
    public var comprehensivenessOverRandom: Estimate?
    /// ``sufficiencyArea`` less that of the random order.
    public var sufficiencyOverRandom: Estimate?
    /// Examples.
    public var examples: Int
  }

  /// What other attention weights do to the output.
  public struct Replaced: Sendable, Codable, Hashable {
    /// Total variation between the two distributions.
    public var distance: Estimate
    /// Share of the examples, or of their permutations, in which something else is likeliest.
    public var changed: Estimate
  }

  /// How well rankings agree with the words that people marked.
  public struct Agreement: Sendable, Codable, Hashable {
    /// The ranking: `attention`, `gradient`, `erasure` or `random`.
    public var ranking: String
    /// Average precision.
    public var averagePrecision: Estimate
    /// Area under the ROC curve.
    public var area: Estimate
    /// Examples.
    public var examples: Int
  }

  /// What the model does: `reader`, `summarizer` or `classifier`.
  public var task: String
  /// Its name and version.
  public var model: String
  /// SHA-256 of its weights.
  public var sha256: String
  /// The data.
  public var data: String
  /// Which attention is meant, in words.
  public var attention: String
  /// What erasing a word does.
  public var erasure: String
  /// Examples that were measured.
  public var examples: Int
  /// Examples that could not be, such as texts without words to erase.
  public var skipped: Int
  /// Mean number of words that could be erased.
  public var words: Double
  /// Mean probability of the predictions with nothing erased.
  public var probability: Double
  /// Shares of the words that were erased.
  public var shares: [Double]
  /// Seeds of random orders and permutations.
  public var seeds: [UInt64]
  /// Figures of each ranking.
  public var rankings: [Row]
  /// Uniform weights in place of the model's.
  public var uniform: Replaced?
  /// Its own weights at other places.
  public var permuted: Replaced?
  /// Agreement with the words that people marked, where such were given.
  public var agreement: [Agreement] = []
  /// What the figures do and do not say.
  public var note = Self.note

  /// A word of caution that goes with every report.
  public static let note =
    """
    Erased text is text that the model was not trained on, so a fall of the probability is partly surprise: compare with the random \
    order, which suffers the same. That weights can be replaced without changing the output shows that they did not decide it, not \
    that the words did not matter.
    """

  /// What the examples were.
  public struct Subject: Sendable, Hashable {
    /// See the report's members of the same names.
    public var task, model, sha256, data, attention, erasure: String

    /// Describes a run.
    public init(
      task: String, model: String, sha256: String, data: String, attention: String, erasure: String
    ) {
      (self.task, self.model, self.sha256) = (task, model, sha256)
      (self.data, self.attention, self.erasure) = (data, attention, erasure)
    }
  }

  /// Averages measures.
  public init(
    _ subject: Subject, _ examples: [ExampleFaithfulness], skipped: Int, plan: ExampleFaithfulness.Plan,
    bootstrap: Bootstrap = Bootstrap()
  ) {
    (task, model, sha256) = (subject.task, subject.model, subject.sha256)
    (data, attention, erasure) = (subject.data, subject.attention, subject.erasure)
    self.examples = examples.count
    self.skipped = skipped
    (shares, seeds) = (plan.shares, plan.seeds)
    let count = Double(max(1, examples.count))
    words = examples.reduce(0) { $0 + Double($1.words) } / count
    probability = examples.reduce(0) { $0 + $1.probability } / count
    rankings = ExampleFaithfulness.Ranking.allCases.compactMap { ranking in
      Self.row(ranking, examples, plan, bootstrap)
    }
    func replaced(
      _ distance: KeyPath<ExampleFaithfulness, Double?>, _ changed: (ExampleFaithfulness) -> Double?
    ) -> Replaced? {
      let distances = examples.compactMap { $0[keyPath: distance] }
      guard !distances.isEmpty else { return nil }
      return Replaced(
        distance: bootstrap.estimate(of: distances),
        changed: bootstrap.estimate(of: examples.compactMap(changed)))
    }
    uniform = replaced(\.uniform) { $0.changedByUniform.map { $0 ? 1 : 0 } }
    permuted = replaced(\.permuted) { $0.changedByPermuted }
  }

  private static func row(
    _ ranking: ExampleFaithfulness.Ranking, _ examples: [ExampleFaithfulness],
    _ plan: ExampleFaithfulness.Plan, _ bootstrap: Bootstrap
  ) -> Row? {
    let own = examples.filter { $0.comprehensiveness[ranking] != nil }
    guard !own.isEmpty else { return nil }
    typealias Side = KeyPath<ExampleFaithfulness, [ExampleFaithfulness.Ranking: [Double]]>
    func areas(_ side: Side, _ ranking: ExampleFaithfulness.Ranking) -> [Double] {
      own.map { ExampleFaithfulness.area($0[keyPath: side][ranking] ?? []) }
    }
    func curve(_ side: Side) -> [Estimate] {
      plan.shares.indices.map { place in
        bootstrap.estimate(of: own.map { $0[keyPath: side][ranking]?[place] ?? 0 })
      }
    }
    func overRandom(_ side: Side) -> Estimate? {
      guard ranking != .random, own.allSatisfy({ $0[keyPath: side][.random] != nil }) else { return nil }
      return bootstrap.difference(areas(side, ranking), areas(side, .random))
    }
    return Row(
      ranking: ranking, comprehensiveness: curve(\.comprehensiveness), sufficiency: curve(\.sufficiency),
      comprehensivenessArea: bootstrap.estimate(of: areas(\.comprehensiveness, ranking)),
      sufficiencyArea: bootstrap.estimate(of: areas(\.sufficiency, ranking)),
      leaveOneOut: bootstrap.estimate(of: own.compactMap { $0.leaveOneOut[ranking] }),
      comprehensivenessOverRandom: overRandom(\.comprehensiveness),
      sufficiencyOverRandom: overRandom(\.sufficiency), examples: own.count)
  }
}
