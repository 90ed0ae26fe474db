/// What an evaluation on key facts found.
public struct KeyFactReport: Sendable {
  /// One summary.
  public struct Score: Sendable, Hashable, Codable {
    /// Share of the facts that it says, by weight.
    public var covered = 0.0
    /// Whether it says the main point; nil where none is marked.
    public var main: Bool?
    /// What is wrong with its sentences.
    public var faults: SummaryFaults
    /// Share of a budget of words that was left although a sentence would have fitted.
    public var unused = 0.0
    /// The facts that it does not say.
    public var missing: [String] = []
  }

  /// One system over all documents. Shares are 0…1.
  public struct System: Sendable, Encodable {
    /// Share of the facts that were said, by weight.
    public var covered: Estimate
    /// Share of the documents whose main point was said.
    public var main: Estimate
    /// Share of the summaries whose first sentence leans on one that was left out.
    public var firstDangles: Double
    /// Share of the summaries in which some sentence does.
    public var dangling: Double
    /// Share of the summaries with shards.
    public var shards: Double
    /// Share of the summaries with repetitions.
    public var repetitions: Double
    /// Mean share of a budget of words that was left although a sentence would have fitted.
    public var unused: Double
    /// Facts covered by the first system less those of this one, over the documents in pairs.
    public var behindFirst: Estimate?
  }

  /// Names of the systems in the order given.
  public var names: [String]
  /// Identifiers of the documents, in the set's order.
  public var records: [String]
  /// Scores by system and document.
  public var scores: [[Score]]
  /// Documents that were left out, and why.
  public var failures: [EvaluationError]
  /// How intervals were drawn.
  public var bootstrap: Bootstrap

  /// The figures of a system; nil for an unknown name.
  public func system(named name: String) -> System? {
    guard let index = names.firstIndex(of: name) else { return nil }
    let own = scores[index]
    func share(_ condition: (Score) -> Bool) -> Double {
      Double(own.count(where: condition)) / Double(max(1, own.count))
    }
    return System(
      covered: bootstrap.estimate(of: own.map(\.covered)),
      main: bootstrap.estimate(of: own.compactMap(\.main).map { $0 ? 1 : 0 }),
      firstDangles: share { $0.faults.firstDangles }, dangling: share { $0.faults.dangling > 0 },
      shards: share { $0.faults.shards > 0 }, repetitions: share { $0.faults.repetitions > 0 },
      unused: own.reduce(0) { $0 + $1.unused } / Double(max(1, own.count)),
      behindFirst: index == 0
        ? nil : bootstrap.difference(scores[0].map(\.covered), own.map(\.covered)))
  }
}
