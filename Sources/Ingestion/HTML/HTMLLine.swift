/// Lines between an article's paragraphs that are none of it: links to other articles, buttons, notices.
///
/// A line is told by its beginning (`HTMLPhrases`) together with what it is made of: a lead such as "Read
/// also:" has nothing but links behind it, a row of buttons no words but theirs, a notice of cookies speaks
/// of the site itself.
enum HTMLLine {
  /// The longest text that is looked at, in bytes.
  static let longest = 400

  /// Whether the block with the words `text` is such a line. `own` is what of it stands in no link.
  static func isFurniture(_ text: String, own: String, isItem: Bool) -> Bool {
    let text = folded(text)
    let start = String(text.drop { !$0.isLetter && !$0.isNumber && $0 != "©" })
    guard !start.isEmpty else { return false }
    if isShares(text) || isNotice(start) || isCookies(start) || isSubscription(start) { return true }
    let own = folded(own)
    return !isItem && (isLead(start, own: own) || isWay(text, own: own))
  }

  /// "Next: …, Previous: …, Up: … [Index]", as manuals have it over and under each page: nothing but links
  /// behind such words.
  private static func isWay(_ text: String, own: String) -> Bool {
    let words = own.split { !$0.isLetter }
    return text.utf8.count > own.utf8.count && !words.isEmpty
      && words.allSatisfy { HTMLPhrases.ways.contains($0) }
  }

  static func folded(_ text: String) -> String {
    text.lowercased().replacing("’", with: "'").replacing("\u{A0}", with: " ")
  }

  /// "Read also: …" with nothing but links behind it, or all in one link.
  private static func isLead(_ text: String, own: String) -> Bool {
    let isAllLink = !own.contains(where: \.isLetter)
    guard text.utf8.count > own.utf8.count || isAllLink else { return false }
    return HTMLPhrases.leads.contains { lead in
      guard text.hasPrefix(lead) else { return false }
      let rest = text.dropFirst(lead.count).drop { $0 == " " }
      guard let next = rest.first, ":：】]|>»›–—".contains(next) || isAllOf(own, lead) else { return false }
      // A few letters join several links.
      let outside = own.count(where: \.isLetter) - lead.count(where: \.isLetter)
      return rest.contains(where: \.isLetter) && (isAllLink || outside <= 6)
    }
  }

  /// Whether `own` is `lead` and marks.
  private static func isAllOf(_ own: String, _ lead: String) -> Bool {
    own.filter(\.isLetter) == lead.filter(\.isLetter)
  }

  /// A row of buttons for sharing, or where to follow.
  private static func isShares(_ text: String) -> Bool {
    let words = text.split { !$0.isLetter && $0 != "-" && $0 != "'" }.map {
      $0.drop { $0 == "-" || $0 == "'" }
    }.filter { !$0.isEmpty }
    guard 2...20 ~= words.count else { return false }
    let networks = words.count { HTMLPhrases.networks.contains($0) }
    if networks > 0, text.utf8.count <= 160,
      HTMLPhrases.followings.contains(where: { text.hasPrefix($0) })
    {
      return true
    }
    let shares = words.count { HTMLPhrases.shares.contains($0) }
    let actions = words.count { HTMLPhrases.actions.contains($0) }
    guard shares > 0, networks > 0 || shares + actions > 1 else { return false }
    return words.allSatisfy {
      HTMLPhrases.networks.contains($0) || HTMLPhrases.shares.contains($0)
        || HTMLPhrases.actions.contains($0)
        || HTMLPhrases.besideShares.contains($0)
    }
  }

  private static func isNotice(_ text: String) -> Bool {
    HTMLPhrases.notices.contains { text.hasPrefix($0) && text.count <= $0.count + 120 }
      || HTMLPhrases.authors.contains { text.hasPrefix($0 + ":") || text.hasPrefix($0 + " :") }
  }

  /// A site that speaks of its own cookies, and not a recipe.
  private static func isCookies(_ text: String) -> Bool {
    guard text.contains("cookie") || text.contains("クッキー") || text.contains("куки") else { return false }
    return HTMLPhrases.cookies.contains { text.hasPrefix($0) }
      && HTMLPhrases.sites.contains { text.contains($0) }
  }

  private static func isSubscription(_ text: String) -> Bool {
    text.utf8.count <= 160 && HTMLPhrases.subscribing.contains { text.hasPrefix($0) }
      && HTMLPhrases.newsletters.contains { text.contains($0) }
      && !tells(text)
  }

  /// Whether the words are a sentence of a story: "Sign up for the newsletter was the call, he wrote."
  private static func tells(_ text: String) -> Bool {
    let words = text.split { !$0.isLetter }
    if words.contains(where: { HTMLPhrases.telling.contains($0) }) { return true }
    // "Was" is German, too, and asks what.
    return words.contains("was") && ["sign", "subscribe", "get", "join"].contains(words.first)
  }

  /// Whether a line says how long the page takes to read, alone or beside who wrote it and when:
  /// `By Ann · 3 min read`.
  static func saysReadingTime(_ text: String) -> Bool {
    guard text.utf8.count <= 200, text.contains(where: \.isNumber) else { return false }
    let parts = folded(text).split { "·•|–—/,⋅∙".contains($0) }
    guard parts.count <= 6, parts.reduce(0, { $0 + $1.split(separator: " ").count }) <= 24 else {
      return false
    }
    return parts.contains { isReadingTime(String($0)) }
  }

  /// Whether `text` is such a time and nothing else.
  private static func isReadingTime(_ text: String) -> Bool {
    guard text.contains(where: \.isNumber),
      let phrase = HTMLPhrases.readingTimes.first(where: { text.contains($0) })
    else { return false }
    let rest = text.replacing(phrase, with: " ")
    // "Min" of "min read" is part of the phrase.
    return rest.split { !$0.isLetter && !$0.isNumber }.allSatisfy { word in
      word.allSatisfy(\.isNumber) || HTMLPhrases.besideReadingTimes.contains(word.drop(while: \.isNumber))
    }
  }
}
