import Batch
import Foundation
import GRDB
import Ingestion
import Results
import SpanExtraction
import Summarization
import Tokenization

extension CorpusIndex {
  /// Answers `question` from the passages that fit it best.
  ///
  /// Each passage is read on its own, all of them in shared batches. With log Zᵢ, the logarithm of the mass that the
  /// reader gives to all spans of passage i, and its search score rᵢ, an answer's probability is its share in its
  /// passage times softmax(log Zᵢ + λ (rᵢ − max r)). For a reader with a null answer log Zᵢ counts from it. Where it is likelier than an
  /// answer in each of the passages, there is none; otherwise its share is that of the passage where it is least likely.
  ///
  /// - Throws: ``CorpusError``, `ReaderError`, encoder errors.
  public func answers(
    to question: String, reader: SpanReader, encoder: (any SentenceEncoding)?,
    options: AskOptions = AskOptions()
  ) throws -> [CorpusAnswer] {
    var searching = options.search
    searching.limit = options.passages
    let hits = try search(question, encoder: encoder, options: searching)
    return try answers(to: question, in: hits, reader: reader, options: options)
  }

  /// Answers `question` from `hits`.
  public func answers(
    to question: String, in hits: [SearchHit], reader: SpanReader, options: AskOptions
  ) throws -> [CorpusAnswer] {
    let readable = try hits.filter { !$0.text.isEmpty }.map { hit in
      let (document, sentences) = try document(of: hit)
      return (hit, reader.prepare(document, sentences: sentences))
    }
    var reading = options.reader
    reading.threshold = 0
    reading.alwaysAnswers = true
    let found = try reader.results(
      of: readable.map { ReaderRequest(question: question, document: $0.1) }, options: reading)
    let bestHit = readable.map(\.0.score).max() ?? 0
    let weights = zip(found, readable).map { result, readable in
      result.answers.isEmpty
        ? -.infinity : result.logSpans + options.searchWeight * (readable.0.score - bestHit)
    }
    guard weights.contains(where: \.isFinite) else { return [] }
    // The null answer of a passage has the score 0, and it is enough that one passage holds an answer, wherever the search has
    // put it.
    let hasNull = found.contains { $0.noAnswerProbability != nil } && !options.reader.alwaysAnswers
    let surest = found.filter { !$0.answers.isEmpty }.map(\.logSpans).max() ?? 0
    if hasNull, surest < 0 { return [] }
    let top = weights.max() ?? 0
    let present = weights.reduce(0) { $0 + exp($1 - top) }
    let total = hasNull ? present * (1 + exp(-surest)) : present
    var results: [CorpusAnswer] = []
    for (index, result) in found.enumerated() where weights[index].isFinite {
      let share = exp(weights[index] - top) / total
      for answer in result.answers {
        results.append(
          CorpusAnswer(answer: answer, hit: readable[index].0, probability: share * answer.probability))
      }
    }
    results.sort { ($1.probability, $0.hit.id) < ($0.probability, $1.hit.id) }
    return Self.distinct(results, options.reader)
  }

  /// Adds up the same answer from several passages, and keeps the best of each.
  private static func distinct(_ answers: [CorpusAnswer], _ options: ReaderOptions) -> [CorpusAnswer] {
    var places: [String: Int] = [:]
    var kept: [CorpusAnswer] = []
    for answer in answers {
      let key = answer.answer.text.onOneLine.lowercased()
      if let place = places[key] {
        kept[place].probability += answer.probability
      } else {
        places[key] = kept.count
        kept.append(answer)
      }
    }
    kept.sort { ($1.probability, $0.hit.id) < ($0.probability, $1.hit.id) }
    return Array(kept.prefix(options.top).prefix { $0.probability >= options.threshold })
  }

  /// The passage as a document of its own, whose places are those of the source.
  func document(of hit: SearchHit) throws(CorpusError) -> (Document, [Sentence]) {
    let bytes: Data? = try read { database in
      try Data.fetchOne(database, sql: "SELECT layout FROM passage WHERE id = ?", arguments: [hit.id])
    }
    guard let bytes, let layout = PassageLayout(bytes: Array(bytes), textCount: hit.text.utf8.count) else {
      throw .damaged(path: path, reason: "passage \(hit.id) cannot be read; make the corpus again")
    }
    let source = SourceDescription(
      path: hit.path, format: .text, encoding: "UTF-8", byteCount: hit.text.utf8.count, sha256: "",
      recordID: hit.record)
    let document = Document(
      source: source, title: hit.title, text: hit.text, blocks: layout.blocks, map: layout.map,
      space: layout.space)
    return (document, layout.sentences)
  }
}
