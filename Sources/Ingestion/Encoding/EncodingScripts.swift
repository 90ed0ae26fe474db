/// Tells Greek, Hebrew, Arabic and Cyrillic text in single bytes from each other by the letters that they give: frequent
/// ones, and those that stand only at a word's beginning or end.
///
/// The letters of all these lie at the same places, and statistics need more than a few words.
enum EncodingScripts {
  private struct Script {
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
      encodings: ["windows-1253", "ISO-8859-7"], range: 0x370...0x3FF, frequent: set("αοιετσνρκηπυςμλά"),
      common: set("τθδγωίόέύήώχφβξζ"), finals: set("ς"), inner: set("σ")),
    Script(
      encodings: ["windows-1255", "ISO-8859-8"], range: 0x590...0x5FF, frequent: set("יוהלארמתבשנםן"),
      common: set("עדקחפכסטךףץגזצ"), finals: set("םןךףץ"), inner: set("מנכצ")),
    Script(
      encodings: ["windows-1256", "ISO-8859-6"], range: 0x600...0x6FF, frequent: set("الينموترب"),
      common: set("هعدسفحكقجشةأىإءصطخ"), finals: set("ةى"), neverFirst: set("ةىؤئء")),
  ]

  private static func set(_ letters: String) -> Set<Unicode.Scalar> { Set(letters.unicodeScalars) }

  private static let fewestLetters = 6
  private static let leastFit = 0.6

  /// The encoding of `bytes`, where they are text in one of these scripts.
  ///
  /// - Parameter statistics: what they are by statistics, which decide between like readings.
  static func choose(
    _ bytes: UnsafeBufferPointer<UInt8>, statistics: CharacterEncoding
  ) -> CharacterEncoding? {
    let sample = EncodingSample(bytes)
    guard sample.high >= fewestLetters, sample.high >= sample.low else { return nil }
    var best: (encoding: CharacterEncoding, fit: Double)?
    for script in scripts {
      for name in script.encodings {
        guard let encoding = CharacterEncoding.named(name) else { continue }
        var found = fit(sample, encoding, script)
        if encoding.name == statistics.name { found += 0.03 }
        if found > best?.fit ?? leastFit { best = (encoding, found) }
      }
    }
    guard let cyrillic = EncodingCyrillic.best(sample), cyrillic.fit > best.map({ $0.fit + 0.03 }) ?? leastFit
    else { return best?.encoding }
    return cyrillic.encoding
  }

  /// How well `sample` reads in `encoding`: on average 1 for frequent letters, less for others, below 0 for what cannot stand
  /// where it does.
  private static func fit(
    _ sample: EncodingSample, _ encoding: CharacterEncoding, _ script: Script
  ) -> Double {
    guard let scalars = sample.scalars(in: encoding) else { return -1 }
    var sum = 0.0
    var total = 0.0
    var word: [Unicode.Scalar] = []
    func finish() {
      defer { word.removeAll(keepingCapacity: true) }
      let letters = word.filter(\.properties.isAlphabetic)
      let isCapitals = letters.allSatisfy { $0.properties.isUppercase }
      for (index, scalar) in letters.enumerated() {
        total += 1
        let small = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        let isLast = index == letters.count - 1
        let isMisplaced =
          script.finals.contains(small) && (!isLast || index == 0)
          || script.inner.contains(small) && isLast && index > 0 && !isCapitals
          || script.neverFirst.contains(small) && index == 0
          || scalar.properties.isUppercase && index > 0 && !isCapitals
        let weight = script.frequent.contains(small) ? 1.0 : script.common.contains(small) ? 0.6 : 0.2
        sum += isMisplaced ? -1 : weight
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
}
