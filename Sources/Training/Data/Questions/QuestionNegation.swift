import Tensors

/// Says no in a question that says yes, and the other way round, so that the text which answered it does so no longer
/// (one of the ways in which people made questions for SQuAD 2.0, Rajpurkar et al. 2018, table 2).
package enum QuestionNegation {
  private static let contractions = [
    "did": "didn't", "does": "doesn't", "do": "don't", "is": "isn't", "are": "aren't", "was": "wasn't",
    "were": "weren't", "has": "hasn't", "have": "haven't", "had": "hadn't", "can": "can't",
    "could": "couldn't",
    "will": "won't", "would": "wouldn't", "should": "shouldn't", "may": "may not", "might": "might not",
    "must": "must not",
  ]
  private static let expansions = Dictionary(
    contractions.filter { !$0.value.contains(" ") }.map { ($0.value, $0.key) },
    uniquingKeysWith: { first, _ in first }
  ).merging(["cannot": "can"]) { first, _ in first }
  private static let refusals: Set = ["not", "never"]

  /// Past forms that do not end in "ed", and may follow who, what or which at once.
  private static let pasts: Set = [
    "won", "wrote", "made", "led", "became", "took", "gave", "found", "held", "built", "sold", "sent", "ran",
    "began",
    "left", "met", "lost", "paid", "said", "sang", "saw", "came", "went", "brought", "taught", "fought",
    "spoke",
    "broke", "drew", "grew", "knew", "put", "set", "kept", "got", "had",
  ]
  private static let askers: Set = ["who", "what", "which", "whose"]

  /// The question with a "not" more, or without the one that it has; nil where no place for it is known.
  package static func negated(_ question: String, _ random: inout CounterRandom) -> String? {
    var words = question.split(separator: " ").map(String.init)
    let lower = words.map { $0.lowercased() }
    if let place = lower.firstIndex(where: refusals.contains) {
      words.remove(at: place)
      return words.joined(separator: " ")
    }
    if let place = lower.firstIndex(where: { expansions[$0] != nil }) {
      words[place] = expansions[lower[place]] ?? words[place]
      return words.joined(separator: " ")
    }
    if let place = lower.prefix(8).firstIndex(where: { contractions[$0] != nil }), place + 1 < words.count {
      if place > 0, ["ed", "en", "ing"].contains(where: lower[place + 1].hasSuffix) {
        words.insert(random.next() % 2 == 0 ? "not" : "never", at: place + 1)
      } else if place > 0, let contraction = contractions[lower[place]] {
        words[place] = contraction
      } else {
        return nil
      }
      return words.joined(separator: " ")
    }
    guard let asker = lower.firstIndex(where: askers.contains),
      let verb = lower.indices.dropFirst(asker + 1).prefix(4).first(where: {
        isPast(lower[$0], written: words[$0])
      })
    else { return nil }
    words.insert("never", at: verb)
    return words.joined(separator: " ")
  }

  private static func isPast(_ word: String, written: String) -> Bool {
    written == word && (pasts.contains(word) || word.count > 4 && word.hasSuffix("ed"))
  }
}
