import Tensors

/// Says no in a question that says yes, and the other way round, so that the text which answered it does so
/// no longer (one of the ways in which people made questions for SQuAD 2.0, Rajpurkar et al. 2018, table 2).
package enum QuestionNegation {
  private static let contractions: [String: String] = {
    let irregular = [
      "can": "can't", "will": "won't", "may": "may not", "might": "might not", "must": "must not",
    ]
    return words("did does do is are was were has have had could would should")
      .reduce(into: irregular) { $0[$1] = $1 + "n't" }
  }()
  private static let expansions = contractions.filter { !$0.value.contains(" ") }
    .reduce(into: ["cannot": "can"]) { $0[$1.value] = $1.key }
  private static let refusals: Set = ["not", "never"]

  /// Past forms that do not end in "ed", and may follow who, what or which at once.
  private static let pasts = words(
    """
    won wrote made led became took gave found held built sold sent ran began left met lost paid said sang saw came went
    brought taught fought spoke broke drew grew knew put set kept got
    """)
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
      // First stands what asks for yes or no.
      guard place > 0 else { return nil }
      if ["ed", "en", "ing"].contains(where: lower[place + 1].hasSuffix) {
        words.insert(random.next() % 2 == 0 ? "not" : "never", at: place + 1)
      } else {
        words[place] = contractions[lower[place]] ?? words[place]
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

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  private static func isPast(_ word: String, written: String) -> Bool {
    written == word && (pasts.contains(word) || word.count > 4 && word.hasSuffix("ed"))
  }
}
