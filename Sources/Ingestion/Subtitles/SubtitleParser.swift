/// Reads subtitles and transcripts: SubRip, WebVTT, SBV, and text whose lines begin with a time.
enum SubtitleParser {
  /// Parses `source`: cues are joined to paragraphs of one speaker, whose sentences run on from cue to cue.
  ///
  /// - Throws: `noText` where there is none.
  static func parse(
    _ source: DecodedSource, description: SourceDescription
  ) throws(IngestionError) -> Document {
    try source.utf8.withUnsafeBufferPointer { (bytes) throws(IngestionError) -> Document in
      let cues = SubtitleCues(bytes)
      var emitter = SubtitleEmitter(cues, source: source, bytes: bytes)
      return try emitter.emit(description)
    }
  }

  /// Whether a text that begins with `head`, of a file with the extension `suffix`, is one of these.
  static func recognizes(_ head: [UInt8], suffix: String = "") -> Bool {
    head.withUnsafeBufferPointer { bytes in
      let lines = SubtitleCues.lines(bytes, upTo: min(bytes.count, 1 << 14)).filter { !$0.isEmpty }
      guard let first = lines.first else { return false }
      let mark = bytes[first]
      if mark.starts(with: "WEBVTT".utf8), mark.count == 6 || bytes[first.lowerBound + 6] <= 0x20 {
        return true
      }
      // The first time stands at the top, behind a number at most.
      if lines.prefix(3).contains(where: { SubtitleTime.span(bytes, $0) != nil }) { return true }
      return TranscriptEvidence(lines, bytes).isTranscript(suffix: suffix)
    }
  }
}

/// Joins cues to paragraphs.
struct SubtitleEmitter {
  /// Milliseconds of silence after which a new paragraph begins, where a sentence can end there.
  private static let pause = 2_000
  /// The same in text without punctuation, in which pauses are all that divides sentences.
  private static let shortPause = 700
  /// Words after which the next sentence, or in text without punctuation the next cue, begins a new
  /// paragraph.
  private static let paragraphWords = 150
  private static let utteranceWords = 25

  private let cues: SubtitleCues
  private let bytes: UnsafeBufferPointer<UInt8>
  private let map: SourceMap
  private var builder: DocumentBuilder
  private var labels: [String: Int] = [:]
  /// Whether most cues begin with a name that comes again: then other words in that place are names too.
  private var isLabelled = false
  private var isPunctuated = true
  private var isOpen = false
  /// What has been said in the open paragraph.
  private var words = 0
  private var endsSentence = true
  private var speaker: String?
  private var recentLines: [[UInt8]] = []

  init(_ cues: SubtitleCues, source: DecodedSource, bytes: UnsafeBufferPointer<UInt8>) {
    self.cues = cues
    self.bytes = bytes
    map = source.map
    builder = DocumentBuilder(source: source)
    survey()
  }

  /// Counts labels and the ends of sentences.
  private mutating func survey() {
    var words = 0
    var ends = 0
    var names: [String] = []
    for cue in cues.cues {
      for (number, range) in cue.lines.enumerated() {
        let line = SubtitleLine(bytes, range, hasMarkup: cues.hasMarkup)
        if let name = line.name(bytes) {
          labels[name, default: 0] += 1
          if number == 0 { names.append(name) }
        }
        guard !line.isSound else { continue }
        words += line.text.bytes.count { $0 == 0x20 } + 1
        ends += Self.sentenceEnds(line.text.bytes)
      }
    }
    isPunctuated = words < 40 || ends * 60 >= words
    isLabelled = names.count { labels[$0, default: 0] >= 2 } * 2 > cues.cues.count
  }

