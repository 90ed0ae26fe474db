import Foundation
import Ingestion
import Tokenization

/// Text as the index holds it and as queries ask for it.
///
/// SQLite's tokenizer knows words between spaces. So Chinese, Japanese and Korean text is held character by
/// character, and a word of it is asked for as characters in a row (`대학교` stands in `서울대학교는`); Thai is held
/// in ICU's words. Soft hyphens vanish and ligatures come apart; letters that have a plain form on other
/// keyboards are held in that (`ß`, `ł`, Greek accents), as are forms of letters and digits (`₂`, `Ⅳ`, `㎏`,
/// see `PlainForms`), and asked for in both.
package enum SearchText {
  /// What the index holds for `text`; `nil` where that is the text itself.
  package static func indexed(_ text: String) -> String? {
    guard text.utf8.contains(where: { $0 >= 0xC2 }), text.unicodeScalars.contains(where: isSpecial) else {
      return nil
    }
    return folded(text)
  }

  private static func folded(_ text: String, isPlain: Bool = true) -> String {
    var scalars = String.UnicodeScalarView()
    var hasThai = false
    for scalar in (isPlain ? PlainForms.plain(text) : text).unicodeScalars {
      if let letters = ligatures[scalar.value] ?? (isPlain ? plainForm(scalar.value) : nil) {
        scalars.append(contentsOf: letters)
      } else if scalar.value == 0x3099 || scalar.value == 0x309A,
        let base = scalars.lastIndex(where: { $0 != " " }), let voiced = voiced(scalars[base], by: scalar)
      {
        scalars.replaceSubrange(base...base, with: [voiced])
      } else if scalar.value == 0xAD || scalar.value == 0x200B || scalar.value == 0x2060 {
        continue
      } else if isPlain, isVowelPoint(scalar.value) {
        continue
      } else if isIdeographic(scalar.value) || isPlain && isHangul(scalar.value) {
        scalars.append(" ")
        scalars.append(scalar)
        scalars.append(" ")
      } else {
        if UnspacedScript.isSoutheastAsian(scalar.value) { hasThai = true }
        scalars.append(scalar)
      }
    }
    let result = isPlain ? withoutArticles(String(scalars)) : String(scalars)
    guard hasThai else { return result }
    return WordSplitter().words(in: result).map { range in
      let utf8 = result.utf8
      let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
      return String(result[start..<utf8.index(start, offsetBy: range.count)])
    }.joined(separator: " ")
  }

  /// The expression of FTS5 for one word of a query.
  package static func expression(_ word: String) -> String {
    // Documents that were taken in before hold letters as they are written, and Korean in words, of which the
    // beginning is asked for: particles stand at their end.
    let (plain, written) = (quoted(folded(word)), quoted(folded(word, isPlain: false), isWritten: true))
    return plain == written ? plain : "(\(plain) OR \(written))"
  }

  private static func quoted(_ folded: String, isWritten: Bool = false) -> String {
    let terms = folded.split(separator: " ").joined(separator: " ")
    let quoted = "\"" + terms.split(separator: "\"").joined() + "\""
    let isKorean = isWritten && terms.unicodeScalars.contains { isHangul($0.value) }
    return isKorean ? quoted + " *" : quoted
  }

  /// Kana with the mark that follows it, `カ` and `゙`, as one character.
  private static func voiced(_ base: Unicode.Scalar, by mark: Unicode.Scalar) -> Unicode.Scalar? {
    guard 0x3041...0x30FF ~= base.value else { return nil }
    if mark.value == 0x309A { return Unicode.Scalar(base.value + 2) }
    return Unicode.Scalar(base.value == 0x30A6 ? 0x30F4 : base.value == 0x3046 ? 0x3094 : base.value + 1)
  }

  /// The terms of `text` as the index holds them, with a space before, between and behind them: what a
  /// sentence holds of a query is found in it as a string.
  static func terms(_ text: String) -> String {
    let words = (indexed(text) ?? text).lowercased().unicodeScalars.split {
      !$0.properties.isAlphabetic && $0.properties.numericType == nil
    }
    return " " + words.map { String($0) }.joined(separator: " ") + " "
  }

  /// Whether the word says nothing alone: one kana, which is a particle or an ending.
  package static func isParticle(_ word: String) -> Bool {
    word.unicodeScalars.count == 1 && word.unicodeScalars.allSatisfy { (0x3040...0x309F).contains($0.value) }
  }

  /// Points and accents of Hebrew, vowels of Arabic and the stroke that lengthens its words: hardly anybody
  /// types them.
  private static func isVowelPoint(_ value: UInt32) -> Bool {
    switch value {
    case 0x0591...0x05BD, 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7, 0x0610...0x061A, 0x0640,
      0x064B...0x0652,
      0x0670, 0x06D6...0x06DC:
      true
    default: false
    }
  }

  /// Arabic words without the article that is written together with them, and what stands before it: المدينة,
  /// والمدينة.
  private static func withoutArticles(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value == 0x0627 }) else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let start = index
      while index < scalars.count, 0x0621...0x06D3 ~= scalars[index].value { index += 1 }
      guard index > start else {
        result.append(scalars[index])
        index += 1
        continue
      }
      let word = scalars[start..<index]
      let hasPrefix = word.count > 3 && [0x0648, 0x0641, 0x0628, 0x0643].contains(word[start].value)
      let article = start + (hasPrefix && word[start + 1].value == 0x0627 ? 1 : 0)
      // What is left must be a word.
      let isArticle =
        index - article >= 5 && scalars[article].value == 0x0627 && scalars[article + 1].value == 0x0644
      result.append(contentsOf: scalars[(isArticle ? article + 2 : start)..<index])
    }
    return String(result)
  }

  private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value == 0xAD || plainForm(value) != nil || isVowelPoint(value) || value == 0x0627 { return true }
    if PlainForms.isForm(value) { return true }
    return value >= 0x0E00
      && (isIdeographic(value) || isHangul(value) || UnspacedScript.isSoutheastAsian(value)
        || ligatures[value] != nil || value == 0x200B || value == 0x2060)
  }

  private static func isHangul(_ value: UInt32) -> Bool { 0xAC00...0xD7A3 ~= value }

  /// Chinese characters and kana, and letters of Khmer, which ICU divides otherwise alone than in a sentence.
  private static func isIdeographic(_ value: UInt32) -> Bool {
    switch value {
    case 0x3005...0x3007, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0xFF66...0xFF9F, 0x1780...0x17B3, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  private static let ligatures: [UInt32: [Unicode.Scalar]] = [
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
  ].mapValues { Array($0.unicodeScalars) }

  /// What somebody types who does not have the character: SQLite's tokenizer takes marks from Latin letters
  /// only, and from those that Unicode takes apart.
  private static func plainForm(_ value: UInt32) -> [Unicode.Scalar]? {
    if 0xC6..<0x500 ~= value { return value < 0x1A0 || value >= 0x370 ? letters[value] : nil }
    return nil
  }

  private static let letters: [UInt32: [Unicode.Scalar]] = {
    var table: [UInt32: [Unicode.Scalar]] = [:]
    for pair in """
    ßss ÆAE æae ŒOE œoe ØO øo ŁL łl ĐD đd ÐD ðd ÞTh þth ıi Άα Έε Ήη Ίι Όο Ύυ Ώω ΐι ΰυ άα έε ήη ίι όο ύυ ώω ϊι ϋυ Ϊι Ϋυ ςσ Ёе ёе
    """.split(separator: " ") {
      guard let letter = pair.unicodeScalars.first else { continue }
      table[letter.value] = Array(pair.unicodeScalars.dropFirst())
    }
    return table
  }()
}
