/// Labels of links and footnotes, and the definitions that give them meaning (CommonMark 0.31, §4.7).
enum MarkdownLabel {
  /// Longest label, in bytes, brackets aside.
  static let maximumLength = 999
  /// Longest destination or title that is looked for, so that no text makes the search slow.
  static let maximumDestination = 4096

  /// The label in the form in which labels are compared: case folded, white space collapsed.
  static func normalize(_ label: some Sequence<UInt8>) -> String {
    let words = Array(label).split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    // Lower, then upper case: what Unicode's full case folding makes equal ("ẞ", "ß", "ss") comes out equal.
    return words.map { String(decoding: $0, as: UTF8.self).lowercased().uppercased() }.joined(separator: " ")
  }

  /// Reads the definitions that a paragraph begins with; returns how many of its lines they take.
  static func definitions(
    _ source: UnsafeBufferPointer<UInt8>, _ lines: ArraySlice<MarkdownLine>, into labels: inout Set<String>
  ) -> Int {
    var text = SplicedText()
    var ends: [Int] = []
    for line in lines {
      text.append(source, line.start..<line.next)
      ends.append(text.bytes.count)
    }
    var taken = 0
    text.bytes.withUnsafeBufferPointer { bytes in
      var at = 0
      while taken < ends.count, let (label, end) = definition(bytes, at) {
        labels.insert(normalize(bytes[label]))
        while taken < ends.count, ends[taken] <= end { taken += 1 }
        at = end
      }
    }
    return taken
  }

  /// The definition that begins at `start`: its label, and the end of its last line.
  private static func definition(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> (label: Range<Int>, end: Int)? {
    guard let labelEnd = labelEnd(bytes, start), labelEnd < bytes.count, bytes[labelEnd] == UInt8(ascii: ":")
    else { return nil }
    let label = start + 1..<labelEnd - 1
    guard !normalize(bytes[label]).isEmpty, bytes[label.lowerBound] != UInt8(ascii: "^") else { return nil }
    var at = skipSpace(bytes, labelEnd + 1, lineFeeds: 1)
    guard let destination = destinationEnd(bytes, at) else { return nil }
    at = destination
    let plainEnd = lineEnd(bytes, at)
    let titleStart = skipSpace(bytes, at, lineFeeds: 1)
    if titleStart > at, titleStart < bytes.count, let title = titleEnd(bytes, titleStart),
      let end = lineEnd(bytes, title)
    {
      return (label, end)
    }
    return plainEnd.map { (label, $0) }
  }

  /// One past the `]` of the label that begins with the `[` at `start`.
  static func labelEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return nil }
    var at = start + 1
    while at < bytes.count, at - start <= maximumLength + 1 {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "]"): return at + 1
      default: break
      }
      at += 1
    }
    return nil
  }

  /// One past the destination at `start`: in angle brackets, or up to white space with balanced parentheses.
  static func destinationEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    let limit = min(bytes.count, start + maximumDestination)
    var at = start
    if bytes[at] == UInt8(ascii: "<") {
      at += 1
      while at < limit {
        switch bytes[at] {
        case UInt8(ascii: "\\"): at += 1
        case UInt8(ascii: ">"): return at + 1
        case UInt8(ascii: "<"), 0x0A, 0x0D: return nil
        default: break
        }
        at += 1
      }
      return nil
    }
    var depth = 0
    while at < limit {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\\"), at + 1 < limit, isPunctuation(bytes[at + 1]) {
        at += 2
        continue
      }
      if byte <= 0x20 || byte == 0x7F { break }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") {
        if depth == 0 { break }
        depth -= 1
      }
      at += 1
    }
    return at > start && at < start + maximumDestination && depth == 0 ? at : nil
  }

  /// One past the title in quotes or parentheses at `start`.
  static func titleEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    let close: UInt8
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): close = bytes[start]
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    default: return nil
    }
    var at = start + 1
    let limit = min(bytes.count, start + maximumDestination)
    while at < limit {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 2
        continue
      }
      if bytes[at] == close { return at + 1 }
      if close == UInt8(ascii: ")"), bytes[at] == UInt8(ascii: "(") { return nil }
      at += 1
    }
    return nil
  }

  /// Passes white space with at most `lineFeeds` line ends.
  static func skipSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, lineFeeds: Int) -> Int {
    var left = lineFeeds
    var at = start
    while at < bytes.count {
      if bytes[at] == 0x0A || bytes[at] == 0x0D {
        if left == 0 { return at }
        left -= 1
        if bytes[at] == 0x0D, at + 1 < bytes.count, bytes[at + 1] == 0x0A { at += 1 }
      } else if bytes[at] != 0x20, bytes[at] != 0x09 {
        return at
      }
      at += 1
    }
    return at
  }

  /// One past the line's end, if nothing but white space is left of it.
  private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var at = start
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    if at == bytes.count { return at }
    if bytes[at] == 0x0D { return at + 1 < bytes.count && bytes[at + 1] == 0x0A ? at + 2 : at + 1 }
    return bytes[at] == 0x0A ? at + 1 : nil
  }

  static func isPunctuation(_ byte: UInt8) -> Bool {
    0x21...0x2F ~= byte || 0x3A...0x40 ~= byte || 0x5B...0x60 ~= byte || 0x7B...0x7E ~= byte
  }
}
