import Evaluation

/// A question on a paragraph, checked: every answer stands where it is said to stand.
package struct QuestionRecord: Sendable {
  /// The file that it comes from, by its place among the files.
  var file: Int
  var id: String
  /// The paragraph, by its place among all paragraphs.
  var paragraph: Int
  package var question: String
  /// Distinct answers as UTF-8 ranges of the paragraph, in the order of the data; empty where there is none.
  package var answers: [Range<Int>]

  package init(file: Int, id: String, paragraph: Int, question: String, answers: [Range<Int>]) {
    (self.file, self.id, self.paragraph) = (file, id, paragraph)
    (self.question, self.answers) = (question, answers)
  }
}

/// Where an answer stands in a context.
enum AnswerPlace {
  /// The UTF-8 range of an answer, or why there is none.
  ///
  /// `answer_start` counts Unicode scalars, as in the official data; without it the first occurrence is taken.
  static func range(
    of answer: SquadDataset.Answer, in context: String
  ) -> Result<Range<Int>, TrainingError> {
    func refuse(_ reason: String) -> Result<Range<Int>, TrainingError> {
      .failure(TrainingError(.data, "answer", reason))
    }
    let text = Array(answer.text.utf8)
    guard !text.isEmpty else { return refuse("the answer is empty") }
    let bytes = Array(context.utf8)
    guard let start = answer.answerStart else {
      guard let place = first(text, in: bytes) else {
        return refuse("the answer does not stand in the context")
      }
      return .success(place..<place + text.count)
    }
    let scalars = context.unicodeScalars
    guard start >= 0,
      let index = scalars.index(scalars.startIndex, offsetBy: start, limitedBy: scalars.endIndex),
      index < scalars.endIndex
    else {
      return refuse("answer_start \(start) lies outside the context, which has \(scalars.count) characters")
    }
    let place = context.utf8.distance(from: context.utf8.startIndex, to: index)
    guard place + text.count <= bytes.count else {
      return refuse("the answer at \(start) ends outside the context, which has \(scalars.count) characters")
    }
    guard bytes[place..<place + text.count].elementsEqual(text) else {
      return refuse("at answer_start \(start) the context has other words than the answer")
    }
    return .success(place..<place + text.count)
  }

  private static func first(_ text: [UInt8], in bytes: [UInt8]) -> Int? {
    guard text.count <= bytes.count else { return nil }
    return (0...bytes.count - text.count).first { bytes[$0..<$0 + text.count].elementsEqual(text) }
  }
}
