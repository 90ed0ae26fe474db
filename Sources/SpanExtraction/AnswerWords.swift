/// What answers have in common, and what says nothing.
enum AnswerWords {
  /// Words without case, article and the marks around them: what two equal answers have in common.
  static func wording(_ answer: String) -> String {
    let text = bare(answer.lowercased()[...])
    for article in ["the ", "an ", "a "] where text.hasPrefix(article) {
      return String(text.dropFirst(article.count))
    }
    return String(text)
  }

  /// The text without marks and white space at its ends.
  static func bare(_ text: Substring) -> Substring {
    var text = text
    let isMark = { (character: Character) in character.isPunctuation || character.isWhitespace }
    while let first = text.first, isMark(first) { text.removeFirst() }
    while let last = text.last, isMark(last) { text.removeLast() }
    return text
  }

  /// Whether an answer's ``wording(_:)`` is marks, or words that only join others.
  static func sayNothing(_ words: [Substring]) -> Bool { words.allSatisfy { joints.contains($0) } }

  /// Words that point to others, or ask for them: "how many" is no number of anything.
  static let pointers: Set<String> = [
    "these", "those", "this", "that", "it", "they", "them", "he", "she", "him", "her", "his", "hers", "their",
    "theirs", "its", "who", "whom", "which", "there", "here", "we", "us", "our", "i", "me", "my", "you",
    "your",
    "such", "both", "others", "each other", "what", "whose", "when", "where", "why", "how", "how many",
    "how much",
  ]

  private static let joints: Set<Substring> = [
    "the", "a", "an", "of", "in", "on", "at", "to", "from", "by", "and", "or", "as", "for", "with", "is",
    "are",
    "was", "were", "be", "been",
  ]
}
