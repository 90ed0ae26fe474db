/// TeX in an element of its own.
extension XMLExtractor {
  /// Environments that only say that a formula stands on lines of its own; in those of the second list `&`
  /// aligns the lines.
  private static let displays: Set<String> = [
    "equation", "displaymath", "math", "multline", "gather", "gathered",
  ]
  private static let alignments: Set<String> = [
    "align", "aligned", "alignat", "eqnarray", "split", "flalign", "IEEEeqnarray",
  ]

  /// Text inside TeX: what stands around the document, and the marks of mathematics, is left out.
  mutating func texText(_ range: Range<Int>) {
    let index = frames.count - 1
    guard let place = frames[index].inline?.tex else { return }
    var shown = range
    if place == .end { return builder.omit(range) }
    if place == .start {
      if let begin = bytes.find("\\begin{document}", in: range) {
        shown = begin.upperBound..<range.upperBound
      } else if bytes.find("\\documentclass", in: range) != nil
        || bytes.find("\\usepackage", in: range) != nil
      {
        return builder.omit(range)
      }
      while let first = shown.first, Self.isMathShift(bytes[first]) { shown = shown.dropFirst(1) }
      if shown.isEmpty { return builder.omit(range) }
      frames[index].inline?.tex = .shown
    }
    if let end = bytes.find("\\end{document}", in: shown) {
      shown = shown.lowerBound..<end.lowerBound
      frames[index].inline?.tex = .end
    }
    let isLast =
      frames[index].inline?.tex == .end
      || range.upperBound < bytes.count && [0x3C, 0x5D].contains(bytes[range.upperBound])
    while isLast, let last = shown.last, Self.isMathShift(bytes[last]) { shown = shown.dropLast(1) }
    if range.lowerBound < shown.lowerBound { builder.omit(range.lowerBound..<shown.lowerBound) }
    appendTeX(shown)
    if shown.upperBound < range.upperBound { builder.omit(shown.upperBound..<range.upperBound) }
  }

  /// Appends TeX without what only says where a formula begins, ends, and how its lines stand.
  private mutating func appendTeX(_ range: Range<Int>) {
    var at = range.lowerBound
    var start = at
    func leaveOut(to end: Int, printing text: String = "", endsSomething: Bool = true) {
      // White space before the end of a formula or of a line is its layout.
      var shown = at
      if endsSomething { while shown > start, TextRun.isWhiteSpace(bytes[shown - 1]) { shown -= 1 } }
      builder.append(start..<shown)
      if shown < at { builder.omit(shown..<at) }
      if text.isEmpty { builder.omit(at..<end) } else { builder.insert(text, for: at..<end) }
      at = end
      start = end
    }
    while at < range.upperBound {
      let isAligned = frames[frames.count - 1].inline?.isAligned == true
      if bytes[at] == 0x26, isAligned {
        leaveOut(to: at + 1)
        continue
      }
      guard bytes[at] == 0x5C, at + 1 < range.upperBound else {
        at += 1
        continue
      }
      switch bytes[at + 1] {
      case 0x28, 0x5B: leaveOut(to: at + 2, endsSomething: false)
      case 0x29, 0x5D: leaveOut(to: at + 2)
      case 0x5C where isAligned: leaveOut(to: at + 2, printing: "; ")
      case 0x5C, 0x26: at += 2
      default:
        guard let end = endOfLayout(at, in: range) else {
          at += 1
          continue
        }
        leaveOut(to: end, endsSomething: !bytes[at..<range.upperBound].starts(with: "\\begin".utf8))
      }
    }
    builder.append(start..<range.upperBound)
  }

  /// Where a command ends that begins at `at` and prints nothing.
  private mutating func endOfLayout(_ at: Int, in range: Range<Int>) -> Int? {
    var end = at + 1
    while end < range.upperBound, end - at < 24, 0x41...0x5A ~= bytes[end] & 0xDF { end += 1 }
    switch bytes.string(at + 1..<end) {
    case "nonumber", "notag": return end
    case "label": return braces(end, in: range).map { $0.upperBound + 1 }
    case let command where command == "begin" || command == "end":
      guard let name = braces(end, in: range) else { return nil }
      var environment = bytes.string(name)
      if environment.hasSuffix("*") { environment.removeLast() }
      let isAlignment = Self.alignments.contains(environment)
      guard isAlignment || Self.displays.contains(environment) else { return nil }
      frames[frames.count - 1].inline?.isAligned = isAlignment && command == "begin"
      return name.upperBound + 1
    default: return nil
    }
  }

  /// What stands in braces at `at`.
  private func braces(_ at: Int, in range: Range<Int>) -> Range<Int>? {
    guard at < range.upperBound, bytes[at] == 0x7B,
      let close = bytes[at..<min(range.upperBound, at + 80)].firstIndex(of: 0x7D)
    else { return nil }
    return at + 1..<close
  }

  static func isMathShift(_ byte: UInt8) -> Bool { byte == 0x24 || TextRun.isWhiteSpace(byte) }
}
