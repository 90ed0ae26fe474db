/// Tells the language of a text from its script and from its frequent words, by trigrams of characters.
///
/// The profiles are made of the words that each language uses most, whose trigrams make up a third of any
/// text. A text of a line or two is enough; where nothing tells one language from another, none is named.
public enum LanguageDetector {
  /// Bytes that are looked at.
  private static let sampleBytes = 4096
  /// From so many trigrams on, a small difference between languages is enough.
  private static let clearTrigrams = 80
  /// With fewer than so many the words must speak for the language as well.
  private static let fewTrigrams = 120
  /// Fewest trigrams that say something.
  private static let leastTrigrams = 20

  /// The languages that can be told, as ISO 639-1 codes.
  public static let languages: [String] = (profiles.map(\.code) + scripts.map(\.1)).sorted()

  /// The language of `text` as an ISO 639-1 code, or `nil` where that can't be told.
  public static func detect(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { detect($0) }
  }

  /// - Parameter isForRules: whether a wrong answer would spoil English text, so that a short text must be
  ///   plainly something else.
  static func detect(_ bytes: UnsafeBufferPointer<UInt8>, isForRules: Bool = false) -> String? {
    let sample = UnsafeBufferPointer(rebasing: bytes.prefix(sampleBytes))
    if isPlainlyEnglish(sample) { return "en" }
    // ASCII has no script to tell and no language's own letters, and is made small byte by byte.
    if sample.allSatisfy({ $0 < 0x80 }) {
      var scalars: [Unicode.Scalar] = []
      scalars.reserveCapacity(sample.count)
      for byte in sample { scalars.append(Unicode.Scalar(byte &- 0x41 < 26 ? byte | 0x20 : byte)) }
      return byTrigrams(scalars, isForRules)
    }
    let scalars = Array(String(decoding: sample, as: UTF8.self).lowercased().unicodeScalars)
    if let script = script(of: scalars) { return script }
    return byTrigrams(scalars, isForRules)
  }

  // MARK: English

  /// English at first sight: three of its commonest words make a large part of it, and hardly anything else
  /// is there.
  static func isPlainlyEnglish(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var words = 0
    var hits = 0
    var start = -1
    for index in 0...bytes.count {
      let isLetter = index < bytes.count && (bytes[index] | 0x20) &- 0x61 < 26
      if isLetter {
        if start < 0 { start = index }
        continue
      }
      guard start >= 0 else { continue }
      words += 1
      if index - start == 3 {
        let word = (bytes[start] | 0x20, bytes[start + 1] | 0x20, bytes[start + 2] | 0x20)
        if word == (0x74, 0x68, 0x65) || word == (0x61, 0x6E, 0x64) { hits += 1 }
      } else if index - start == 2, bytes[start] | 0x20 == 0x6F, bytes[start + 1] | 0x20 == 0x66 {
        hits += 1
      }
      start = -1
      if words >= 400 { break }
    }
    return words >= 20 && hits * 16 >= words
  }

  // MARK: Scripts

  /// Ranges of characters that belong to one language, or to a script that one language is mostly written in.
  private static let scripts: [(ClosedRange<UInt32>, String)] = [
    (0x3040...0x30FF, "ja"), (0xAC00...0xD7A3, "ko"), (0x0E00...0x0E7F, "th"), (0x0370...0x03FF, "el"),
    (0x0590...0x05FF, "he"), (0x0900...0x097F, "hi"), (0x10A0...0x10FF, "ka"), (0x0530...0x058F, "hy"),
    (0x0B80...0x0BFF, "ta"), (0x0980...0x09FF, "bn"), (0x4E00...0x9FFF, "zh"), (0x0600...0x06FF, "ar"),
  ]

