import Ingestion
import Tensors
import Tokenization

/// Puts a sentence beside a question's answer that shares the question's words and does not answer it, so
/// that a reader learns to tell what is asked from what sounds alike (adversarial evaluation: Jia and Liang
/// 2017; as training: Wang and Bansal 2018):
///
/// - the sentence of another paragraph that shares most of the question's words;
/// - the question itself, one name, number or opposite exchanged, as a statement with the answer to another
///   question.
package struct DistractorMaker: Sendable {
  private let paragraphs: TrainingParagraphs
  /// Answers of other questions, by the question word.
  private let answers: [String: [String]]
  private let splitter = SentenceSplitter()

  /// Questions give each kind at most this many answers to draw from.
  private static let mostAnswers = 2_000

  package init(_ paragraphs: TrainingParagraphs, records: [QuestionRecord]) {
    self.paragraphs = paragraphs
    var answers: [String: [String]] = [:]
    for record in records where !paragraphs.heldOut.contains(record.paragraph) {
      guard let kind = Self.kind(of: record.question), let answer = paragraphs.answers(of: record).first,
        answers[kind, default: []].count < Self.mostAnswers
      else { continue }
      answers[kind, default: []].append(answer)
    }
    self.answers = answers
  }

  /// What a question asks with, and the word after it: `how many`, `what year`.
  private static func kind(of question: String) -> String? {
    let words = question.lowercased().split(separator: " ")
    guard let first = words.first else { return nil }
    return ["how", "what", "which"].contains(first) ? words.prefix(2).joined(separator: " ") : String(first)
  }

  /// The paragraph with one more sentence, and where the answers stand now; nil where the kind that was drawn
  /// cannot be made of this record.
  package func distracted(
    _ record: QuestionRecord, _ random: inout CounterRandom
  ) -> (text: String, answers: [Range<Int>])? {
    let text = paragraphs.texts[record.paragraph]
    let gold = paragraphs.answers(of: record)
    let sentence =
      random.next() % 2 == 0
      ? similarSentence(to: record, gold: gold) : statement(record, gold: gold, text: text, &random)
    guard let sentence else { return nil }
    let lowered = sentence.lowercased()
    guard !gold.contains(where: { lowered.contains($0.lowercased()) }) else { return nil }
    return insert(sentence, into: text, answers: record.answers, &random)
  }

  private func similarSentence(to record: QuestionRecord, gold: [String]) -> String? {
    guard let other = paragraphs.similar(to: record, without: gold).first else { return nil }
    var terms = TextTerms()
    let asked = Set(terms.terms(of: record.question))
    let text = paragraphs.texts[other]
    let bytes = Array(text.utf8)
    var best: (sentence: String, shared: Int)?
    for sentence in splitter.sentences(in: Document(text: text)) {
      let words = String(decoding: bytes[sentence.range], as: UTF8.self)
      let shared = asked.intersection(terms.terms(of: words)).count
      if shared > best?.shared ?? 1 { best = (words, shared) }
    }
    return best?.sentence
  }

  private func statement(
    _ record: QuestionRecord, gold: [String], text: String, _ random: inout CounterRandom
  ) -> String? {
    guard let kind = Self.kind(of: record.question), let others = answers[kind],
      let changed = QuestionSwap.swapped(record.question, text: text, answers: gold, &random)
    else { return nil }
    return Statement.made(of: changed, answer: others[Int(random.next() % UInt64(others.count))])
  }

  /// At the end half of the time; otherwise before any sentence that does not divide an answer.
  private func insert(
    _ sentence: String, into text: String, answers: [Range<Int>], _ random: inout CounterRandom
  ) -> (text: String, answers: [Range<Int>]) {
    let bytes = Array(text.utf8)
    let starts = splitter.sentences(in: Document(text: text)).map(\.range.lowerBound).filter { start in
      !answers.contains { $0.lowerBound < start && start < $0.upperBound }
    }
    guard random.next() % 2 == 0, !starts.isEmpty else { return ("\(text) \(sentence)", answers) }
    let place = starts[Int(random.next() % UInt64(starts.count))]
    let added = Array("\(sentence) ".utf8)
    let changed = bytes[..<place] + added + bytes[place...]
    return (
      String(decoding: changed, as: UTF8.self),
      answers.map { $0.lowerBound >= place ? $0.lowerBound + added.count..<$0.upperBound + added.count : $0 }
    )
  }
}
