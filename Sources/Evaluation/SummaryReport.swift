/// What an evaluation of summaries found.
public struct SummaryReport: Sendable {
  /// A measure; the F-measure is what is reported.
  public enum Measure: String, Sendable, Hashable, Codable, CaseIterable {
    /// Single words.
    case rouge1
    /// Pairs of adjacent words.
    case rouge2
    /// Longest common subsequence of the whole texts.
    case rougeL
    /// Longest common subsequences of sentences.
    case rougeLsum
  }

  /// One system over all records.
  public struct System: Sendable {
    /// Its name.
    public var name: String
    /// Scores of each record, in the set's order.
    public var scores: [RougeScores]
    /// Mean F-measure, 0…1, with its interval.
    public var estimates: [Measure: Estimate]
    /// Mean length in words.
    public var words: Double
    /// Mean length in sentences.
    public var sentences: Double

    /// F-measure of each record, 0…1.
    public func values(of measure: Measure) -> [Double] {
      scores.map { scores in
        switch measure {
        case .rouge1: scores.rouge1.fMeasure
        case .rouge2: scores.rouge2.fMeasure
        case .rougeL: scores.rougeL.fMeasure
        case .rougeLsum: scores.rougeLsum.fMeasure
        }
      }
    }
  }

  /// The systems in the order given.
  public var systems: [System]
  /// Identifiers of the records that were scored, in the set's order.
  public var records: [String]
  /// How many of them were compared by words and characters of another script than Latin, where the package
  /// `rouge-score` finds nothing.
  public var recordsInOtherScripts: Int
  /// Records that were left out, and why.
  public var failures: [EvaluationError]
  /// What systems were compared at.
  public var length: SummaryLength
  /// How intervals were drawn.
  public var bootstrap: Bootstrap

  init(
    names: [String], results: [Result<RecordScores, EvaluationError>], length: SummaryLength,
    bootstrap: Bootstrap
  ) {
    self.length = length
    self.bootstrap = bootstrap
    let scored = results.compactMap { try? $0.get() }
    records = scored.map(\.id)
    recordsInOtherScripts = scored.count(where: \.isInOtherScript)
    failures = results.compactMap { result in
      if case .failure(let error) = result { error } else { nil }
    }
    let count = Double(max(1, scored.count))
    systems = names.enumerated().map { index, name in
      var system = System(
        name: name, scores: scored.map { $0.rouge[index] }, estimates: [:],
        words: Double(scored.reduce(0) { $0 + $1.words[index] }) / count,
        sentences: Double(scored.reduce(0) { $0 + $1.sentences[index] }) / count)
      for measure in Measure.allCases {
        system.estimates[measure] = bootstrap.estimate(of: system.values(of: measure))
      }
      return system
    }
  }

  /// The system called `name`.
  public func system(named name: String) -> System? { systems.first { $0.name == name } }

  /// Mean of `first − second` over the records with its interval, drawn in pairs; `nil` where a name is
  /// unknown.
  ///
  /// Where the interval leaves 0 out, the difference is more than chance at the bootstrap's confidence.
  public func difference(of first: String, over second: String, in measure: Measure) -> Estimate? {
    guard let first = system(named: first), let second = system(named: second) else { return nil }
    return bootstrap.difference(first.values(of: measure), second.values(of: measure))
  }
}
