import Tokenization

/// A user's words as an expression for FTS5.
///
/// Words are alternatives, and BM25 (Robertson and Zaragoza 2009) ranks what has more and rarer ones of them
/// higher. What stands between quotation marks must occur as it is. Words that say nothing ("what", "the")
/// are left out unless there are no others.
package struct SearchQuery {
  /// The expression; `nil` where there is no word at all.
  package let expression: String?

  /// - Parameter languages: those whose stems the index holds.
  package init(_ text: String, keepsStopWords: Bool = false, languages: [String] = []) {
    var phrases: [String] = []
    var words: [String] = []
    for (index, part) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
      let plain = PlainForms.plain(String(part))
      let found = Self.words(in: plain)
      if index % 2 == 1, !found.isEmpty {
        phrases.append(SearchText.expression(found.joined(separator: " ")))
      } else {
        words += found
        // Documents that were taken in before hold them as they are written.
        if plain != part { words += Self.words(in: String(part)) }
      }
    }
    let telling = words.filter { !QueryWords.isStopWord($0) && !SearchText.isParticle($0) }
    if !keepsStopWords, !telling.isEmpty || !phrases.isEmpty { words = telling }
    var seen: Set<String> = []
    let stems = languages.compactMap { SearchStems(language: $0) }
    let alternatives = words.flatMap { word in [word] + stems.flatMap { $0.forms(word) } }
      .filter { seen.insert($0).inserted }.map(SearchText.expression).joined(separator: " OR ")
    let required = phrases.joined(separator: " AND ")
    switch (required.isEmpty, alternatives.isEmpty) {
    case (true, true): expression = nil
    case (true, false): expression = alternatives
    case (false, true): expression = required
    // Alternatives beside phrases only rank: every row has the phrases, and counts the more words the better.
    case (false, false): expression = "(\(required)) AND (\(required) OR \(alternatives))"
    }
  }

  /// Words of `text` that say something, or all where none does.
  static func tellingWords(of text: String) -> [String] {
    let words = words(in: PlainForms.plain(text))
    let telling = words.filter { !QueryWords.isStopWord($0) && !SearchText.isParticle($0) }
    return telling.isEmpty ? words : telling
  }

  private static func words(in text: String) -> [String] {
    WordSplitter().words(in: text).compactMap { range in
      let utf8 = text.utf8
      let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
      let end = utf8.index(start, offsetBy: range.count)
      let word = String(text[start..<end]).lowercased()
      return word.contains { $0.isLetter || $0.isNumber } ? word : nil
    }
  }
}
