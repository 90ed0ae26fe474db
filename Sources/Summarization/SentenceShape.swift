import Tokenization

/// What the form of a sentence says, whatever it means: broken, boilerplate, or an entry of a reference list.
enum SentenceShape {
  /// Phrases that pages carry whatever they are about.
  private static let boilerplate: [[UInt8]] = [
    "all rights reserved", "\u{A9}", "click here", "sign up for", "subscribe to our", "follow us on",
    "share this article", "terms of use", "terms and conditions apply", "accept cookies",
    "this site uses cookies",
    "scroll down for video", "downloaded from", "reproduced with permission", "creative commons attribution",
  ].map { Array($0.utf8) }

  /// The reason against choosing a sentence of this form, `nil` where there is none.
  static func exclusion(of text: Substring, isListItem: Bool) -> Exclusion? {
    var letters = 0.0
    var others = 0.0
    var words = 0
    var inside = false
    for scalar in text.unicodeScalars {
      if scalar.isSpace {
        inside = false
        continue
      }
      if !inside { words += 1 }
      inside = true
      if scalar.isLetter { letters += lettersWritten(by: scalar) } else { others += 1 }
    }
    // Scripts without spaces have long words; what takes ten letters to write is a sentence.
    if words < 3, letters < 10 || text.utf8.count == text.unicodeScalars.count { return .fragment }
    if letters < others { return .fragment }
    if words <= 25, isBoilerplate(text) { return .boilerplate }
    if !isListItem, words < 6, !endsLikeSentence(text) { return .fragment }
    return isReferenceEntry(text, words: words) ? .bibliography : nil
  }

  /// How many Latin letters `letter` stands for: a Chinese character, kana or Korean syllable is a syllable
  /// or a word.
  private static func lettersWritten(by letter: Unicode.Scalar) -> Double {
    switch letter.value {
    case 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0xAC00...0xD7A3, 0x20000...0x3FFFF:
      2.5
    default: 1
    }
  }

  /// Quotation marks, brackets and marks of emphasis that close behind a sentence's end.
  private static let closing = Set("\"'”’)]»›*_」』】〕〗〉》）］｝｣〟＂".unicodeScalars)
  /// What sentences end with: of Latin letters, Chinese and Japanese, Arabic, Devanagari, Armenian, Khmer,
  /// Burmese and Ethiopic.
  private static let ends = Set(".!?:;…。！？：；．｡⋯‼⁇⁈⁉؟۔।॥։។။።".unicodeScalars)

  private static func endsLikeSentence(_ text: Substring) -> Bool {
    let last = text.unicodeScalars.last(where: { !closing.contains($0) && !$0.isSpace })
    return last.map(ends.contains) ?? false
  }

  private static func isBoilerplate(_ text: Substring) -> Bool {
    let lower = text.lowercased()
    let bytes = Array(lower.utf8)
    if boilerplate.contains(where: { bytes.holds($0) }) { return true }
    guard bytes.holds("http") || bytes.holds("www.") else { return false }
    let links = lower.split(whereSeparator: \.isWhitespace).filter {
      $0.hasPrefix("http://") || $0.hasPrefix("https://") || $0.hasPrefix("www.")
    }
    return 2 * links.reduce(0) { $0 + $1.utf8.count } > lower.utf8.count
  }

  /// Whether the text carries the marks of a bibliographic entry: a year, several initials, and a volume with
  /// pages or an identifier.
  private static func isReferenceEntry(_ text: Substring, words: Int) -> Bool {
    guard words <= 80, mayHoldYear(text) else { return false }
    var initials = 0
    var hasYear = false
    var hasPages = false
    // A semicolon parts year and volume: `2004;12(3):45-67`.
    for word in text.split(whereSeparator: { $0.isWhitespace || $0 == ";" }) {
      let core = word.drop { "([".contains($0) }
      let trimmed = core.reversed().drop { ".,;:)]".contains($0) }.reversed()
      if trimmed.count == 4, trimmed.starts(with: "19") || trimmed.starts(with: "20"),
        trimmed.allSatisfy(\.isNumber)
      {
        hasYear = true
      }
      if isInitials(core) { initials += 1 }
      let lower = core.lowercased()
      if lower.hasPrefix("doi") || lower.hasPrefix("https://doi") || lower.hasPrefix("pp.") || isVolume(core)
      {
        hasPages = true
      }
    }
    return hasYear && hasPages && initials >= 2
  }

  /// Whether 19 or 20 and two more digits stand anywhere: few sentences have that, and the rest need no
  /// second look.
  private static func mayHoldYear(_ text: Substring) -> Bool {
    var digits = (UInt8(0), UInt8(0), UInt8(0))
    for byte in text.utf8 {
      if (0x30...0x39).contains(byte), (0x30...0x39).contains(digits.2),
        digits.0 == 0x31 && digits.1 == 0x39 || digits.0 == 0x32 && digits.1 == 0x30
      {
        return true
      }
      digits = (digits.1, digits.2, byte)
    }
    return false
  }

  /// `J.`, `J.R.,` or `JR,`: one to three capitals, each with a full stop or all before a comma or stop.
  private static func isInitials(_ word: Substring) -> Bool {
    let capitals = word.filter(\.isUppercase).count
    guard (1...3).contains(capitals), let last = word.last, ".,;".contains(last) else { return false }
    return word.allSatisfy { $0.isUppercase || ".,;-".contains($0) }
  }

  /// `12(3):45-67` or `12:45–67`: digits, a colon, digits.
  private static func isVolume(_ word: Substring) -> Bool {
    guard let colon = word.firstIndex(of: ":"), colon != word.startIndex else { return false }
    let after = word[word.index(after: colon)...]
    return word[..<colon].allSatisfy { $0.isNumber || "()".contains($0) } && (after.first?.isNumber ?? true)
  }
}

extension [UInt8] {
  /// Whether `part` stands somewhere inside.
  fileprivate func holds(_ part: [UInt8]) -> Bool {
    guard let first = part.first, count >= part.count else { return part.isEmpty }
    var start = startIndex
    while let found = self[start...(endIndex - part.count)].firstIndex(of: first) {
      if self[found..<found + part.count].elementsEqual(part) { return true }
      guard found < endIndex - part.count else { return false }
      start = found + 1
    }
    return false
  }

  fileprivate func holds(_ text: StaticString) -> Bool { holds(Array("\(text)".utf8)) }
}
