/// What follows a `SentenceSite`: the first word and its case, behind quotes and brackets that open.
struct FollowingContext {
  enum Case { case end, upper, lower, caseless, digit, symbol, continuing }

  /// Case of the first letter, or what stands there instead.
  var first: Case = .end
  /// Offset of that character.
  var start = 0
  /// The word in lower case; empty for words over 24 bytes and for anything but ASCII letters.
  var word = ""
  /// An opening quotation mark or bracket stands before it.
  var opensQuote = false
  var opensBracket = false
  /// A dash stands before it.
  var opensDash = false
  /// `¿` or `¡` stands before it.
  var opensQuestion = false
  /// The word is a single capital with a full stop: an initial.
  var isInitial = false
  /// A lower-case start with a capital or a digit further in, or letters with full stops: `iPhone`, `p53`,
  /// `n.s.`
  var isMixed = false
  /// A number, a letter or a small Roman numeral before a closing bracket: `b)`, `(iv)`, `2)`.
  var isMarker = false
  /// The word has a small letter.
  var hasSmall = false

  init(in text: ByteText, at next: Int, to end: Int) {
    var index = next
    start = next
    openers: while index < end {
      let (value, length) = text.scalar(at: index)
      switch value {
      case 0x22, 0x27, 0x60, 0xAB, 0xBB, 0x2018, 0x201A, 0x201B, 0x201C, 0x201E, 0x2039, 0x203A, 0x300C,
        0x300E:
        opensQuote = true
      case 0x28, 0x5B, 0x7B: opensBracket = true
      case 0xA1, 0xBF: opensQuestion = true
      case 0x2A, 0x5F, 0x3C: break
      case 0x2D, 0x2010...0x2015: opensDash = true
      case 0x20, 0xA0, 0x202F:
        guard opensDash || index > next else { break openers }
      default: break openers
      }
      index += length
    }
    start = index
    guard index < end else {
      first = next < end ? .symbol : .end
      return
    }
    let (value, _) = text.scalar(at: index)
    first = Self.classify(value)
    if first == .upper || first == .lower { read(text, to: end) }
    isMarker = Self.isMarker(text, at: index, to: end)
    // α-Tubulin
    if first == .lower, (0x3B1...0x3C9).contains(value), text.byte(index + 2) == UInt8(ascii: "-") {
      isMixed = true
    }
  }

  private mutating func read(_ text: ByteText, to end: Int) {
    var index = start
    let limit = min(end, start + 25)
    var inner = false
    while index < limit {
      let byte = text[index]
      if byte.isASCIILetter {
        if byte.isASCIILower { hasSmall = true } else if index > start { inner = true }
      } else if byte.isASCIIDigit {
        inner = true
      } else if byte != UInt8(ascii: "-") || !text.byte(index + 1).isASCIIUpper {
        break
      } else {
        inner = true
      }
      index += 1
    }
    // n.s., i.e.
    let isDotted =
      index == start + 1 && text.byte(index) == UInt8(ascii: ".") && text.byte(index + 1).isASCIILower
      && text.byte(index + 2) == UInt8(ascii: ".")
    isMixed = first == .lower && (inner || isDotted)
    isInitial = index == start + 1 && first == .upper && text.byte(index) == UInt8(ascii: ".")
    if index < limit, text.byte(index) < 0x80 { word = text.lowercased(start..<index) }
  }

  private static func isMarker(_ text: ByteText, at start: Int, to end: Int) -> Bool {
    var index = start
    while index < min(end, start + 5), text[index].isASCIIDigit || "ivx".utf8.contains(text[index]) {
      index += 1
    }
    if index == start, text[index].isASCIILetter { index += 1 }
    return index > start && index + 1 < end && text[index] == UInt8(ascii: ")") && text[index + 1] == 0x20
  }

  /// The case of one character.
  static func classify(_ value: UInt32) -> Case {
    if value < 0x80 {
      let byte = UInt8(value)
      if byte.isASCIIUpper { return .upper }
      if byte.isASCIILower { return .lower }
      if byte.isASCIIDigit { return .digit }
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ")"), UInt8(ascii: "]"),
        UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "%"), UInt8(ascii: "&"),
        UInt8(ascii: "+"), UInt8(ascii: "|"), UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
        return .continuing
      case 0x0A, 0x0D: return .end
      default: return .symbol
      }
    }
    guard let scalar = Unicode.Scalar(value) else { return .symbol }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: return .upper
    case .lowercaseLetter: return .lower
    case .otherLetter, .modifierLetter: return .caseless
    case .decimalNumber: return .digit
    default: return .symbol
    }
  }
}

/// What stands before a `SentenceSite`: the word that the mark ends.
struct PrecedingContext {
  /// Offsets of the word, without opening quotes and brackets.
  var range: Range<Int>
  /// The word in lower case, after its last hyphen where it has one; empty over 64 bytes.
  var word = ""
  /// Some byte of it is a capital.
  var startsUpper = false
  /// A single capital, alone or at the end of joined initials: `J`, `C.-H`
  var isInitial = false
  /// Two or more letters, all of them capitals.
  var isAllCapitals = false
  /// ASCII letters only.
  var isAlphabetic = false
  /// It holds a digit.
  var hasDigit = false

  init(in text: ByteText, before mark: Int, from start: Int) {
    var index = mark
    let limit = max(start, mark - 64)
    scan: while index > limit {
      switch text[index - 1] {
      case 0x00...0x20, UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""),
        UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: ","),
        UInt8(ascii: "`"), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "*"), UInt8(ascii: "<"),
        UInt8(ascii: ">"):
        break scan
      case 0x80...0xBF:
        let (value, length) = text.scalar(before: index)
        // "N°.", "n.º": raised letters that close an abbreviation.
        if index == mark, [0xAA, 0xB0, 0xBA].contains(value), index - length > limit,
          text[index - length - 1].isASCIILetter
        {
          index -= length
          continue
        }
        // Spaces, dashes and quotes beyond ASCII end the word; letters belong to it.
        if value < 0xC0 || (0x2000...0x206F).contains(value) || (0x3000...0x303F).contains(value) {
          break scan
        }
        // Letters of Latin between characters that stand without spaces: 他叫J. Holt.
        if index < mark, text[index] < 0x80, Self.isUnspaced(value) { break scan }
        index -= length
      default: index -= 1
      }
    }
    range = index..<mark
    if let first = range.first {
      startsUpper = text[first].isASCIIUpper
    }
    isAlphabetic = !range.isEmpty && range.allSatisfy { text[$0].isASCIILetter }
    isAllCapitals = range.count > 1 && range.allSatisfy { text[$0].isASCIIUpper }
    hasDigit = range.contains { text[$0].isASCIIDigit }
    var wordStart = index
    if let hyphen = range.last(where: { text[$0] == UInt8(ascii: "-") }), hyphen + 1 < mark {
      wordStart = hyphen + 1
    }
    // A degree sign or a micro sign before the letter makes it a unit.
    let isUnit =
      index > start && text[index - 1] >= 0x80
      && [0xB0, 0xB5, 0xBA].contains(text.scalar(before: index).value)
    isInitial =
      wordStart == mark - 1 && text[wordStart].isASCIIUpper && !isUnit
      && (wordStart == index || index < wordStart - 1 && text[wordStart - 2] == UInt8(ascii: "."))
    if mark - wordStart < 64 { word = text.lowercased(wordStart..<mark) }
  }

  /// Chinese characters, kana, Hangul, and their punctuation.
  static func isUnspaced(_ value: UInt32) -> Bool {
    switch value {
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF01...0xFFEF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
