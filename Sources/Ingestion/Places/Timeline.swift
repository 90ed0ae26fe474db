import Platform

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

  /// `0:01:02`, when it begins.
  public var clock: String {
    let seconds = Int(max(0, start).rounded(.down))
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    return "\(hours):\(minutes < 10 ? "0" : "")\(minutes):\(rest < 10 ? "0" : "")\(rest)"
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

extension [TimedRange] {
  /// When the source bytes `bytes` are heard.
  func time(of bytes: ByteRange) -> TimeRange? {
    var result: TimeRange?
    for cue in self[firstIndex(endingAfter: bytes.byteStart)...] {
      guard cue.bytes.byteStart < bytes.byteEnd else { break }
      result = TimeRange(
        start: Swift.min(result?.start ?? cue.time.start, cue.time.start),
        end: Swift.max(result?.end ?? cue.time.end, cue.time.end))
    }
    return result
  }

  /// The cues that overlap `bytes`.
  func part(of bytes: ByteRange) -> [TimedRange] {
    Array(self[firstIndex(endingAfter: bytes.byteStart)...].prefix { $0.bytes.byteStart < bytes.byteEnd })
  }

  private func firstIndex(endingAfter offset: Int) -> Int {
    sortedIndex(pastAllThat: { $0.bytes.byteEnd <= offset })
  }
}