  /// The language of a script that most letters belong to.
  private static func script(of scalars: [Unicode.Scalar]) -> String? {
    var counts = [Int](repeating: 0, count: scripts.count)
    var letters = 0
    var (persian, arabic, urdu) = (0, 0, 0)
    for scalar in scalars where isLetter(scalar) {
      letters += 1
      guard scalar.value >= 0x370 else { continue }
      switch scalar {
      case "پ", "چ", "ژ", "گ", "\u{6CC}", "\u{6A9}": persian += 1
      case "\u{64A}", "\u{643}", "ة", "أ", "إ", "ى": arabic += 1
      case "ٹ", "ڈ", "ڑ", "ں", "ے", "ھ": urdu += 1
      default: break
      }
      if let index = scripts.firstIndex(where: { $0.0.contains(scalar.value) }) { counts[index] += 1 }
    }
    guard letters > 0 else { return nil }
    // Japanese is written with Chinese characters, and some kana between them.
    if counts[0] > 0, counts[0] * 10 >= counts[10], (counts[0] + counts[10]) * 2 > letters { return "ja" }
    guard let most = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[most] * 2 > letters else {
      return nil
    }
    if scripts[most].1 == "ar" {
      // Letters that Arabic lacks, or writes otherwise, decide; those of Urdu are of neither.
      if urdu > 1, urdu * 50 > letters { return nil }
      return persian > 1 && persian > arabic || persian * 20 > letters ? "fa" : "ar"
    }
    return scripts[most].1
  }

