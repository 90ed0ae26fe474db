/// Finds what is not text in MediaWiki's notation.
///
/// One pass from left to right, linear in the length whatever is left unclosed: what is not closed counts as
/// text, as MediaWiki itself has it.
struct WikitextMarkup {
  /// Ranges that are markup, in order, without overlap.
  private(set) var ranges: [Range<Int>] = []
  /// Those among them that break a word (`<br>`).
  private(set) var breaks: Set<Int> = []
  /// Offsets of the `{|` of tables that are closed, and offsets just past their `|}`.
  private(set) var tableStarts: Set<Int> = []
  private(set) var tableEnds: Set<Int> = []

  private enum Kind { case template, table, link }
  private struct Open {
    var kind: Kind
    var start: Int
    /// Offset just past the first `|`, once seen.
    var label: Int?
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var open: [Open] = []
  private var found: [Range<Int>] = []
  private var counts: [Kind: Int] = [:]
  /// Closing tags that do not occur any more.
  private var missing: Set<String> = []

  /// Elements whose content is no text.
  private static let dropped: Set<String> = [
    "ref", "references", "math", "chem", "gallery", "timeline", "score", "imagemap", "syntaxhighlight",
    "source",
    "templatedata", "graph", "mapframe", "maplink", "hiero", "inputbox", "includeonly", "style", "script",
  ]
  /// Namespaces whose links show no text of their own, in lower case (English and the names that every wiki
  /// understands).
  private static let hiddenNamespaces = ["file:", "image:", "category:", "media:"]

  /// Scans `bytes`.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    scan()
    merge()
  }

  private mutating func scan() {
    var at = 0
    while at < bytes.count {
      // Letters and spaces, which is nearly everything.
      if (bytes[at] | 0x20) &- 0x61 < 26 || bytes[at] == 0x20 {
        at += 1
        continue
      }
      switch bytes[at] {
      case 0x7B: at = openBrace(at)
      case 0x7D: at = closeBrace(at)
      case 0x5B: at = openBracket(at)
      case 0x5D: at = closeBracket(at)
      case 0x7C:
        if has("}", at + 1), isLineStart(at), close(.table, at + 2) != nil {
          at += 2
        } else {
          if let last = open.indices.last, open[last].kind == .link, open[last].label == nil {
            open[last].label = at + 1
          }
          at += 1
        }
      case 0x27: at = quotes(at)
      case 0x3C: at = tag(at)
      case 0x5F: at = magicWord(at)
      default: at += 1
      }
    }
  }

  // MARK: Braces and brackets

  private mutating func openBrace(_ at: Int) -> Int {
    if has("{{", at) {
      push(.template, at)
      return at + 2
    }
    if has("{|", at), isLineStart(at) {
      push(.table, at)
      return at + 2
    }
    return at + 1
  }

  private mutating func closeBrace(_ at: Int) -> Int {
    guard has("}}", at) else { return at + 1 }
    if let start = close(.template, at + 2) { found.append(start.start..<at + 2) }
    return at + 2
  }

  private mutating func openBracket(_ at: Int) -> Int {
    if has("[[", at) {
      push(.link, at)
      return at + 2
    }
    guard ["http://", "https://", "ftp://", "mailto:", "//"].contains(where: { has($0, at + 1) }) else {
      return at + 1
    }
    var end = at + 1
    while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0x5D, bytes[end] != 0x5B { end += 1 }
    guard end < bytes.count, bytes[end] == 0x5D || bytes[end] == 0x20 else { return at + 1 }
    if bytes[end] == 0x5D {
      found.append(at..<end + 1)
      return end + 1
    }
    var last = end
    while last < bytes.count, bytes[last] != 0x5D, bytes[last] != 0x5B, bytes[last] != 0x0A { last += 1 }
    guard last < bytes.count, bytes[last] == 0x5D else { return at + 1 }
    found.append(at..<end + 1)
    found.append(last..<last + 1)
    return end + 1
  }

  private mutating func closeBracket(_ at: Int) -> Int {
    guard has("]]", at) else { return at + 1 }
    guard let link = close(.link, at + 2) else { return at + 2 }
    let target = bytes[(link.start + 2)..<min(link.start + 12, at)].map { $0 | 0x20 }
    if Self.hiddenNamespaces.contains(where: { target.starts(with: $0.utf8.map { $0 | 0x20 }) }) {
      found.append(link.start..<at + 2)
    } else {
      found.append(link.start..<(link.label ?? link.start + 2))
      found.append(at..<at + 2)
    }
    return at + 2
  }

  private mutating func push(_ kind: Kind, _ start: Int) {
    open.append(Open(kind: kind, start: start))
    counts[kind, default: 0] += 1
  }

