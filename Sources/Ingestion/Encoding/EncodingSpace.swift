/// Tells the no-break space of Latin-1 and Windows from the letter that DOS and Mac have at its place, `á` or
/// `†`.
enum EncodingSpace {
  private static let vowels = Set("aeiouyAEIOUY".unicodeScalars)
  /// Letters of a word that are looked at.
  private static let mostLetters = 40

  /// Whether what stands before and behind `index` could be words: each has a vowel. `m s` could not: that is
  /// `más`.
  static func partsWords(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    couldBeWord(scalars[max(0, index - mostLetters)..<index].reversed())
      && couldBeWord(scalars[(index + 1)..<min(scalars.count, index + 1 + mostLetters)])
  }

  private static func couldBeWord(_ scalars: some Sequence<Unicode.Scalar>) -> Bool {
    for scalar in scalars {
      if EncodingLetters.isLetter(scalar) {
        if scalar.value >= 0x80 || vowels.contains(scalar) { return true }
      } else if scalar != "'" && scalar != "’" {
        return false
      }
    }
    return false
  }
}
