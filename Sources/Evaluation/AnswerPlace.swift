/// Where an answer stands in a context.
package enum AnswerPlace {
  /// Why an answer has no place.
  package struct Fault: Error, Sendable, Hashable {
    /// In words.
    package var reason: String
  }

  /// The UTF-8 range of an answer, or why there is none.
  ///
  /// `answer_start` counts Unicode scalars, as in the official data; without it the first occurrence is
  /// taken.
  package static func range(
    of answer: SquadDataset.Answer, in context: String
  ) -> Result<Range<Int>, Fault> {
    func refuse(_ reason: String) -> Result<Range<Int>, Fault> {
      .failure(Fault(reason: reason))
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
