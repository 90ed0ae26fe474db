/// The words of a text that has spaces between them, as a language is told by them.
///
/// A word is a number made of its characters: to hash strings takes longer than all else that a short text is
/// asked. Words with combining marks stay strings, since they are equal to others that are written without.
struct TextWords {
  fileprivate private(set) var numbers: [UInt64] = []
  fileprivate private(set) var marked: [Substring] = []
  /// How many different words there are.
  private(set) var differentCount = 0
  /// How often letters beyond ASCII stand in them, with each word taken once.
  private(set) var letters: [Unicode.Scalar: Int] = [:]

  init(of text: [Unicode.Scalar]) {
    var different: Set<UInt64> = []
    var differentMarked: Set<Substring> = []
    for word in text.split(separator: " ") {
      let isNew: Bool
      if let number = Self.number(of: word) {
        numbers.append(number)
        isNew = different.insert(number).inserted
      } else {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: word)
        let string = Substring(String(view))
        marked.append(string)
        isNew = differentMarked.insert(string).inserted
      }
      guard isNew else { continue }
      differentCount += 1
      for scalar in word where scalar.value >= 0x80 { letters[scalar, default: 0] += 1 }
    }
  }

  /// A number for a word; nil for one with combining marks.
  fileprivate static func number(of word: some Sequence<Unicode.Scalar>) -> UInt64? {
    var number: UInt64 = 0xCBF2_9CE4_8422_2325
    for scalar in word {
      if 0x300..<0x370 ~= scalar.value { return nil }
      number = (number ^ UInt64(scalar.value)) &* 0x9E37_79B9_7F4A_7C15
      number ^= number >> 29
    }
    return number
  }
}

/// Words that a language uses most.
struct CommonWords: Sendable {
  private let numbers: Set<UInt64>
  private let words: Set<Substring>

  init(_ words: some Sequence<Substring>) {
    self.words = Set(words)
    numbers = Set(self.words.compactMap { TextWords.number(of: $0.unicodeScalars) })
  }

  /// How many of `text`'s words are among them.
  func count(in text: TextWords) -> Int {
    text.numbers.count { numbers.contains($0) } + text.marked.count { words.contains($0) }
  }
}
