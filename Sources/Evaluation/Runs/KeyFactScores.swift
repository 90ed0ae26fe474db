import PeruseCore

/// Scores of systems on key facts, as the JSON prints them; shares are fractions.
public struct KeyFactScores: Sendable, Encodable {
  /// Figures by name of the system.
  public var systems: [String: KeyFactReport.System]
  /// For each document, what each system's summary says and leaves out.
  public var documents: [String: [String: KeyFactReport.Score]]
  /// Number of documents scored.
  public var total: Int
  /// Resamples and seed of the intervals.
  public var bootstrap: [String: UInt64]
  /// Version of Peruse.
  public var peruse = peruseVersion

  /// Takes the figures out of `report`.
  public init(_ report: KeyFactReport) {
    (systems, documents) = ([:], [:])
    for (system, name) in report.names.enumerated() {
      systems[name] = report.system(named: name)
      for (record, id) in report.records.enumerated() {
        documents[id, default: [:]][name] = report.scores[system][record]
      }
    }
    total = report.records.count
    bootstrap = ["resamples": UInt64(report.bootstrap.resamples), "seed": report.bootstrap.seed]
  }
}