  private static func sentenceEnds(_ text: [UInt8]) -> Int {
    var ends = 0
    for (index, byte) in text.enumerated()
    where byte == UInt8(ascii: ".") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!") {
      if index + 1 == text.count || !(0x30...0x7A ~= text[index + 1]) { ends += 1 }
    }
    // 。！？ end with these bytes.
    for index in text.indices.dropFirst(2)
    where text[index - 2] == 0xE3 && text[index - 1] == 0x80 && text[index] == 0x82
      || text[index - 2] == 0xEF && text[index - 1] == 0xBC && (text[index] == 0x81 || text[index] == 0x9F)
    { ends += 1 }
    return ends
  }

  mutating func emit(_ description: SourceDescription) throws(IngestionError) -> Document {
    var previousEnd = 0
    for (index, cue) in cues.cues.enumerated() {
      let isFirst = index == 0
      let silence = isFirst ? 0 : cue.time.lowerBound - previousEnd
      emit(cue, number: index + 1, silence: silence)
      previousEnd = max(previousEnd, cue.time.upperBound)
    }
    close()
    var document = try builder.finish(description, title: cues.title, language: cues.language)
    document.space = .timed(
      cues.cues.compactMap { cue in
        map.source(of: cue.range).map {
          let seconds = TimeRange(
            start: Double(cue.time.lowerBound) / 1000, end: Double(cue.time.upperBound) / 1000)
          return TimedRange(bytes: $0, time: seconds)
        }
      })
    if !isPunctuated {
      document.warnings.append(
        IngestionWarning(
          message: "the text has hardly any punctuation; it is read as utterances, which end at pauses of "
            + "\(Double(Self.shortPause) / 1000) s, speakers, and the cue that reaches "
            + "\(Self.utteranceWords) words"))
    }
    return document
  }

  private mutating func emit(_ cue: SubtitleCue, number: Int, silence: Int) {
    let path = "/cue[\(number)]"
    divide(after: silence)
    if let comment = cue.comment, isOpen { builder.omit(comment) }
    for (number, range) in cue.lines.enumerated() {
      let line = SubtitleLine(bytes, range, hasMarkup: cues.hasMarkup)
      guard line.text.bytes.contains(where: { $0 > 0x20 }) || line.label != nil else { continue }
      // Captions that roll show the line before once more.
      if silence <= 100, recentLines.contains(line.text.bytes), line.text.bytes.contains(0x20) {
        if isOpen { builder.omit(range) }
        continue
      }
      recentLines = recentLines.suffix(1) + [line.text.bytes]
      if line.isSound {
        emitSound(line, range, path)
        continue
      }
      emit(line, path, isFirst: number == 0)
    }
  }

  /// Ends the paragraph where the pause before a cue, or its length, asks for it.
  private mutating func divide(after silence: Int) {
    guard isOpen else { return }
    if isPunctuated {
      if endsSentence, silence >= Self.pause || words >= Self.paragraphWords { close() }
    } else if silence >= Self.shortPause || words >= Self.utteranceWords {
      close()
    }
  }

  private mutating func emitSound(_ line: SubtitleLine, _ range: Range<Int>, _ path: String) {
    if isOpen { builder.beginNote() }
    builder.openBlock(.paragraph, role: .note, path: path)
    append(line.text, from: 0)
    builder.closeBlock()
    // What the paragraph leaves out begins before the note, whose own place then leaves out nothing.
    if isOpen { builder.endNote(max(0, range.lowerBound - 1)..<range.upperBound) }
  }

  private mutating func emit(_ line: SubtitleLine, _ path: String, isFirst: Bool) {
    var start = 0
    var label: SubtitleLine.Label?
    if let name = line.name(bytes), isSpeaker(name, line.label) {
      if case .written(_, let rest) = line.label { start = rest }
      if name != speaker || line.opensTurn {
        label = line.label
        close()
      } else if isOpen, start > 0, let place = line.text.map.source(of: 0..<start) {
        builder.omit(place.byteStart..<place.byteEnd)
      }
      speaker = name
    } else if line.opensTurn {
      close()
      speaker = nil
    }
    if let label {
      builder.openBlock(.paragraph, role: .metadata, path: path)
      switch label {
      case .written(let name, _):
        var text = UndoneText()
        text.append(line.text, name)
        append(text, from: 0)
      case .tagged(let range): builder.append(range)
      }
      builder.closeBlock()
    }
    if !isOpen {
      builder.openBlock(.paragraph, role: .body, path: path)
      isOpen = true
      words = 0
    } else {
      builder.appendSpace()
      // A word may be cut inside a cue; at the end of one somebody is.
      let next = String(decoding: line.text.bytes[start...].prefix(8), as: UTF8.self).first
      if !isFirst, start == 0, next?.isLowercase == true, !builder.breaksOff(before: line.text.bytes) {
        builder.endLine()
      }
    }
    append(line.text, from: start)
    words += line.text.bytes.count { $0 == 0x20 } + 1
    let tail = line.text.bytes.suffix(4)
    endsSentence =
      Self.sentenceEnds(Array(tail)) > 0
      || tail.last.map { "\"')]".utf8.contains($0) } == true
  }

  /// A tag names a speaker, and so does a name in capitals; other words before a colon do where they come
  /// again, or where most cues begin with a name.
  private func isSpeaker(_ name: String, _ label: SubtitleLine.Label?) -> Bool {
    if case .tagged = label { return true }
    let isCapitals = name.contains(where: \.isLetter) && !name.contains(where: \.isLowercase)
    return isCapitals && cues.hasMarkup || isLabelled || labels[name, default: 0] >= 2
  }

  private mutating func append(_ text: UndoneText, from start: Int) {
    var rest = UndoneText()
    rest.append(text, start..<text.bytes.count)
    rest.forEachPiece(of: bytes) { text, place in
      if let text { builder.append(text, for: place) } else { builder.append(place) }
    }
  }

  private mutating func close() {
    guard isOpen else { return }
    builder.closeBlock()
    isOpen = false
    endsSentence = true
  }
}
