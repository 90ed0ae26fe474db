import PeruseCore

/// Scores of systems on a set of summaries, as the JSON prints them. F-measures are fractions, as the
/// `rouge-score` package has them.
public struct SummaryScores: Sendable, Encodable {
  /// One system.
  public struct System: Sendable, Encodable {
    /// ROUGE-1 with its interval.
    public var rouge1: Estimate
    /// ROUGE-2 with its interval.
    public var rouge2: Estimate
    /// Summary-level ROUGE-L with its interval.
    public var rougeLsum: Estimate
    /// Mean length in words.
    public var words: Double
    /// Mean length in sentences.
    public var sentences: Double
    /// Share of its sentences that begin with a reference to a sentence that was left out, 0 … 1.
    public var dangling: Double?
  }

  /// The measures that are printed.
  public static let measures: [SummaryReport.Measure] = [.rouge1, .rouge2, .rougeLsum]

  /// Scores by name of the system.
  public var systems: [String: System]
  /// Number of documents scored.
  public var total: Int
  /// Resamples and seed of the intervals.
  public var bootstrap: [String: UInt64]
  /// Version of Peruse.
  public var peruse = peruseVersion

  /// Takes the figures out of `report`, and out of what was counted while it was made.
  public init(_ report: SummaryReport, dangling: DanglingStarts) {
    func estimate(_ system: SummaryReport.System, _ measure: SummaryReport.Measure) -> Estimate {
      system.estimates[measure] ?? Estimate(mean: 0, low: 0, high: 0)
    }
    systems = Dictionary(
      report.systems.map { system in
        (
          system.name,
          System(
            rouge1: estimate(system, .rouge1), rouge2: estimate(system, .rouge2),
            rougeLsum: estimate(system, .rougeLsum), words: system.words, sentences: system.sentences,
            dangling: dangling.share(of: system.name))
        )
      }, uniquingKeysWith: { first, _ in first })
    total = report.records.count
    bootstrap = ["resamples": UInt64(report.bootstrap.resamples), "seed": report.bootstrap.seed]
  }
}
