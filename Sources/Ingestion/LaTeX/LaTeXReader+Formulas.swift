extension LaTeXReader {
  mutating func formula() {
    let start = at
    let isDisplayed = at + 1 < end && bytes[at + 1] == UInt8(ascii: "$")
    let mark = isDisplayed ? 2 : 1
    var close = at + mark
    while close < end {
      if bytes[close] == UInt8(ascii: "\\") {
        close += 2
        continue
      }
      if bytes[close] == UInt8(ascii: "$"),
        !isDisplayed || close + 1 < end && bytes[close + 1] == bytes[close]
      {
        break
      }
      // A formula has no blank line: the sign was meant as one.
      if bytes[close] == 0x0A, bytes[(close + 1)..<end].first(where: { $0 != 0x20 && $0 != 0x09 }) == 0x0A {
        close = end
        break
      }
      close += 1
    }
    guard close < end else {
      append(at..<at + 1)
      at += 1
      return
    }
    if isDisplayed { omit(start..<close + 2) } else { inlineFormula(start + 1..<close) }
    at = close + mark
  }

  /// Puts in what can be read of a formula: letters, numbers, signs, and commands that are characters.
  mutating func inlineFormula(_ range: Range<Int>) {
    let outer = (at, end)
    (at, end) = (range.lowerBound, range.upperBound)
    while at < end {
      let start = at
      switch bytes[at] {
      case UInt8(ascii: "\\"):
        let name = commandName()
        if let text = LaTeXSymbols.characters[name] {
          append(text, for: start..<at)
        } else if name.count == 1, "%&#$_{}".contains(name) {
          append(name, for: start..<at)
        } else if name.count == 1, ",;:! ".contains(name), isOpen {
          builder.appendSpace(for: start..<at)
        }
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "&"): at += 1
      default:
        while at < end, !"\\{}&".utf8.contains(bytes[at]) { at += 1 }
        append(start..<at)
      }
    }
    (at, end) = outer
  }

  /// Leaves `range` out of the text.
  mutating func omit(_ range: Range<Int>) {
    if isOpen { builder.omit(range) }
  }
}
