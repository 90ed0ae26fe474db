/// Messages and turns of speech in plain text: chat logs, exports of messengers, interviews.
enum TextMessages {
  /// Whether a line is a message of a log: `[12:30] <ann> …`, `12:30:05 ann: …`, `<ann> …`, `2031-05-04 12:30 …`.
  static func isMessage(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var rest = line.prefix(48)[...]
    if rest.first == UInt8(ascii: "<") {
      guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      return close - rest.startIndex > 1 && !rest[..<close].contains(0x20)
    }
    if rest.first == UInt8(ascii: "[") || rest.first == UInt8(ascii: "(") { rest = rest.dropFirst() }
    let date = rest.prefix { 0x30...0x39 ~= $0 || "-./, T".utf8.contains($0) }
    let digits = date.count { 0x30...0x39 ~= $0 }
    guard digits >= 1, let colon = rest[date.endIndex...].first, colon == UInt8(ascii: ":") else {
      return false
    }
    let minutes = rest[(date.endIndex + 1)...].prefix { 0x30...0x39 ~= $0 }
    return minutes.count == 2
  }

  /// Whether what stands behind a time is a message of a chat, not speech: a name in angle brackets, an action, or
  /// what the program says of who comes and goes.
  static func isChat(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let text = text.prefix(48)
    switch text.first {
    case UInt8(ascii: "<"):
      guard let close = text.firstIndex(of: UInt8(ascii: ">")) else { return text.starts(with: "<--".utf8) }
      let name = text[(text.startIndex + 1)..<close]
      return close - text.startIndex > 1 && close + 1 < text.endIndex && text[close + 1] == 0x20
        && name.count <= 32 && !name.dropFirst().contains(0x20)
    case UInt8(ascii: "*"): return text.dropFirst().first == 0x20 || text.starts(with: "***".utf8)
    case UInt8(ascii: "-"): return text.starts(with: "-->".utf8) || text.starts(with: "-!-".utf8)
    default: return false
    }
  }

  /// Whether a line only says who writes, and when, above what is written: `Ida Brandt  10:04 AM`,
  /// `[03-May-21 12:01 PM] ida#1234`.
  static func isByline(_ bytes: UnsafeBufferPointer<UInt8>, _ line: TextLine) -> Bool {
    guard line.end - line.start <= 80, line.indent == 0 else { return false }
    let text = String(decoding: bytes[line.range], as: UTF8.self)
    let words = text.split(separator: " ")
    guard 2...8 ~= words.count else { return false }
    if text.first == "[" || text.first == "(" {
      guard let close = text.firstIndex(where: { $0 == "]" || $0 == ")" }) else { return false }
      let name = text[text.index(after: close)...].split(separator: " ")
      return 1...3 ~= name.count
        && text[..<close].split(separator: " ").contains { isTime($0.drop { !$0.isNumber }) }
        && !".,!?:".contains(text.last ?? ".")
    }
    var count = words.count
    if ["AM", "PM", "am", "pm"].contains(words[count - 1]) { count -= 1 }
    guard count >= 2, isTime(words[count - 1]) else { return false }
    let name = words[..<(count - 1)]
    return name.count <= 4
      && name.allSatisfy { word in
        word.first.map { $0.isLetter || $0 == "@" } == true && !word.contains { ",;!?:".contains($0) }
      }
  }

  private static func isTime(_ word: Substring) -> Bool {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    return 2...3 ~= parts.count && 1...2 ~= parts[0].count && parts.dropFirst().allSatisfy { $0.count == 2 }
      && parts.allSatisfy { $0.allSatisfy { "0"..."9" ~= $0 } }
  }

  /// The name that a line begins with, before a colon and a space: `HOLT: Yes.`, `Q: Why?`
  static func speaker(_ bytes: UnsafeBufferPointer<UInt8>, _ line: TextLine) -> String? {
    let head = bytes[line.range].prefix(40)
    guard let colon = head.firstIndex(of: UInt8(ascii: ":")), colon > line.start, colon + 1 < line.end,
      TextLine.isSpace(bytes[colon + 1])
    else { return nil }
    let name = String(decoding: head[..<colon], as: UTF8.self)
    let words = name.split(separator: " ")
    guard 1...4 ~= words.count, name.contains(where: \.isLetter),
      words.allSatisfy({ $0.first.map { $0.isUppercase || $0.isNumber || $0 == "(" } == true }),
      !name.contains(where: { ",;!?\"/=<>".contains($0) })
    else { return nil }
    return name
  }
}

/// Who speaks in a text that is written as an interview or a conversation, line by line.
struct TextTurns {
  /// Names that come again at the beginnings of lines.
  private var names: Set<String> = []
  /// Whether so many lines begin with a name that a line without the end of a sentence is a turn as well.
  private(set) var areDense = false

  init(_ lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) {
    var counts: [String: Int] = [:]
    var filled = 0
    for line in lines.prefix(20_000) where line.hasWords {
      filled += 1
      if let name = TextMessages.speaker(bytes, line) { counts[name, default: 0] += 1 }
    }
    // A question and its answer need not come again.
    let isAnswered = counts["Q"] != nil && counts["A"] != nil
    names = Set(counts.filter { $0.value >= 2 || isAnswered && ["Q", "A"].contains($0.key) }.keys)
    if names.count < 2 { names = [] }
    let turns = names.reduce(0) { $0 + (counts[$1] ?? 0) }
    areDense = turns * 2 >= filled
  }

  /// Whether `line`, which follows `before` without a blank line, begins a turn.
  func begins(_ line: TextLine, after before: TextLine, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !names.isEmpty, let name = TextMessages.speaker(bytes, line), names.contains(name) else {
      return false
    }
    return areDense || before.end > before.start && ".!?:\"')]".utf8.contains(bytes[before.end - 1])
      || before.end > before.start && bytes[before.end - 1] >= 0x80
  }
}

/// What a line of a mail or of a discussion is quoted with: `>`, `KH>`, `|`.
struct TextQuotation: Equatable {
  /// How many `>` stand before the text.
  private var depth = 0
  /// The sign that belongs to the text: initials with `>`, or a stroke.
  private var sign = ""

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ line: TextLine) {
    var at = line.start - 1
    while at >= 0, line.start - at < 64, bytes[at] == UInt8(ascii: ">") || TextLine.isSpace(bytes[at]) {
      if bytes[at] == UInt8(ascii: ">") { depth += 1 }
      at -= 1
    }
    let head = bytes[line.range].prefix(6)
    if head.first == UInt8(ascii: "|"), head.dropFirst().first == 0x20 {
      sign = "|"
    } else if let close = head.firstIndex(of: UInt8(ascii: ">")), 1...4 ~= close - line.start,
      head[..<close].allSatisfy({ 0x41...0x5A ~= $0 & 0xDF })
    {
      sign = String(decoding: head[...close], as: UTF8.self)
    }
  }

  /// Whether another voice begins with this line. Lines that a program has broken lose their `>`, so such a sign
  /// counts only behind the end of a sentence.
  func begins(after other: Self, _ bytes: UnsafeBufferPointer<UInt8>, _ before: TextLine) -> Bool {
    if sign != other.sign { return true }
    return depth != other.depth && before.end > before.start
      && ".!?:\")".utf8.contains(bytes[before.end - 1])
  }
}
