// Full stops in languages other than English.

extension SentenceRules {
  /// Whether a full stop ends a sentence in `language`.
  func endsStop(
    in language: SentenceLanguage, _ site: SentenceSite, _ before: PrecedingContext, _ next: FollowingContext,
    from start: Int, proposed: Bool
  ) -> Bool {
    if isListMarker(before, from: start) || isSpacedDecimal(site, next) { return false }
    let opensElided = language.code == "nl" && opensElided(at: site.next)
    if next.first == .lower, !opensElided {
      guard isUncased else { return false }
      return abbreviation(language, before) == nil
    }
    let following = foldedWord(at: next.start)
    let isInitial = following.count == 1 && text.byte(next.start + following.utf8.count) == UInt8(ascii: ".")
    let startsSentence =
      opensElided
      || !isInitial && next.first == .upper
        && (language.starters.contains(following) || next.opensQuote || next.opensQuestion)
    if let ends = endsNumber(language, before, next, following, startsSentence, from: start) { return ends }
    if isSingleLetter(before) {
      // "12,5 m. Det": a unit.
      if next.first == .upper, Self.units.contains(foldedWord(at: before.range.lowerBound)),
        followsNumber(before)
      {
        return true
      }
      if before.startsUpperLetter(in: text), abbreviation(language, before) != .final {
        return startsSentence && !isLetter(before: before.range.lowerBound)
      }
    }
    if let kind = abbreviation(language, before) {
      switch kind {
      case .title: return false
      case .inner: return next.first == .upper && next.opensQuote && site.closesBracket
      case .numbered, .reference:
        if next.first == .digit || next.first == .symbol || isNumeral(next) && following.count < 6 {
          return false
        }
        return startsSentence || before.range.count > 1 && next.first == .upper
      case .ambiguous, .company, .time:
        // "5 кг. Цена": a measure behind its number.
        let isMeasured = next.first == .upper && !isInitial && followsNumber(before)
        return startsSentence || next.first == .end
          || isMeasured && Self.measures.contains(foldedWord(at: before.range.lowerBound))
      case .final: return true
      }
    }
    if isSingleLetter(before) { return startsSentence }
    switch next.first {
    case .caseless: return proposed || before.range.count > 1
    case .continuing: return next.opensQuote || next.opensBracket
    default: return true
    }
  }

  /// Decides about a number before the full stop: an ordinal goes on.
  private func endsNumber(
    _ language: SentenceLanguage, _ before: PrecedingContext, _ next: FollowingContext, _ following: String,
    _ startsSentence: Bool, from start: Int
  ) -> Bool? {
    guard language.hasOrdinals, language.code == "de", !before.range.isEmpty else { return nil }
    let isNumber = before.range.allSatisfy { text[$0].isASCIIDigit }
    let isRoman = before.range.count <= 6 && before.range.allSatisfy { "IVXL".utf8.contains(text[$0]) }
    guard isNumber && before.range.count <= 3 || isRoman else { return nil }
    if language.numbered.contains(following) { return false }
    if startsSentence { return true }
    if next.first == .digit { return isNumber && before.range.count == 3 }
    let previous = foldedWord(before: before.range.lowerBound)
    if isRoman { return false }
    return !(before.range.count <= 2 || language.beforeOrdinals.contains(previous))
  }

