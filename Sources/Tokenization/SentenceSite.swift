/// A place where a sentence may end: stops and marks, what closes after them, and the next character.
///
///     … he asked.”  [12]  Then
///               ^ mark  ^ close
///                         ^ next
struct SentenceSite {
  enum Mark { case stop, ellipsis, strong }

  /// Offset of the first full stop, question mark, exclamation mark or ellipsis.
  var mark: Int
  /// Offset one past the last of them.
  var markEnd: Int
  /// What they are together.
  var kind: Mark
  /// Offset one past closing quotes, closing brackets and citation numbers.
  var closeEnd: Int
  /// A quotation mark, a bracket, or a citation stands between `markEnd` and `closeEnd`.
  var closesQuote = false
  var closesBracket = false
  var closesCitation = false
  /// Offset of the next character that is no white space; the line's or the text's end where there is none.
  var next: Int
  /// No white space separates the mark from what follows.
  var isGlued: Bool { next == closeEnd }
}

extension SentenceSite {
  /// The next site at or after `index`, or `nil` before `end`.
  static func find(in text: ByteText, from index: Int, to end: Int) -> SentenceSite? {
    var index = index
    while index < end {
      switch text[index] {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
        return SentenceSite(in: text, at: index, to: end)
      case UInt8(ascii: "a")...UInt8(ascii: "z"): index = skippingText(text, from: index + 1, to: end)
      case 0xE2 where text.byte(index + 1) == 0x80 && text.byte(index + 2) == 0xA6:
        return SentenceSite(in: text, at: index, to: end)
      default: index += 1
      }
    }
    return nil
  }

  /// The first place from `index` on where eight bytes may hold a mark.
  private static func skippingText(_ text: ByteText, from index: Int, to end: Int) -> Int {
    var index = index
    while index + 8 <= end {
      let eight = text.eightBytes(at: index)
      if !eight.isASCII || eight.contains(UInt8(ascii: ".")) || eight.contains(UInt8(ascii: "!"))
        || eight.contains(UInt8(ascii: "?"))
      {
        break
      }
      index += 8
    }
    return index
  }

  private init(in text: ByteText, at start: Int, to end: Int) {
    var index = start
    var dots = 0
    var strong = false
    marks: while index < end {
      switch text[index] {
      case UInt8(ascii: "."): dots += 1
      case UInt8(ascii: "!"), UInt8(ascii: "?"): strong = true
      case 0xE2 where text.byte(index + 1) == 0x80 && text.byte(index + 2) == 0xA6:
        dots += 3
        index += 2
      case UInt8(ascii: " ") where Self.isSpacedDot(text, at: index, to: end): break
      default: break marks
      }
      index += 1
    }
    mark = start
    markEnd = index
    kind = strong ? .strong : dots > 1 ? .ellipsis : .stop
    closeEnd = index
    next = index
    close(in: text, to: end)
    next = text.skippingBlanks(from: closeEnd, to: end)
  }

  /// A space inside `. . .`: a dot on both sides, and the one after it stands alone.
  private static func isSpacedDot(_ text: ByteText, at index: Int, to end: Int) -> Bool {
    guard text.byte(index - 1) == UInt8(ascii: "."), index + 1 < end, text[index + 1] == UInt8(ascii: ".")
    else { return false }
    let after = index + 2 < end ? text[index + 2] : UInt8(ascii: " ")
    return !after.isASCIIDigit && !after.isASCIILetter
  }

