/// Tells Cyrillic text in single bytes from everything else, and its encodings from each other, by the
/// letters that they give: frequent ones of Russian, Ukrainian, Bulgarian and Serbian, small ones inside
/// words.
///
/// Statistics take a sentence of it for Western European or Japanese, and do not know those of DOS and Mac.
enum EncodingCyrillic {
  static let candidates = [
    "windows-1251", "KOI8-R", "IBM866", "ISO-8859-5", "x-mac-cyrillic", "KOI8-U",
  ]
  /// Bytes that are not ASCII that are enough to tell.
  private static let fewestLetters = 8

  private static let frequent = Set("оеаинтсрвлі".unicodeScalars)
  /// Letters of no language that is told here.
  private static let rare = Set("ѓќѕў".unicodeScalars)
  /// Letters that are words.
  private static let alone = Set("аиоуявксіїєбжщ".unicodeScalars)
  private static let common = Set("кмдпуяыьгзбчйхђјљњћџїєґ".unicodeScalars)
  /// Letters of Russian, Ukrainian, Bulgarian, and those of Serbian and Macedonian: no text has both.
  private static let eastern = Set("йщъыьэюяёїєґў".unicodeScalars)
  private static let southern = Set("ђјљњћџѓќѕ".unicodeScalars)

  /// The encoding of `bytes`, where they are Cyrillic text.
  static func choose(
    _ bytes: UnsafeBufferPointer<UInt8>, fewest: Int = fewestLetters
  ) -> CharacterEncoding? {
    let sample = EncodingSample(bytes)
    guard sample.high >= fewest, sample.high >= sample.low else { return nil }
    return best(sample).flatMap { $0.fit > 0.6 ? $0.encoding : nil }
  }

  /// The encoding of Cyrillic text that `sample` reads best in, and how well.
  static func best(_ sample: EncodingSample) -> (encoding: CharacterEncoding, fit: Double)? {
    var best: (encoding: CharacterEncoding, fit: Double)?
    for name in candidates {
      guard let encoding = CharacterEncoding.named(name) else { continue }
      let found = fit(sample, encoding)
      // Those of Windows and Mac differ in few letters: the likelier one stands first.
      if found > best.map({ $0.fit + 0.02 }) ?? -1 { best = (encoding, found) }
    }
    return best
  }

  /// How well `sample` reads in `encoding`: on average 1 for frequent letters, less for others, below 0 for
  /// what is no letter inside a word.
  static func fit(_ sample: EncodingSample, _ encoding: CharacterEncoding) -> Double {
    guard let scalars = sample.scalars(in: encoding) else { return -1 }
    var sum = 0.0
    var total = 0.0
    var (easternCount, southernCount) = (0, 0)
    var word: [Unicode.Scalar] = []
    func finish() {
      defer { word.removeAll(keepingCapacity: true) }
      let isCapitals = word.allSatisfy { $0.properties.isUppercase }
      if word.count == 1, !word[0].properties.isUppercase, !Self.alone.contains(word[0]) {
        total += 1
        sum -= 1
        return
      }
      for (index, scalar) in word.enumerated() {
        total += 1
        let small = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        let weight =
          frequent.contains(small) ? 1.0 : common.contains(small) ? 0.6 : rare.contains(small) ? -0.3 : 0.3
        if eastern.contains(small) { easternCount += 1 }
        if southern.contains(small) { southernCount += 1 }
        let isCapital = scalar.properties.isUppercase
        sum += !isCapital || index == 0 ? weight : isCapitals ? 0.95 * weight : -1
      }
    }
    let isQuoted = ["„“", "„”", "“”"].contains { pair in pair.unicodeScalars.allSatisfy(scalars.contains) }
    for scalar in scalars {
      if (0x400...0x4FF).contains(scalar.value) {
        word.append(scalar)
        continue
      }
      let isInside = !word.isEmpty
      finish()
      guard scalar.value >= 0x80 else { continue }
      switch scalar {
      case "„" where !isQuoted, "“" where !isQuoted:
        // A capital of another encoding: nothing closes the quotation, or opens it.
        total += 1
        sum -= 0.5
      case "«", "»", "„", "“", "”", "’", "–", "—", "…", "№", "\u{A0}", "°", "§": break
      default:
        total += 1
        sum -= isInside ? 1 : 0.5
      }
    }
    finish()
    sum -= 1.5 * Double(min(easternCount, southernCount))
    return total > 0 ? sum / total : -1
  }
}
