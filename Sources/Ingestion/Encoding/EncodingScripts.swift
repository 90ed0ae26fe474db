/// Tells Greek, Hebrew, Arabic, Thai and Cyrillic text in single bytes from each other by the letters that
/// they give: frequent ones, and those that stand only at a word's beginning or end.
///
/// The letters of all these lie at the same places, and statistics need more than a few words.
enum EncodingScripts {
  struct Script {
    /// Encodings, likeliest first.
    var encodings: [String]
    /// What belongs to words.
    var range: ClosedRange<UInt32>
    var frequent: Set<Unicode.Scalar>
    var common: Set<Unicode.Scalar>
    /// Letters that stand at the end of words only.
    var finals: Set<Unicode.Scalar>
    /// Letters that do not stand at the end, since those for it are others.
    var inner: Set<Unicode.Scalar> = []
    /// Letters that no word begins with.
    var neverFirst: Set<Unicode.Scalar> = []
  }

  private static let scripts = [
    Script(
      encodings: ["windows-1253", "ISO-8859-7", "IBM737", "IBM869"], range: 0x370...0x3FF,
      frequent: set("αοιετσνρκηπυςμλά"),
      common: set("τθδγωίόέύήώχφβξζ"), finals: set("ς"), inner: set("σ")),
    Script(
      encodings: ["windows-1255", "ISO-8859-8", "IBM862"], range: 0x590...0x5FF,
      frequent: set("יוהלארמתבשנםן"),
      common: set("עדקחפכסטךףץגזצ"), finals: set("םןךףץ"), inner: set("מנכצ")),
    Script(
      encodings: ["windows-1256", "ISO-8859-6"], range: 0x600...0x6FF, frequent: set("الينموترب"),
      common: set("هعدسفحكقجشةأىإءصطخ"), finals: set("ةى"), neverFirst: set("ةىؤئء")),
    Script(
      encodings: ["windows-874"], range: 0xE00...0xE7F, frequent: set("านรอกเงมยลวดทสตะัีปคิหแจ"),
      common: set("บพชขใไุูึืโถณผศธซษญภฐำ"), finals: []),
  ]

  private static func set(_ letters: String) -> Set<Unicode.Scalar> { Set(letters.unicodeScalars) }

  private static let encodings = Set(scripts.flatMap(\.encodings) + EncodingCyrillic.candidates)
  private static let fewestLetters = 6
  private static let leastFit = 0.6

  /// The encoding of `bytes`, where they are text in one of these scripts, and how well it fits.
  ///
  /// - Parameter statistics: what they are by statistics, which decide between like readings.
  static func choose(
    _ bytes: UnsafeBufferPointer<UInt8>, statistics: CharacterEncoding?
  ) -> (encoding: CharacterEncoding, fit: Double)? {
    let sample = EncodingSample(bytes)
    guard sample.high >= fewestLetters, sample.high >= sample.low else { return nil }
    // Beside ASCII letters in a word they are accented Latin letters.
    guard EncodingContradiction.inLatinWords(sample.bytes) < 0.5 else { return nil }
    var best: (encoding: CharacterEncoding, fit: Double)?
    for script in scripts {
      for (index, name) in script.encodings.enumerated() {
        guard let encoding = CharacterEncoding.named(name) else { continue }
        var found = fit(sample, encoding, script)
        if encoding.name == statistics?.name { found += 0.03 }
        // Those of DOS and Mac are rare.
        if index > 1 { found -= 0.12 }
        if found > best?.fit ?? leastFit { best = (encoding, found) }
      }
    }
    guard let cyrillic = EncodingCyrillic.best(sample), cyrillic.fit > best.map({ $0.fit + 0.03 }) ?? leastFit
    else { return best }
    return cyrillic
  }

  /// The script, other than Cyrillic, that the encoding called `name` is for.
  static func script(of name: String) -> Script? { scripts.first { $0.encodings.contains(name) } }

  /// Whether `encoding` is for one of these scripts.
  static func isForScript(_ encoding: CharacterEncoding) -> Bool { encodings.contains(encoding.name) }

