/// Walks over one window of text, ICU's boundaries in one hand and `SentenceSite`s in the other.
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

  /// Fills `sentences`.
  ///
  /// A boundary that ICU sees between a mark and the next word is a proposal about that site. Any other
  /// one, such as line ends and the full stops of other scripts, stands.
  mutating func scan(with iterator: BreakIterator) {
    site = SentenceSite.find(in: text, from: 0, to: text.count)
    iterator.forEachBoundary(in: text.bytes) { boundary, _ in
      while let current = site, current.next < boundary { settle(current) }
      if let current = site, current.mark < boundary {
        isProposed = true
      } else if !isQuoted(before: boundary), !isInTitle(boundary) {
        cut(at: boundary)
      }
      return true
    }
    while let current = site { settle(current) }
    cut(at: text.count)
  }

  /// Whether the sentence goes on after speech in Japanese or Chinese that ends at `boundary`: 「…。」と言った,
  /// “…？”她问。
  private func isQuoted(before boundary: Int) -> Bool {
    guard boundary > 3, boundary + 3 <= text.count, text[boundary] >= 0xE3 else { return false }
    let close = text.scalar(before: boundary).value
    guard [0x300D, 0x300F, 0xFF09, 0x201D].contains(close) else { return false }
    let next = text.scalar(at: boundary).value
    // と, っ, 、, など, という, とは; the comma of Chinese.
    if [0x3068, 0x3063, 0x3001, 0x306A, 0xFF0C, 0x3092, 0x306E, 0x306F, 0x304C].contains(next) {
      return true
    }
    return close != 0xFF09 && isSaying(at: boundary)
  }

  /// Whether a few Chinese characters up to the next mark say who speaks: 她问。, 王先生笑着说：
  private func isSaying(at start: Int) -> Bool {
    var index = start
    var last: (UInt32, UInt32) = (0, 0)
    for _ in 0..<10 {
      guard index + 3 <= text.count, text[index] >= 0xE3 else { return false }
      let (value, length) = text.scalar(at: index)
      guard 0x4E00...0x9FFF ~= value else {
        // 。 and ：, and ， where what is said goes on.
        guard [0x3002, 0xFF1A, 0xFF0C].contains(value) else { return false }
        // 着 and 了 may stand behind the verb.
        return Self.sayingVerbs.contains(last.1 == 0x7740 || last.1 == 0x4E86 ? last.0 : last.1)
      }
      last = (last.1, value)
      index += length
    }
    return false
  }

  /// 说 說 问 問 道 答 喊 叫 想 嚷
  private static let sayingVerbs: Set<UInt32> = [
    0x8BF4, 0x8AAA, 0x95EE, 0x554F, 0x9053, 0x7B54, 0x558A, 0x53EB, 0x60F3, 0x56B7,
  ]

  /// Whether `boundary` stands inside the name of a work, 《…。…》, which may hold any mark.
  private func isInTitle(_ boundary: Int) -> Bool {
    guard boundary > 3, boundary < text.count, text[boundary] >= 0x80 else { return false }
    // A name that opens here is cut off as a whole.
    if text.scalar(before: boundary).value == 0x300A { return false }
    func side(_ close: UInt8, _ other: UInt8, by step: Int) -> Bool {
      var index = step < 0 ? boundary - 3 : boundary
      var count = 0
      while index >= start, index + 3 <= text.count, count < 120, text[index] != 0x0A {
        if text[index] == 0xE3, text[index + 1] == 0x80 {
          if text[index + 2] == close { return true }
          if text[index + 2] == other { return false }
        }
        index += step
        count += 1
      }
      return false
    }
    return side(0x8A, 0x8B, by: -1) && side(0x8B, 0x8A, by: 1)
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

  /// Whether 。, ！ or ？, behind which a quotation mark or two may close, stands before `index`.
  private func isUnspacedMark(before index: Int) -> Bool {
    var index = index
    for _ in 0..<3 where index > 3 && text.byte(index - 3) >= 0xE2 {
      let value = text.scalar(before: index).value
      if [0x3002, 0xFF01, 0xFF1F, 0xFF61].contains(value) { return true }
      guard [0x201D, 0x2019, 0x300D, 0x300F].contains(value) else { return false }
      index -= 3
    }
    return false
  }

  /// Ends a sentence at `index`.
  private mutating func cut(at place: Int) {
    // ICU takes 「 after 。 for the end of what is quoted, and so it does “, with which Chinese opens.
    var index = place
    while index > start + 3, [0xE2, 0xE3, 0xEF].contains(text.byte(index - 3)) {
      let value = text.scalar(before: index).value
      let isChinese = [0x201C, 0x2018].contains(value) && isUnspacedMark(before: index - 3)
      guard isChinese || [0x300C, 0x300E, 0xFF08, 0x3010, 0x300A].contains(value) else { break }
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
