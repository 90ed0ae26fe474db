// Looking ahead in a formula.
extension TeXFormula {
  /// Bytes of an argument that are looked at; what is longer is more than one thing.
  private static let reach = 240

  /// The argument at `start`: what is in braces, or one thing.
  func argument(_ start: Int) -> Range<Int> {
    let start = TeXScan.space(bytes, start, end)
    guard start < end else { return end..<end }
    switch bytes[start] {
    case 0x7B: return TeXScan.brace(bytes, start, end).map { start + 1..<$0 } ?? start + 1..<end
    case 0x5C: return start..<TeXScan.commandEnd(bytes, start, end)
    default:
      var stop = start + 1
      while stop < end, bytes[stop] & 0xC0 == 0x80 { stop += 1 }
      return start..<stop
    }
  }

  /// Whether the argument at `start` is more than one thing.
  func isCompound(_ start: Int, isScript: Bool) -> Bool {
    guard bytes[start] == 0x7B else {
      guard bytes[start] == 0x5C else { return false }
      let name = bytes.string(start + 1..<max(start + 1, TeXScan.commandEnd(bytes, start, end)))
      return LaTeXSymbols.fractions.contains(name)
    }
    var things: [String] = []
    var at = start + 1
    var depth = 1
    let limit = min(end, start + Self.reach)
    while at < limit, depth > 0 {
      switch bytes[at] {
      case 0x7B:
        depth += 1
        at += 1
      case 0x7D:
        depth -= 1
        at += 1
      case 0x5E, 0x5F:
        if isScript { return true }
        // What is raised belongs to what it stands at.
        at = pass(1, at + 1)
      case 0x5C:
        let stop = TeXScan.commandEnd(bytes, at, end)
        let name = bytes.string(min(at + 1, stop)..<stop)
        at = max(stop, at + 1)
        if LaTeXSymbols.fractions.contains(name) || name == "over" || name == "begin" { return true }
        if LaTeXSymbols.binomials.contains(name) || name == "sqrt" {
          things.append(name)
          at = pass(name == "sqrt" ? 1 : 2, at)
        } else if LaTeXSymbols.words.contains(name) || LaTeXSymbols.fonts.contains(name) {
          let inner = argument(at)
          let text = TeXScan.plain(bytes, inner)
          // Letters set as a word are one thing.
          if text.allSatisfy({ $0.isLetter || $0.isNumber }) {
            if !text.isEmpty { things.append(text) }
            at = pass(1, at)
          }
        } else if LaTeXSymbols.accentsAbove[name] != nil {
          things.append(TeXScan.plain(bytes, argument(at)))
          at = pass(1, at)
        } else if LaTeXSymbols.functions.contains(name) || LaTeXSymbols.character(name) != nil {
          things.append(
            name.utf8.first.map(TeXScan.isLetter) == true ? LaTeXSymbols.character(name) ?? name : name)
        } else if !LaTeXSymbols.layout.contains(name), !LaTeXSymbols.spaces.contains(name),
          name.utf8.first.map(TeXScan.isLetter) == true
        {
          things.append(name)
        }
      case 0...0x20, 0x7E, 0x26: at += 1
      default:
        let first = at
        while at < limit, bytes[at] > 0x20, !"\\{}^_&~$%".utf8.contains(bytes[at]) { at += 1 }
        if at == first { at += 1 } else { things += MathSigns.things(in: bytes.string(first..<at)) }
      }
    }
    return depth > 0 || MathSigns.needsBrackets(things, isScript: isScript)
  }

  /// One past `count` arguments at `start`, with what is in square brackets before them.
  private func pass(_ count: Int, _ start: Int) -> Int {
    var at = TeXScan.space(bytes, start, end)
    if let option = TeXScan.option(bytes, at, end) { at = option.upperBound + 1 }
    for _ in 0..<count {
      at = TeXScan.space(bytes, at, end)
      let isGroup = at < end && bytes[at] == 0x7B
      at = min(end, argument(at).upperBound + (isGroup ? 1 : 0))
    }
    return at
  }

  /// Whether `range` is raised and lowered text and nothing else.
  static func isScriptAlone(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var at = TeXScan.space(bytes, range.lowerBound, range.upperBound)
    let end = range.upperBound
    if at + 1 < end, bytes[at] == 0x7B, bytes[at + 1] == 0x7D { at += 2 }
    var count = 0
    while at < end {
      guard bytes[at] == 0x5E || bytes[at] == 0x5F else { return false }
      at = TeXScan.space(bytes, at + 1, end)
      guard at < end else { return false }
      switch bytes[at] {
      case 0x7B:
        guard let close = TeXScan.brace(bytes, at, end) else { return false }
        at = close + 1
      case 0x5C:
        let stop = TeXScan.commandEnd(bytes, at, end)
        // A font's name has an argument behind it.
        guard LaTeXSymbols.character(bytes.string(min(at + 1, stop)..<stop)) != nil else { return false }
        at = stop
      default:
        at += 1
        while at < end, bytes[at] & 0xC0 == 0x80 { at += 1 }
      }
      count += 1
      at = TeXScan.space(bytes, at, end)
    }
    return count > 0
  }
}
