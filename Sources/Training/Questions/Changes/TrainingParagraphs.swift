/// The paragraphs of a run, and those among them that share rare words with a question.
package struct TrainingParagraphs: Sendable {
  /// All paragraphs.
  let texts: [String]
  /// Those that are not trained on, by their places.
  let heldOut: Set<Int>
  private let index: ParagraphIndex

  /// How many similar paragraphs are looked at.
  private static let most = 6

  /// - Parameter heldOut: paragraphs that are not trained on.
  package init(_ texts: [String], heldOut: Set<Int>) {
    (self.texts, self.heldOut) = (texts, heldOut)
    index = ParagraphIndex(
      texts.enumerated().filter { !heldOut.contains($0.offset) }.map { ($0.offset, $0.element) })
  }

  /// The words of a record's answers.
  func answers(of record: QuestionRecord) -> [String] {
    let bytes = Array(texts[record.paragraph].utf8)
    return record.answers.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// Other paragraphs that share the question's rare words and hold none of `answers`, best first.
  func similar(to record: QuestionRecord, without answers: [String]) -> [Int] {
    let lowered = answers.map { $0.lowercased() }
    return index.best(for: record.question, Self.most).filter { place in
      let text = texts[place].lowercased()
      return place != record.paragraph && !lowered.contains { text.contains($0) }
    }
  }
}
