/// A stretch of TeX, and what a reader sees of it.
struct TeXPiece: Equatable {
  enum Change: Equatable {
    /// The source as it stands.
    case copy
    /// What the source stands for: the letter for `\alpha`.
    case replace(String)
    /// Peruse's own text; empty where the source is left out.
    case insert(String)
    case space
  }

  var range: Range<Int>
  var change: Change
}

/// Looking ahead in TeX, within bounds.
enum TeXScan {
  /// Bytes that an argument may have which is looked at before it is read.
  static let reach = 2_000

  static func isLetter(_ byte: UInt8) -> Bool { 0x41...0x5A ~= byte & 0xDF }
  static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  /// One past the command at the backslash `at`: letters, or one other character.
  static func commandEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
    var stop = at + 1
    while stop < end, isLetter(bytes[stop]) { stop += 1 }
    guard stop == at + 1, stop < end else { return min(stop, end) }
    stop += 1
    while stop < end, bytes[stop] & 0xC0 == 0x80 { stop += 1 }
    return stop
  }

  /// The brace that closes the one at `open`; `nil` where there is none near.
  static func brace(_ bytes: UnsafeBufferPointer<UInt8>, _ open: Int, _ end: Int) -> Int? {
    var depth = 0
    var at = open
    let limit = min(end, open + reach)
    while at < limit {
      switch bytes[at] {
      case 0x5C: at += 1
      case 0x7B: depth += 1
      case 0x7D:
        depth -= 1
        if depth == 0 { return at }
      default: break
      }
      at += 1
    }
    return nil
  }

  /// One past the white space and comments at `at`.
  static func space(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
    var at = at
    while at < end {
      if bytes[at] <= 0x20 {
        at += 1
      } else if bytes[at] == 0x25 {
        while at < end, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
      } else {
        break
      }
    }
    return at
  }

  /// What is inside the brackets at `at`, if there are any.
  static func option(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Range<Int>? {
    guard at < end, bytes[at] == 0x5B else { return nil }
    var depth = 0
    var close = at + 1
    let limit = min(end, at + reach)
    while close < limit {
      switch bytes[close] {
      case 0x7B: depth += 1
      case 0x7D: depth -= 1
      case 0x5D where depth == 0: return at + 1..<close
      default: break
      }
      close += 1
    }
    return nil
  }

  /// What `range` shows where braces, fonts and commands that are no characters are nothing.
  static func plain(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    var text: [UInt8] = []
    var at = range.lowerBound
    let end = min(range.upperBound, range.lowerBound + 400)
    while at < end {
      if bytes[at] == 0x5C {
        let stop = commandEnd(bytes, at, end)
        let name = bytes.string(min(at + 1, stop)..<stop)
        text += (LaTeXSymbols.character(name) ?? (name.utf8.first.map(isLetter) == true ? "" : name)).utf8
        at = max(stop, at + 1)
      } else {
        if ![0x7B, 0x7D, 0x24].contains(bytes[at]) { text.append(bytes[at]) }
        at += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
