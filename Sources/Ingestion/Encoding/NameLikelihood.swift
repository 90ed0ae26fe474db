/// How likely bytes are as files' names in an encoding, as a logarithm: how frequent their letters are in a
/// language that is written in it, how words are made there, and how common the encoding is in archives.
///
/// A name has a handful of letters, so every one counts: `Канат` in windows-1251 is five frequent letters of
/// one script, in code page 437 three signs and two Greek letters.
struct NameLikelihood {
  /// An encoding that is tried.
  struct Candidate {
    var name: String
    /// Languages in Latin letters, if it is for them.
    var languages: [String] = []
    /// How common it is in archives.
    var prior: Double
  }

  private static let western = ["en", "de", "fr", "es", "it", "da", "sv", "ca", "fi", "nl"]
  private static let atlantic = western + ["pt", "is", "nb"]
  private static let central = ["pl", "cs", "sk", "hu", "ro", "hr", "de"]
  private static let baltic = ["lt", "lv", "et"]

  private static let candidates = [
    Candidate(name: "IBM437", languages: western, prior: 0.9),
    Candidate(name: "IBM850", languages: atlantic, prior: -0.5),
    Candidate(name: "windows-1252", languages: atlantic, prior: -1.2),
    Candidate(name: "IBM852", languages: central, prior: -2),
    Candidate(name: "windows-1250", languages: central, prior: -1.8),
    Candidate(name: "IBM866", prior: -1), Candidate(name: "windows-1251", prior: -1),
    Candidate(name: "KOI8-R", prior: -6), Candidate(name: "ISO-8859-5", prior: -6),
    Candidate(name: "x-mac-cyrillic", prior: -5), Candidate(name: "windows-1253", prior: -2),
    Candidate(name: "IBM737", prior: -2), Candidate(name: "windows-1255", prior: -2.2),
    Candidate(name: "IBM862", prior: -2), Candidate(name: "windows-1256", prior: -2),
    Candidate(name: "windows-874", prior: -2),
    Candidate(name: "windows-1254", languages: ["tr"], prior: -1.7),
    Candidate(name: "IBM857", languages: ["tr"], prior: -2.2),
    Candidate(name: "windows-1257", languages: baltic, prior: -2),
    Candidate(name: "IBM775", languages: baltic, prior: -3.5),
    Candidate(name: "IBM860", languages: ["pt"], prior: -4),
    Candidate(name: "IBM861", languages: ["is"], prior: -4),
    Candidate(name: "macintosh", languages: atlantic, prior: -4),
    Candidate(name: "ISO-8859-2", languages: central, prior: -4),
  ]

  /// The encoding in which `names`, each with a line feed behind it, are likeliest.
  static func likeliest(_ names: UnsafeBufferPointer<UInt8>) -> CharacterEncoding? {
    var best: (encoding: CharacterEncoding, score: Double)?
    func take(_ name: String, _ score: (CharacterEncoding) -> Double?) {
      guard let encoding = CharacterEncoding.named(name), let found = score(encoding) else { return }
      if found > best?.score ?? -.infinity { best = (encoding, found) }
    }
    for candidate in candidates {
      take(candidate.name) { encoding in
        guard let utf8 = EncodingSample.utf8(of: names, in: encoding) else { return nil }
        let likelihood = NameLikelihood(candidate, encoding)
        let lines = Array(String(decoding: utf8, as: UTF8.self).unicodeScalars).split(separator: "\n")
        return lines.reduce(candidate.prior) { $0 + likelihood.score(Array($1)) }
      }
    }
    for name in EncodingEastAsian.names {
      take(name) { EastAsianNames.score(names, $0) }
    }
    return best?.encoding
  }

  private let tables: [[Unicode.Scalar: Double]]
  private let script: EncodingScripts.Script?
  private let isCyrillic: Bool
  private let isGreek: Bool
  private let isHebrew: Bool

  private init(_ candidate: Candidate, _ encoding: CharacterEncoding) {
    let codes = candidate.languages.isEmpty ? ["en"] : candidate.languages
    tables = codes.compactMap { Self.frequencies[$0] }
    script = EncodingScripts.script(of: candidate.name)
    isCyrillic = EncodingCyrillic.candidates.contains(candidate.name)
    isGreek = script?.range.contains(0x3B1) == true
    isHebrew = script?.range.contains(0x5D0) == true
  }

  /// Tables of letters. Names have `ß` more often than messages of programs do, which the tables were counted
  /// on.
  private static let frequencies: [String: [Unicode.Scalar: Double]] = {
    var all = LetterFrequencies.byLanguage
    all["de"]?["ß"] = -4.8
    return all
  }()

  // MARK: A name

  private static let unknown = LetterFrequencies.unknown

  private func score(_ name: [Unicode.Scalar]) -> Double {
    var total = 0.0
    var latin: [Unicode.Scalar] = []
    var index = 0
    while index < name.count {
      let start = index
      while index < name.count, isPart(name[index]) { index += 1 }
      if index > start {
        let word = name[start..<index]
        total += Self.cases(word)
        if word.allSatisfy(Self.isLatin) {
          latin += word.map(Self.small)
          if word.count == 1, word[start].value >= 0x80, !Self.words.contains(Self.small(word[start])) {
            total -= 3
          }
        } else {
          total += score(word)
        }
        continue
      }
      if name[index].value >= 0x80 { total += Self.sign(at: index, in: name) }
      index += 1
    }
    guard !latin.isEmpty else { return total }
    return total
      + (tables.map { table in latin.reduce(0.0) { $0 + (table[$1] ?? Self.unknown) } }.max() ?? 0)
  }

