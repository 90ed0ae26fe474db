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
    guard isWord, !endings.contains(text.lowercased().filter { $0 != "." }) else { return nil }
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
