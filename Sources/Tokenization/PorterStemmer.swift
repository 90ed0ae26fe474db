/// The stemmer of Porter 1980 ("An algorithm for suffix stripping") with the deviations that NLTK makes by
/// default: the `rouge-score` package stems with it, and its figures are to be reproduced exactly.
///
/// Words are lower-case ASCII letters and digits; a digit counts as a consonant.
public struct PorterStemmer: Sendable {
  /// The word being stemmed; the rules shorten and rewrite its end.
  private var word: [UInt8] = []

  /// Creates a stemmer. One stemmer serves any number of words.
  public init() {}

  /// The stem of `word`, which must be lower-case ASCII.
  public mutating func stem(_ word: String) -> String {
    self.word.removeAll(keepingCapacity: true)
    self.word.append(contentsOf: word.utf8)
    run()
    return String(decoding: self.word, as: UTF8.self)
  }

  /// Stems the bytes of one lower-case ASCII word; the result is valid until the next call.
  package mutating func stem<Bytes: Collection>(bytes: Bytes) -> [UInt8] where Bytes.Element == UInt8 {
    word.removeAll(keepingCapacity: true)
    word.append(contentsOf: bytes)
    run()
    return word
  }

  /// Forms that the rules would get wrong.
  private static let irregular: [[UInt8]: [UInt8]] = {
    let forms: [(String, [String])] = [
      ("sky", ["sky", "skies"]), ("die", ["dying"]), ("lie", ["lying"]), ("tie", ["tying"]),
      ("news", ["news"]), ("inning", ["innings", "inning"]), ("outing", ["outings", "outing"]),
      ("canning", ["cannings", "canning"]), ("howe", ["howe"]), ("proceed", ["proceed"]),
      ("exceed", ["exceed"]), ("succeed", ["succeed"]),
    ]
    var table: [[UInt8]: [UInt8]] = [:]
    for (stem, words) in forms {
      for word in words { table[Array(word.utf8)] = Array(stem.utf8) }
    }
    return table
  }()

  private static let longestIrregular = 8

  private mutating func run() {
    if word.count <= Self.longestIrregular, let stem = Self.irregular[word] {
      word = stem
      return
    }
    guard word.count > 2 else { return }
    step1a()
    step1b()
    step1c()
    step2()
    apply(Self.step3Rules) { $0 > 0 }
    step4()
    step5()
  }
}

// MARK: - Shapes of words

extension PorterStemmer {
  private static func isPlainVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
    default: false
    }
  }

  /// Whether the letter at `index` is a consonant: not a vowel, nor a `y` after a consonant.
  private func isConsonant(_ index: Int) -> Bool {
    guard word[index] == UInt8(ascii: "y") else { return !Self.isPlainVowel(word[index]) }
    var start = index
    while start > 0, word[start] == UInt8(ascii: "y") { start -= 1 }
    let first = word[start] == UInt8(ascii: "y") || !Self.isPlainVowel(word[start])
    return (index - start).isMultiple(of: 2) ? first : !first
  }

  /// Number of vowel-to-consonant changes in the first `count` letters: Porter's measure m.
  private func measure(_ count: Int) -> Int {
    var changes = 0
    var previousIsConsonant = true
    for index in 0..<count {
      let letter = word[index]
      let consonant: Bool
      if letter == UInt8(ascii: "y") {
        consonant = index == 0 || !previousIsConsonant
      } else {
        consonant = !Self.isPlainVowel(letter)
      }
      if index > 0, consonant, !previousIsConsonant { changes += 1 }
      previousIsConsonant = consonant
    }
    return changes
  }

  private func containsVowel(_ count: Int) -> Bool {
    var previousIsConsonant = true
    for index in 0..<count {
      let isY = word[index] == UInt8(ascii: "y")
      let consonant = isY ? (index == 0 || !previousIsConsonant) : !Self.isPlainVowel(word[index])
      if !consonant { return true }
      previousIsConsonant = consonant
    }
    return false
  }

  /// Porter's *o on the first `count` letters: consonant, vowel, consonant other than w, x, y;
  /// NLTK adds two-letter words of vowel and consonant.
  private func endsShort(_ count: Int) -> Bool {
    if count == 2 { return !isConsonant(0) && isConsonant(1) }
    guard count >= 3 else { return false }
    let last = word[count - 1]
    if last == UInt8(ascii: "w") || last == UInt8(ascii: "x") || last == UInt8(ascii: "y") { return false }
    return isConsonant(count - 3) && !isConsonant(count - 2) && isConsonant(count - 1)
  }

  private func ends(with suffix: StaticString) -> Bool {
    let length = suffix.utf8CodeUnitCount
    guard word.count >= length else { return false }
    let start = word.count - length
    for index in 0..<length where word[start + index] != suffix.utf8Start[index] { return false }
    return true
  }

  private mutating func replaceEnd(_ length: Int, with replacement: StaticString) {
    word.removeLast(length)
    for index in 0..<replacement.utf8CodeUnitCount { word.append(replacement.utf8Start[index]) }
  }
}

