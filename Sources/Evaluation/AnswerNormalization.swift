/// The answer normalization of the official SQuAD scripts, scalar by scalar as Python does it.
public enum AnswerNormalization {
  /// Words of `answer`: lower-cased, `string.punctuation` removed, the articles *a*, *an* and *the* removed,
  /// split at white space.
  public static func words(of answer: String) -> [String] {
    var kept = PythonText.lowercased(answer)
    kept.removeAll { PythonText.isPunctuation($0) }
    var words: [String] = []
    var current = String.UnicodeScalarView()
    func flush() {
      if !current.isEmpty { words.append(String(current)) }
      current = String.UnicodeScalarView()
    }
    var index = 0
    while index < kept.count {
      if PythonText.isWord(kept[index]) {
        var end = index
        while end < kept.count, PythonText.isWord(kept[end]) { end += 1 }
        if isArticle(kept[index..<end]) { flush() } else { current.append(contentsOf: kept[index..<end]) }
        index = end
      } else {
        if PythonText.isSpace(kept[index]) { flush() } else { current.append(kept[index]) }
        index += 1
      }
    }
    flush()
    return words
  }

  /// The normalized answer: its ``words(of:)`` joined by single spaces.
  public static func normalize(_ answer: String) -> String {
    words(of: answer).joined(separator: " ")
  }

  private static func isArticle(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    switch word.count {
    case 1: word.first == "a"
    case 2: word.elementsEqual(["a", "n"])
    case 3: word.elementsEqual(["t", "h", "e"])
    default: false
    }
  }
}

/// Classes and case of characters as Python's `str` and `re` define them.
enum PythonText {
  /// `str.lower()`, the final sigma included.
  static func lowercased(_ text: String) -> [Unicode.Scalar] {
    let scalars = Array(text.unicodeScalars)
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(scalars.count)
    for (index, scalar) in scalars.enumerated() {
      if scalar.isASCII {
        let value = scalar.value
        result.append((0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value | 0x20)) : scalar)
      } else if scalar.value == 0x3A3 {
        result.append(isFinalSigma(index, in: scalars) ? "\u{3C2}" : "\u{3C3}")
      } else {
        result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return result
  }

  private static func isFinalSigma(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    guard let before, before.properties.isCased else { return false }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return !(after?.properties.isCased ?? false)
  }

  /// A member of `string.punctuation`: the ASCII characters that are neither letters, digits, space nor
  /// control.
  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// `\w` of `re`: alphanumeric or underscore.
  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      switch scalar.value {
      case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: return true
      default: return false
      }
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      return true
    default:
      return scalar.properties.numericType != nil
    }
  }

  /// `str.isspace()`: Unicode white space and the ASCII separators 1C to 1F.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    (0x1C...0x1F).contains(scalar.value) || scalar.properties.isWhitespace
  }
}