  /// How well `sample` reads in `encoding` in the script that it is for; `nil` for other encodings.
  static func fit(_ sample: EncodingSample, _ encoding: CharacterEncoding) -> Double? {
    if EncodingCyrillic.candidates.contains(encoding.name) { return EncodingCyrillic.fit(sample, encoding) }
    return scripts.first { $0.encodings.contains(encoding.name) }.map { fit(sample, encoding, $0) }
  }

  /// How well `sample` reads in `encoding`: on average 1 for frequent letters, less for others, below 0 for
  /// what cannot stand where it does.
  private static func fit(
    _ sample: EncodingSample, _ encoding: CharacterEncoding, _ script: Script
  ) -> Double {
    guard let scalars = sample.scalars(in: encoding) else { return -1 }
    var sum = 0.0
    var total = 0.0
    var word: [Unicode.Scalar] = []
    func finish() {
      defer { word.removeAll(keepingCapacity: true) }
      let letters = word.filter { $0.properties.isAlphabetic || 0xE47...0xE4E ~= $0.value }
      let isCapitals = letters.allSatisfy { $0.properties.isUppercase }
      // Long Greek words have an accent.
      if script.range.contains(0x3B1), letters.count >= 4, !isCapitals,
        !letters.contains(where: "άέήίόύώΐΰΆΈΉΊΌΎΏ".unicodeScalars.contains)
      {
        sum -= 0.2 * Double(letters.count)
      }
      for (index, scalar) in letters.enumerated() {
        total += 1
        let small = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        let isLast = index == letters.count - 1
        let isMisplaced =
          script.finals.contains(small) && (!isLast || index == 0)
          || script.inner.contains(small) && isLast && index > 0 && !isCapitals
          || script.neverFirst.contains(small) && index == 0
          || scalar.properties.isUppercase && index > 0 && !isCapitals
          || script.range.contains(0xE01)
            && isMisplacedInThai(scalar, after: index > 0 ? letters[index - 1] : " ")
        let weight = script.frequent.contains(small) ? 1.0 : script.common.contains(small) ? 0.6 : 0.2
        // Capitals alone are rarer than letters without case.
        sum += isMisplaced ? -1 : isCapitals && scalar.properties.isUppercase ? 0.95 * weight : weight
      }
    }
    for scalar in scalars {
      // Points of vowels belong to the word, punctuation of the script does not.
      if script.range.contains(scalar.value), !["،", "؟", "؛", "־", "׃", ";", "·"].contains(scalar) {
        word.append(scalar)
        continue
      }
      let isInside = !word.isEmpty
      finish()
      guard scalar.value >= 0x80 else { continue }
      switch scalar {
      case "«", "»", "„", "“", "”", "’", "‘", "–", "—", "…", "\u{A0}", "°", "§", "€", "₪": break
      case "،", "؟", "؛", "־", "׃", "·", "\u{200E}", "\u{200F}", "\u{200C}", "\u{200D}": break
      default:
        total += 1
        sum -= isInside || scalar.properties.isAlphabetic ? 1 : 0.5
      }
    }
    finish()
    return total > 0 ? sum / total : -1
  }

  /// Whether a Thai vowel or tone stands where there is nothing that could carry it.
  static func isMisplacedInThai(_ scalar: Unicode.Scalar, after before: Unicode.Scalar) -> Bool {
    let isAfterConsonant = 0xE01...0xE2E ~= before.value
    switch scalar.value {
    case 0xE31, 0xE34...0xE3A, 0xE47: return !isAfterConsonant
    case 0xE48...0xE4E: return !isAfterConsonant && before.value != 0xE31 && !(0xE34...0xE39 ~= before.value)
    case 0xE30, 0xE32, 0xE33, 0xE45:
      return !isAfterConsonant && !(0xE47...0xE4C ~= before.value) && before != "า"
    case 0xE40...0xE44, 0xE50...0xE5B: return 0xE40...0xE44 ~= before.value
    default: return false
    }
  }
}
