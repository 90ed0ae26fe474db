/// Tells encodings of Latin letters apart by the letters that they give: those of one language's alphabet, in
/// places where letters stand.
///
/// Statistics need hundreds of letters. But `spad³` is no word, and no language has both `ø` and `ì`: a few
/// letters tell Polish in windows-1250, or old DOS and Mac texts, from Western European text.
enum EncodingLetters {
  /// Letters beyond a to z, small ones, of languages in Latin script.
  private static let alphabets: [Set<Unicode.Scalar>] = [
    "äöüß", "àâæçèéêëîïôœùûüÿ", "áéíñóúü", "àáâãçéêíóôõúü", "àèéìíòóùú", "áäéëíïóöúüè", "æøåéèêóòô", "åäöéàü",
    "áðéíóúýþæö", "àçèéíïòóúü", "ąćęłńóśźż", "áčďéěíňóřšťúůýžöü", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţșț",
    "čćđšžöü", "çğıöşüâîû", "ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž",
    "àáâăèéêíóôơùúưđ\u{300}\u{301}\u{303}\u{309}\u{323}",
  ].map { Set($0.unicodeScalars) }

  /// Encodings that are tried, likeliest first.
  private static let candidates = [
    "windows-1252", "windows-1250", "ISO-8859-2", "windows-1254", "windows-1257", "IBM850", "IBM852",
    "macintosh",
  ]

  /// Encodings that are told only by how frequent their letters are in a language.
  private static let rareCandidates = [
    "ISO-8859-15", "ISO-8859-4", "windows-1258", "IBM860", "IBM861", "IBM857", "IBM775",
    "x-mac-centraleurroman",
    "x-mac-turkish",
  ]

  /// Bytes of context that are read, and letters that are enough to know.
  private static let sampleBytes = 1 << 14
  private static let manyLetters = 12

  /// The encoding whose letters make sense; `preferred`, and a doubt, where several do.
  ///
  /// - Parameter isMarkup: Whether this is HTML or XML, which hardly anybody ever wrote in a code page of
  ///   DOS.
  static func choose(
    _ bytes: UnsafeBufferPointer<UInt8>, preferring preferred: CharacterEncoding, isMarkup: Bool = false
  ) -> (encoding: CharacterEncoding, doubt: String?) {
    let firstHigh = bytes.firstIndex { $0 >= 0x80 } ?? 0
    let start = max(0, firstHigh - 256)
    let sample = UnsafeBufferPointer(rebasing: bytes[start..<min(bytes.count, start + sampleBytes)])
    let count = sample.count { $0 >= 0x80 }
    let candidates = Self.candidates.filter { !isMarkup || !isDOS($0) }
    let likely = likeliest(sample, isMarkup: isMarkup)
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
    // Letters of several languages' alphabets: whose are as frequent as these?
    if let likely, likely.margin > (likely.encoding.name == best.encoding.name ? 0 : Self.leastMargin),
      fit(sample, likely.encoding) > best.fit - 0.25
    {
      if likely.margin > 2 * Self.leastMargin, count > 2 { return (likely.encoding, nil) }
      if text(sample, likely.encoding) != text(sample, best.encoding) {
        rivals = [best.encoding.name]
        best = (likely.encoding, fit(sample, likely.encoding))
      }
    }
    guard !rivals.isEmpty || best.fit < 0.5, count < manyLetters else { return (best.encoding, nil) }
    if best.fit < 0.5 {
      return (best.encoding, "nothing tells the encoding for sure; read as \(best.encoding.name)")
    }
    let names = rivals.prefix(2).joined(separator: " or ")
    return (best.encoding, "read as \(best.encoding.name), but \(names) would do as well")
  }

  /// What the logarithm of one reading's likelihood must be above the next one's.
  private static let leastMargin = 2.0

  /// The encoding whose letters are likeliest in some language, and by how much they are above those of the
  /// encodings that stand before it in the order of how common they are; `nil` where the text is the same in
  /// all.
  private static func likeliest(
    _ sample: UnsafeBufferPointer<UInt8>, isMarkup: Bool
  ) -> (encoding: CharacterEncoding, margin: Double)? {
    var readings: [(encoding: CharacterEncoding, text: [UInt8], score: Double)] = []
    for name in candidates + rareCandidates where !isMarkup || !isDOS(name) {
      guard let encoding = CharacterEncoding.named(name) else { continue }
      let text = text(sample, encoding)
      guard !text.isEmpty, !readings.contains(where: { $0.text == text }) else { continue }
      readings.append((encoding, text, likelihood(text) - rarity(name)))
    }
    guard readings.count > 1, let best = readings.max(by: { $0.score < $1.score }) else { return nil }
    let others = readings.filter { $0.encoding.name != best.encoding.name }.map(\.score)
    return (best.encoding, best.score - (others.max() ?? -.infinity))
  }

  private static func isDOS(_ name: String) -> Bool { name.hasPrefix("IBM") }

  /// What an encoding must be likelier by because it is rarer.
  private static func rarity(_ name: String) -> Double {
    switch name {
    case "windows-1252": 0
    case "IBM850", "IBM852", "macintosh": 3
    case "ISO-8859-15": 1.5
    case _ where rareCandidates.contains(name): 4.5
    default: 0.5
    }
  }

