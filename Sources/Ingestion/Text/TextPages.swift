/// What the pages of a printed text leave in its file: running heads and feet, with form feeds between.
enum TextPages {
  /// Removes running heads and feet, and the blank lines around them where a paragraph goes on.
  ///
  /// A page ends at a form feed. What stands last before it is a foot where it has the page's number in
  /// brackets or ends or begins with a number; what stands first behind it is a head where other pages begin
  /// with the same words.
  static func removeFurniture(from lines: inout [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) {
    var feeds: [Int] = []
    for (index, line) in lines.enumerated() {
      let start = index == 0 ? 0 : lines[index - 1].next
      if bytes.firstIndex(of: 0x0C, in: start..<line.next) != nil { feeds.append(index) }
    }
    guard feeds.count >= 2 else { return }
    var heads: [String: Int] = [:]
    var numberedHeads: Set<String> = []
    var feet: [String: Int] = [:]
    for feed in feeds {
      if let head = filled(lines, from: feed, by: 1) {
        heads[skeleton(bytes, lines[head]), default: 0] += 1
        numberedHeads.insert(digitless(bytes, lines[head]))
      }
      if let foot = filled(lines, from: feed - 1, by: -1), stands(lines, foot) {
        feet[digitless(bytes, lines[foot]), default: 0] += 1
      }
    }
    // A foot without a number comes again on most pages, word for word.
    feet = feet.filter { $0.value >= 2 && $0.value * 3 >= feeds.count * 2 }
    var removed = Set<Int>()
    // The first page's head and the last one's foot have no form feed beside them.
    if let head = filled(lines, from: 0, by: 1), case let key = digitless(bytes, lines[head]),
      key.contains("#"),
      numberedHeads.contains(key), feeds.first.map({ head < $0 }) == true
    {
      removed.insert(head)
    }
    if let foot = filled(lines, from: lines.count - 1, by: -1), stands(lines, foot),
      feet[digitless(bytes, lines[foot])] != nil, feeds.last.map({ foot > $0 }) == true
    {
      removed.insert(foot)
    }
    for feed in feeds {
      var low = feed
      var high = feed
      if let foot = filled(lines, from: feed - 1, by: -1),
        isFoot(bytes, lines[foot]) || stands(lines, foot) && feet[digitless(bytes, lines[foot])] != nil
      {
        removed.insert(foot)
        low = foot
      }
      // In a text of two pages a head comes once: below a foot, alone, with wide gaps and a number, which the
      // heads of a table's columns lack.
      if let head = filled(lines, from: feed, by: 1), !skeleton(bytes, lines[head]).isEmpty,
        heads[skeleton(bytes, lines[head]), default: 0] >= 2
          || low < feed && isNumberedHead(bytes, lines[head]) && standsAbove(lines, head)
      {
        removed.insert(head)
        high = head
      }
      guard low < feed || high > feed,
        let before = filled(lines, from: low - 1, by: -1), let after = filled(lines, from: high + 1, by: 1)
      else { continue }
      if goesOn(bytes, lines[before], lines[after]) { removed.formUnion(before + 1..<after) }
    }
    guard !removed.isEmpty else { return }
    lines = lines.enumerated().filter { !removed.contains($0.offset) }.map(\.element)
  }

  /// The nearest line with words from `index` on, at most eight lines away.
  private static func filled(_ lines: [TextLine], from index: Int, by step: Int) -> Int? {
    var at = index
    for _ in 0..<8 where lines.indices.contains(at) {
      if lines[at].hasWords { return at }
      at += step
    }
    return nil
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ line: TextLine) -> String {
    String(decoding: bytes[line.range.prefix(200)], as: UTF8.self)
  }

  /// The letters of a line, which its page's number does not change.
  private static func skeleton(_ bytes: UnsafeBufferPointer<UInt8>, _ line: TextLine) -> String {
    text(bytes, line).filter(\.isLetter)
  }

  /// The line with its numbers and its spaces each as one sign.
  private static func digitless(_ bytes: UnsafeBufferPointer<UInt8>, _ line: TextLine) -> String {
    var key = ""
    for character in text(bytes, line) {
      let sign: Character = character.isNumber ? "#" : character.isWhitespace ? " " : character
      if sign == "#" || sign == " ", key.last == sign { continue }
      key.append(sign)
    }
    return key
  }

  /// Whether a blank line stands before the line, so that it is no paragraph's last.
  private static func stands(_ lines: [TextLine], _ index: Int) -> Bool {
    index > 0 && !lines[index - 1].hasWords
  }

  /// Whether a blank line stands behind the line.
  private static func standsAbove(_ lines: [TextLine], _ index: Int) -> Bool {
    index + 1 == lines.count || !lines[index + 1].hasWords
  }

  private static func isNumberedHead(_ bytes: UnsafeBufferPointer<UInt8>, _ line: TextLine) -> Bool {
    let text = text(bytes, line)
    return text.contains("   ") && text.contains(where: \.isNumber)
  }

  private static func isFoot(_ bytes: UnsafeBufferPointer<UInt8>, _ line: TextLine) -> Bool {
    let text = text(bytes, line).trimmingBrackets()
    if text.lowercased().hasPrefix("page "), text.dropFirst(5).allSatisfy(\.isNumber) { return true }
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let first = words.first, let last = words.last else { return false }
    if last.last == "]", words.count > 1,
      words[words.count - 2].hasSuffix("[Page") || words[words.count - 2] == "[Page"
    {
      return true
    }
    let isNumber = { (word: Substring) in
      word.count <= 4 && word.allSatisfy { $0.isNumber || "ivxl-–".contains($0) }
    }
    // A number alone, or far from the other words of the line.
    if words.count == 1 { return isNumber(first) }
    return (isNumber(first) || isNumber(last)) && self.text(bytes, line).contains("   ")
  }

  /// Whether a paragraph goes on over the page: its last line ends in mid-sentence.
  private static func goesOn(
    _ bytes: UnsafeBufferPointer<UInt8>, _ before: TextLine, _ after: TextLine
  ) -> Bool {
    let last = bytes[before.end - 1]
    let first = bytes[after.start]
    if 0x61...0x7A ~= first { return !".:!?".utf8.contains(last) || before.indent == after.indent }
    return before.indent == after.indent && !".:!?\")".utf8.contains(last) && before.end - before.start > 40
  }
}

extension String {
  /// Without brackets and dashes at both ends.
  fileprivate func trimmingBrackets() -> String {
    var text = self[...]
    while let first = text.first, "[(- ".contains(first) { text.removeFirst() }
    while let last = text.last, "])- ".contains(last), text.filter({ $0 == "[" || $0 == "(" }).isEmpty {
      text.removeLast()
    }
    return String(text)
  }
}
