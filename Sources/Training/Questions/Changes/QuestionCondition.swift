import Tensors

/// Asks under a condition that the text does not speak of: "Who paid for the piers?" becomes "Who paid for
/// the piers in Ambrey?" (an impossible condition, Rajpurkar et al. 2018, table 2).
package enum QuestionCondition {
  private static let prepositions: Set = [
    "in", "during", "by", "for", "from", "near", "after", "before", "at", "with", "under", "since", "until",
  ]

  /// The question with a time, place or name that another sentence speaks of; nil where there is none.
  ///
  /// - Parameters:
  ///   - text: all of it. A name that stands there more often than once is what the text is about, and no
  ///     condition.
  ///   - sentences: those without the answer.
  package static func conditioned(
    _ question: String, text: String, sentences: [String], _ random: inout CounterRandom
  ) -> String? {
    guard let end = question.lastIndex(where: { !$0.isWhitespace && !"?.".contains($0) }) else { return nil }
    let asked = question[...end].split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = asked.first, asked.count > 2 else { return nil }
    let found = conditions(in: sentences, of: text, said: Set(asked.map(bare)))
    guard !found.isEmpty else { return nil }
    let condition = found[Int(random.next() % UInt64(found.count))]
    if random.next() % 4 == 0 {
      let opening = condition.prefix(1).uppercased() + condition.dropFirst()
      return "\(opening), \(([first.lowercased()] + asked.dropFirst()).joined(separator: " "))?"
    }
    return "\(asked.joined(separator: " ")) \(condition)?"
  }

  /// A preposition and the names or the year after it, none of them among the words `said`.
  private static func conditions(in sentences: [String], of text: String, said: Set<String>) -> [String] {
    var counts: [String: Int] = [:]
    for word in text.split(whereSeparator: \.isWhitespace) { counts[bare(String(word)), default: 0] += 1 }
    let asksForTime = !said.isDisjoint(with: ["when", "When", "year", "date", "century", "decade"])
    let asksForPlace = !said.isDisjoint(with: ["where", "Where", "city", "country", "place"])
    var found: [String] = []
    for sentence in sentences {
      let words = sentence.split(whereSeparator: \.isWhitespace).map(String.init)
      for (place, word) in words.enumerated() where prepositions.contains(word) {
        let hasArticle = words.dropFirst(place + 1).first == "the"
        let names = words.dropFirst(place + (hasArticle ? 2 : 1)).prefix(3).prefix { isName(bare($0)) }
        guard let head = names.first, names.allSatisfy({ counts[bare($0)] == 1 && !said.contains(bare($0)) }),
          !(asksForTime && bare(head).allSatisfy(\.isNumber)),
          !(asksForPlace && ["in", "at", "near"].contains(word))
        else { continue }
        var phrase = hasArticle ? [word, "the"] : [word]
        for name in names {
          phrase.append(bare(name))
          // A name ends where a mark follows it.
          if name.last.map({ $0.isPunctuation }) ?? false { break }
        }
        found.append(phrase.joined(separator: " "))
      }
    }
    return found
  }

  private static func isName(_ word: String) -> Bool {
    (word.first?.isUppercase ?? false) && word.count > 2 || word.count == 4 && word.allSatisfy(\.isNumber)
  }

  private static func bare(_ word: String) -> String { QuestionSwap.bare(word) }
}
