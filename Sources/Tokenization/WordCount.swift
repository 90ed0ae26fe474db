/// Words as budgets count them.
package enum WordCount {
  /// Number of runs of characters that are not white space.
  package static func words(in text: some StringProtocol) -> Int {
    var count = 0
    var inside = false
    for scalar in text.unicodeScalars {
      let isSpace = scalar.properties.isWhitespace
      if !isSpace, !inside { count += 1 }
      inside = !isSpace
    }
    return count
  }
}
