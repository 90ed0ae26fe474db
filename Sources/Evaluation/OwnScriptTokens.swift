import Tokenization

/// Cuts texts of other scripts than Latin into what ROUGE compares: words, and single characters of Chinese
/// and Japanese, whose words have no spaces between them. Thai, Lao, Khmer and Burmese words are those that
/// the word rules find.
enum OwnScriptTokens {
  /// Whether most letters and digits of `texts` are of other scripts than Latin.
  static func areNeeded(for texts: [String]) -> Bool {
    var latin = 0
    var others = 0
    for text in texts {
      for scalar in text.unicodeScalars {
        if scalar.value < 0x80 {
          if scalar.isLetter || (0x30...0x39).contains(scalar.value) { latin += 1 }
        } else if scalar.isLetter {
          if isLatin(scalar.value) { latin += 1 } else { others += 1 }
        }
      }
    }
    return others > latin
  }

  /// The tokens of `text` in order, in small letters.
  static func tokens(in text: String) -> [String] {
    let utf8 = Array(text.utf8)
    var tokens: [String] = []
    for range in WordSplitter().words(in: text) {
      let word = String(decoding: utf8[range], as: UTF8.self)
      guard word.unicodeScalars.contains(where: { isIdeographic($0.value) }) else {
        tokens.append(word.lowercased())
        continue
      }
      var rest = ""
      for scalar in word.unicodeScalars {
        guard isIdeographic(scalar.value) else {
          rest.unicodeScalars.append(scalar)
          continue
        }
        if !rest.isEmpty { tokens.append(rest.lowercased()) }
        rest = ""
        tokens.append(String(scalar))
      }
      if !rest.isEmpty { tokens.append(rest.lowercased()) }
    }
    return tokens
  }

  private static func isLatin(_ value: UInt32) -> Bool {
    value < 0x250 || 0x1E00...0x1EFF ~= value || 0x2C60...0x2C7F ~= value || 0xA720...0xA7FF ~= value
      || 0xFF21...0xFF5A ~= value
  }

  /// Chinese characters and kana.
  private static func isIdeographic(_ value: UInt32) -> Bool {
    switch value {
    case 0x3005...0x3007, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
