import Tokenization

extension StringProtocol {
  /// The first words of a text in lower case: runs of letters, and of what else `joins` says.
  ///
  /// Scalars are looked at one by one, not as characters: a summary looks at every sentence several times.
  func loweredWords(
    most: Int = .max, joining joins: (Unicode.Scalar) -> Bool = { _ in false }
  ) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in unicodeScalars {
      if scalar.isLetter || joins(scalar) {
        if (0x41...0x5A).contains(scalar.value) {
          word.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value | 0x20)))
        } else if scalar.isASCII {
          word.unicodeScalars.append(scalar)
        } else {
          word += scalar.properties.lowercaseMapping
        }
      } else if !word.isEmpty {
        words.append(word)
        if words.count == most { return words }
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
