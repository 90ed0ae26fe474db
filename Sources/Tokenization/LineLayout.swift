/// How a text is laid out: how wide its lines are, and whether it has capitals.
struct LineLayout {
  /// Lines longer than this are paragraphs of their own, not lines wrapped at a margin.
  static let widestMargin = 120

  /// Length of the longest line in characters.
  private(set) var width = 0
  /// The text has letters and practically no capitals, so that a small letter may begin a sentence.
  private(set) var isUncased = false

  init(_ text: ByteText) {
    var upper = 0
    var lower = 0
    var line = 0
    var index = 0
    while index < text.count {
      if index + 8 <= text.count {
        let eight = text.eightBytes(at: index)
        if eight.isASCII, !eight.contains(0x0A), !eight.contains(0x0D) {
          upper += eight.count(from: UInt8(ascii: "A"), through: UInt8(ascii: "Z"))
          lower += eight.count(from: UInt8(ascii: "a"), through: UInt8(ascii: "z"))
          line += 8
          index += 8
          continue
        }
      }
      let byte = text[index]
      if byte == 0x0A || byte == 0x0D {
        width = max(width, line)
        line = 0
      } else {
        line += byte & 0xC0 == 0x80 ? 0 : 1
        upper += byte.isASCIIUpper ? 1 : 0
        lower += byte.isASCIILower ? 1 : 0
      }
      index += 1
    }
    width = max(width, line)
    // English prose has a capital for every 25 to 40 small letters.
    isUncased = lower > 0 && upper * 250 < lower && !Self.hasOtherCapitals(text, most: lower / 250)
  }

  private static func hasOtherCapitals(_ text: ByteText, most: Int) -> Bool {
    var index = 0
    var found = 0
    while index < text.count {
      if text[index] < 0x80 {
        index += 1
        continue
      }
      let (value, length) = text.scalar(at: index)
      index += length
      if FollowingContext.classify(value) == .upper {
        found += 1
        if found > most { return true }
      }
    }
    return false
  }

  /// Calls `body` with the bytes of `slice` in which line breaks that end no sentence are spaces.
  func withBreaks(
    of slice: ByteText, policy: NewlinePolicy, abbreviations: AbbreviationList,
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard policy != .hard, slice.bytes.contains(where: Self.isBreak) else { return body(slice.bytes) }
    var copy = [UInt8](slice.bytes)
    var lines: [Range<Int>] = []
    func finishParagraph() {
      let longest = lines.reduce(0) { max($0, length(of: $1, in: slice)) }
      var wasLabel = false
      for (line, next) in zip(lines, lines.dropFirst()) {
        let isLabel = startsWithLabel(line, in: slice)
        let isHeader = isLabel && wasLabel
        wasLabel = isLabel
        guard
          policy == .paragraph || !isHeader && wraps(line, next, longest: longest, in: slice)
            || endsOpen(line, in: slice, abbreviations)
        else { continue }
        for index in line.upperBound..<next.lowerBound { copy[index] = 0x20 }
      }
      lines.removeAll(keepingCapacity: true)
    }
    var start = 0
    while start < slice.count {
      var end = start
      while end < slice.count, !Self.isBreak(slice[end]) { end += 1 }
      let line = slice.trimmed(start..<end)
      if line.isEmpty { finishParagraph() } else { lines.append(line) }
      start = end + (slice.byte(end) == 0x0D && slice.byte(end + 1) == 0x0A ? 2 : 1)
    }
    finishParagraph()
    copy.withUnsafeBufferPointer(body)
  }

  private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private func length(of line: Range<Int>, in text: ByteText) -> Int {
    line.reduce(0) { $0 + (text[$1] & 0xC0 == 0x80 ? 0 : 1) }
  }

  /// Whether `line` ends because its margin was reached, so that `next` goes on with it.
  ///
  /// A break is deliberate where the next word would have fitted. The longest line shows the margin.
  private func wraps(_ line: Range<Int>, _ next: Range<Int>, longest: Int, in text: ByteText) -> Bool {
    if startsItem(next, in: text) { return false }
    let following = FollowingContext(in: text, at: next.lowerBound, to: next.upperBound)
    if following.first == .lower, !isUncased { return true }
    if longest > Self.widestMargin { return false }
    let margin = width > Self.widestMargin ? longest : width
    let word = next.prefix { text[$0] > 0x20 }.count
    return (length(of: line, in: text) + 1 + word) * 10 > margin * 9
  }

  /// The line begins with a capital and a colon further on, `From: `, as the lines of a letter's head do.
  private func startsWithLabel(_ line: Range<Int>, in text: ByteText) -> Bool {
    guard text[line.lowerBound].isASCIIUpper else { return false }
    for index in line.prefix(24) {
      if text[index] == UInt8(ascii: ":") { return text.byte(index + 1) == 0x20 }
      if !text[index].isASCIILetter, text[index] != UInt8(ascii: "-"), text[index] != 0x20 { return false }
    }
    return false
  }

  /// The line ends with an abbreviation that ends no sentence, `Dr.`
  private func endsOpen(_ line: Range<Int>, in text: ByteText, _ abbreviations: AbbreviationList) -> Bool {
    guard text[line.upperBound - 1] == UInt8(ascii: ".") else { return false }
    let before = PrecedingContext(in: text, before: line.upperBound - 1, from: line.lowerBound)
    let kind = abbreviations.kind(of: before.word, startsUpper: before.startsUpper, isUncased: isUncased)
    return kind == .title || kind == .inner
  }

  /// The line begins with a bullet or a number: `- `, `• `, `1. `, `(a) `.
  private func startsItem(_ line: Range<Int>, in text: ByteText) -> Bool {
    let (value, length) = text.scalar(at: line.lowerBound)
    let after = text.byte(line.lowerBound + length)
    switch value {
    case 0x2A, 0x2B, 0x2D, 0x2013, 0x2014, 0x2022, 0x2023, 0x2043, 0x25AA, 0x25CF, 0x25E6, 0x00B7:
      return after == 0x20
    default: break
    }
    var index = line.lowerBound
    let opened = text[index] == UInt8(ascii: "(")
    if opened { index += 1 }
    let digits = index
    while index < line.upperBound, text[index].isASCIIDigit { index += 1 }
    if index == digits, index < line.upperBound, text[index].isASCIILetter { index += 1 }
    guard index > digits, index - digits <= 3, index + 1 < line.upperBound else { return false }
    let closer = text[index]
    let isLetter = text[digits].isASCIILetter
    let closes =
      closer == UInt8(ascii: ")")
      || (closer == UInt8(ascii: ".") && !opened && !(isLetter && text[digits].isASCIIUpper))
    return closes && text[index + 1] == 0x20
  }
}
