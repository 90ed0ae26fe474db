/// Tells encodings of Latin letters apart by the letters that they give: those of one language's alphabet, in places
/// where letters stand.
///
/// Statistics need hundreds of letters. But `spad³` is no word, and no language has both `ø` and `ì`: a few letters
/// tell Polish in windows-1250, or old DOS and Mac texts, from Western European text.
enum EncodingLetters {
  /// Letters beyond a to z, small ones, of languages in Latin script.
  private static let alphabets: [Set<Unicode.Scalar>] = [
    "äöüß", "àâæçèéêëîïôœùûüÿ", "áéíñóúü", "àáâãçéêíóôõúü", "àèéìíòóùú", "áäéëíïóöúüè", "æøåéèêóòô", "åäöéàü",
    "áðéíóúýþæö", "àçèéíïòóúü", "ąćęłńóśźż", "áčďéěíňóřšťúůýžöü", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţșț",
    "čćđšžöü", "çğıöşüâîû", "ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž",
  ].map { Set($0.unicodeScalars) }

  /// Encodings that are tried, likeliest first.
  private static let candidates = [
    "windows-1252", "windows-1250", "ISO-8859-2", "windows-1254", "windows-1257", "IBM850", "IBM852",
    "macintosh",
  ]

  /// Bytes of context that are read, and letters that are enough to know.
  private static let sampleBytes = 1 << 14
  private static let manyLetters = 12

  /// The encoding whose letters make sense; `preferred`, and a doubt, where several do.
  static func choose(
    _ bytes: UnsafeBufferPointer<UInt8>, preferring preferred: CharacterEncoding
  ) -> (encoding: CharacterEncoding, doubt: String?) {
    let firstHigh = bytes.firstIndex { $0 >= 0x80 } ?? 0
    let start = max(0, firstHigh - 256)
    let sample = UnsafeBufferPointer(rebasing: bytes[start..<min(bytes.count, start + sampleBytes)])
    let count = sample.count { $0 >= 0x80 }
    // ISO-8859-1 without C1 bytes is the same as windows-1252.
    let own = fit(sample, preferred)
    var best = (encoding: preferred, fit: own)
    var rivals: [String] = []
    for name in candidates {
      guard let encoding = CharacterEncoding.named(name), let found = Optional(fit(sample, encoding)) else {
        continue
      }
      // Letters of one language without exception, and enough of them, beat letters with an exception.
      let isWhole = found > 0.99 && count >= 6 && best.fit < 0.95
      if found > best.fit + 0.2 || isWhole {
        best = (encoding, found)
        rivals = []
      } else if encoding.name != best.encoding.name, found > best.fit - 0.05,
        text(sample, encoding) != text(sample, best.encoding)
      {
        rivals.append(encoding.name)
      }
    }
    guard !rivals.isEmpty || best.fit < 0.5, count < manyLetters else { return (best.encoding, nil) }
    if best.fit < 0.5 {
      return (
        best.encoding, "nothing tells the encoding for sure; read as \(best.encoding.name), see --encoding"
      )
    }
    let names = rivals.prefix(2).joined(separator: " or ")
    return (best.encoding, "read as \(best.encoding.name), but \(names) would do as well; see --encoding")
  }

  private static func text(_ sample: UnsafeBufferPointer<UInt8>, _ encoding: CharacterEncoding) -> [UInt8] {
    guard let decoder = try? IncrementalDecoder(encoding: encoding, file: "", sourceOffset: 0),
      let output = try? decoder.decode(sample, isLast: false)
    else { return [] }
    return output.utf8
  }

  /// How well `sample` reads in `encoding`: the share of its characters beyond ASCII that are letters of one
  /// language, or punctuation where punctuation stands; less for symbols inside words.
  private static func fit(_ sample: UnsafeBufferPointer<UInt8>, _ encoding: CharacterEncoding) -> Double {
    let utf8 = text(sample, encoding)
    guard !utf8.isEmpty else { return -1 }
    let scalars = Array(String(decoding: utf8, as: UTF8.self).unicodeScalars)
    var letters: [Unicode.Scalar] = []
    var (good, bad, total) = (0, 0, 0)
    for (index, scalar) in scalars.enumerated() where scalar.value >= 0x80 {
      total += 1
      let before = index > 0 ? scalars[index - 1] : " "
      let after = index + 1 < scalars.count ? scalars[index + 1] : " "
      let touches = (isLetter(before), isLetter(after))
      if isLetter(scalar) {
        // A capital inside a small word is no letter of it.
        let isOdd = scalar.properties.isUppercase && before.properties.isLowercase
        if isOdd { bad += 1 } else { letters.append(scalar) }
      } else if touches.0 && touches.1 && scalar != "’" && scalar != "·" && scalar != "–" && scalar != "—"
        || scalar.properties.generalCategory == .control
      {
        bad += 1
      } else if "²³¹ªº¼½¾".unicodeScalars.contains(scalar), wordLength(scalars, before: index) > 2 {
        bad += 1
      } else if isPunctuation(scalar, touches) {
        good += 1
      } else {
        bad += 1
      }
    }
    guard total > 0 else { return 0 }
    let small = letters.map { $0.properties.lowercaseMapping.unicodeScalars.first ?? $0 }
    let covered = alphabets.map { alphabet in small.count { alphabet.contains($0) } }.max() ?? 0
    return (Double(good + covered) - 0.5 * Double(bad)) / Double(total)
  }

  /// Letters in a row before `index`, at most 3.
  private static func wordLength(_ scalars: [Unicode.Scalar], before index: Int) -> Int {
    scalars[max(0, index - 3)..<index].reversed().prefix(while: isLetter).count
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic && scalar != "ª" && scalar != "º"
  }

  /// Quotation marks, dashes, spaces and signs where they may stand.
  private static func isPunctuation(_ scalar: Unicode.Scalar, _ touches: (Bool, Bool)) -> Bool {
    switch scalar {
    case "“", "‘", "«", "„", "‚", "¿", "¡", "‹": !touches.0
    case "”", "’", "»", "…", "›", "™", "®", "°", "º", "ª": true
    case "–", "—", "\u{A0}", "€", "£", "§", "©", "•", "·", "×", "½", "¼", "¾", "±": true
    case "²", "³", "¹": !touches.1
    default: false
    }
  }
}
