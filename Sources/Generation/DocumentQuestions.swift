import Foundation
import Ingestion
import SpanExtraction
import Summarization
import Tokenization

/// A question that a document answers.
public struct DocumentQuestion: Sendable {
  /// The question, as it was written.
  public var question: WrittenSequence
  /// UTF-8 range of the answer in the document's text.
  public var range: Range<Int>
  /// Index of its sentence.
  public var sentence: Int
  /// How likely the reader finds this answer.
  public var probability: Double
  /// Mean log probability of the question's words, to which the log of ``probability`` is added.
  public var score: Double
}

/// Asks what a document answers: a writer writes questions about stretches of it, and a reader that finds the
/// stretch again decides which are shown.
public struct QuestionAsker: Sendable {
  /// Writes.
  public let writer: SequenceWriter
  /// Answers what was written.
  public let reader: SpanReader
  /// Questions tried for each that is wanted.
  public var tries = 4
  /// Words that the reader's answer and the stretch must share, as an F-measure.
  public var agreement = 0.6
  /// Least probability of the answer.
  public var leastProbability = 0.4

  /// Most candidates of one sentence, and of one document for each question that is wanted.
  private static let ofSentence = 6, ofQuestion = 24

  /// Puts a writer and a reader together.
  public init(writer: SequenceWriter, reader: SpanReader) { (self.writer, self.reader) = (writer, reader) }

  /// At most `count` questions, spread over the document, in its order.
  ///
  /// - Throws: errors of the reader.
  public func questions(about document: ReadableDocument, count: Int) throws -> [DocumentQuestion] {
    let candidates = candidates(in: document, count: count)
    var search = writer.search
    search.best = 1
    let written = writer.write(
      about: candidates.map { SequenceWriter.Request(range: $0.stretch, answer: $0.answer) },
      in: document.document.text, search: search)
    var proposals: [(candidate: Candidate, question: WrittenSequence)] = []
    for (candidate, sequences) in zip(candidates, written) {
      guard let question = sequences.first else { continue }
      let answer = writer.lowered(document.document.text(in: candidate.answer))
      if QuestionForm.isFit(question, answer: answer) { proposals.append((candidate, question)) }
    }
    // Of equal questions the one that is surest of its words; then the surest of each part of the document.
    var seen: Set<String> = []
    proposals.sort { $0.question.meanLogProbability > $1.question.meanLogProbability }
    proposals.removeAll { !seen.insert($0.question.text).inserted }
    let tried = Self.spread(
      proposals, over: document.sentences.count, most: count * tries, ofSentence: 3
    ) { $0.candidate.sentence }
    let found = try confirmed(tried, in: document, count: count)
    return Self.spread(
      found.sorted { $0.score > $1.score }, over: document.sentences.count, most: count, ofSentence: 1
    ) { $0.sentence }.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// What a question may be asked about.
  struct Candidate {
    var sentence: Int
    var stretch: Range<Int>
    var answer: Range<Int>
  }

  /// Stretches of sentences that can stand alone, evenly over the document.
  private func candidates(in document: ReadableDocument, count: Int) -> [Candidate] {
    let finder = AnswerCandidates(in: document.document.text)
    var candidates: [Candidate] = []
    for (index, sentence) in document.sentences.enumerated() {
      guard let number = sentence.block else { continue }
      let block = document.document.blocks[number]
      guard block.role == .body || block.role == .abstract,
        block.kind == .paragraph || block.kind == .listItem
      else { continue }
      let own = document.document.text(in: sentence.range)
      let words = own.split(whereSeparator: \.isWhitespace).count
      // What leans on the sentence before cannot be asked about alone, and a question has no answer.
      guard (5...60).contains(words), !own.hasSuffix("?"), !own.hasSuffix(":"),
        SentenceOpening(of: own) != .anaphoric
      else { continue }
      for answer in finder.find(in: sentence.range) {
        candidates.append(Candidate(sentence: index, stretch: sentence.range, answer: answer))
      }
    }
    return Self.spread(
      candidates, over: document.sentences.count, most: count * Self.ofQuestion, ofSentence: Self.ofSentence
    ) { $0.sentence }
  }

  /// Those whose stretch the reader finds again, in as many sentences as questions are wanted.
  private func confirmed(
    _ tried: [(candidate: Candidate, question: WrittenSequence)], in document: ReadableDocument, count: Int
  ) throws -> [DocumentQuestion] {
    var options = ReaderOptions()
    options.closeWindows = 4
    var found: [DocumentQuestion] = []
    var sentences: Set<Int> = []
    // Reading is what takes long, and each round has the best of every part: no more rounds than it takes.
    for first in stride(from: 0, to: tried.count, by: count) where sentences.count < count {
      let round = tried[first..<min(first + count, tried.count)]
      found += try confirmed(round, in: document, options)
      sentences = Set(found.map(\.sentence))
    }
    return found
  }

  private func confirmed(
    _ tried: ArraySlice<(candidate: Candidate, question: WrittenSequence)>, in document: ReadableDocument,
    _ options: ReaderOptions
  ) throws -> [DocumentQuestion] {
    let requests = tried.map { ReaderRequest(question: $0.question.text, document: document) }
    let results = try reader.results(of: requests, options: options)
    var found: [DocumentQuestion] = []
    for (item, result) in zip(tried, results) {
      guard result.verdict == .answer, let answer = result.answers.first, !answer.isEvidence,
        answer.probability >= leastProbability, answer.range.overlaps(item.candidate.answer)
      else { continue }
      let wanted = writer.lowered(document.document.text(in: item.candidate.answer))
      guard Self.agreement(of: writer.lowered(answer.text), with: wanted) >= agreement else { continue }
      found.append(
        DocumentQuestion(
          question: item.question, range: answer.range, sentence: answer.sentence,
          probability: answer.probability,
          score: item.question.meanLogProbability + log(max(answer.probability, 1e-9))))
    }
    return found
  }

  /// F-measure of shared words.
  package static func agreement(of found: [String], with wanted: [String]) -> Double {
    var left: [String: Int] = [:]
    for word in wanted { left[word, default: 0] += 1 }
    var shared = 0
    for word in found where left[word, default: 0] > 0 {
      left[word, default: 0] -= 1
      shared += 1
    }
    return found.isEmpty || wanted.isEmpty ? 0 : 2 * Double(shared) / Double(found.count + wanted.count)
  }

  /// At most `most` of `items`, which come best first: the best of each of as many equal parts of the
  /// document as are wanted, then the next best, and of no sentence more than `ofSentence`.
  package static func spread<Item>(
    _ items: [Item], over sentences: Int, most: Int, ofSentence: Int, sentence: (Item) -> Int
  ) -> [Item] {
    guard sentences > 0, most > 0 else { return [] }
    var bySentence: [Int: Int] = [:]
    var byPart: [Int: [Item]] = [:]
    for item in items {
      let own = sentence(item)
      bySentence[own, default: 0] += 1
      guard bySentence[own, default: 0] <= ofSentence else { continue }
      byPart[own * most / sentences, default: []].append(item)
    }
    var chosen: [Item] = []
    var round = 0
    let parts = byPart.keys.sorted()
    while chosen.count < most {
      let next = parts.compactMap { part in
        byPart[part].flatMap { round < $0.count ? $0[round] : nil }
      }
      if next.isEmpty { break }
      // Where a round is more than is wanted, the best of it: items are in order within parts only.
      chosen += next.prefix(most - chosen.count)
      round += 1
    }
    return chosen
  }
}