  /// Closes the innermost `kind`, giving up what was opened inside it and never closed.
  private mutating func close(_ kind: Kind, _ end: Int) -> Open? {
    guard counts[kind, default: 0] > 0 else { return nil }
    while let last = open.popLast() {
      counts[last.kind, default: 0] -= 1
      guard last.kind == kind else { continue }
      if kind == .table {
        tableStarts.insert(last.start)
        tableEnds.insert(end)
      }
      return last
    }
    return nil
  }

  // MARK: The rest

  /// `''`, `'''` and `'''''`; of four the first is an apostrophe.
  private mutating func quotes(_ at: Int) -> Int {
    var end = at
    while end < bytes.count, bytes[end] == 0x27 { end += 1 }
    switch end - at {
    case 1: break
    case 2, 3, 5: found.append(at..<end)
    case 4: found.append(at + 1..<end)
    default: found.append(end - 5..<end)
    }
    return end
  }

  private mutating func tag(_ at: Int) -> Int {
    if has("<!--", at) {
      guard let end = find("-->", from: at + 4) else { return at + 4 }
      found.append(at..<end)
      return end
    }
    var nameEnd = at + 1
    if has("/", nameEnd) { nameEnd += 1 }
    let nameStart = nameEnd
    while nameEnd < bytes.count, nameEnd - nameStart < 20, (bytes[nameEnd] | 0x20) &- 0x61 < 26 {
      nameEnd += 1
    }
    guard nameEnd > nameStart else { return at + 1 }
    let name = bytes.string(nameStart..<nameEnd).lowercased()
    var end = nameEnd
    while end < bytes.count, bytes[end] != 0x3E, bytes[end] != 0x3C, end - at < 1_000 { end += 1 }
    guard end < bytes.count, bytes[end] == 0x3E else { return at + 1 }
    end += 1
    let isClosing = nameStart == at + 2
    let isEmpty = bytes[end - 2] == 0x2F
    if !isClosing, !isEmpty, Self.dropped.contains(name) || name == "nowiki",
      let close = find(closing: name, from: end)
    {
      if name == "nowiki" {
        found.append(at..<end)
        found.append(close)
      } else {
        found.append(at..<close.upperBound)
      }
      return close.upperBound
    }
    if name == "br" || name == "p" || name == "hr" { breaks.insert(at) }
    found.append(at..<end)
    return end
  }

  private mutating func magicWord(_ at: Int) -> Int {
    guard has("__", at) else { return at + 1 }
    var end = at + 2
    while end < bytes.count, 0x41...0x5A ~= bytes[end] { end += 1 }
    guard end > at + 2, has("__", end) else { return max(end, at + 2) }
    found.append(at..<end + 2)
    return end + 2
  }

  private mutating func merge() {
    found.sort { $0.lowerBound < $1.lowerBound }
    for range in found {
      if let last = ranges.indices.last, range.lowerBound < ranges[last].upperBound {
        ranges[last] = ranges[last].lowerBound..<max(ranges[last].upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
    found = []
  }

  // MARK: Looking

  private func has(_ mark: StaticString, _ at: Int) -> Bool {
    let length = mark.utf8CodeUnitCount
    guard at + length <= bytes.count else { return false }
    for index in 0..<length where bytes[at + index] != mark.utf8Start[index] { return false }
    return true
  }

  private func has(_ mark: String, _ at: Int) -> Bool {
    bytes[min(at, bytes.count)...].starts(with: mark.utf8)
  }

  private func isLineStart(_ at: Int) -> Bool {
    var index = at - 1
    while index >= 0, bytes[index] == 0x20 || bytes[index] == 0x3A, at - index < 64 { index -= 1 }
    return index < 0 || bytes[index] == 0x0A
  }

  /// Offset just past the next `mark`; what is missing once is not looked for again.
  private mutating func find(_ mark: String, from start: Int) -> Int? {
    guard !missing.contains(mark) else { return nil }
    var at = start
    while at < bytes.count {
      if bytes[at] == mark.utf8.first, has(mark, at) { return at + mark.utf8.count }
      at += 1
    }
    missing.insert(mark)
    return nil
  }

  /// The next `</name>`.
  private mutating func find(closing name: String, from start: Int) -> Range<Int>? {
    guard !missing.contains(name) else { return nil }
    var at = start
    while at < bytes.count {
      if has("</", at) {
        let end = at + 2 + name.utf8.count
        if end < bytes.count, bytes.string(at + 2..<end).lowercased() == name {
          var close = end
          while close < bytes.count, bytes[close] == 0x20 { close += 1 }
          if close < bytes.count, bytes[close] == 0x3E { return at..<close + 1 }
        }
      }
      at += 1
    }
    missing.insert(name)
    return nil
  }
}
