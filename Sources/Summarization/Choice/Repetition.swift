import Tokenization

/// Whether two sentences say the same, but for case, marks and a word in eight.
///
/// A sentence that denies and one that doesn't never say the same, however many words they share.
struct Repetition {
  private let terms: SentenceTerms
  private let texts: [Substring]

  /// Words below which only the same words count as the same.
  private static let fewest = 6
  /// Of eight words, as many must be the same.
  private static let share = 7

  init(_ terms: SentenceTerms, texts: [Substring]) { (self.terms, self.texts) = (terms, texts) }

  /// Whether one of two sentences repeats the other.
  func repeats(_ first: Int, _ second: Int) -> Bool {
    let (left, right) = (terms.row(first), terms.row(second))
    let most = max(left.count, right.count)
    guard most > 0 else { return texts[first].loweredWords() == texts[second].loweredWords() }
    // A measure may be no word of its own: "2 m" has fewer than "zwei Meter".
    guard 8 * (min(left.count, right.count) + 1) >= Self.share * most else { return false }
    var (i, j, common) = (left.lowerBound, right.lowerBound, 0)
    while i < left.upperBound, j < right.upperBound {
      if terms.terms[i] == terms.terms[j] {
        (i, j, common) = (i + 1, j + 1, common + 1)
      } else if terms.terms[i] < terms.terms[j] {
        i += 1
      } else {
        j += 1
      }
    }
    // "Fourteen" and "14", "zwei Meter" and "2 m".
    if common < most, 8 * common >= 5 * most {
      common = min(most, common + WrittenNumbers.agreement(texts[first], texts[second]))
    }
    let isSame = most < Self.fewest ? common == most : 8 * common >= Self.share * most
    return isSame && Self.denials(texts[first]) == Self.denials(texts[second])
  }

  private static func denials(_ text: Substring) -> Int {
    text.loweredWords { $0 == "'" || $0 == "\u{2019}" }.count { word in
      ["not", "no", "never", "none", "nobody", "nothing", "neither", "without", "cannot"].contains(word)
        || word.hasSuffix("n't") || word.hasSuffix("n\u{2019}t")
    }
  }
}
