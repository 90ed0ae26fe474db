/// Decides at each `SentenceSite` whether a sentence ends there.
///
/// ICU's rules know no words: they end a sentence at `Dr. Who` and see none end at `in 1999. 30 people`.
/// These rules know abbreviations, initials, list markers, citations, reported speech and text without
/// capitals.
struct SentenceRules {
  let text: ByteText
  let end: Int
  let abbreviations: AbbreviationList
  /// The text has no capitals, so that they tell nothing.
  let isUncased: Bool
  /// What the text's language needs; `nil` for English and languages without rules of their own.
  var language: SentenceLanguage?

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
    case .stop:
      guard let language else { return endsStop(site, before, next, from: start, proposed: proposed) }
      return endsStop(in: language, site, before, next, from: start, proposed: proposed)
    }
  }

  // MARK: Question and exclamation marks

  private func endsStrong(
    _ site: SentenceSite, _ before: PrecedingContext, _ next: FollowingContext, from start: Int
  ) -> Bool {
    if isBracketedMark(site, before) { return false }
    if next.first == .lower, !next.isMixed {
      // A small “i” is no edited English, where a small letter would go on with the sentence.
      if !isUncased, next.word != "i" { return false }
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
      let limit = min(end, index + 20)
      while wordEnd < limit, text[wordEnd].isASCIILetter || text[wordEnd] >= 0x80 { wordEnd += 1 }
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

  // MARK: Words

  func isStarter(_ next: FollowingContext) -> Bool {
    if next.first == .lower { return SentenceWords.smallStarters.contains(next.word) }
    return !next.isInitial && SentenceWords.starters.contains(next.word)
      || (next.first == .upper && next.word.hasSuffix("ly")
        && text.byte(next.start + next.word.utf8.count) == UInt8(ascii: ","))
  }

  /// A Roman numeral, a single capital, or a capital with a number: what `Fig.` may number by.
  func isNumeral(_ next: FollowingContext) -> Bool {
    guard next.first == .upper || next.first == .lower else { return false }
    let word = next.word
    if word.utf8.count == 1 { return next.first == .upper && text.byte(next.start + 1) != UInt8(ascii: "-") }
    if word.utf8.dropFirst().contains(where: \.isASCIIDigit) { return true }
    return !word.isEmpty && word.utf8.count <= 6 && word.utf8.allSatisfy { "ivxlc".utf8.contains($0) }
  }

  /// The word before `index`.
  func word(before index: Int, from start: Int) -> (text: String, isUpper: Bool, start: Int) {
    var wordEnd = index
    while wordEnd > start, text[wordEnd - 1] == 0x20 { wordEnd -= 1 }
    var wordStart = wordEnd
    while wordStart > max(start, wordEnd - 32), text[wordStart - 1].isASCIILetter { wordStart -= 1 }
    guard wordStart < wordEnd else { return ("", false, start) }
    return (text.lowercased(wordStart..<wordEnd), text[wordStart].isASCIIUpper, wordStart)
  }
}
