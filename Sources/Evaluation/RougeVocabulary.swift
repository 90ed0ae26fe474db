/// Turns text into the tokens of the `rouge-score` package, as integers.
///
/// Lower-cased as Python does, cut at everything outside `a–z` and `0–9`, words of more than three letters
/// stemmed with ``PorterStemmer``. Equal tokens get equal numbers within one vocabulary; every word is stemmed
/// once, however often it occurs.
package struct RougeVocabulary: Sendable {
  /// Whether words are stemmed.
  package let stemming: Bool
  private var surfaces = ByteStringTable()
  private var tokens = ByteStringTable()
  /// Token of each surface form.
  private var tokenOfSurface: [Int32] = []
  private var stemmer = PorterStemmer()
  private var current: [UInt8] = []

  package init(stemming: Bool = true) {
    self.stemming = stemming
  }

  /// Number of distinct tokens so far; every token is smaller.
  package var count: Int { tokens.count }

  /// Tokens of `text`.
  package mutating func tokens(in text: String) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(text.utf8.count / 5)
    var text = text
    text.withUTF8 { bytes in appendTokens(of: bytes, to: &result) }
    return result
  }

  /// Tokens of each line of `text`; empty lines are dropped.
  package mutating func lines(in text: String) -> RougeText {
    var lines: [[Int32]] = []
    var text = text
    text.withUTF8 { bytes in
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        var tokens: [Int32] = []
        appendTokens(of: UnsafeBufferPointer(rebasing: line), to: &tokens)
        lines.append(tokens)
      }
    }
    return RougeText(lines: lines)
  }

  private mutating func appendTokens(of bytes: UnsafeBufferPointer<UInt8>, to result: inout [Int32]) {
    current.removeAll(keepingCapacity: true)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x30...0x39, 0x61...0x7A:
        current.append(byte)
      case 0x41...0x5A:
        current.append(byte | 0x20)
      case 0xE2 where index + 1 < bytes.count && bytes[index] == 0x84 && bytes[index + 1] == 0xAA:
        current.append(0x6B)  // KELVIN SIGN, whose lower case is k
        index += 2
      case 0xC4 where index < bytes.count && bytes[index] == 0xB0:
        current.append(0x69)  // I WITH DOT ABOVE, whose lower case is i and a combining dot
        index += 1
        finishToken(into: &result)
      default:
        finishToken(into: &result)
      }
    }
    finishToken(into: &result)
  }

  private mutating func finishToken(into result: inout [Int32]) {
    guard !current.isEmpty else { return }
    let surface = Int(surfaces.intern(current))
    if surface == tokenOfSurface.count {
      let stem = stemming && current.count > 3 ? stemmer.stem(bytes: current) : current
      tokenOfSurface.append(tokens.intern(stem))
    }
    result.append(tokenOfSurface[surface])
    current.removeAll(keepingCapacity: true)
  }
}

/// A text as ROUGE sees it.
package struct RougeText: Sendable {
  /// Tokens of each sentence, one a line.
  package var lines: [[Int32]]

  package init(lines: [[Int32]]) {
    self.lines = lines
  }

  /// All tokens in order.
  package var tokens: [Int32] { lines.count == 1 ? lines[0] : lines.flatMap(\.self) }
}

/// Numbers byte strings in order of first appearance: open addressing over one flat buffer.
package struct ByteStringTable: Sendable {
  private var storage: [UInt8] = []
  private var ends: [Int] = []
  private var slots = [Int32](repeating: -1, count: 1024)

  package init() {}

  /// Number of distinct strings.
  package var count: Int { ends.count }

  /// The number of `key`, given now if it is new.
  package mutating func intern(_ key: [UInt8]) -> Int32 {
    if 2 * (ends.count + 1) > slots.count { grow() }
    var slot = Int(truncatingIfNeeded: Self.hash(key[...])) & (slots.count - 1)
    while slots[slot] >= 0 {
      if equals(Int(slots[slot]), key) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(ends.count)
    slots[slot] = number
    storage.append(contentsOf: key)
    ends.append(storage.count)
    return number
  }

  private func range(of number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

  private func equals(_ number: Int, _ key: [UInt8]) -> Bool {
    let range = range(of: number)
    guard range.count == key.count else { return false }
    for index in 0..<key.count where storage[range.lowerBound + index] != key[index] { return false }
    return true
  }

  private mutating func grow() {
    var larger = [Int32](repeating: -1, count: slots.count * 2)
    for number in 0..<ends.count {
      var slot = Int(truncatingIfNeeded: Self.hash(storage[range(of: number)])) & (larger.count - 1)
      while larger[slot] >= 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = Int32(number)
    }
    slots = larger
  }

  /// FNV-1a, then the finalizer of MurmurHash3 so that the low bits are good ones.
  private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return value ^ (value >> 33)
  }
}
