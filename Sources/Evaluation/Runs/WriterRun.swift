import Evaluation
import Generation
import PeruseCore
import Tokenization

/// Runs a writer over the questions of a SQuAD data set turned round: the sentence and the answer in it give
/// a question, which is compared with the one that a person asked.
public struct WriterRun: Sendable {
  /// The writer under test.
  public var writer: SequenceWriter
  /// The reader that has to find each answer again in its paragraph; nil for none.
  public var reader: Reader?
  /// Words that the reader's answer and the gold one must share, as an F-measure, to be the same.
  public var agreement = 0.6
  private let splitter = SentenceSplitter()

  /// What the writer wrote.
  public struct Scores: Sendable, Codable {
    /// Questions with an answer that stands in a sentence.
    public var questions: Int
    /// Corpus BLEU-4 of the best question each, one reference, in small letters, in percent (Papineni et al.
    /// 2002).
    public var bleu4: Double
    /// Share of the questions that are word for word the person's.
    public var exact: Double
    /// Share of the questions whose answer the reader finds again.
    public var foundAgain: Double?
  }

  /// One question.
  public struct Example: Sendable {
    /// Its id in the data.
    public var id: String
    /// The answer, what a person asked, and what was written.
    public var answer: String, reference: String, written: String
  }

  /// Creates a run.
  public init(writer: SequenceWriter, reader: Reader? = nil) { (self.writer, self.reader) = (writer, reader) }

  /// Writes a question for every answer of `dataset`.
  ///
  /// - Parameters:
  ///   - beam: sequences that are kept while writing.
  ///   - each: called with every question, in the data's order.
  /// - Throws: errors of the reader.
  public func scores(
    for dataset: SquadDataset, beam: Int, each: (Example) throws -> Void = { _ in }
  ) throws -> Scores {
    var search = writer.search
    search.beam = beam
    search.best = 1
    var bleu = CorpusBleu()
    var (count, exact, again) = (0, 0, 0)
    for paragraph in dataset.data.flatMap(\.paragraphs) {
      let sentences = splitter.sentences(in: paragraph.context).map(\.range)
      let asked = paragraph.qas.compactMap { question in
        request(question, in: paragraph.context, sentences).map { (question: question, request: $0) }
      }
      let written = writer.write(about: asked.map(\.request), in: paragraph.context, search: search)
      var requests: [ReaderRequest] = []
      var golds: [[String]] = []
      let document = reader.map { $0.prepare(Document(text: paragraph.context)) }
      for (item, sequences) in zip(asked, written) {
        let words = sequences.first?.words.map(\.lowered) ?? []
        let reference = writer.lowered(item.question.question)
        bleu.add(words, reference: reference)
        (count, exact) = (count + 1, exact + (words == reference ? 1 : 0))
        let text = sequences.first?.text ?? ""
        let answer = item.question.answers.first?.text ?? ""
        try each(
          Example(id: item.question.id, answer: answer, reference: item.question.question, written: text))
        if let document, !text.isEmpty {
          requests.append(ReaderRequest(question: text, document: document))
          golds.append(writer.lowered(answer))
        }
      }
      if let reader, !requests.isEmpty {
        for (result, gold) in zip(try reader.results(of: requests, options: ReaderOptions()), golds) {
          guard result.verdict != Verdict.none, let answer = result.answers.first else { continue }
          if QuestionAsker.agreement(of: writer.lowered(answer.text), with: gold) >= agreement { again += 1 }
        }
      }
    }
    let total = Double(max(1, count))
    return Scores(
      questions: count, bleu4: 100 * bleu.value, exact: Double(exact) / total,
      foundAgain: reader == nil ? nil : Double(again) / total)
  }

  /// The sentences that the first answer stands in.
  private func request(
    _ question: SquadDataset.Question, in context: String, _ sentences: [Range<Int>]
  ) -> SequenceWriter.Request? {
    guard let answer = question.answers.first,
      let range = try? AnswerPlace.range(of: answer, in: context).get()
    else {
      return nil
    }
    let around = sentences.filter { $0.overlaps(range) }
    guard let first = around.first, let last = around.last else { return nil }
    return SequenceWriter.Request(range: first.lowerBound..<last.upperBound, answer: range)
  }
}
