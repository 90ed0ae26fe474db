import Ingestion

extension NumberWriter {
  /// Nothing for bytes of a file, which older corpora hold alone; a tag and its content otherwise.
  mutating func add(_ space: SourceSpace) {
    switch space {
    case .file: return
    case .members(let members):
      add(1)
      add(members.count)
      for member in members {
        add(member.start)
        add(Array(member.name.utf8))
      }
    case .timed(let cues):
      add(4)
      add(cues.count)
      var byte = 0
      for cue in cues {
        let (start, end) = (Self.milliseconds(cue.time.start), Self.milliseconds(cue.time.end))
        for number in [cue.bytes.byteStart - byte, cue.bytes.count, start, end - start] { add(number) }
        byte = cue.bytes.byteEnd
      }
    case .converted(let program):
      add(2)
      add(Array(program.utf8))
    case .pages(let words):
      add(3)
      add(words)
    }
  }

  /// Hundredths of a point, each number as its difference from the one before.
  private mutating func add(_ words: PageWords) {
    add(words.pageCount)
    add(words.lines.count)
    var (page, top, index) = (0, 0, 0)
    for (number, line) in words.lines.enumerated() {
      let end = number + 1 < words.lines.count ? Int(words.lines[number + 1].firstWord) : words.words.count
      add(Int(line.page) - page)
      add(Self.hundredths(line.top) - top)
      add(Self.hundredths(line.bottom) - Self.hundredths(line.top))
      add(end - index)
      (page, top) = (Int(line.page), Self.hundredths(line.top))
      var (text, right) = (index > 0 ? Int(words.words[index - 1].end) : 0, 0)
      for word in words.words[index..<end] {
        add(Int(word.start) - text)
        add(Int(word.end) - Int(word.start))
        add(Self.hundredths(word.left) - right)
        add(Self.hundredths(word.right) - Self.hundredths(word.left))
        (text, right) = (Int(word.end), Self.hundredths(word.right))
      }
      index = end
    }
  }

  private static func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }

  private static func hundredths(_ value: Float) -> Int { Int((value * 100).rounded()) }
}

extension NumberReader {
  /// What `NumberWriter.add(_:)` wrote for a text of `textCount` bytes; `nil` where it is damaged.
  mutating func space(textCount: Int) -> SourceSpace? {
    if isEmpty { return .file }
    switch next() {
    case 1:
      var members: [SourceMember] = []
      for _ in 0..<(count() ?? 0) {
        guard let start = next(), (0...1 << 50).contains(start), let name = nextBytes() else { return nil }
        members.append(SourceMember(name: String(decoding: name, as: UTF8.self), start: start))
      }
      return .members(members)
    case 2: return nextBytes().map { .converted(by: String(decoding: $0, as: UTF8.self)) }
    case 4: return cues().map { .timed($0) }
    case 3: return pageWords(textCount: textCount).map { .pages($0) }
    default: return nil
    }
  }

  private mutating func cues() -> [TimedRange]? {
    var cues: [TimedRange] = []
    var byte = 0
    for _ in 0..<(count() ?? 0) {
      guard let gap = next(), let length = next(), let start = next(), let duration = next(),
        (0...1 << 50).contains(gap), (0...1 << 40).contains(length), (0...1 << 40).contains(start),
        (0...1 << 40).contains(duration)
      else { return nil }
      let bytes = ByteRange(byteStart: byte + gap, byteEnd: byte + gap + length)
      let time = TimeRange(start: Double(start) / 1000, end: Double(start + duration) / 1000)
      cues.append(TimedRange(bytes: bytes, time: time))
      byte = bytes.byteEnd
    }
    return cues
  }

  private mutating func pageWords(textCount: Int) -> PageWords? {
    var result = PageWords()
    guard let pages = next() else { return nil }
    result.pageCount = pages
    var (page, top, text) = (0, 0, 0)
    for _ in 0..<(count() ?? 0) {
      guard let pageStep = next(), let topStep = next(), let height = next(), let words = count() else {
        return nil
      }
      (page, top) = (page &+ pageStep, top &+ topStep)
      result.beginLine(page: page, top: Self.points(top), bottom: Self.points(top &+ height))
      var right = 0
      for _ in 0..<words {
        guard let gap = next(), let length = next(), let leftStep = next(), let width = next() else {
          return nil
        }
        let start = text &+ gap
        guard (0...textCount).contains(start), (0...textCount - start).contains(length) else { return nil }
        text = start + length
        let left = right &+ leftStep
        right = left &+ width
        result.append(
          PageWords.Word(start: start, end: text, left: Self.points(left), right: Self.points(right)))
      }
    }
    return result
  }

  private static func points(_ hundredths: Int) -> Float { Float(hundredths) / 100 }
}
