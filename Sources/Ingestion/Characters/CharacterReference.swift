/// Resolves `&amp;`, `&#38;` and `&#x26;`, in the two dialects that text formats use.
enum CharacterReference {
  /// A reference that was found.
  struct Match {
    /// Bytes that it takes in the source.
    var length: Int
    /// What it stands for.
    var utf8: [UInt8]
  }

  /// How strict a format is about references.
  enum Dialect {
    /// Old names and numbers go without a semicolon, and numbers 128–159 mean windows-1252
    /// (HTML Living Standard, §13.2.5.72–80).
    case html
    /// A semicolon is needed (CommonMark 0.31, §2.5).
    case markdown
  }

  /// The reference that begins with the `&` at `start`, or `nil` where that is an ampersand and no more.
  static func match(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, end: Int, dialect: Dialect
  ) -> Match? {
    guard start + 2 < end else { return nil }
    if bytes[start + 1] == UInt8(ascii: "#") { return number(bytes, at: start, end: end, dialect) }
    let limit = min(end, start + 34)
    var stop = start + 1
    while stop < limit, isAlphanumeric(bytes[stop]) { stop += 1 }
    guard stop > start + 1 else { return nil }
    if stop < end, bytes[stop] == UInt8(ascii: ";") {
      let name = String(decoding: bytes[(start + 1)..<stop], as: UTF8.self)
      if let found = names[name] { return Match(length: stop + 1 - start, utf8: found.utf8) }
    }
    guard dialect == .html else { return nil }
    // The longest old name has six letters (`Aacute`…), the shortest two (`lt`).
    var length = min(6, stop - start - 1)
    while length >= 2 {
      let name = String(decoding: bytes[(start + 1)..<(start + 1 + length)], as: UTF8.self)
      if let found = names[name], found.isBare { return Match(length: length + 1, utf8: found.utf8) }
      length -= 1
    }
    return nil
  }

  /// The bytes of `range` with what references in them stand for.
  static func undone(
    _ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, dialect: Dialect
  ) -> [UInt8] {
    var result: [UInt8] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if bytes[at] == UInt8(ascii: "&"),
        let found = match(bytes, at: at, end: range.upperBound, dialect: dialect)
      {
        result += found.utf8
        at += found.length
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }

  private static func number(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, end: Int, _ dialect: Dialect
  ) -> Match? {
    var at = start + 2
    guard at < end else { return nil }
    let isHexadecimal = bytes[at] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { at += 1 }
    let first = at
    var value: UInt32 = 0
    while at < end {
      let digit: UInt32
      switch bytes[at] {
      case 0x30...0x39: digit = UInt32(bytes[at] - 0x30)
      case 0x41...0x46 where isHexadecimal: digit = UInt32(bytes[at] - 0x41 + 10)
      case 0x61...0x66 where isHexadecimal: digit = UInt32(bytes[at] - 0x61 + 10)
      default: digit = .max
      }
      if digit == .max { break }
      value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x11_0000)
      at += 1
    }
    guard at > first else { return nil }
    let hasSemicolon = at < end && bytes[at] == UInt8(ascii: ";")
    if dialect == .markdown, !hasSemicolon || at - first > (isHexadecimal ? 6 : 7) { return nil }
    if dialect == .html, 0x80...0x9F ~= value { value = windows1252[Int(value) - 0x80] }
    let scalar = value == 0 ? nil : Unicode.Scalar(value)
    return Match(
      length: (hasSemicolon ? at + 1 : at) - start, utf8: Array(String(scalar ?? "\u{FFFD}").utf8))
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF
  }

  private struct Named {
    var utf8: [UInt8]
    var isBare: Bool
  }

  private static let names: [String: Named] = {
    var names: [String: Named] = [:]
    names.reserveCapacity(2200)
    let table = UnsafeBufferPointer(
      start: namedCharacters.utf8Start, count: namedCharacters.utf8CodeUnitCount)
    for entry in table.split(whereSeparator: { $0 <= 0x20 }) {
      guard let equals = entry.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let isBare = entry[equals - 1] == UInt8(ascii: "*")
      var text = ""
      for digits in entry[(equals + 1)...].split(separator: UInt8(ascii: "+")) {
        if let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
          let scalar = Unicode.Scalar(value)
        {
          text.unicodeScalars.append(scalar)
        }
      }
      let name = entry[..<(isBare ? equals - 1 : equals)]
      names[String(decoding: name, as: UTF8.self)] = Named(utf8: Array(text.utf8), isBare: isBare)
    }
    return names
  }()

  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D,
    0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
    0x203A,
    0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
