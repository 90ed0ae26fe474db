/// Why a batch ended.
public enum BatchEnd: Sendable, Hashable {
  /// All input has been seen.
  case complete
  /// Someone asked it to stop; what had begun was finished.
  case stopped
  /// As many records failed as was allowed.
  case tooManyErrors
}

/// What a batch did.
public struct BatchOutcome: Sendable {
  /// Why it ended.
  public var end: BatchEnd
  /// Counts and distributions, of an earlier run's records too where this one went on with it.
  public var statistics: BatchStatistics
  /// Records of an earlier run whose results somebody had changed since; they were made again.
  public var changed = 0
}
