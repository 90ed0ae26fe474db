// Full stops: list markers, initials, and stops without a space behind them.

extension SentenceRules {
  func endsStop(
    _ site: SentenceSite, _ before: PrecedingContext, _ next: FollowingContext, from start: Int,
    proposed: Bool
  ) -> Bool {
    if isListMarker(before, from: start) || isSpacedDecimal(site, next) { return false }
    if let kind = abbreviation(before, next), !before.isInitial || next.first == .digit {
      return ends(kind, site, before, next)
    }
    switch next.first {
    case .lower:
      if next.isMixed || next.isMarker { return true }
      if isUncased { return !before.isAlphabetic || before.range.count > 1 || isStarter(next) }
      return before.isAlphabetic && !before.startsUpper && before.range.count >= 3 && isStarter(next)
        && !site.closesBracket
    case .upper:
      return before.isInitial ? endsInitial(site, before, next, from: start) : true
    case .digit, .symbol: return true
    case .caseless: return proposed || before.range.count > 1
    case .end: return true
    case .continuing: return next.opensQuote || next.opensBracket
    }
  }

  /// A single letter with its full stop: an initial before a name, or a word's last.
  private func endsInitial(
    _ site: SentenceSite, _ before: PrecedingContext, _ next: FollowingContext, from start: Int
  ) -> Bool {
    if isStarter(next) || next.opensQuote || site.closesQuote { return true }
    let previous = word(before: before.range.lowerBound, from: start)
    if SentenceWords.lettered.contains(previous.text) { return true }
    if before.word == "i", SentenceWords.regnal.contains(previous.text) { return true }
    if previous.text == "and" || previous.text == "or" {
      let listed = word(before: previous.start, from: start)
      if listed.text.utf8.count == 1, listed.isUpper { return true }
    }
    // “… as tall as I. Mary …”: the pronoun follows a word without capital.
    return before.word == "i" && !previous.isUpper && !previous.text.isEmpty && previous.text != "by"
  }

  /// The sentence so far is a marker only: `1.`, `2.3.`, `a.`, `iv.`
  func isListMarker(_ before: PrecedingContext, from start: Int) -> Bool {
    let range = before.range
    guard !range.isEmpty, range.count <= 8 else { return false }
    let lead = text.trimmed(start..<range.lowerBound)
    guard lead.isEmpty || (lead.count == 1 && text[lead.lowerBound] == UInt8(ascii: "(")) else {
      return false
    }
    if range.count == 1 { return true }
    if range.allSatisfy({ text[$0].isASCIIDigit || text[$0] == UInt8(ascii: ".") }) {
      return range.count <= 3 || range.contains { text[$0] == UInt8(ascii: ".") }
    }
    return range.count <= 5 && before.word.utf8.allSatisfy { "ivxlc".utf8.contains($0) }
  }

  /// `87 . 740`, a number out of a formula that lost its form; but `in 1999 . 30 people` ends a sentence.
  func isSpacedDecimal(_ site: SentenceSite, _ next: FollowingContext) -> Bool {
    guard next.first == .digit, !next.opensBracket, site.mark > 1, text[site.mark - 1] == 0x20,
      text[site.mark - 2].isASCIIDigit
    else { return false }
    var index = next.start
    while index < end, text[index].isASCIIDigit || text[index] == 0x20 { index += 1 }
    return index == end || !text[index].isASCIILetter
  }

  // MARK: No space after the mark

  /// `end.Next`, where it is clear enough: a word of small letters, then a word with one capital.
  func endsGlued(_ site: SentenceSite, _ before: PrecedingContext, _ next: FollowingContext) -> Bool {
    guard next.first == .upper, !next.opensDash, !next.isInitial, !next.word.isEmpty else { return false }
    let wordEnd = next.start + next.word.utf8.count
    let rest = next.start + 1..<wordEnd
    guard rest.allSatisfy({ text[$0].isASCIILower }), rest.count > 0 || next.word == "i" || next.word == "a"
    else { return false }
    let after = text.byte(wordEnd)
    guard wordEnd == end || [0x20, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "'"), 0xE2].contains(after)
    else { return false }
    guard abbreviation(before, next) == nil, !holdsAddress(around: site.mark) else { return false }
    if site.closeEnd > site.markEnd { return before.range.count > 1 }
    let isWord = before.isAlphabetic && before.range.count >= 3 && !before.startsUpper
    return isWord || (isStarter(next) && before.range.count > 1)
  }

  /// The run without spaces around `index` looks like an address, a path or code.
  private func holdsAddress(around index: Int) -> Bool {
    var low = index
    while low > 0, index - low < 100, text[low - 1] > 0x20 { low -= 1 }
    var high = index
    while high < end, high - index < 100, text[high] > 0x20 { high += 1 }
    if high - low > 4, text.lowercased(low..<low + 4) == "www." { return true }
    return (low..<high).contains { "/@\\_=".utf8.contains(text[$0]) }
  }
}
