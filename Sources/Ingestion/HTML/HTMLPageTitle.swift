/// Tells a page's own title from what its site puts around it: `Which tar? | Boat forum`,
/// `Boat forum • View topic - Which tar?`.
struct HTMLPageTitle {
  /// `og:site_name`.
  var siteName: String?
  /// The host in the page's own address.
  var host: String?

  /// What stands between parts, with a space on both sides.
  private static let marks: [String] = ["|", "–", "—", "-", "·", "•", "::", "»", "«", "›", "‹"]

  /// What a forum's program puts between its name and a topic's.
  private static let forumWords: Set<String> = [
    "view topic", "view forum", "thema anzeigen", "forum anzeigen", "afficher le sujet", "voir le sujet",
    "afficher le forum", "voir le forum", "ver tema", "ver foro", "visualizza argomento", "leggi argomento",
    "visualizza forum", "bekijk onderwerp", "toon onderwerp", "onderwerp bekijken", "zobacz temat",
    "просмотр темы", "просмотр форума", "visa ämne", "visa tråd", "vis emne", "ver tópico", "exibir tópico",
    "zobrazit téma", "téma megtekintése",
  ]

  /// Whether `text` is what the site is called.
  func isSite(_ text: String) -> Bool {
    let folded = text.lowercased()
    if let siteName, folded == siteName.lowercased() { return true }
    guard let host else { return false }
    let letters = folded.filter { $0.isLetter || $0.isNumber }
    var labels = host.lowercased().split(separator: ".")
    if labels.first == "www" { labels.removeFirst() }
    // "derbote" of derbote.de, and "derbotede".
    guard letters.count >= 3 else { return false }
    return labels.dropLast().contains { letters == $0.filter { $0.isLetter || $0.isNumber } }
      || letters == labels.joined(separator: "").filter { $0.isLetter || $0.isNumber }
  }

  /// `title` without the name of the site at its end or beginning, on a page with the heading `heading`.
  func withoutSite(_ title: String, heading: String?) -> String {
    let characters = Array(title)
    let parts = Self.parts(characters)
    guard parts.count > 1 else { return title }
    func text(_ low: Int, _ high: Int) -> String {
      String(characters[parts[low].lowerBound..<parts[high].upperBound])
    }
    var low = 0
    var high = parts.count - 1
    if let words = (0..<high).last(where: { Self.forumWords.contains(text($0, $0).lowercased()) }) {
      low = words + 1
    }
    while low < high {
      if isSite(text(high, high)) {
        high -= 1
      } else if isSite(text(low, low)) {
        low += 1
      } else {
        break
      }
    }
    if low > 0 || high < parts.count - 1 { return text(low, high) }
    // The heading says which part is the title.
    if let heading, !heading.isEmpty, title.lowercased().contains(heading.lowercased()) { return title }
    return siteName == nil ? withoutShortEnd(title) : title
  }

  /// A site's name is short, and a title is longer.
  private func withoutShortEnd(_ title: String) -> String {
    for mark in Self.marks {
      let parts = title.split(separator: " \(mark) ", omittingEmptySubsequences: false).map(String.init)
      guard parts.count > 1, let last = parts.last else { continue }
      let rest = parts.dropLast().joined(separator: " \(mark) ")
      let words = rest.split(separator: " ").count
      // No site is called a question.
      if last.last == "?" || last.last == "？" { continue }
      if words >= 3, last.split(separator: " ").count <= 4, last.count < rest.count { return rest }
    }
    return title
  }

  /// The stretches between marks.
  private static func parts(_ characters: [Character]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    var at = 0
    while at < characters.count {
      if characters[at] == " ", let length = mark(in: characters, at: at + 1) {
        parts.append(start..<at)
        start = at + length + 2
        at = start
      } else {
        at += 1
      }
    }
    parts.append(start..<characters.count)
    return parts
  }

  /// The length of the mark at a place, with a space behind it.
  private static func mark(in characters: [Character], at start: Int) -> Int? {
    for mark in marks where start + mark.count < characters.count && characters[start + mark.count] == " " {
      if characters[start..<start + mark.count].elementsEqual(mark) { return mark.count }
    }
    return nil
  }
}
