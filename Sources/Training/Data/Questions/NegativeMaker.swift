import Ingestion
import Tensors
import Tokenization

/// Makes questions without an answer out of those that have one (Rajpurkar et al. 2018 had people write them):
///
/// - the question on another paragraph that shares its rare words and lacks the answer;
/// - the question on its own paragraph, the sentence with the answer taken out;
/// - the question with a number, a name or a word's opposite put in, on its own paragraph.
package struct NegativeMaker: Sendable {
  private let paragraphs: [String]
  private let index: ParagraphIndex
  private let splitter = SentenceSplitter()

  /// - Parameter apart: paragraphs that are not trained on.
  package init(paragraphs: [String], apart: Set<Int>) {
    self.paragraphs = paragraphs
    index = ParagraphIndex(
      paragraphs.enumerated().filter { !apart.contains($0.offset) }.map { ($0.offset, $0.element) })
  }

  /// A question without an answer, and its text; nil where the kind that was drawn cannot be made of this record.
  package func negative(
    of record: QuestionRecord, _ random: inout CounterRandom
  ) -> (question: String, text: String)? {
    let text = paragraphs[record.paragraph]
    switch random.next() % 3 {
    case 0: return otherParagraph(record, &random).map { (record.question, $0) }
    case 1: return withoutAnswer(record).map { (record.question, $0) }
    default:
      return QuestionSwap.swapped(record.question, text: text, answers: answers(of: record), &random).map {
        ($0, text)
      }
    }
  }

  private func answers(of record: QuestionRecord) -> [String] {
    let bytes = Array(paragraphs[record.paragraph].utf8)
    return record.answers.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  private func otherParagraph(_ record: QuestionRecord, _ random: inout CounterRandom) -> String? {
    let answers = answers(of: record).map { $0.lowercased() }
    let others = index.best(for: record.question, 6).filter { place in
      let text = paragraphs[place].lowercased()
      return place != record.paragraph && !answers.contains { text.contains($0) }
    }
    guard !others.isEmpty else { return nil }
    return paragraphs[others[Int(random.next() % UInt64(others.count))]]
  }

  private func withoutAnswer(_ record: QuestionRecord) -> String? {
    let text = paragraphs[record.paragraph]
    let bytes = Array(text.utf8)
    let sentences = splitter.sentences(in: Document(text: text)).map(\.range)
    let kept = sentences.filter { sentence in !record.answers.contains { $0.overlaps(sentence) } }
    guard !kept.isEmpty, kept.count < sentences.count else { return nil }
    let rest = kept.map { String(decoding: bytes[$0], as: UTF8.self) }.joined(separator: " ")
    let lowered = rest.lowercased()
    return answers(of: record).contains { lowered.contains($0.lowercased()) } ? nil : rest
  }
}
