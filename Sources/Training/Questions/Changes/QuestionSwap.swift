import Tensors

/// Puts something else into a question, so that the text which answered it does so no longer.
package enum QuestionSwap {
  /// Endings by which words of a kind are told: what is put in has the ending of what it replaces.
  private static let endings = [
    "tion", "ment", "ness", "ical", "ists", "ing", "ity", "ers", "ist", "ous", "ive", "ful", "ies", "ed",
    "er",
    "ly", "al", "ic", "s",
  ]

  /// Words of five letters and more that say what is asked for, or nothing.
  private static let kept: Set = [
    "whose", "years", "called", "named", "being", "during", "according", "including", "number", "under",
    "after", "other", "another", "never", "rather", "whether", "together", "always", "various", "several",
    "words", "types", "kinds", "names", "known", "thing", "things", "something", "anything", "nothing",
    "likes", "across", "towards",
  ]

  /// The question with one number, name or word exchanged; nil where it has nothing to exchange.
  ///
  /// A number gives way to another of the text, a name to another name, a word to its opposite or, one time
  /// in two, to another word of the text with the same ending: "Who funded the bridge?" becomes "Who designed
  /// the bridge?".
  ///
  /// - Parameter answers: nothing of these is put into the question.
  package static func swapped(
    _ question: String, text: String, answers: [String], _ random: inout CounterRandom
  ) -> String? {
    let words = question.split(separator: " ").map(String.init)
    let said = Set(words.map(bare)),
      gold = Set(answers.flatMap { $0.split(separator: " ").map { bare(String($0)) } })
    let others = text.split(whereSeparator: \.isWhitespace).map(String.init)
    var choices: [(place: Int, words: [String])] = []
    let takesWords = random.next() % 2 == 0
    for (place, word) in words.enumerated() {
      let core = bare(word)
      guard !core.isEmpty else { continue }
      var found: [String] = []
      if core.allSatisfy(\.isNumber) {
        found = others.map(bare).filter {
          $0.allSatisfy(\.isNumber) && $0.count == core.count && !said.contains($0) && !gold.contains($0)
        }
        if found.isEmpty, let number = Int(core) { found = ["\(number + 1 + Int(random.next() % 9))"] }
      } else if place > 0, core.first?.isUppercase == true {
        found = zip(others, others.dropFirst()).compactMap { before, word -> String? in
          let name = bare(word)
          // The first word of a sentence is no name for its capital alone.
          guard name.first?.isUppercase == true, name.count > 2, !".!?".contains(before.last ?? " "),
            !said.contains(name), !gold.contains(name)
          else { return nil }
          return name
        }
      } else if let other = Opposites.of(core.lowercased()) {
        found = [other]
      } else if takesWords, let ending = ending(of: core) {
        found = others.map(bare).filter {
          self.ending(of: $0) == ending && !said.contains($0) && !gold.contains($0)
        }
      }
      if !found.isEmpty { choices.append((place, Set(found).sorted())) }
    }
    guard !choices.isEmpty else { return nil }
    let chosen = choices[Int(random.next() % UInt64(choices.count))]
    let choice = (place: chosen.place, word: chosen.words[Int(random.next() % UInt64(chosen.words.count))])
    var result = words
    result[choice.place] = words[choice.place].replacing(bare(words[choice.place]), with: choice.word)
    return result.joined(separator: " ")
  }

  /// The ending of a lower-case word that means something; nil where none is known.
  private static func ending(of word: String) -> String? {
    guard word.count > 4, word.allSatisfy({ $0.isLowercase }), !kept.contains(word), !word.hasSuffix("ss")
    else {
      return nil
    }
    return endings.first { word.hasSuffix($0) }
  }

  /// A word without the punctuation around it.
  static func bare(_ word: String) -> String {
    guard let first = word.firstIndex(where: { $0.isLetter || $0.isNumber }),
      let last = word.lastIndex(where: { $0.isLetter || $0.isNumber })
    else { return "" }
    let core = word[first...last]
    return core.hasSuffix("'s") || core.hasSuffix("’s") ? String(core.dropLast(2)) : String(core)
  }
}
