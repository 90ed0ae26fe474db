import Ingestion

/// How a batch runs. Results do not depend on it, save where a time limit is reached.
public struct BatchOptions: Sendable {
  /// How documents are read, with the limits on a record's size and depth.
  public var ingestion = IngestionOptions()
  /// Threads that read and work on documents.
  public var jobs = 1
  /// Longest time that one record may take in seconds; `nil` for any.
  public var maximumSeconds: Double?
  /// The run stops after this many failures; `nil` for never.
  public var maximumErrors: Int?
  /// Most records between two positions that are safe on disk.
  public var checkpointRecords = 1000
  /// Longest time between them in seconds.
  public var checkpointSeconds = 1.0

  /// Other files that are written while the batch runs, such as its report; they are not read.
  public var otherOutputs: [String] = []

  /// Where this process notes what it is at, for the one that watches it.
  package var isolation: Isolation?

  /// Creates the default options.
  public init() {}
}
