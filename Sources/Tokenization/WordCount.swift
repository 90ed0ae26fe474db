/// Words as budgets count them.
package enum WordCount {
  /// Number of runs of characters that are not white space.
  package static func words(in text: some StringProtocol) -> Int {
    var count = 0
    var inside = false
    for scalar in text.unicodeScalars {
      let isSpace = scalar.isSpace
      if !isSpace, !inside { count += 1 }
      inside = !isSpace
    }
    return count
  }
}

extension Unicode.Scalar {
  /// `properties.isWhitespace`, without a look into the tables for ASCII.
  package var isSpace: Bool {
    value < 0x80 ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
  }

  /// `properties.isAlphabetic`, likewise.
  package var isLetter: Bool {
    value < 0x80 ? (0x61...0x7A).contains(value | 0x20) : properties.isAlphabetic
  }
}