// MARK: - Steps

extension PorterStemmer {
  private typealias Rule = (suffix: StaticString, replacement: StaticString)

  private static let step2Rules: [Rule] = [
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
    ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
    ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"),
    ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
    ("fulli", "ful"),
  ]

  private static let step3Rules: [Rule] = [
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""),
    ("ness", ""),
  ]

  private static let step4Rules: [Rule] = [
    ("al", ""), ("ance", ""), ("ence", ""), ("er", ""), ("ic", ""), ("able", ""), ("ible", ""),
    ("ant", ""), ("ement", ""), ("ment", ""), ("ent", ""), ("ion", ""), ("ou", ""), ("ism", ""),
    ("ate", ""), ("iti", ""), ("ous", ""), ("ive", ""), ("ize", ""),
  ]

  /// Applies the first rule whose suffix fits, where the measure of what is left satisfies `condition`;
  /// later rules are not tried either way. Returns whether a suffix fitted.
  @discardableResult
  private mutating func apply(_ rules: [Rule], where condition: (Int) -> Bool) -> Bool {
    for rule in rules where ends(with: rule.suffix) {
      let length = rule.suffix.utf8CodeUnitCount
      if condition(measure(word.count - length)) { replaceEnd(length, with: rule.replacement) }
      return true
    }
    return false
  }

  /// Plurals: `caresses` → `caress`, `ponies` → `poni`, `ties` → `tie`, `cats` → `cat`.
  private mutating func step1a() {
    if ends(with: "ies") {
      word.removeLast(word.count == 4 ? 1 : 2)
    } else if ends(with: "sses") {
      word.removeLast(2)
    } else if ends(with: "s"), !ends(with: "ss") {
      word.removeLast()
    }
  }

  /// Past and progressive: `agreed` → `agree`, `hopping` → `hop`, `filing` → `file`, `died` → `die`.
  private mutating func step1b() {
    if ends(with: "ied") {
      word.removeLast(word.count == 4 ? 1 : 2)
      return
    }
    if ends(with: "eed") {
      if measure(word.count - 3) > 0 { word.removeLast() }
      return
    }
    if ends(with: "ed"), containsVowel(word.count - 2) {
      word.removeLast(2)
    } else if ends(with: "ing"), containsVowel(word.count - 3) {
      word.removeLast(3)
    } else {
      return
    }
    if ends(with: "at") || ends(with: "bl") || ends(with: "iz") {
      word.append(UInt8(ascii: "e"))
      return
    }
    let count = word.count
    let last = word[count - 1]
    if count >= 2, last == word[count - 2], isConsonant(count - 1) {
      if last != UInt8(ascii: "l"), last != UInt8(ascii: "s"), last != UInt8(ascii: "z") { word.removeLast() }
      return
    }
    if measure(count) == 1, endsShort(count) { word.append(UInt8(ascii: "e")) }
  }

  /// `happy` → `happi`, while `enjoy` and `by` stay.
  private mutating func step1c() {
    let count = word.count
    if ends(with: "y"), count > 2, isConsonant(count - 2) { word[count - 1] = UInt8(ascii: "i") }
  }

  /// Double suffixes: `relational` → `relate`, `digitizer` → `digitize`.
  private mutating func step2() {
    if ends(with: "alli"), measure(word.count - 4) > 0 { word.removeLast(2) }
    if apply(Self.step2Rules, where: { $0 > 0 }) { return }
    // The l of -logi stays with the stem, so that geology and theology lose their ending as archaeology does.
    if ends(with: "logi"), measure(word.count - 3) > 0 { word.removeLast() }
  }

  /// Single suffixes from longer stems: `revival` → `reviv`, `adoption` → `adopt`.
  private mutating func step4() {
    if ends(with: "ion") {
      let count = word.count - 3
      guard measure(count) > 1, count > 0 else { return }
      if word[count - 1] == UInt8(ascii: "s") || word[count - 1] == UInt8(ascii: "t") { word.removeLast(3) }
      return
    }
    apply(Self.step4Rules) { $0 > 1 }
  }

  /// A final `e`, and one of a final `ll`.
  private mutating func step5() {
    if ends(with: "e") {
      let count = word.count - 1
      let value = measure(count)
      if value > 1 || (value == 1 && !endsShort(count)) { word.removeLast() }
    }
    if ends(with: "ll"), measure(word.count - 1) > 1 { word.removeLast() }
  }
}