  /// A word that has letters of other scripts than Latin.
  private func score(_ word: ArraySlice<Unicode.Scalar>) -> Double {
    var total = 0.0
    var previous: Unicode.Scalar?
    var hasVowel = false
    var hasAccent = false
    var hasSmall = false
    for (index, scalar) in word.enumerated() {
      let small = Self.small(scalar)
      let isLast = index == word.count - 1
      let isOwn = isOwn(scalar)
      if let previous, isOwn != self.isOwn(previous) { total -= 8 }
      if isOwn {
        total += weight(small) + place(small, at: index, isLast: isLast, after: previous)
      } else {
        // Letters of a third script.
        total += Self.isLatin(scalar) ? tables[0][small] ?? Self.unknown : Self.unknown - 8
      }
      if Self.vowels.contains(small) { hasVowel = true }
      if Self.accented.contains(small) { hasAccent = true }
      if scalar.properties.isLowercase { hasSmall = true }
      previous = scalar
    }
    if word.count == 1, let only = word.first, isOwn(only), !Self.words.contains(Self.small(only)) {
      total -= 5
    }
    if isGreek, word.count > 1, hasSmall, !hasAccent { total -= word.count < 4 ? 2.5 : 5 }
    if isCyrillic, word.count > 2, !hasVowel { total -= 3 }
    return total
  }

  /// How frequent a letter of the script is.
  private func weight(_ small: Unicode.Scalar) -> Double {
    if isCyrillic {
      return Self.frequentCyrillic.contains(small) ? -2.6 : Self.commonCyrillic.contains(small) ? -3.8 : -6.5
    }
    guard let script else { return Self.unknown }
    // Tones are on every other Thai word.
    if script.frequent.contains(small) || 0xE48...0xE49 ~= small.value { return isHebrew ? -2.7 : -2.6 }
    return script.common.contains(small) ? -3.8 : -6.5
  }

  /// What the letter's place in the word says.
  private func place(
    _ small: Unicode.Scalar, at index: Int, isLast: Bool, after previous: Unicode.Scalar?
  ) -> Double {
    if isCyrillic {
      let follows = previous.map { Self.vowels.contains(Self.small($0)) || $0 == "ъ" || $0 == "ь" } ?? false
      return follows && (small == "ъ" || small == "ь" || small == "ы") ? -4 : 0
    }
    guard let script else { return 0 }
    var total = 0.0
    if script.finals.contains(small) {
      total += !isLast ? -5 : index > 0 ? (isHebrew ? 3 : 1.5) : 0
    }
    if script.inner.contains(small), isLast, index > 0 { total -= 5 }
    if script.neverFirst.contains(small), index == 0 { total -= 5 }
    if small == "ΰ" || small == "ΐ" { total -= 3 }
    if script.range.contains(0xE01), EncodingScripts.isMisplacedInThai(small, after: previous ?? " ") {
      total -= 6
    }
    return total
  }

  private func isOwn(_ scalar: Unicode.Scalar) -> Bool {
    if isCyrillic { return 0x400...0x4FF ~= scalar.value }
    return script?.range.contains(scalar.value) == true
  }

  /// Whether `scalar` belongs to words: letters, vowels and tones.
  private func isPart(_ scalar: Unicode.Scalar) -> Bool {
    EncodingLetters.isLetter(scalar)
      || isOwn(scalar) && scalar.properties.generalCategory == .nonspacingMark
  }

  private static let words = Set("àèéíóôúåöøæáòаиоуявксіїєбжщйхоηωו".unicodeScalars)
  private static let vowels = Set("аеёиоуыэюяіїє".unicodeScalars)
  private static let accented = Set("άέήίόύώΐΰ".unicodeScalars)
  private static let frequentCyrillic = Set("оеаинтсрвлі".unicodeScalars)
  private static let commonCyrillic = Set("кмдпуяыьгзбчйхїєґюжшцщёэф".unicodeScalars)

  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x250 || 0x300...0x323 ~= scalar.value
  }

  private static func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.value < 0x80 {
      return 0x41...0x5A ~= scalar.value ? Unicode.Scalar(UInt8(scalar.value | 0x20)) : scalar
    }
    return scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
  }

  /// Small letters, a capital and small ones, or capitals alone make a word; capitals among small letters do
  /// not.
  private static func cases(_ word: ArraySlice<Unicode.Scalar>) -> Double {
    let capitals = word.count { $0.properties.isUppercase }
    if capitals == 0 { return 0 }
    if !word.contains(where: { $0.properties.isLowercase }) {
      return word.count > 1 ? -0.4 * Double(capitals) : -1.5
    }
    return capitals == 1 && word.first?.properties.isUppercase == true ? -1 : -6
  }

  /// What a character that is no letter costs, least where it often stands in names.
  private static func sign(at index: Int, in name: [Unicode.Scalar]) -> Double {
    let scalar = name[index]
    let touches =
      index > 0 && EncodingLetters.isLetter(name[index - 1])
      || index + 1 < name.count && EncodingLetters.isLetter(name[index + 1])
    if touches, scalar != "’", scalar != "´" { return -13 }
    switch scalar {
    case "–", "—", "°", "№": return -4
    case "“", "”", "„", "‘", "’", "«", "»", "…", "©", "®", "§", "¿", "¡", "ª", "º": return -7
    default: return -9
    }
  }
}
