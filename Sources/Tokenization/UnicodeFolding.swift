/// What BERT's uncased normalizer does to each character beyond ASCII: clean, strip accents, lower the case.
///
/// The tables are frozen (see `Tools/Fixtures/unicode_folding.py`), so that word pieces don't change with the
/// Unicode version of a system. They are kept as text and unpacked on first use, which takes well under a
/// millisecond; plain English never needs them.
///
/// A record is a distance from the previous record's character, a letter, a count, and for some letters a
/// signed number, all in hexadecimal:
///
///     r w m p   removed, white space, mark to strip, punctuation
///     k s t     the count's characters become one target, shift alike, or every second one shifts; then the
///               difference between the first target and the first character
///     q         canonical combining class, which follows
struct UnicodeFolding: Sendable {
  enum Kind: UInt32 { case letter, removed, space, mark, punctuation, expansion }

  /// Kind, combining class and folded form of one character.
  struct Entry {
    fileprivate var bits: UInt32
    var kind: Kind { Kind(rawValue: bits >> 21 & 7) ?? .letter }
    /// Canonical combining class; 0 for a character that starts a new run.
    var combiningClass: UInt32 { bits >> 24 }
    /// The folded character, or an index into `UnicodeFolding.expansions`.
    var target: UInt32 { bits & 0x1F_FFFF }
  }

  static let shared = UnicodeFolding()

  /// By character / 256: where the page starts in `pages`; 0 is the empty page.
  private var index = [UInt16](repeating: 0, count: 0x1100)
  /// Entries, all bits 0 where a character stays as it is.
  private var pages = [UInt32](repeating: 0, count: 256)
  /// Folded forms of several characters.
  private(set) var expansions: [[UInt32]] = []

  private init() {
    read(UnicodeFoldingData.kinds)
    read(UnicodeFoldingData.mapping)
    read(UnicodeFoldingData.classes)
    readExpansions()
  }

  /// The entry of `scalar`, which must be below 0x110000.
  subscript(_ scalar: UInt32) -> Entry {
    if scalar >= 0xF0000 {
      // Private use, but for the two noncharacters that end each plane.
      return Entry(bits: scalar & 0xFFFE == 0xFFFE ? scalar : Kind.removed.rawValue << 21)
    }
    let bits = pages[Int(index[Int(scalar >> 8)]) << 8 + Int(scalar & 0xFF)]
    return Entry(bits: bits & 0x1F_FFFF == 0 ? bits | scalar : bits)
  }

  /// The blocks that BERT puts spaces around: ideographs, but neither kana nor Hangul.
  ///
  /// U+2B820 to U+2B91F are left out by the reference, whose range starts at a slip of the pen.
  static func isIdeograph(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B81F, 0x2B920...0x2CEAF,
      0xF900...0xFAFF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }

  // MARK: Unpacking

  private mutating func update(_ scalar: UInt32, _ change: (inout UInt32) -> Void) {
    let page = Int(scalar >> 8)
    if index[page] == 0 {
      index[page] = UInt16(pages.count >> 8)
      pages.append(contentsOf: repeatElement(0, count: 256))
    }
    change(&pages[Int(index[page]) << 8 + Int(scalar & 0xFF)])
  }

  private mutating func read(_ records: StaticString) {
    records.withUTF8Buffer { bytes in
      var reader = HexReader(bytes: bytes)
      var first: UInt32 = 0
      while let distance = reader.number() {
        first &+= distance
        let letter = reader.letter()
        let count = reader.number() ?? 0
        switch letter {
        case UInt8(ascii: "r"): mark(first, count, .removed)
        case UInt8(ascii: "w"): mark(first, count, .space)
        case UInt8(ascii: "m"): mark(first, count, .mark)
        case UInt8(ascii: "p"): mark(first, count, .punctuation)
        case UInt8(ascii: "q"):
          let combiningClass = reader.signed()
          for scalar in first..<first + count { update(scalar) { $0 |= combiningClass << 24 } }
        default:
          let delta = reader.signed()
          let step: UInt32 = letter == UInt8(ascii: "t") ? 2 : 1
          let move: UInt32 = letter == UInt8(ascii: "k") ? 0 : step
          for place in 0..<count { update(first + place * step) { $0 |= first &+ delta &+ place * move } }
        }
        reader.skip()
      }
    }
  }

  private mutating func mark(_ first: UInt32, _ count: UInt32, _ kind: Kind) {
    for scalar in first..<first + count { update(scalar) { $0 |= kind.rawValue << 21 } }
  }

  private mutating func readExpansions() {
    UnicodeFoldingData.expansions.withUTF8Buffer { bytes in
      var reader = HexReader(bytes: bytes)
      while let scalar = reader.number() {
        var form: [UInt32] = []
        // "x" before the first and "." before each further character.
        while reader.isInRecord {
          _ = reader.letter()
          form.append(reader.number() ?? 0)
        }
        expansions.append(form)
        // Numbered from 1, since 0 means that a character stays as it is.
        let number = UInt32(expansions.count)
        update(scalar) { $0 |= Kind.expansion.rawValue << 21 | number }
        reader.skip()
      }
    }
  }
}

/// Reads the records of `UnicodeFolding`.
private struct HexReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isInRecord: Bool { position < bytes.count && bytes[position] != 0x20 }

  mutating func number() -> UInt32? {
    var value: UInt32?
    while position < bytes.count {
      let byte = bytes[position]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: return value
      }
      value = (value ?? 0) << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  mutating func letter() -> UInt8 {
    defer { position += 1 }
    return position < bytes.count ? bytes[position] : 0
  }

  mutating func signed() -> UInt32 {
    let sign = letter()
    let value = number() ?? 0
    return sign == UInt8(ascii: "-") ? 0 &- value : value
  }

  /// Past the space between records.
  mutating func skip() { position += 1 }
}