  /// Whether `scalar` is a letter. Unicode's tables are slow to ask, and ASCII does not need them.
  @inline(__always)
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x80 ? (scalar.value | 0x20) &- 0x61 < 26 : scalar.properties.isAlphabetic
  }

  // MARK: Trigrams

  private struct Profile: Sendable {
    var code: String
    /// Logarithms of the share of each trigram.
    var shares: [UInt64: Float]
    /// For what the language's frequent words don't have.
    var unknown: Float
    /// Its commonest words.
    var words: CommonWords
  }

  /// Words of each language that count as its commonest.
  private static let commonestWords = 60

  private static let profiles: [Profile] = LanguageWords.all.map { code, words in
    var counts: [UInt64: Float] = [:]
    var total: Float = 0
    let list = words.split(whereSeparator: \.isWhitespace)
    for (rank, word) in list.enumerated() {
      // Words stand in order of frequency, which falls as their rank grows.
      let weight = 1 / Float(rank + 6)
      forEachTrigram(Array((" " + word + " ").unicodeScalars)) { trigram in
        counts[trigram, default: 0] += weight
        total += weight
      }
    }
    let shares = counts.mapValues { Self.log($0 / total) }
    return Profile(
      code: code, shares: shares, unknown: Self.log(0.0006 / Float(max(1, counts.count)) * 10),
      words: CommonWords(list.prefix(commonestWords)))
  }
  private static let places = Dictionary(
    profiles.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })

  private static let table = TrigramTable(profiles.map { ($0.shares, $0.unknown) })

  private static func byTrigrams(_ scalars: [Unicode.Scalar], _ isForRules: Bool) -> String? {
    var text: [Unicode.Scalar] = [" "]
    var word = 1
    var isName = false
    for scalar in scalars {
      if isLetter(scalar) {
        text.append(scalar)
        continue
      }
      switch scalar {
      // Addresses, file names and identifiers are of no language.
      case "@", "/", "_", "\\", "=", "0"..."9": isName = true
      default: break
      }
      let isSpace = scalar.value <= 0x20 || scalar.value == 0xA0
      if isSpace, isName {
        text.removeSubrange(word...)
        isName = false
      }
      if text.last != " ", scalar != "\u{AD}" { text.append(" ") }
      if isSpace { word = text.count }
    }
    if isName { text.removeSubrange(word...) }
    if text.last != " " { text.append(" ") }
    var trigrams: [UInt64] = []
    forEachTrigram(text) { trigrams.append($0) }
    guard trigrams.count >= leastTrigrams else { return nil }
    let words = TextWords(of: text)
    let english = hits("en", words)
    func isPlainly(_ code: String) -> Bool {
      let own = hits(code, words)
      return own >= 2 && own > english
    }
    if let code = byLetters(scalars), isPlainly(code) { return code }
    // Each word once: a name that comes again is no more evidence.
    let letters = words.letters
    var ranking: [(code: String, score: Float)] = []
    for (profile, sum) in zip(profiles, table.sums(trigrams))
    where LanguageAlphabets.allow(profile.code, letters, words: words.differentCount) {
      ranking.append((profile.code, sum / Float(trigrams.count)))
    }
    ranking.sort { $0.score > $1.score || $0.score == $1.score && $0.code < $1.code }
    guard let best = ranking.first, best.code == "en" || ranking.count > 1 else { return nil }
    let own = hits(best.code, words)
    if best.code != "en" {
      let score = ranking.first(where: { $0.code == "en" })?.score ?? -.infinity
      if isForRules, trigrams.count < 40 || best.score - score <= 0.35 || !isPlainly(best.code) { return nil }
      // Titles in English look like Dutch: a few words must be more of the other language's commonest than of
      // English's.
      let hasLetters = text.count { $0.value >= 0x80 } > 1
      if trigrams.count < fewTrigrams, own < english || own == english && !hasLetters { return nil }
    }
    // A dozen words of any language look like those of others: the fewer there are, the clearer they must
    // speak.
    let missing = Float(max(0, Self.clearTrigrams - trigrams.count)) / Float(Self.clearTrigrams)
    let margin = 0.04 + 0.3 * missing
    let hasOwn = ownLetters.contains { $0.code == best.code && !$0.letters.isDisjoint(with: letters.keys) }
    guard best.score > (hasOwn && own > 1 ? -9.6 : -9.2) else { return nil }
    let others = ranking.dropFirst()
    if best.score - (others.first?.score ?? -.infinity) > margin { return best.code }
    // Danish and Norwegian have the same abbreviations: the rules need not know which it is.
    let siblings = ["da", "no"]
    guard isForRules, let second = others.first, siblings.contains(best.code), siblings.contains(second.code)
    else { return nil }
    return best.score - (others.dropFirst().first?.score ?? -.infinity) > margin ? best.code : nil
  }

  /// Letters that one of the languages has, and no other.
  private static let ownLetters: [(code: String, letters: Set<Unicode.Scalar>)] = [
    ("ru", "ыэё"), ("uk", "іїєґ"), ("sr", "ђјљњћџ"), ("es", "ñ¿¡"), ("de", "ß"), ("pl", "łśźżń"),
    ("cs", "řěů"), ("sk", "ľĺŕ"), ("hu", "őű"), ("ro", "țșţ"), ("tr", "ğı"), ("lt", "ėųį"), ("vi", "ơư"),
  ].map { ($0, Set($1.unicodeScalars)) }
  /// Of so many characters one must be such a letter.
  private static let letterShare = 150

  /// The language whose own letters stand in the text, if no other's do: a list of names and abbreviations
  /// has few of its commonest words.
  private static func byLetters(_ scalars: [Unicode.Scalar]) -> String? {
    var found: (code: String, count: Int)?
    let special = scalars.filter { $0.value >= 0x80 }
    for (code, letters) in ownLetters {
      let count = special.count { letters.contains($0) }
      guard count > 0 else { continue }
      if found != nil { return nil }
      found = (code, count)
    }
    guard let found, found.count >= 2, found.count * letterShare >= scalars.count else { return nil }
    return found.code
  }

  /// How many of `words` are among the commonest of the language `code`.
  private static func hits(_ code: String, _ words: TextWords) -> Int {
    places[code].map { profiles[$0].words.count(in: words) } ?? 0
  }

  private static func forEachTrigram(_ scalars: [Unicode.Scalar], _ body: (UInt64) -> Void) {
    guard scalars.count >= 3 else { return }
    for index in 2..<scalars.count {
      let middle = scalars[index - 1]
      // Trigrams around a space are two words' accident.
      guard middle != " " else { continue }
      body(UInt64(scalars[index - 2].value) << 42 | UInt64(middle.value) << 21 | UInt64(scalars[index].value))
    }
  }

  /// Natural logarithm of a share.
  private static func log(_ share: Float) -> Float {
    // ln x = ln m + e ln 2, with the mantissa's by a series that is exact enough to rank by.
    let exponent = Float(share.exponent)
    let t = (share.significand - 1) / (share.significand + 1)
    let series = 2 * t * (1 + t * t / 3 + t * t * t * t / 5)
    return exponent * 0.693_147_2 + series
  }
}
