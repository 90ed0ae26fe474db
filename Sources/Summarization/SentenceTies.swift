/// What sentences lean on: one that points back leans on the sentence before it, a question on the sentence
/// after it, which may answer it. Alone, either leaves its reader with less than it seems to say.
package struct SentenceTies {
  /// Share of the anaphora penalty that each sentence is liable to, 0…1.
  package private(set) var dependence: [Double] = []
  /// The sentence with which each one stands for itself; nil where there is none in its paragraph.
  package private(set) var companion: [Int?] = []

  /// Looks at sentences in order.
  ///
  /// - Parameter follows: whether a sentence, not the first, continues the paragraph of the one before it.
  package init(_ texts: [some StringProtocol], follows: (Int) -> Bool) {
    for (index, text) in texts.enumerated() {
      let asks = Self.asks(text)
      dependence.append(asks ? 1 : SentenceOpening(of: text).dependence)
      let place = asks ? index + 1 : index - 1
      let isNear = texts.indices.contains(place) && follows(max(index, place))
      companion.append(isNear ? place : nil)
    }
  }

  /// Sentences that stand each for itself.
  init(untied count: Int) {
    dependence = [Double](repeating: 0, count: count)
    companion = [Int?](repeating: nil, count: count)
  }

  private static func asks(_ text: some StringProtocol) -> Bool {
    let last = text.last { !$0.isWhitespace && !"\"'\u{201D}\u{2019}\u{BB})]".contains($0) }
    return last.map { "?\u{FF1F}\u{61F}".contains($0) } ?? false
  }
}
