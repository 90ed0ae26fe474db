import Ingestion
import Tensors
import Tokenization

/// Makes questions without an answer out of those that have one (Rajpurkar et al. 2018 had people write
/// them):
///
/// - the question on another paragraph that shares its rare words and lacks the answer;
/// - the question on its own paragraph, the sentence with the answer taken out;
/// - the question, on its own paragraph, denied, asked under a condition that the text does not speak of, or
///   with a number, a name or a word exchanged for another one or its opposite.
package struct NegativeMaker: Sendable {
  private let paragraphs: TrainingParagraphs
  private let splitter = SentenceSplitter()

  package init(_ paragraphs: TrainingParagraphs) { self.paragraphs = paragraphs }

  /// A question without an answer, and its text; nil where the kind that was drawn cannot be made of this
  /// record.
  package func negative(
    of record: QuestionRecord, _ random: inout CounterRandom
  ) -> (question: String, text: String)? {
    // Three in four are changed questions, the hardest to tell and the likeliest to be asked.
    switch random.next() % 8 {
    case 0: otherParagraph(record, &random).map { (record.question, $0) }
    case 1: withoutAnswer(record).map { (record.question, $0) }
    default: changed(record, &random)
    }
  }

  /// A question that was changed so that its own text does not answer it, and that text; nil where the change
  /// that was drawn cannot be made.
  package func changed(
    _ record: QuestionRecord, _ random: inout CounterRandom
  ) -> (question: String, text: String)? {
    let text = paragraphs.texts[record.paragraph]
    let question =
      switch random.next() % 6 {
      case 0: QuestionNegation.negated(record.question, &random)
      case 1:
        QuestionCondition.conditioned(
          record.question, text: text, sentences: sentencesWithoutAnswer(record) ?? [], &random)
      default: swapped(record, text, &random)
      }
    return question.map { ($0, text) }
  }

  /// What is put in stands in the text, or once in four times in another one on the same matters.
  private func swapped(_ record: QuestionRecord, _ text: String, _ random: inout CounterRandom) -> String? {
    let other = random.next() % 4 == 0 ? otherParagraph(record, &random) : nil
    return QuestionSwap.swapped(
      record.question, text: other ?? text, answers: paragraphs.answers(of: record), &random)
  }

  private func otherParagraph(_ record: QuestionRecord, _ random: inout CounterRandom) -> String? {
    let others = paragraphs.similar(to: record, without: paragraphs.answers(of: record))
    guard !others.isEmpty else { return nil }
    return paragraphs.texts[others[Int(random.next() % UInt64(others.count))]]
  }

  private func withoutAnswer(_ record: QuestionRecord) -> String? {
    guard let kept = sentencesWithoutAnswer(record) else { return nil }
    let rest = kept.joined(separator: " ")
    let lowered = rest.lowercased()
    return paragraphs.answers(of: record).contains { lowered.contains($0.lowercased()) } ? nil : rest
  }

  /// nil where no sentence is left, or none holds the answer.
  private func sentencesWithoutAnswer(_ record: QuestionRecord) -> [String]? {
    let text = paragraphs.texts[record.paragraph]
    let bytes = Array(text.utf8)
    let sentences = splitter.sentences(in: Document(text: text)).map(\.range)
    let kept = sentences.filter { sentence in !record.answers.contains { $0.overlaps(sentence) } }
    guard !kept.isEmpty, kept.count < sentences.count else { return nil }
    return kept.map { String(decoding: bytes[$0], as: UTF8.self) }
  }
}