  /// Moves `closeEnd` over quotes, brackets and citations.
  private mutating func close(in text: ByteText, to end: Int) {
    closing: while closeEnd < end {
      switch text[closeEnd] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        closesQuote = true
        closeEnd += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        closesBracket = true
        closeEnd += 1
      case UInt8(ascii: "["):
        guard let after = Self.citation(in: text, at: closeEnd, to: end) else { return }
        closesCitation = true
        closeEnd = after
      case 0xC2 where text.byte(closeEnd + 1) == 0xBB || text.byte(closeEnd + 1) == 0xAB:
        // »…« in German, «…» elsewhere.
        closesQuote = true
        closeEnd += 2
      case UInt8(ascii: " ") where Self.spacedGuillemet(in: text, at: closeEnd + 1, to: end),
        0xC2
      where text.byte(closeEnd + 1) == 0xA0 && Self.spacedGuillemet(in: text, at: closeEnd + 2, to: end),
        0xE2
      where text.byte(closeEnd + 1) == 0x80 && text.byte(closeEnd + 2) == 0xAF
        && Self.spacedGuillemet(in: text, at: closeEnd + 3, to: end):
        closesQuote = true
        closeEnd += text.scalar(at: closeEnd).length + 2
      case 0xC2 where [0xB9, 0xB2, 0xB3].contains(text.byte(closeEnd + 1)):
        closesCitation = true
        closeEnd += 2
      case 0xE2 where text.byte(closeEnd + 1) == 0x80:
        // ‘ ’ “ ” ‹ ›: German and others close with the marks that English opens with.
        guard [0x98, 0x99, 0x9C, 0x9D, 0xB9, 0xBA].contains(text.byte(closeEnd + 2)) else { break closing }
        closesQuote = true
        closeEnd += 3
      case 0xE2 where text.byte(closeEnd + 1) == 0x81 && text.byte(closeEnd + 2) >= 0xB0:
        closesCitation = true
        closeEnd += 3
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard kind == .stop, let after = Self.superscript(in: text, at: closeEnd, to: end) else {
          break closing
        }
        closesCitation = true
        closeEnd = after
      case UInt8(ascii: " "):
        guard let after = Self.spacedClose(in: text, at: closeEnd, to: end, stop: kind == .stop) else {
          break closing
        }
        closesCitation = true
        closeEnd = after
      default: break closing
      }
    }
  }

  /// Whether a guillemet that closes stands at `index`, behind the space that French puts there: nothing
  /// follows it closely but white space or a mark.
  private static func spacedGuillemet(in text: ByteText, at index: Int, to end: Int) -> Bool {
    guard index + 2 <= end, text[index] == 0xC2, text[index + 1] == 0xBB else { return false }
    let next = text.byte(index + 2)
    return next <= 0x20 || ".,;:!?)".utf8.contains(next) || next == 0xC2 && text.byte(index + 3) == 0xA0
  }

  /// End of the number of an equation, `x = 1 . (8) We …`: the full stop after a space tells it from a
  /// list's.
  private static func equationLabel(in text: ByteText, at start: Int, to end: Int) -> Int? {
    guard text[start] == UInt8(ascii: "("), text.byte(start - 3) == 0x20 else { return nil }
    var index = start + 1
    while index < min(end, start + 5), text[index].isASCIIDigit { index += 1 }
    return index > start + 1 && text.byte(index) == UInt8(ascii: ")") ? index + 1 : nil
  }

  /// End of a run of emoji, or of an emoticon such as `:-)`, which decorate the sentence before them.
  private static func pictures(in text: ByteText, at start: Int, to end: Int) -> Int? {
    var index = start
    while index < end, text[index] >= 0xE2 {
      let (value, length) = text.scalar(at: index)
      guard let scalar = Unicode.Scalar(value) else { break }
      let joins = value == 0x200D || value == 0xFE0F || (0x1F3FB...0x1F3FF).contains(value)
      guard
        joins || scalar.properties.isEmojiPresentation
          || (value >= 0x2600 && value < 0x27C0 && scalar.properties.isEmoji)
      else { break }
      index += length
    }
    if index > start { return index }
    guard text[index] == UInt8(ascii: ":") || text[index] == UInt8(ascii: ";") else { return nil }
    index += 1
    if text.byte(index) == UInt8(ascii: "-") { index += 1 }
    return index < end && ")(DPp/|".utf8.contains(text[index]) ? index + 1 : nil
  }

  /// End of `[12]`, `[3, 4–6]`, `[note 2]`, `[citation needed]` at `index`.
  private static func citation(in text: ByteText, at index: Int, to end: Int) -> Int? {
    var index = index + 1
    let limit = min(end, index + 40)
    guard index < limit, text[index].isASCIIDigit || text[index].isASCIILower else { return nil }
    while index < limit, text[index] != UInt8(ascii: "\n"), text[index] != UInt8(ascii: "[") {
      index += 1
      if text[index - 1] == UInt8(ascii: "]") { return index }
    }
    return nil
  }

  /// End of superscript citation numbers that lost their position, `earlier.12,13 The`, at `index`: digits
  /// after a word or a bracket, then space and a capital, or the end.
  private static func superscript(in text: ByteText, at index: Int, to end: Int) -> Int? {
    guard text.byte(index - 1) == UInt8(ascii: "."), index >= 3 else { return nil }
    let before = text[index - 2]
    guard before == UInt8(ascii: ")") || (before.isASCIILower && text[index - 3].isASCIILetter) else {
      return nil
    }
    var after = index
    while after < end, after - index < 24 {
      let byte = text[after]
      let isDash = byte == 0xE2 && text.byte(after + 1) == 0x80 && text.byte(after + 2) == 0x93
      if isDash {
        after += 3
      } else if byte.isASCIIDigit || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "-") {
        after += 1
      } else {
        break
      }
    }
    guard text[after - 1].isASCIIDigit else { return nil }
    let next = text.skippingBlanks(from: after, to: end)
    if next == end || text[next] < 0x20 { return after }
    guard next > after, text[next].isASCIIUpper else { return nil }
    return after
  }

  /// End of what closes after a space: ` ''` in tokenized text, or ` [12]` before a new sentence.
  private static func spacedClose(in text: ByteText, at index: Int, to end: Int, stop: Bool) -> Int? {
    let start = index + 1
    guard start < end else { return nil }
    let after: Int
    if text[start] == UInt8(ascii: "'"), text.byte(start + 1) == UInt8(ascii: "'") {
      after = start + 2
    } else if stop, text[start] == UInt8(ascii: "["), text.byte(start + 1).isASCIIDigit,
      let end = citation(in: text, at: start, to: end)
    {
      after = end
    } else if stop, let label = equationLabel(in: text, at: start, to: end) {
      after = label
    } else if let pictures = pictures(in: text, at: start, to: end) {
      after = pictures
    } else {
      return nil
    }
    return endsBeforeSentence(text, after, to: end)
  }

  /// `after` where a sentence may begin behind it.
  private static func endsBeforeSentence(_ text: ByteText, _ after: Int, to end: Int) -> Int? {
    let next = text.skippingBlanks(from: after, to: end)
    if next == end || text[next] < 0x20 { return after }
    return next > after && !text[next].isASCIILower && !text[next].isASCIIDigit ? after : nil
  }
}
