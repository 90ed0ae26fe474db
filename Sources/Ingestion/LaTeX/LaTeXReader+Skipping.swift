// Passing over what is not read.
extension LaTeXReader {
  mutating func skipSpaces() {
    while at < end, bytes[at] <= 0x20 { at += 1 }
  }

  /// Passes over `[…]`, where that comes next.
  mutating func skipOptional() {
    while at < end, bytes[at] == UInt8(ascii: "[") {
      var depth = 0
      var close = at
      while close < end, close - at < 4000 {
        if bytes[close] == UInt8(ascii: "{") { depth += 1 }
        if bytes[close] == UInt8(ascii: "}") { depth -= 1 }
        if bytes[close] == UInt8(ascii: "]"), depth == 0 { break }
        close += 1
      }
      guard close < end, bytes[close] == UInt8(ascii: "]") else { return }
      at = close + 1
    }
  }

  /// Passes over `{…}`, where that comes next.
  mutating func skipArgument() {
    skipOptional()
    let before = at
    skipSpaces()
    guard at < end, bytes[at] == UInt8(ascii: "{"), let close = closingBrace(at) else {
      at = before
      return
    }
    at = close + 1
  }

  /// The brace that closes the one at `open`; `nil` where there is none within what an argument can be.
  func closingBrace(_ open: Int) -> Int? {
    var depth = 0
    var close = open
    while close < end, close - open < 5_000 {
      switch bytes[close] {
      case UInt8(ascii: "\\"): close += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return close }
      default: break
      }
      close += 1
    }
    return nil
  }

  /// Where `text` comes next. What was not found once is not there later either, and not looked for again.
  mutating func find(_ text: String, from start: Int) -> Int? {
    if absent.contains(text) { return nil }
    let pattern = Array(text.utf8)
    var at = start
    while at + pattern.count <= bytes.count, let hit = bytes.firstIndex(of: pattern[0], in: at..<bytes.count)
    {
      if bytes[hit...].starts(with: pattern) { return hit }
      at = hit + 1
    }
    absent.insert(text)
    return nil
  }
}
