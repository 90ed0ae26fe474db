/// A stretch of a recording, in seconds from its beginning.
public struct TimeRange: Sendable, Hashable, Codable {
  /// When it begins.
  public var start: Double
  /// When it ends.
  public var end: Double

  /// Creates the stretch from `start` to `end`.
  public init(start: Double, end: Double) {
    self.start = start
    self.end = end
  }
}

/// Bytes of the source that say what is heard at a time: a cue of subtitles.
public struct TimedRange: Sendable, Hashable {
  /// The cue in the source, its times included.
  public var bytes: ByteRange
  /// When it is heard.
  public var time: TimeRange

  /// Creates a cue.
  public init(bytes: ByteRange, time: TimeRange) {
    self.bytes = bytes
    self.time = time
  }
}

extension Document {
  /// When the source bytes `bytes` are heard; `nil` where the document has no times.
  func time(of bytes: ByteRange) -> TimeRange? {
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle].bytes.byteEnd <= bytes.byteStart { low = middle + 1 } else { high = middle }
    }
    var result: TimeRange?
    for cue in times[low...] {
      guard cue.bytes.byteStart < bytes.byteEnd else { break }
      result = TimeRange(
        start: min(result?.start ?? cue.time.start, cue.time.start),
        end: max(result?.end ?? cue.time.end, cue.time.end))
    }
    return result
  }
}
