/// What raised text means where nothing can be raised: a power, an ending, or the call of a note.
enum RaisedText {
  /// Endings of ordinal numbers and of abbreviations, which are raised for their looks alone.
  private static let endings: Set<String> = [
    "st", "nd", "rd", "th", "e", "er", "re", "ère", "ème", "eme", "me", "nde", "o", "a", "os", "as", "r",
    "rs",
    "lle", "mme", "tm", "le", "de", "ste", "ten", "t", "d", "sm", "c",
  ]

  /// What keeps raised `text` apart from the byte before it: `^`, or nothing.
  static func mark(after last: UInt8, _ text: some Sequence<UInt8>) -> String? {
    let text = String(decoding: Array(text), as: UTF8.self).filter { !$0.isWhitespace }
    guard let first = text.unicodeScalars.first else { return nil }
    let isWord =
      last >= 0x80 || 0x30...0x39 ~= last || 0x41...0x5A ~= last & 0xDF || last == 0x29 || last == 0x5D
    let ending = text.lowercased().filter { $0 != "." }
    // "1ª" is an ordinal, a raised a behind a word calls a note.
    let isEnding = endings.contains(ending) && !(ending == "a" && 0x61...0x7A ~= last)
    guard isWord, !isEnding else { return nil }
    switch first.properties.generalCategory {
    case .decimalNumber, .mathSymbol, .dashPunctuation: return "^"
    case .uppercaseLetter, .lowercaseLetter:
      // A power such as n; words and trade marks are raised for their looks.
      let isPower = text.unicodeScalars.allSatisfy { !$0.properties.isAlphabetic } || text.count <= 2
      return isPower && 0x30...0x39 ~= last || isPower && text.count == 1 ? "^" : nil
    case .openPunctuation: return "^"
    default: return nil
    }
  }

  /// Whether raised `text` behind the byte `last` can only call notes: numbers behind the end of a sentence or a clause.
  static func isCallout(_ text: some Sequence<UInt8>, after last: UInt8?) -> Bool {
    guard let last, ".,;:?!\"'".utf8.contains(last) else { return false }
    let text = Array(text).filter { $0 > 0x20 }
    guard let first = text.first, 0x31...0x39 ~= first, text.count <= 24 else { return false }
    // Dashes of UTF-8 are E2 80 90 to E2 80 95.
    return text.allSatisfy { 0x30...0x39 ~= $0 || ",-;".utf8.contains($0) || $0 == 0xE2 || 0x80...0x95 ~= $0 }
  }

  /// Whether `text` only calls a note or an entry of a bibliography: numbers, a letter or a mark, no words.
  static func isCallout(_ text: String) -> Bool {
    var letters = 0
    var marks = 0
    var digits = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9":
        digits += 1
        marks += 1
      case "*", "†", "‡", "§", "¶", "#", "‖", "⁎", "∗": marks += 1
      case "¹", "²", "³", "⁰", "⁴"..."⁹": marks += 1
      case "[", "]", "(", ")", ",", ";", "-", "–", "—", "‐", "−", ".", "^", "\u{A0}", "\u{2009}", "\u{202F}":
        break
      default:
        if scalar.properties.isWhitespace { continue }
        guard scalar.properties.isAlphabetic else { return false }
        letters += 1
        marks += 1
      }
    }
    return marks > 0 && letters <= (digits > 0 ? 2 : 1) && digits <= 24
  }
}
