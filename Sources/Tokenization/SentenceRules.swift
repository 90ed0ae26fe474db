/// Decides at each ``SentenceSite`` whether a sentence ends there.
///
/// ICU's rules know no words: they end a sentence at `Dr. Who` and see none end at `in 1999. 30 people`.
/// These rules know abbreviations, initials, list markers, citations, reported speech and text without capitals.
struct SentenceRules {
  let text: ByteText
  let end: Int
  let abbreviations: AbbreviationList
  /// The text has no capitals, so that they tell nothing.
  let isUncased: Bool

  /// `site`, unless the straight quotation mark that closes it has to open what follows: `end."Next`.
  func resolved(_ site: SentenceSite, from start: Int) -> SentenceSite {
    guard site.isGlued, site.next < end, site.closeEnd == site.markEnd + 1,
      text[site.markEnd] == UInt8(ascii: "\"")
    else { return site }
    let quotes = text.bytes[max(start, site.mark - 1000)..<site.mark].reduce(0) {
      $0 + ($1 == UInt8(ascii: "\"") ? 1 : 0)
    }
    guard quotes % 2 == 0 else { return site }
    var site = site
    site.closeEnd = site.markEnd
    site.next = site.markEnd
    site.closesQuote = false
    return site
  }

  /// Whether a sentence that began at `start` ends at `site`; `proposed` says that ICU ends one there.
  func endsSentence(at site: SentenceSite, from start: Int, proposed: Bool) -> Bool {
    let next = FollowingContext(in: text, at: site.next, to: end)
    if next.first == .end { return true }
    if next.first == .continuing, !next.opensQuote, !next.opensBracket { return false }
    let before = PrecedingContext(in: text, before: site.mark, from: start)
    // “…!” – 5 stars: whose words they were.
    if site.closesQuote, next.opensDash { return false }
    if site.isGlued { return endsGlued(site, before, next) }
    switch site.kind {
    case .strong: return endsStrong(site, before, next, from: start)
    case .ellipsis: return endsEllipsis(site, before, next)
    case .stop: return endsStop(site, before, next, from: start, proposed: proposed)
    }
  }

  // MARK: Question and exclamation marks

  private func endsStrong(
    _ site: SentenceSite, _ before: PrecedingContext, _ next: FollowingContext, from start: Int
  ) -> Bool {
    if isBracketedMark(site, before) { return false }
    if next.first == .lower, !next.isMixed {
      if !isUncased { return false }
      return !site.closesQuote && !site.closesBracket
    }
    if abbreviations.kind(of: before.word + "!", startsUpper: true, isUncased: true) != nil, !isStarter(next)
    {
      return false
    }
    if site.closesQuote, !next.opensQuote, isSpeechTag(from: next.start) { return false }
    if site.closesBracket, !site.closesQuote, opensInside(start, before), !isStarter(next) { return false }
    return true
  }

  /// `(?)`, `(!)`, `[sic!]`: a mark about a word.
  private func isBracketedMark(_ site: SentenceSite, _ before: PrecedingContext) -> Bool {
    guard site.closesBracket, before.range.lowerBound > 0 else { return false }
    let opener = text[before.range.lowerBound - 1]
    return (opener == UInt8(ascii: "(") || opener == UInt8(ascii: "["))
      && (before.range.isEmpty || before.word == "sic")
  }

  /// The bracket that closes was opened inside the sentence, not at its start.
  private func opensInside(_ start: Int, _ before: PrecedingContext) -> Bool {
    var index = before.range.lowerBound
    let limit = max(start, index - 400)
    while index > limit {
      index -= 1
      if text[index] == UInt8(ascii: "(") || text[index] == UInt8(ascii: "[") { return index > start }
    }
    return false
  }

