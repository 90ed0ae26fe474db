import SpanExtraction

/// Whether what a writer wrote can be shown as a question.
public enum QuestionForm {
  /// Whether `question` reads as a question about something that `answer` could answer: it ends with one
  /// mark, begins as questions do, repeats no stretch of words, holds nothing unknown, and does not give its
  /// answer away.
  public static func isFit(_ question: WrittenSequence, answer: [String]) -> Bool {
    let words = question.words.map(\.lowered)
    guard words.count >= 4, words.last == "?", !words.dropLast().contains("?") else { return false }
    guard words.allSatisfy({ !$0.isEmpty && !$0.hasPrefix("[") && !$0.hasPrefix("<") }) else { return false }
    let kind = QuestionKind(of: question.text)
    guard kind != .none, kind != .yesOrNo, words.contains(where: asking.contains) else { return false }
    guard !repeats(words) else { return false }
    // "Who was Ada Lum?" must not be answered by "Ada Lum".
    let telling = answer.filter { $0.count > 2 && !grammar.contains($0) }
    return telling.isEmpty || !telling.allSatisfy(words.contains)
  }

  /// Whether a word follows itself, or a pair of words stands twice.
  static func repeats(_ words: [String]) -> Bool {
    if zip(words, words.dropFirst()).contains(where: { $0 == $1 }) { return true }
    let pairs = zip(words, words.dropFirst()).map { "\($0) \($1)" }
    return Set(pairs).count < pairs.count
  }

  private static let asking: Set<String> = [
    "what", "who", "whom", "whose", "which", "when", "where", "why", "how",
  ]
  private static let grammar: Set<String> = [
    "the", "and", "his", "her", "its", "their", "for", "with", "from",
  ]
}
