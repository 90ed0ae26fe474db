/// Numbers of the words that a model knows.
package struct SentenceWords: Sendable {
  /// In the order of their numbers; 0 is what none of them is.
  let words: [String]
  private let numbers: [String: Int]

  init(_ words: [String]) {
    self.words = words
    numbers = Dictionary(words.enumerated().map { ($1, $0 + 1) }) { first, _ in first }
  }

  /// Words that stand in the sentences, in alphabetical order.
  package init(of sentences: some Sequence<String>) {
    self.init(Set(sentences.lazy.flatMap(Self.split)).sorted())
  }

  /// Words in small letters, without marks between them; "2" and "two" are one, as are "item" and "items".
  static func split(_ sentence: String) -> [String] {
    sentence.lowercased().split { !$0.isLetter && !$0.isNumber }.map { word in
      switch word {
      case "1": "one"
      case "2": "two"
      case "3": "three"
      case "4": "four"
      case "5": "five"
      case "6": "six"
      case "7": "seven"
      default: String(word)
      }
    }
  }

  /// Numbers of a sentence's words, at least one. A word that is not known is read as one that differs from
  /// it by one letter, or by two neighbours in the other order: people who described pictures wrote fast.
  package func numbers(of sentence: String) -> [Int] {
    let found = Self.split(sentence).map { word in
      numbers[word] ?? words.firstIndex { Self.isNear(Array(word), Array($0)) }.map { $0 + 1 } ?? 0
    }
    return found.isEmpty ? [0] : found
  }

  /// Whether one letter more, less or other, or two neighbours changed, make one word of the other.
  package static func isNear(_ a: [Character], _ b: [Character]) -> Bool {
    guard abs(a.count - b.count) <= 1, min(a.count, b.count) >= 3 else { return false }
    let first = zip(a, b).prefix { $0 == $1 }.count
    let (restA, restB) = (a.dropFirst(first), b.dropFirst(first))
    if a.count == b.count {
      let isSwapped =
        restA.count >= 2 && restA.prefix(2).elementsEqual(restB.prefix(2).reversed())
        && restA.dropFirst(2).elementsEqual(restB.dropFirst(2))
      return isSwapped || restA.dropFirst().elementsEqual(restB.dropFirst())
    }
    return a.count > b.count
      ? restA.dropFirst().elementsEqual(restB) : restB.dropFirst().elementsEqual(restA)
  }
}
