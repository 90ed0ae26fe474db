import Tensors

/// Puts something else into a question, so that the text which answered it does so no longer.
package enum QuestionSwap {
  /// Opposites, each way.
  private static let opposites: [String: String] = {
    let pairs = [
      ("first", "last"), ("before", "after"), ("more", "less"), ("most", "least"), ("largest", "smallest"),
      ("highest", "lowest"), ("north", "south"), ("northern", "southern"), ("east", "west"),
      ("eastern", "western"), ("early", "late"), ("earliest", "latest"), ("increase", "decrease"),
      ("increased", "decreased"), ("won", "lost"), ("win", "lose"), ("begin", "end"), ("began", "ended"),
      ("start", "finish"), ("started", "stopped"), ("oldest", "youngest"), ("older", "younger"),
      ("longest", "shortest"), ("longer", "shorter"), ("best", "worst"), ("better", "worse"),
      ("above", "below"), ("inside", "outside"), ("rich", "poor"), ("male", "female"), ("men", "women"),
      ("always", "never"), ("with", "without"), ("can", "cannot"), ("allowed", "forbidden"), ("rise", "fall"),
      ("rose", "fell"), ("gain", "loss"), ("like", "dislike"), ("liked", "disliked"), ("buy", "sell"),
      ("arrived", "left"), ("public", "private"), ("maximum", "minimum"), ("strong", "weak"),
    ]
    return Dictionary(pairs.flatMap { [($0, $1), ($1, $0)] }) { first, _ in first }
  }()

  /// The question with one number, name or word exchanged; nil where it has nothing to exchange.
  ///
  /// - Parameter answers: nothing of these is put into the question.
  package static func swapped(
    _ question: String, text: String, answers: [String], _ random: inout CounterRandom
  ) -> String? {
    let words = question.split(separator: " ").map(String.init)
    let said = Set(words.map(bare)),
      gold = Set(answers.flatMap { $0.split(separator: " ").map { bare(String($0)) } })
    let others = text.split(whereSeparator: \.isWhitespace).map(String.init)
    var choices: [(place: Int, word: String)] = []
    for (place, word) in words.enumerated() {
      let core = bare(word)
      guard !core.isEmpty else { continue }
      if core.allSatisfy(\.isNumber) {
        let numbers = others.map(bare).filter {
          $0.allSatisfy(\.isNumber) && $0.count == core.count && !said.contains($0) && !gold.contains($0)
        }
        choices += Set(numbers).sorted().map { (place, $0) }
        if numbers.isEmpty, let number = Int(core) {
          choices.append((place, "\(number + 1 + Int(random.next() % 9))"))
        }
      } else if place > 0, core.first?.isUppercase == true {
        let names = zip(others, others.dropFirst()).compactMap { before, word -> String? in
          let name = bare(word)
          // The first word of a sentence is no name for its capital alone.
          guard name.first?.isUppercase == true, name.count > 2, !".!?".contains(before.last ?? " "),
            !said.contains(name), !gold.contains(name)
          else { return nil }
          return name
        }
        choices += Set(names).sorted().map { (place, $0) }
      } else if let other = opposites[core.lowercased()] {
        choices.append((place, other))
      }
    }
    guard !choices.isEmpty else { return nil }
    let choice = choices[Int(random.next() % UInt64(choices.count))]
    var result = words
    result[choice.place] = words[choice.place].replacing(bare(words[choice.place]), with: choice.word)
    return result.joined(separator: " ")
  }

  /// A word without the punctuation around it.
  private static func bare(_ word: String) -> String {
    guard let first = word.firstIndex(where: { $0.isLetter || $0.isNumber }),
      let last = word.lastIndex(where: { $0.isLetter || $0.isNumber })
    else { return "" }
    let core = word[first...last]
    return core.hasSuffix("'s") || core.hasSuffix("’s") ? String(core.dropLast(2)) : String(core)
  }
}
