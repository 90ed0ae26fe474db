/// Walks over one window of text, ICU's boundaries in one hand and ``SentenceSite``s in the other.
struct SentenceScanner {
  private let text: ByteText
  private let rules: SentenceRules
  /// The sentences found, as offsets into the window, trimmed.
  private(set) var sentences: [Range<Int>] = []
  private var start = 0
  private var site: SentenceSite?
  private var isProposed = false

  init(text: ByteText, abbreviations: AbbreviationList, isUncased: Bool, language: SentenceLanguage?) {
    self.text = text
    rules = SentenceRules(
      text: text, end: text.count, abbreviations: abbreviations, isUncased: isUncased, language: language)
  }

  /// Fills ``sentences``.
  ///
  /// A boundary that ICU sees between a mark and the next word is a proposal about that site. Any other
  /// one, such as line ends and the full stops of other scripts, stands.
  mutating func scan(with iterator: BreakIterator) {
    site = SentenceSite.find(in: text, from: 0, to: text.count)
    iterator.forEachBoundary(in: text.bytes) { boundary, _ in
      while let current = site, current.next < boundary { settle(current) }
      if let current = site, current.mark < boundary {
        isProposed = true
      } else if !isQuoted(before: boundary) {
        cut(at: boundary)
      }
      return true
    }
    while let current = site { settle(current) }
    cut(at: text.count)
  }

  /// Whether the sentence goes on after speech in Japanese or Chinese that ends at `boundary`: 「…。」と言った。
  private func isQuoted(before boundary: Int) -> Bool {
    guard boundary > 3, boundary + 3 <= text.count, text[boundary] == 0xE3 || text[boundary] == 0xEF else {
      return false
    }
    let close = text.scalar(before: boundary).value
    guard [0x300D, 0x300F, 0xFF09, 0x201D].contains(close) else { return false }
    let next = text.scalar(at: boundary).value
    // と, っ, 、, など, という, とは; the comma of Chinese.
    return [0x3068, 0x3063, 0x3001, 0x306A, 0xFF0C, 0x3092, 0x306E, 0x306F, 0x304C].contains(next)
  }

  /// Decides about `current` and moves on to the next site.
  private mutating func settle(_ found: SentenceSite) {
    let current = rules.resolved(found, from: start)
    if rules.endsSentence(at: current, from: start, proposed: isProposed) { cut(at: current.next) }
    isProposed = false
    site = SentenceSite.find(in: text, from: current.closeEnd, to: text.count)
  }

  /// `fragment` is only quotation marks and brackets, which may have strayed onto a line of their own, or on
  /// the same line only such and full stops: `Ah? … Well!`
  private func belongs(_ fragment: Range<Int>, to last: Range<Int>) -> Bool {
    var hasStop = false
    for index in fragment {
      switch text[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"): continue
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: " "), 0xE2, 0x80, 0xA6:
        hasStop = true
      default: return false
      }
    }
    return !hasStop
      || !text.bytes[last.upperBound..<fragment.lowerBound].contains { $0 == 0x0A || $0 == 0x0D }
  }

  /// Ends a sentence at `index`.
  private mutating func cut(at place: Int) {
    // ICU takes 「 after 。 for the end of what is quoted.
    var index = place
    while index > start + 3, [0xE3, 0xEF].contains(text.byte(index - 3)),
      [0x300C, 0x300E, 0xFF08, 0x3010, 0x300A].contains(text.scalar(before: index).value)
    {
      index -= 3
    }
    let sentence = text.trimmed(start..<index)
    if let last = sentences.last, !sentence.isEmpty, belongs(sentence, to: last) {
      sentences[sentences.count - 1] = last.lowerBound..<sentence.upperBound
    } else if !sentence.isEmpty {
      sentences.append(sentence)
    }
    start = index
  }
}
