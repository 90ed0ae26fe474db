import Platform

/// The pieces of a page in source order, in six bytes each where an ``HTMLToken`` takes 16: pages have
/// millions.
///
/// A piece ends where the next begins, unless a comment stands between them, and a name has few bytes.
struct HTMLTokens: RandomAccessCollection {
  private var starts: [UInt32] = []
  /// The kind in the lowest three bits, then whether the piece has an entry in ``ends``, then the length of a
  /// tag's name.
  private var codes: [UInt16] = []
  /// Ends of pieces that do not reach to the next.
  private var ends: [(token: UInt32, end: Int32)] = []
  /// Ends of names of ``longName`` bytes and more, by the number of the token.
  private var longNames: [Int: Int32] = [:]
  /// Where the last piece ends.
  private var end: Int32 = 0

  private static let hasEnd: UInt16 = 8
  private static let longName = 0xFFF

  var startIndex: Int { 0 }
  var endIndex: Int { starts.count }

  /// Makes room for `count` pieces.
  mutating func reserveCapacity(_ count: Int) {
    starts.reserveCapacity(count)
    codes.reserveCapacity(count)
  }

  subscript(index: Int) -> HTMLToken {
    let (start, code) = (Int32(truncatingIfNeeded: starts[index]), codes[index])
    let kind = HTMLToken.Kind(rawValue: UInt8(code & 7)) ?? .dropped
    let end: Int32
    if code & Self.hasEnd != 0 {
      end = ends[ends.sortedIndex(pastAllThat: { $0.token < index })].end
    } else {
      end = index + 1 < starts.count ? Int32(truncatingIfNeeded: starts[index + 1]) : self.end
    }
    guard kind == .startTag || kind == .endTag else {
      return HTMLToken(kind: kind, start: start, end: end, nameEnd: 0)
    }
    let length = Int32(code >> 4)
    let nameEnd =
      length < Self.longName
      ? start + (kind == .endTag ? 2 : 1) + length : longNames[index] ?? end
    return HTMLToken(kind: kind, start: start, end: end, nameEnd: nameEnd)
  }

  /// Adds `token`, which stands behind all others.
  mutating func append(_ token: HTMLToken) {
    if let last = codes.indices.last, end != token.start {
      codes[last] |= Self.hasEnd
      ends.append((UInt32(truncatingIfNeeded: last), end))
    }
    var code = UInt16(token.kind.rawValue)
    if token.kind == .startTag || token.kind == .endTag {
      let length = token.name.count
      if length >= Self.longName { longNames[starts.count] = token.nameEnd }
      code |= UInt16(Swift.min(length, Self.longName)) << 4
    }
    starts.append(UInt32(truncatingIfNeeded: token.start))
    codes.append(code)
    end = token.end
  }
}
