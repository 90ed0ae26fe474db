/// A stretch of speech with its time.
struct SubtitleCue {
  /// Milliseconds.
  var time: Range<Int>
  /// Lines of text, as ranges of the source.
  var lines: [Range<Int>] = []
  /// What stands before it and is no text: a WebVTT comment or style.
  var comment: Range<Int>?
  /// Everything that the cue takes in the source, its times included.
  var range: Range<Int>
}

/// Divides SubRip, WebVTT, SBV and transcripts with times into cues.
struct SubtitleCues {
  private(set) var cues: [SubtitleCue] = []
  private(set) var title: String?
  private(set) var language: String?
  /// Whether tags and character references are markup: not in a transcript.
  private(set) var hasMarkup = true

  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    let lines = Self.lines(bytes, upTo: bytes.count)
    if lines.contains(where: { SubtitleTime.span(bytes, $0) != nil }) {
      readCues(lines)
    } else {
      hasMarkup = false
      readTranscript(lines)
    }
  }

  /// The lines of the source without white space around them.
  static func lines(_ bytes: UnsafeBufferPointer<UInt8>, upTo end: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var at = 0
    while at < end {
      let line = MarkdownLine(at: at, in: bytes)
      var last = line.end
      var first = line.start
      while first < last, bytes[first] <= 0x20 { first += 1 }
      while last > first, bytes[last - 1] <= 0x20 { last -= 1 }
      lines.append(first..<last)
      at = line.next
    }
    return lines
  }

  // MARK: Cues with a line of times

  private mutating func readCues(_ lines: [Range<Int>]) {
    var index = 0
    var comment: Range<Int>?
    if let first = lines.first(where: { !$0.isEmpty }), bytes[first].starts(with: "WEBVTT".utf8) {
      readHeader(lines, &index)
    }
    while index < lines.count {
      guard let time = SubtitleTime.span(bytes, lines[index]) else {
        // The line above the times is the cue's name.
        let isName = index + 1 < lines.count && SubtitleTime.span(bytes, lines[index + 1]) != nil
        if !lines[index].isEmpty, !isName {
          comment = (comment?.lowerBound ?? lines[index].lowerBound)..<lines[index].upperBound
        }
        index += 1
        continue
      }
      var cue = SubtitleCue(time: time, comment: comment, range: lines[index])
      comment = nil
      index += 1
      // Captions that roll begin with a line of a space, where later ones repeat the line before.
      if index + 1 < lines.count, isSpace(lines[index]), !lines[index + 1].isEmpty { index += 1 }
      while index < lines.count, !lines[index].isEmpty {
        // Files without blank lines between cues: a number and a time begin the next one.
        if SubtitleTime.span(bytes, lines[index]) != nil { break }
        if index + 1 < lines.count, isNumber(lines[index]), SubtitleTime.span(bytes, lines[index + 1]) != nil
        {
          break
        }
        cue.lines.append(lines[index])
        cue.range = cue.range.lowerBound..<lines[index].upperBound
        index += 1
      }
      if !cue.lines.isEmpty { cues.append(cue) }
    }
  }

  /// Whether a line of nothing but white space has some.
  private func isSpace(_ line: Range<Int>) -> Bool {
    line.isEmpty && line.lowerBound > 0
      && (bytes[line.lowerBound - 1] == 0x20 || bytes[line.lowerBound - 1] == 0x09)
  }

  private func isNumber(_ line: Range<Int>) -> Bool {
    !line.isEmpty && line.count < 10 && bytes[line].allSatisfy { 0x30...0x39 ~= $0 }
  }

  /// Reads what stands before the first blank line: `WEBVTT - Title`, `Language: en`.
  private mutating func readHeader(_ lines: [Range<Int>], _ index: inout Int) {
    while index < lines.count, lines[index].isEmpty { index += 1 }
    let first = bytes.string(lines[index]).drop { $0 == "\u{FEFF}" }.dropFirst(6)
    let words = first.drop { $0 == " " || $0 == "-" || $0 == "\t" }
    title = words.isEmpty ? nil : String(words)
    index += 1
    while index < lines.count, !lines[index].isEmpty, SubtitleTime.span(bytes, lines[index]) == nil {
      let line = bytes.string(lines[index])
      if line.hasPrefix("Language:") {
        language = String(line.dropFirst(9).drop { $0 == " " })
      }
      index += 1
    }
  }

  // MARK: Transcripts

  private mutating func readTranscript(_ lines: [Range<Int>]) {
    var lead: [Range<Int>] = []
    for line in lines where !line.isEmpty {
      if let (time, textStart) = SubtitleTime.stamp(bytes, line) {
        if let last = cues.indices.last {
          cues[last].time = cues[last].time.lowerBound..<max(cues[last].time.lowerBound, time)
        }
        var cue = SubtitleCue(time: time..<time, range: line)
        if textStart < line.upperBound { cue.lines.append(textStart..<line.upperBound) }
        cues.append(cue)
      } else if let last = cues.indices.last {
        cues[last].lines.append(line)
        cues[last].range = cues[last].range.lowerBound..<line.upperBound
      } else {
        lead.append(line)
      }
    }
    // A line or two above the first time are what the transcript is called.
    if let first = lead.first { title = bytes.string(first) }
    for line in lead.reversed() { cues.insert(SubtitleCue(time: 0..<0, lines: [line], range: line), at: 0) }
    cues.removeAll { $0.lines.isEmpty }
  }
}