  /// The kind of the abbreviation before the full stop, by list, by its end or by its shape.
  private func abbreviation(
    _ language: SentenceLanguage, _ before: PrecedingContext
  ) -> AbbreviationList.Kind? {
    guard !before.range.isEmpty, before.range.count < 64 else { return nil }
    let written = String(decoding: UnsafeBufferPointer(rebasing: text.bytes[before.range]), as: UTF8.self)
    // Behind an apostrophe the word begins: "l'art."
    let elided = written.lastIndex(where: { $0 == "'" || $0 == "’" }).map {
      written[written.index(after: $0)...]
    }
    let word = (elided.map(String.init) ?? written).lowercased()
    let isUpper = written.first?.isUppercase == true
    // "т. д." is more than "д.", a house.
    if word.count == 1, let (piece, start) = abbreviatedWord(before: before.range.lowerBound),
      piece.count == 1,
      start < before.range.lowerBound,
      let kind = language.abbreviations.kind(
        of: piece.lowercased() + "." + word, startsUpper: piece.first?.isUppercase == true,
        isUncased: isUncased)
    {
      return kind
    }
    if let kind = language.abbreviations.kind(of: word, startsUpper: isUpper, isUncased: isUncased) {
      return kind
    }
    // "bl. a.", "z. B.", "n. e.": the list has them without spaces.
    if (1...3).contains(word.count), word.allSatisfy(\.isLetter) {
      var joined = word
      var place = before.range.lowerBound
      for _ in 0..<3 {
        guard let (piece, start) = abbreviatedWord(before: place) else { break }
        joined = piece.lowercased() + "." + joined
        place = start
        let first = piece.first?.isUppercase == true
        if let kind = language.abbreviations.kind(of: joined, startsUpper: first, isUncased: isUncased) {
          return kind
        }
      }
      if joined != word, word.count == 1 { return .inner }
    }
    if isHyphenatedInitials(written) { return .title }
    if let tail = word.split(separator: "-").last, tail.count < word.count,
      let kind = language.abbreviations.kind(of: String(tail), startsUpper: true, isUncased: true),
      tail.count > 1
    {
      return kind
    }
    for suffix in language.suffixes where word.count > suffix.count + 1 && word.hasSuffix(suffix) {
      return .numbered
    }
    // Letters with full stops between them.
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count > 1, parts.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(\.isLetter) }) {
      return .ambiguous
    }
    return nil
  }

  /// `J.-J`, `M.-A`, `Ch.-L`: what is left of names of two parts.
  private func isHyphenatedInitials(_ word: String) -> Bool {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count > 1, parts.dropLast().allSatisfy({ $0.hasSuffix(".") }) else { return false }
    return parts.allSatisfy { part in
      let letters = part.hasSuffix(".") ? part.dropLast() : part
      return (1...2).contains(letters.count) && letters.first?.isUppercase == true
        && letters.allSatisfy(\.isLetter)
    }
  }

  /// A short word with a full stop that ends, but for one space, before `index`.
  private func abbreviatedWord(before index: Int) -> (word: String, start: Int)? {
    var end = index
    if end > 0, text[end - 1] == 0x20 {
      end -= 1
    } else if end > 1, text[end - 1] == 0xA0 || text[end - 1] == 0xAF {
      end -= text.scalar(before: end).length
    }
    guard end > 1, text[end - 1] == UInt8(ascii: ".") else { return nil }
    end -= 1
    var start = end
    while start > 0, end - start < 12,
      text[start - 1] >= 0x80 || text[start - 1].isASCIILetter || text[start - 1] == 0x2D
    {
      start -= 1
    }
    guard start < end else { return nil }
    return (String(decoding: UnsafeBufferPointer(rebasing: text.bytes[start..<end]), as: UTF8.self), start)
  }

  /// Units of one letter that stand at ends of sentences.
  private static let units: Set<String> = ["m", "g", "h", "l", "s", "t", "ч", "м", "с"]

  /// Measures and money of more letters, which end sentences where a number stands before them.
  private static let measures: Set<String> = [
    "mm", "cm", "dm", "km", "kg", "mg", "dag", "ml", "cl", "hl", "ha", "kw", "мм", "см", "км", "кг", "мг",
    "га",
    "руб", "коп", "мин", "сек", "чел", "kč", "zł", "gr", "kr",
  ]

  /// `'s Avonds`, `'t Is`: Dutch leaves the letter small and gives the next word the capital.
  private func opensElided(at index: Int) -> Bool {
    guard index < end else { return false }
    var index = index
    let value = text.scalar(at: index).value
    guard [0x27, 0x2018, 0x2019].contains(value) else { return false }
    index += text.scalar(at: index).length
    guard index + 2 < end, "stnkrm".utf8.contains(text[index]), text[index + 1] == 0x20 else { return false }
    return FollowingContext.classify(text.scalar(at: index + 2).value) == .upper
  }

  /// Whether a number stands before the word: what follows it is a unit.
  private func followsNumber(_ before: PrecedingContext) -> Bool {
    var index = before.range.lowerBound
    while index > 0, text[index - 1] == 0x20 || text[index - 1] == 0xA0 || text[index - 1] == 0xC2 {
      index -= 1
    }
    return index > 0 && text[index - 1].isASCIIDigit
  }

  private func isSingleLetter(_ before: PrecedingContext) -> Bool {
    guard let first = before.range.first, before.range.count <= 2 else { return false }
    return text.scalar(at: first).length == before.range.count
      && (text[first].isASCIILetter || text[first] >= 0x80)
  }

  /// Whether a single letter with a full stop stands before `index`.
  private func isLetter(before index: Int) -> Bool {
    abbreviatedWord(before: index).map { $0.word.count == 1 && $0.word.first?.isUppercase == false } ?? false
  }

  /// The word at `index` in small letters, whatever its script.
  func foldedWord(at index: Int) -> String {
    var stop = index
    let limit = min(end, index + 32)
    while stop < limit, text[stop].isASCIILetter || text[stop] >= 0x80 && !isMark(at: stop) {
      stop += text.scalar(at: stop).length
    }
    guard stop > index else { return "" }
    return String(decoding: UnsafeBufferPointer(rebasing: text.bytes[index..<min(stop, end)]), as: UTF8.self)
      .lowercased()
  }

  /// The word before `index` in small letters.
  private func foldedWord(before index: Int) -> String {
    var stop = index
    while stop > 0, text[stop - 1] == 0x20 { stop -= 1 }
    var start = stop
    while start > 0, stop - start < 24, text[start - 1].isASCIILetter || text[start - 1] >= 0x80 {
      start -= 1
    }
    return String(decoding: UnsafeBufferPointer(rebasing: text.bytes[start..<stop]), as: UTF8.self)
      .lowercased()
  }

  /// Punctuation and spaces beyond ASCII.
  private func isMark(at index: Int) -> Bool {
    let value = text.scalar(at: index).value
    return value < 0xC0 || (0x2000...0x206F).contains(value) || (0x3000...0x303F).contains(value)
  }
}

extension PrecedingContext {
  /// Whether the word begins with a capital of any script.
  func startsUpperLetter(in text: ByteText) -> Bool {
    guard let first = range.first else { return false }
    return FollowingContext.classify(text.scalar(at: first).value) == .upper
  }
}