  /// Logarithm of how likely the letters of `text` are in the language that they are likeliest in; signs
  /// inside words are as unlikely as letters of no language.
  private static func likelihood(_ text: [UInt8]) -> Double {
    let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    var counts: [Unicode.Scalar: Double] = [:]
    var odd = 0.0
    var signs = 0.0
    for (index, scalar) in scalars.enumerated() {
      if isLetter(scalar) {
        counts[scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar, default: 0] += 1
        let isInWord = index > 0 && scalars[index - 1].properties.isLowercase
        if scalar.value >= 0x80, scalar.properties.isUppercase, isInWord { odd += 0.6 }
      } else if scalar.value >= 0x80 {
        let before = index > 0 && isLetter(scalars[index - 1])
        let after = index + 1 < scalars.count && isLetter(scalars[index + 1])
        if scalar == "\u{A0}", before, after, EncodingSpace.partsWords(scalars, at: index) {
          signs += 2
        } else if scalar == "†" || scalar == "‡" {
          signs += before || after ? 8 : 4
        } else if Self.quotation.contains(scalar), !(before && after) || scalar == "’" {
          signs += 3
        } else if before || after {
          odd += 1
        } else {
          signs += 6
        }
      }
    }
    let best =
      LetterFrequencies.tables.map { table in
        counts.reduce(0) { $0 + $1.value * (table[$1.key] ?? LetterFrequencies.unknown) }
      }.max() ?? 0
    return best + odd * LetterFrequencies.unknown - signs
  }

  /// Signs that text has beside words.
  private static let quotation = Set("”’»…›™®°“‘«„‚–—\u{A0}¿¡€§©¶".unicodeScalars)

  /// How likely `sample` is a text of some language in `encoding`, as a logarithm.
  static func likelihood(_ sample: UnsafeBufferPointer<UInt8>, in encoding: CharacterEncoding) -> Double {
    let text = text(sample, encoding)
    return text.isEmpty ? -.infinity : likelihood(text)
  }

  private static func text(_ sample: UnsafeBufferPointer<UInt8>, _ encoding: CharacterEncoding) -> [UInt8] {
    EncodingSample.utf8(of: sample, in: encoding) ?? []
  }

  /// How well `sample` reads in `encoding`: the share of its characters beyond ASCII that are letters of one
  /// language, or punctuation where punctuation stands; less for symbols inside words.
  static func fit(_ sample: UnsafeBufferPointer<UInt8>, _ encoding: CharacterEncoding) -> Double {
    let utf8 = text(sample, encoding)
    guard !utf8.isEmpty else { return -1 }
    let scalars = Array(String(decoding: utf8, as: UTF8.self).unicodeScalars)
    var letters: [Unicode.Scalar] = []
    let isReversed = scalars.contains("»") || scalars.contains("›")
    let isDOSOrMac = isDOS(encoding.name) || encoding.name.contains("mac")
    var (good, bad, total) = (0.0, 0, 0)
    for (index, scalar) in scalars.enumerated() where scalar.value >= 0x80 {
      total += 1
      let before = index > 0 ? scalars[index - 1] : " "
      let after = index + 1 < scalars.count ? scalars[index + 1] : " "
      let touches = (isLetter(before), isLetter(after))
      if isLetter(scalar) {
        // A capital inside a small word is no letter of it.
        let isOdd = scalar.properties.isUppercase && before.properties.isLowercase
        let isAlone = !touches.0 && !touches.1
        if isOdd || isAlone && (isDigit(before) || isDigit(after)) {
          bad += 1
        } else if isAlone, !words.contains(scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar)
        {
          good += 0.5
        } else {
          letters.append(scalar)
        }
      } else if scalar == "\u{A0}", touches.0, touches.1, EncodingSpace.partsWords(scalars, at: index) {
        // Pages are full of these spaces; texts of DOS and Mac have few, where others have a letter.
        good += isDOSOrMac ? 0.5 : 1
      } else if touches.0 && touches.1 && scalar != "’" && scalar != "·" && scalar != "–" && scalar != "—"
        || scalar.properties.generalCategory == .control
      {
        bad += 1
      } else if "²³¹ªº¼½¾".unicodeScalars.contains(scalar), wordLength(scalars, before: index) > 2 {
        bad += 1
      } else if isPunctuation(scalar, touches, isReversed: isReversed) {
        good += 1
      } else {
        bad += 1
      }
    }
    guard total > 0 else { return 0 }
    let small = letters.map { $0.properties.lowercaseMapping.unicodeScalars.first ?? $0 }
    let covered =
      alphabets.map { alphabet in small.count { $0.value < 0x80 || alphabet.contains($0) } }.max() ?? 0
    return (good + Double(covered) - 0.5 * Double(bad)) / Double(total)
  }

  /// Letters beyond ASCII that are words of some language.
  private static let words = Set("àâáèéêíîóôòúùåöøæýœ".unicodeScalars)

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { 0x30...0x39 ~= scalar.value }

  /// Letters in a row before `index`, at most 3.
  private static func wordLength(_ scalars: [Unicode.Scalar], before index: Int) -> Int {
    scalars[max(0, index - 3)..<index].reversed().prefix(while: isLetter).count
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic && scalar != "ª" && scalar != "º" || 0x300...0x323 ~= scalar.value
  }

  /// Quotation marks, dashes, spaces and signs where they may stand.
  ///
  /// - Parameter isReversed: Whether quotations may close with what opens them elsewhere: »so«.
  private static func isPunctuation(
    _ scalar: Unicode.Scalar, _ touches: (Bool, Bool), isReversed: Bool
  ) -> Bool {
    switch scalar {
    case "«" where isReversed, "‹" where isReversed: true
    case "¶", "†", "‡", "‰", "¢", "¥", "¤": !(touches.0 && touches.1)
    case "“", "‘", "«", "„", "‚", "¿", "¡", "‹": !touches.0
    case "”", "’", "»", "…", "›", "™", "®", "°", "º", "ª": true
    case "–", "—", "\u{A0}", "€", "£", "§", "©", "•", "·", "×", "½", "¼", "¾", "±": true
    case "²", "³", "¹": !touches.1
    default: false
    }
  }
}
