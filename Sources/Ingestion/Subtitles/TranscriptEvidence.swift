/// Whether lines that begin with times are the transcript of a recording, rather than an agenda, a timetable,
/// a diary or a chat.
///
/// A recording begins near zero, goes on without a step back, and takes as long as its words take to be said.
/// A clock begins at any hour of the day, its hours end at 24, and between two of its minutes, read as
/// seconds, far too much or far too little is said.
struct TranscriptEvidence {
  private struct Stamp {
    /// Milliseconds.
    var time: Int
    /// How many numbers it has: minutes and seconds, or hours as well.
    var parts: Int
    var hasFraction: Bool
    var isBracketed: Bool
    var isChat: Bool
  }

  private var stamps: [Stamp] = []
  /// Bytes of text behind the first time.
  private var spoken = 0
  private let lineCount: Int
  private let beginsSoon: Bool

  /// Latest time at which a recording says its first words, in milliseconds.
  private static let latestStart = 180_000
  /// Bytes that are said in a second: slow speech with pauses, and the fastest there is.
  private static let rate = 2...60
  /// Extensions of files that are nothing else.
  private static let suffixes: Set<String> = ["srt", "vtt", "sbv", "lrc"]

  /// Looks at `lines`, of which none is empty.
  init(_ lines: [Range<Int>], _ bytes: UnsafeBufferPointer<UInt8>) {
    lineCount = lines.count
    beginsSoon = lines.prefix(4).contains { SubtitleTime.stamp(bytes, $0) != nil }
    for line in lines {
      guard let (time, textStart) = SubtitleTime.stamp(bytes, line) else {
        if !stamps.isEmpty { spoken += line.count }
        continue
      }
      let text = textStart..<line.upperBound
      let isBracketed = "[(".utf8.contains(bytes[line.lowerBound])
      let start = isBracketed ? line.lowerBound + 1 : line.lowerBound
      let length = SubtitleTime.read(bytes, start..<line.upperBound)?.length ?? 0
      let written = bytes[start..<start + length]
      stamps.append(
        Stamp(
          time: time, parts: written.count { $0 == UInt8(ascii: ":") } + 1,
          hasFraction: written.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") },
          isBracketed: isBracketed, isChat: TextMessages.isChat(bytes[text])))
      spoken += text.count
    }
  }

  /// Whether the lines, of a file with the extension `suffix`, are a transcript.
  func isTranscript(suffix: String) -> Bool {
    guard stamps.count >= 3, stamps.count * 5 >= lineCount * 2, beginsSoon,
      // In a chat, every line is a message of its own.
      stamps.count(where: \.isChat) * 2 < stamps.count
    else { return false }
    return Self.suffixes.contains(suffix) || isLyrics || isRecording
  }

  /// No clock says hundredths of a minute: `[01:12.50]`.
  private var isLyrics: Bool {
    stamps.count { $0.parts == 2 && $0.hasFraction } * 2 > stamps.count
  }

  private var isRecording: Bool {
    guard let first = stamps.first, let last = stamps.last else { return false }
    guard zip(stamps, stamps.dropFirst()).allSatisfy({ $0.time <= $1.time }) else { return false }
    // Hour 0 of a clock is the middle of the night, and its hours end at 24.
    let isOfRecording =
      first.time <= Self.latestStart || first.parts == 3 && first.time < 3_600_000
      || stamps.contains { $0.parts == 2 && $0.time >= 25 * 60_000 }
    guard isOfRecording else { return false }
    if stamps.count(where: \.isBracketed) * 2 > stamps.count { return true }
    // Timetables and agendas like fives.
    let isRound = stamps.allSatisfy { $0.parts == 2 && $0.time % 5_000 == 0 }
    if isRound, first.time > 0 { return false }
    let seconds = (last.time - first.time) / 1000
    return seconds > 0 && Self.rate.contains(spoken / seconds)
  }
}