  /// Up to three words of a name, or `I`, and a verb of saying: `Mary asked`, `Mr. Dale Orr cried`.
  private func isSpeechTag(from start: Int) -> Bool {
    var index = start
    var isArticle = false
    for place in 0..<4 {
      var wordEnd = index
      while wordEnd < end, text[wordEnd].isASCIILetter || text[wordEnd] >= 0x80 { wordEnd += 1 }
      guard wordEnd > index, wordEnd - index < 20 else { return false }
      let word = text.lowercased(index..<wordEnd)
      if place > 0, SentenceWords.saying.contains(word) { return true }
      let isName =
        text[index].isASCIIUpper && (word == "i" || word == "the" || !SentenceWords.starters.contains(word))
      guard isName || place == 1 && isArticle else { return false }
      isArticle = word == "the"
      if wordEnd < end, text[wordEnd] == UInt8(ascii: "."),
        abbreviations.kind(of: word, startsUpper: true, isUncased: true) == .title
      {
        wordEnd += 1
      }
      guard wordEnd < end, text[wordEnd] == UInt8(ascii: " ") else { return false }
      index = wordEnd + 1
    }
    return false
  }

  // MARK: Ellipses

  private func endsEllipsis(
    _ site: SentenceSite, _ before: PrecedingContext, _ next: FollowingContext
  ) -> Bool {
    if next.first == .lower, !next.isMixed { return false }
    // […] stands for words left out, wherever it is.
    if site.closesBracket, before.range.isEmpty { return false }
    if site.closesQuote, !next.opensQuote, isSpeechTag(from: next.start) { return false }
    // “I… I don’t know”: a word begun twice.
    if !site.closesQuote, !before.word.isEmpty, before.word == next.word { return false }
    if before.range.isEmpty, !site.closesQuote, site.mark == 0 { return false }
    return true
  }

  // MARK: Full stops

  private func endsStop(
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

  private func ends(
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
  private func abbreviation(_ before: PrecedingContext, _ next: FollowingContext) -> AbbreviationList.Kind? {
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

  /// The sentence so far is a marker only: `1.`, `2.3.`, `a.`, `iv.`
  private func isListMarker(_ before: PrecedingContext, from start: Int) -> Bool {
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
  private func isSpacedDecimal(_ site: SentenceSite, _ next: FollowingContext) -> Bool {
    guard next.first == .digit, !next.opensBracket, site.mark > 1, text[site.mark - 1] == 0x20,
      text[site.mark - 2].isASCIIDigit
    else { return false }
    var index = next.start
    while index < end, text[index].isASCIIDigit || text[index] == 0x20 { index += 1 }
    return index == end || !text[index].isASCIILetter
  }

  // MARK: No space after the mark

  /// `end.Next`, where it is clear enough: a word of small letters, then a word with one capital.
  private func endsGlued(_ site: SentenceSite, _ before: PrecedingContext, _ next: FollowingContext) -> Bool {
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

  // MARK: Words

  private func isStarter(_ next: FollowingContext) -> Bool {
    if next.first == .lower { return SentenceWords.smallStarters.contains(next.word) }
    return !next.isInitial && SentenceWords.starters.contains(next.word)
      || (next.first == .upper && next.word.hasSuffix("ly")
        && text.byte(next.start + next.word.utf8.count) == UInt8(ascii: ","))
  }

  /// A Roman numeral, a single capital, or a capital with a number: what `Fig.` may number by.
  private func isNumeral(_ next: FollowingContext) -> Bool {
    guard next.first == .upper || next.first == .lower else { return false }
    let word = next.word
    if word.utf8.count == 1 { return next.first == .upper && text.byte(next.start + 1) != UInt8(ascii: "-") }
    if word.utf8.dropFirst().contains(where: \.isASCIIDigit) { return true }
    return !word.isEmpty && word.utf8.count <= 6 && word.utf8.allSatisfy { "ivxlc".utf8.contains($0) }
  }

  /// The word before `index`.
  private func word(before index: Int, from start: Int) -> (text: String, isUpper: Bool, start: Int) {
    var wordEnd = index
    while wordEnd > start, text[wordEnd - 1] == 0x20 { wordEnd -= 1 }
    var wordStart = wordEnd
    while wordStart > max(start, wordEnd - 32), text[wordStart - 1].isASCIILetter { wordStart -= 1 }
    guard wordStart < wordEnd else { return ("", false, start) }
    return (text.lowercased(wordStart..<wordEnd), text[wordStart].isASCIIUpper, wordStart)
  }
}
