/// Who speaks in a text that is written as an interview or a conversation, line by line.
struct TextTurns {
  /// Names that come again at the beginnings of lines.
  private var names: Set<String> = []
  /// Whether so many lines begin with a name that a line without the end of a sentence is a turn as well.
  private(set) var areDense = false
  /// Whether nearly all lines begin with a name, so that one in small letters is a name as well.
  private var takesLabels = false

  init(_ lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) {
    var counts: [String: Int] = [:]
    var labels: [String: Int] = [:]
    var filled = 0
    for line in lines.prefix(20_000) where line.hasWords {
      filled += 1
      if let label = TextMessages.label(bytes, line) { labels[label, default: 0] += 1 }
      if let name = TextMessages.speaker(bytes, line) { counts[name, default: 0] += 1 }
    }
    // A question and its answer need not come again.
    let isAnswered = counts["Q"] != nil && counts["A"] != nil
    names = Set(counts.filter { $0.value >= 2 || isAnswered && ["Q", "A"].contains($0.key) }.keys)
    if names.count < 2 { names = [] }
    let turns = names.reduce(0) { $0 + (counts[$1] ?? 0) }
    areDense = turns * 2 >= filled
    // Somebody says something twice: else these are the fields of a form.
    let labelled = labels.values.reduce(0, +)
    if filled >= 3, labelled * 10 >= filled * 8, labels.count >= 2, labels.count < labelled {
      names = Set(labels.keys)
      areDense = true
      takesLabels = true
    }
  }

  private func name(_ line: TextLine, _ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    takesLabels ? TextMessages.label(bytes, line) : TextMessages.speaker(bytes, line)
  }

  /// Whether so many of the lines `group` begin a turn that they are a conversation, not verse.
  func areTurns(_ group: ArraySlice<TextLine>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    areDense && group.count { line in name(line, bytes).map { names.contains($0) } ?? false } >= 2
  }

  /// Whether `line`, which follows `before` without a blank line, begins a turn.
  func begins(_ line: TextLine, after before: TextLine, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !names.isEmpty, let name = name(line, bytes), names.contains(name) else {
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

  /// Whether another voice begins with this line. Lines that a program has broken lose their `>`, so such a
  /// sign counts only behind the end of a sentence.
  func begins(after other: Self, _ bytes: UnsafeBufferPointer<UInt8>, _ before: TextLine) -> Bool {
    if sign != other.sign { return true }
    return depth != other.depth && before.end > before.start
      && ".!?:\")".utf8.contains(bytes[before.end - 1])
  }
}
