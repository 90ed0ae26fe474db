/// A statement in a question's words: what a sentence looks like that shares them, and answers something
/// else.
package enum Statement {
  private static let questionWords: Set = [
    "who", "whom", "whose", "what", "which", "when", "where", "why", "how",
  ]
  private static let supports: Set = ["did", "does", "do"]
  private static let auxiliaries: Set = [
    "is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "would", "should", "may",
    "might",
  ]

  /// The question as a statement that gives `answer`; nil where it asks with none of the question words.
  ///
  /// `In what year did X open?` becomes `In 1902 X open.`, `Who built X?` becomes `Ada Lum built X.` The
  /// grammar is rough; readers of words alone do not mind.
  package static func made(of question: String, answer: String) -> String? {
    let words = question.split(whereSeparator: { $0.isWhitespace || $0 == "?" }).map(String.init)
    guard let asking = words.firstIndex(where: { questionWords.contains($0.lowercased()) }) else {
      return nil
    }
    let before = words[..<asking]
    var rest = words[(asking + 1)...]
    // What stands between the question word and its verb ("what year did", "how many of them were") is what
    // is asked for.
    let verb = rest.prefix(4).firstIndex { word in
      supports.contains(word.lowercased()) || auxiliaries.contains(word.lowercased())
    }
    var parts: [String]
    if let verb {
      let helper = words[verb].lowercased()
      rest = words[(verb + 1)...]
      if !before.isEmpty {
        parts = before + [answer] + rest
      } else if supports.contains(helper) {
        parts = rest + [answer]
      } else if ["who", "what", "which"].contains(words[asking].lowercased()) {
        parts = [answer, helper] + rest
      } else {
        parts = rest + [helper, answer]
      }
    } else {
      parts = before + [answer] + rest
    }
    guard parts.count > 2, let first = parts.first else { return nil }
    parts[0] = first.prefix(1).uppercased() + first.dropFirst()
    return parts.joined(separator: " ") + "."
  }
}
