/// Tells headings from paragraphs.
enum PDFHeading {
  /// Whether `fragment` heads what follows: larger than the text, or short, on its own, and worded like a
  /// heading.
  static func isHeading(
    _ fragment: PDFFragment, body: Float, page: PDFPage, _ judge: PDFParagraphs
  ) -> Bool {
    let words = fragment.lines.reduce(0) { $0 + $1.words.count }
    let letters = fragment.lines.contains { line in
      line.words.contains { page.string($0).contains(where: \.isLetter) }
    }
    guard letters, let first = fragment.lines.first, let last = fragment.lines.last else {
      return false
    }
    if fragment.height >= body * 1.12 { return words <= 40 && fragment.lines.count <= 6 }
    guard fragment.height > body * 0.9, fragment.lines.count <= 2, words <= 12,
      fragment.gapAbove >= 1.2, fragment.gapBelow < .infinity, judge.startsLikeSentence(first)
    else { return false }
    let text = fragment.lines.flatMap(\.words).map { page.string($0) }.joined(separator: " ")
    if SectionRole.named(text) != nil { return true }
    guard let mark = text.last, !".,;:".contains(mark) else { return false }
    if isNumbered(text) { return true }
    let letterCount = text.count(where: \.isLetter)
    if letterCount >= 4, text.count(where: \.isUppercase) == letterCount { return true }
    // Another cut of the same size (bold) has other ascenders in most fonts.
    return abs(fragment.height - body) > 0.15 && !judge.endsSentence(last)
      && fragment.gapAbove > fragment.gapBelow * 1.02
      || abs(fragment.height - body) > 0.15 && !judge.endsSentence(last) && fragment.gapAbove >= 1.4
  }

  /// Whether what begins like an item of a list, `1. Introduction`, is a heading: larger than the text, and
  /// no sentence.
  static func isNumbered(
    _ fragment: PDFFragment, body: Float, page: PDFPage, _ judge: PDFParagraphs
  ) -> Bool {
    guard fragment.height >= body * 1.12, fragment.lines.count <= 3, let last = fragment.lines.last,
      !judge.endsSentence(last)
    else { return false }
    return isHeading(fragment, body: body, page: page, judge)
  }

  /// `2 Methods`, `2.1 Soil`, `IV. Results`.
  private static func isNumbered(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard words.count > 1, let letter = words[1].first, letter.isUppercase else { return false }
    return depth(words[0]) > 0
      || words[0].hasSuffix(".") && words[0].dropLast().allSatisfy { "IVX".contains($0) }
  }

  /// How many numbers `1.2.3` has; 0 where it is something else.
  static func depth(_ word: some StringProtocol) -> Int {
    let parts = word.split(separator: ".")
    guard !parts.isEmpty, parts.allSatisfy({ $0.count <= 2 && $0.allSatisfy(\.isNumber) }) else {
      return 0
    }
    return parts.count
  }
}
