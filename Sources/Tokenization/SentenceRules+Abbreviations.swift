// Abbreviations: which word is one, and what may follow it inside a sentence.

extension SentenceRules {
  /// Whether a sentence ends after an abbreviation of `kind`.
  func ends(
    _ kind: AbbreviationList.Kind, _ site: SentenceSite, _ before: PrecedingContext, _ next: FollowingContext
  ) -> Bool {
    if next.first == .lower, !next.isMixed, !isUncased { return false }
    let numbers = next.first == .digit || (next.first == .symbol && !next.opensQuote)
    switch kind {
    case .inner: return false
    case .title:
      guard isStarter(next) else { return site.closesQuote || site.closesBracket }
      return site.closeEnd > site.markEnd || word(before: before.range.lowerBound, from: 0).isUpper
    case .reference:
      if numbers || next.opensBracket || isNumeral(next) { return false }
      return isStarter(next) || next.opensQuote
    case .numbered:
      if numbers && !next.opensBracket || isNumeral(next) && next.word.utf8.count > 1 { return false }
      // “… matter pathways (a. U-fiber; b. ILF)”
      if before.range.count == 1, opensListItem(before) { return false }
      return next.first == .upper || next.opensQuote || (isUncased && next.first == .lower)
    case .ambiguous:
      if next.opensQuote, next.first == .upper, !site.closesBracket { return true }
      return isStarter(next) && !(next.opensBracket && next.first == .lower)
    case .company:
      return isStarter(next) || next.opensQuote || next.first == .upper && isFollowedBySmallWord(next)
    case .final:
      return next.first == .lower ? isUncased && isStarter(next) : true
    case .time:
      if next.first == .lower { return isUncased && isStarter(next) }
      if next.opensBracket || next.first == .digit { return false }
      return !SentenceWords.timeWords.contains(next.word)
    }
  }

  /// A bracket, a comma or a semicolon stands before the letter, which numbers an item.
  private func opensListItem(_ before: PrecedingContext) -> Bool {
    var index = before.range.lowerBound
    while index > 0, text[index - 1] == 0x20 { index -= 1 }
    return index > 0 && "(,;".utf8.contains(text[index - 1])
  }

  /// `Critics called …`: a single space and a small letter after the word.
  private func isFollowedBySmallWord(_ next: FollowingContext) -> Bool {
    let after = next.start + next.word.utf8.count
    return !next.word.isEmpty && text.byte(after) == 0x20 && text.byte(after + 1).isASCIILower
  }

  /// The kind of the abbreviation that the full stop belongs to, by list or by shape.
  func abbreviation(_ before: PrecedingContext, _ next: FollowingContext) -> AbbreviationList.Kind? {
    let word = before.word
    guard !word.isEmpty else { return nil }
    // IE. Paul, MS. Final: not i.e. and not Ms., unless all is set in capitals.
    if before.isAllCapitals, next.hasSmall { return nil }
    if let kind = abbreviations.kind(of: word, startsUpper: before.startsUpper, isUncased: isUncased) {
      return kind
    }
    if isAcronym(word) { return .ambiguous }
    // No vowel: Bldg., Rs. But an acronym (DNS.) or a number is a word like any other.
    if before.isAlphabetic, before.startsUpper, (2...5).contains(before.range.count),
      !before.range.dropFirst().contains(where: { text[$0].isASCIIUpper }),
      !word.utf8.contains(where: { "aeiouy".utf8.contains($0) }), Set(word.utf8).count > 1,
      word.utf8.last != UInt8(ascii: "m")
    {
      return .company
    }
    // Rel. 4.8, and xv. 5 in a book of many chapters.
    if next.first == .digit, before.isAlphabetic, !before.isAllCapitals, word != "may" {
      if before.startsUpper, (2...3).contains(before.range.count) { return .reference }
      if !before.startsUpper, before.range.count > 1, word.utf8.allSatisfy({ "ivxlc".utf8.contains($0) }) {
        return .reference
      }
    }
    return nil
  }

  /// Letters with full stops between them: `u.s`, `ph.d`, `j.r.r`.
  private func isAcronym(_ word: String) -> Bool {
    var part = 0
    var dots = 0
    var hasSingle = false
    for byte in word.utf8 {
      if byte == UInt8(ascii: ".") {
        if part == 0 { return false }
        if part == 1 { hasSingle = true }
        dots += 1
        part = 0
      } else if byte.isASCIILetter {
        part += 1
        if part > 3 { return false }
      } else {
        return false
      }
    }
    return dots > 0 && part > 0 && (hasSingle || part == 1)
  }
}
