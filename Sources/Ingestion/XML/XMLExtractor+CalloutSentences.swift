/// Callouts that carry their sentence: without them it would have a hole.
///
/// A number that hangs on a word or on the end of a sentence can go. One that stands where a noun would
/// stand, behind "in", "see", "refs." or at the beginning of a sentence, can't, nor can a year, nor what
/// nothing else in its brackets leaves meaning to.
extension XMLExtractor {
  /// Words on which no callout can hang, so that one behind them is what they speak of.
  private static let functionWords: Set<String> = Set(
    """
    in of to by from with see than on at via per for as and or but that into onto upon within without under over \
    between among against until during through towards toward about across behind \
    following using unlike like either neither while whereas although though because if when where cf e.g i.e \
    viz the a an this these those compare contra pace vide also namely including except besides \
    im von nach bei siehe vgl durch mit aus zu zum zur und oder z.b s.a wie \
    dans de par selon voir d'après après chez et ou comme \
    según ver véase por con del e y o como secondo vedi da di nel segundo veja
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Words that say that a number follows.
  private static let referenceWords: Set<String> = [
    "ref", "refs", "reference", "references", "see", "e.g", "cf", "siehe", "vgl", "voir",
  ]
  private static let noteWords: Set<String> = [
    "see", "note", "notes", "footnote", "footnotes", "siehe", "voir",
  ]

  /// What ends with a full stop in mid-sentence.
  private static let abbreviations: Set<String> = [
    "al", "etc", "vs", "sp", "spp", "ssp", "subsp", "fig", "figs", "no", "nos", "ca", "approx", "var", "inc",
    "ltd", "co", "corp", "jr", "sr", "dr", "st", "prof", "eq", "eqs", "sect", "i.e",
  ]

  /// How a callout stands.
  enum CalloutStand {
    case plain, bracketed, raised
    /// It calls a note, not an entry of the bibliography.
    case note
  }

  /// Whether the callout whose start tag is `token`, and whose text is `text`, is part of the sentence.
  func carriesSentence(_ token: MarkupToken, _ text: String) -> Bool {
    let isBibliographic = isBibliographic(token)
    if isBibliographic, Self.namesYear(text) || isBesideKept(token) { return true }
    var next = scanner
    next.seek(to: endOfElement(token))
    if let end = endOfCallouts(closer: nil, from: next) { next.seek(to: end) }
    let isRaised = bytes[token.range.upperBound...].starts(with: "<sup".utf8)
    let isBracketed = text.hasPrefix("[") || text.hasPrefix("(")
    return isPartOfSentence(
      isBibliographic ? isRaised ? .raised : isBracketed ? .bracketed : .plain : .note, next: next)
  }

  /// Whether the raised callouts of the element whose start tag is `token` are part of the sentence.
  func isRaisedPart(_ token: MarkupToken) -> Bool {
    guard dialect.hasBracketedCallouts else { return false }
    var next = scanner
    next.seek(to: endOfElement(token))
    return isPartOfSentence(.raised, next: next)
  }

  /// Whether a callout would leave a hole that comes next in the text, and behind which `next` goes on.
  func isPartOfSentence(_ stand: CalloutStand, next: MarkupScanner) -> Bool {
    var tail = builder.tail(40)[...]
    let isSpaced = tail.last.map(TextRun.isWhiteSpace) ?? false
    while let last = tail.last, TextRun.isWhiteSpace(last) { tail.removeLast() }
    let mark = tail.last
    let word = Self.lastWord(tail)
    let isApart = isSpaced || stand == .bracketed
    // "e.g., 3" and "see, 3": a comma parts none of these from what they speak of.
    let announcing = stand == .note ? Self.noteWords : Self.referenceWords
    if isApart, announcing.contains(word) { return true }
    if mark == 0x2E, ["ref", "refs"].contains(word) { return true }
    guard stand != .note else { return false }
    if stand != .raised, mark == 0x28 || mark == 0x5B { return true }
    guard isApart || tail.isEmpty else { return false }
    let isComma = mark == 0x2C || mark == 0x3B
    if !isComma, mark != 0x3A, Self.functionWords.contains(word) { return true }
    guard stand != .raised else { return false }
    let following = bytesFollowing(next)
    if isComma {
      let isClosed = following.first { !TextRun.isWhiteSpace($0) }.map { ".,;:)]?!".utf8.contains($0) }
      return isClosed ?? true || isSpaced && Self.goesOn(following)
    }
    let endsSentence =
      tail.isEmpty
      || mark.map { ".?!:".utf8.contains($0) } == true && isSpaced && word.utf8.count > 1
        && !Self.abbreviations.contains(word)
    return endsSentence && Self.goesOn(following)
  }

  /// Whether `text`, behind a callout, begins with a space and a word in small letters that is none of the
  /// little ones.
  private static func goesOn(_ text: [UInt8]) -> Bool {
    guard let first = text.first, TextRun.isWhiteSpace(first) else { return false }
    let word = text.drop(while: TextRun.isWhiteSpace).prefix { 0x61...0x7A ~= $0 }
    return word.count > 1 && !functionWords.contains(String(decoding: word, as: UTF8.self))
  }

  /// The last word of `text`, in small letters, without a full stop or a comma at its end.
  private static func lastWord(_ text: ArraySlice<UInt8>) -> String {
    var text = text
    while let last = text.last, ".,".utf8.contains(last) { text.removeLast() }
    let start = text.lastIndex { $0 <= 0x20 || "([;/".utf8.contains($0) || $0 == 0xA0 }.map { $0 + 1 }
    return String(decoding: text[(start ?? text.startIndex)...], as: UTF8.self).lowercased()
  }

  /// Whether nothing but what stands between callouts separates the callout from one that was kept.
  private func isBesideKept(_ token: MarkupToken) -> Bool {
    guard let end = keptCalloutEnd, end <= token.range.lowerBound, token.range.lowerBound - end < 200 else {
      return false
    }
    var between = MarkupScanner(
      UnsafeBufferPointer(rebasing: bytes[..<token.range.lowerBound]), position: end)
    var text: [UInt8] = []
    while let token = between.next() {
      if [.text, .cdata, .reference].contains(token.kind) { text += bytes[token.range] }
    }
    let words = String(decoding: text, as: UTF8.self)
      .split { ",;-–—‐−[]() \t\r\n\u{A0}\u{2009}".contains($0) }
    return words.isEmpty
      || words.count == 1
        && ["and", "und", "et", "y", "e", "i", "en", "och", "og", "to", "through", "bis", "or", "&amp;"]
          .contains(words[0])
  }

  /// Whether a callout leads to the bibliography, not to a note.
  private func isBibliographic(_ token: MarkupToken) -> Bool {
    func value(_ name: String) -> String? {
      TagAttributes.value(of: name, in: token, bytes).map { bytes.string($0).lowercased() }
    }
    if dialect.format == .jats { return value("ref-type") == "bibr" }
    if let type = value("type") { return ["bibr", "biblio"].contains(type) }
    guard let target = value("target") else { return false }
    return ["#b", "#cr", "#ref", "#cite"].contains { target.hasPrefix($0) }
  }

  /// Whether `text` holds a year as authors are cited by: `1900`, `(1901a)`.
  static func namesYear(_ text: String) -> Bool {
    text.split { !$0.isLetter && !$0.isNumber }.contains { word in
      let digits = word.prefix { ("0"..."9").contains($0) }
      guard digits.count == 4, word.count <= 5, let year = Int(digits) else { return false }
      return 1500...2099 ~= year
    }
  }

  /// Where the element ends whose start tag has just been read.
  func endOfElement(_ token: MarkupToken) -> Int {
    guard token.kind == .startTag else { return token.range.upperBound }
    var scanner = self.scanner
    var depth = 1
    var count = 0
    while depth > 0, count < Self.peekedTokens, let token = scanner.next() {
      count += 1
      if token.kind == .startTag { depth += 1 } else if token.kind == .endTag { depth -= 1 }
    }
    return scanner.position
  }

  /// The first bytes of the text that `scanner` comes to in the block.
  private func bytesFollowing(_ scanner: MarkupScanner) -> [UInt8] {
    var scanner = scanner
    var text: [UInt8] = []
    var count = 0
    while count < 12, text.count < 24, let token = scanner.next() {
      count += 1
      switch token.kind {
      case .text, .cdata: text += bytes[token.inner].prefix(24)
      case .reference:
        var entities = self.entities
        guard case .text(let character) = entities.resolve(bytes, token.inner) else { return text }
        text += character
      case .endTag
      where ["p", "title", "td", "th", "item", "cell", "head"].contains(bytes.string(token.inner)):
        return text
      default: break
      }
    }
    return text
  }
}
