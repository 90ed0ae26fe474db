/// Messages and turns of speech in plain text: chat logs, exports of messengers, interviews.
enum TextMessages {
  /// Whether a line is a message of a log: `[12:30] <ann> …`, `12:30:05 ann: …`, `<ann> …`,
  /// `2031-05-04 12:30 …`.
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

  /// Whether what stands behind a time is a message of a chat, not speech: a name in angle brackets, an
  /// action, or what the program says of who comes and goes.
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
    guard line.end - line.start <= 80, line.indent == 0, bytes[line.range].contains(0x3A) else {
      return false
    }
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
    let last = words[count - 1].drop { $0 == "[" || $0 == "(" }.prefix { $0 != "]" && $0 != ")" }
    guard count >= 2, isTime(last) else { return false }
    let name = words[..<(count - 1)]
    return name.count <= 4
      && name.allSatisfy { word in
        word.first.map { $0.isLetter || $0 == "@" } == true && !word.contains { ",;!?:".contains($0) }
      }
  }

  /// Whether a line begins with a time of day, as in logs, or as agendas and diaries have it: `9.30 Uhr`,
  /// `9h30`, `9 am`.
  static func isTimed(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    if isMessage(line) { return true }
    guard let first = line.first, 0x30...0x39 ~= first else { return false }
    let words = String(decoding: line.prefix(32), as: UTF8.self).lowercased().split(separator: " ")
    guard let time = words.first, words.count > 1 else { return false }
    // A stretch of time has two.
    let parts = time.split { $0 == "-" || $0 == "–" }
    let isNamed = ["uhr", "am", "pm", "a.m.", "p.m.", "godz.", "hod."].contains(words[1])
    return 1...2 ~= parts.count
      && parts.allSatisfy { part in
        let numbers = part.split(omittingEmptySubsequences: false) { ".h:".contains($0) }
        guard let hour = numbers.first, hour.count <= 2, let value = Int(hour), value <= 24,
          numbers.count <= 2,
          numbers.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } })
        else { return false }
        let minutes = numbers.count == 2 ? numbers[1].count : 0
        if part.contains("h") { return minutes == 0 || minutes == 2 }
        return isNamed && (numbers.count == 1 || minutes == 2)
      }
  }

  /// Whether lines that no blank one divides are such: an agenda, a timetable, a chat.
  static func areTimed(_ lines: ArraySlice<TextLine>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard lines.count >= 2 else { return false }
    let timed = lines.count { isTimed(bytes[$0.range]) }
    return timed >= 2 && timed * 2 >= lines.count
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

  /// The same, or one word without a capital, as people call themselves in chats: `ida: yes`.
  static func label(_ bytes: UnsafeBufferPointer<UInt8>, _ line: TextLine) -> String? {
    if let name = speaker(bytes, line) { return name }
    let head = bytes[line.range].prefix(25)
    guard let colon = head.firstIndex(of: UInt8(ascii: ":")), colon > line.start, colon + 1 < line.end,
      TextLine.isSpace(bytes[colon + 1])
    else { return nil }
    let name = head[..<colon]
    let isName = name.allSatisfy {
      $0 >= 0x80 || 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 & 0xDF || "_-.".utf8.contains($0)
    }
    return isName ? String(decoding: name, as: UTF8.self) : nil
  }

  /// Whether lines are messages: most begin with a time or with who speaks in angle brackets, or most groups
  /// of lines begin with who writes, and when, or every third line is that. A message is one line; in a
  /// programme, what stands below a name and a time may be broken into several.
  static func areLog(_ lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var (count, messages, groups, bylines, openings) = (0, 0, 0, 0, 0)
    var (pairs, broken) = (0, 0)
    var before: TextLine?
    var isFirst = true
    for line in lines {
      if count >= 400 { break }
      guard !line.isBlank else {
        (isFirst, before) = (true, nil)
        continue
      }
      count += 1
      if TextMessages.isMessage(bytes[line.range]) { messages += 1 }
      let isByline = TextMessages.isByline(bytes, line)
      if isByline { bylines += 1 }
      if !isByline, let before {
        pairs += 1
        if before.end - before.start >= leastBroken, 0x61...0x7A ~= bytes[line.start] { broken += 1 }
      }
      before = isByline ? nil : line
      if isFirst {
        groups += 1
        if isByline { openings += 1 }
      }
      isFirst = false
    }
    if count >= 2, messages * 10 >= count * 7 { return true }
    if broken >= 2, broken * 2 >= pairs { return false }
    return openings >= 2 && openings * 10 >= groups * 7 || bylines >= 2 && bylines * 3 >= count
  }

  /// Bytes of the shortest line that a program breaks.
  private static let leastBroken = 48

  /// Whether several lines, of the first that there are, only say who writes or what begins, and when.
  static func haveBylines(_ lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    lines.prefix(400).count { !$0.isBlank && isByline(bytes, $0) } >= 2
  }
}
