/// How likely bytes are as files' names in an East Asian encoding, see `NameLikelihood`: kana and frequent
/// characters are likely, rare ones and Latin letters right beside them are not.
enum EastAsianNames {
  private static let priors = ["Shift_JIS": -1, "GB18030": -1, "EUC-KR": -1, "Big5": -2, "EUC-JP": -4.2]

  /// The logarithm; `nil` where they are no text in `encoding`.
  static func score(_ names: UnsafeBufferPointer<UInt8>, _ encoding: CharacterEncoding) -> Double? {
    guard let utf8 = EncodingSample.utf8(of: names, in: encoding) else { return nil }
    let english = LetterFrequencies.byLanguage["en"] ?? [:]
    let isJapanese = encoding.name == "Shift_JIS" || encoding.name == "EUC-JP"
    var total = priors[encoding.name] ?? 0
    var previous: Unicode.Scalar = " "
    var isUsual = false
    var index = 0
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      guard index < names.count else { return nil }
      let (lead, trail) = (names[index], index + 1 < names.count ? names[index + 1] : 0)
      index += length(lead, trail, encoding.name)
      defer { previous = scalar }
      guard scalar.value >= 0x80 else {
        guard 0x41...0x5A ~= scalar.value & 0xDF else { continue }
        total += english[Unicode.Scalar(UInt8(scalar.value | 0x20))] ?? LetterFrequencies.unknown
        if previous.value >= 0x80 { total -= besideLatin }
        continue
      }
      if previous.value < 0x80, 0x41...0x5A ~= previous.value & 0xDF { total -= besideLatin }
      let isMixed = isHiragana(scalar) && isKatakana(previous) || isKatakana(scalar) && isHiragana(previous)
      if isMixed { total -= 3 }
      if neverFirst.contains(scalar), !isHiragana(previous), !isKatakana(previous) { total -= 4 }
      switch scalar.value {
      case 0x3041...0x3093:
        isUsual = true
        total -= isJapanese ? 4.3 : 9
      case 0x30A1...0x30F6, 0x30FC:
        isUsual = true
        total -= isJapanese ? 4.8 : 9
      case 0xFF9E...0xFF9F: total -= 0xFF66...0xFF9D ~= previous.value ? 5 : 11
      case 0xFF66...0xFF9D:
        isUsual = true
        total -= 5
      case 0x3000...0x301C, 0x30FB, 0xFF01...0xFF5E: total -= 7
      case 0xAC00...0xD7A3:
        let isFrequent = EncodingEastAsian.isFrequent(scalar, in: encoding.name)
        if isFrequent { isUsual = true }
        // What is not in the old standard is hardly ever written.
        total -= isFrequent ? 5.3 : 0xB0...0xC8 ~= lead && trail >= 0xA1 ? 7.3 : 12
      case 0x4E00...0x9FFF:
        let isFrequent = EncodingEastAsian.isFrequent(scalar, in: encoding.name)
        if isFrequent { isUsual = true }
        total -= isFrequent ? 6 : rarity(lead, trail, encoding.name)
      default: total -= 14
      }
    }
    return isUsual ? total : total - 2
  }

  /// What it costs that a Latin letter stands beside a character: names have a space there, or a sign.
  private static let besideLatin = 4.0

  /// Kana that no word begins with.
  private static let neverFirst = Set("ぁぃぅぇぉっゃゅょァィゥェォッャュョー".unicodeScalars)

  private static func isHiragana(_ scalar: Unicode.Scalar) -> Bool { 0x3041...0x3093 ~= scalar.value }
  private static func isKatakana(_ scalar: Unicode.Scalar) -> Bool { 0x30A1...0x30F6 ~= scalar.value }

  /// Bytes of a character that begins with `lead`.
  private static func length(_ lead: UInt8, _ trail: UInt8, _ name: String) -> Int {
    switch (name, lead) {
    case (_, ..<0x80): 1
    case ("Shift_JIS", 0xA0...0xDF), ("Shift_JIS", 0x80), ("Shift_JIS", 0xFD...0xFF): 1
    case ("EUC-JP", 0x8F): 3
    case ("GB18030", 0x80), ("GB18030", 0xFF): 1
    case ("GB18030", _) where 0x30...0x39 ~= trail: 4
    default: 2
    }
  }

  /// What a Chinese character costs that is not frequent: less in the first level of the standard.
  private static func rarity(_ lead: UInt8, _ trail: UInt8, _ name: String) -> Double {
    switch name {
    case "Shift_JIS": 0x88...0x97 ~= lead || lead == 0x98 && trail < 0x73 ? 8 : 11
    case "EUC-JP": 0xB0...0xCF ~= lead ? 8 : 11
    case "Big5": 0xA4...0xC6 ~= lead ? 8 : 11
    case "EUC-KR": 12
    default: trail < 0xA1 ? 13 : 0xB0...0xD7 ~= lead ? 8 : 0xD8...0xF7 ~= lead ? 11 : 13
    }
  }
}
