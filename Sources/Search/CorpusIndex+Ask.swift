import Batch
import Foundation
import GRDB
import Ingestion
import Platform
import Results
import SpanExtraction
import Summarization
import Tokenization

extension CorpusIndex {
  /// Answers `question` from the passages that fit it best.
  ///
  /// Each passage is read on its own, all of them in shared batches. With log Zᵢ, the logarithm of the mass
  /// that the reader gives to all spans of passage i, and its search score rᵢ, an answer's probability is its
  /// share in its passage times softmax(log Zᵢ + λ (rᵢ − max r)) times the probability that there is an
  /// answer. For a reader with a null answer log Zᵢ counts from it, and it is enough that one passage holds
  /// an answer: that there is none is as likely as in the passage where it is least likely.
  ///
  /// - Throws: `CorpusError`, `ReaderError`, encoder errors.
  public func result(
    of question: String, reader: SpanReader, encoder: (any SentenceEncoding)?,
    options: AskOptions = AskOptions()
  ) throws -> CorpusAnswers {
    try result(of: question, reader: reader, encoder: encoder, options: options, following: { _ in })
  }

  /// The same, for whoever wants to know how far it is, or may want it no longer.
  ///
  /// - Parameter progress: gets the share of the passages' windows that is read, from 0 to 1, after each;
  ///   what it throws ends the work.
  package func result(
    of question: String, reader: SpanReader, encoder: (any SentenceEncoding)?, options: AskOptions,
    following progress: (Double) throws -> Void
  ) throws -> CorpusAnswers {
    var searching = options.search
    searching.limit = options.passages
    let hits = try search(question, encoder: encoder, options: searching)
    try progress(0)
    return try result(of: question, in: hits, reader: reader, options: options, following: progress)
  }

  /// The answers alone: see ``result(of:reader:encoder:options:)``.
  public func answers(
    to question: String, reader: SpanReader, encoder: (any SentenceEncoding)?,
    options: AskOptions = AskOptions()
  ) throws -> [CorpusAnswer] {
    try result(of: question, reader: reader, encoder: encoder, options: options).answers
  }

  /// Answers `question` from `hits`.
  public func result(
    of question: String, in hits: [SearchHit], reader: SpanReader, options: AskOptions
  ) throws -> CorpusAnswers {
    try result(of: question, in: hits, reader: reader, options: options, following: { _ in })
  }

  private func result(
    of question: String, in hits: [SearchHit], reader: SpanReader, options: AskOptions,
    following progress: (Double) throws -> Void
  ) throws -> CorpusAnswers {
    let readable = try hits.filter { !$0.text.isEmpty }.map { hit in
      let (document, layout) = try document(of: hit)
      let prepared = reader.prepare(
        document, sentences: layout.sentences, context: hit.context, columns: layout.columns)
      return (hit, prepared, layout.columns)
    }
    var reading = options.reader
    reading.threshold = 0
    reading.alwaysAnswers = true
    // Each passage as if it held an answer: whether any does is decided over all of them.
    reading.answerableShare = 1
    let found = try reader.results(
      of: readable.map { ReaderRequest(question: question, document: $0.1) }, options: reading,
      following: { try progress($0.share) })
    let bestHit = readable.map(\.0.score).max() ?? 0
    let weights = zip(found, readable).map { result, readable in
      result.answers.isEmpty
        ? -.infinity : result.logSpans + options.searchWeight * (readable.0.score - bestHit)
    }
    let isStrict = options.reader.strict
    guard weights.contains(where: \.isFinite) else {
      return CorpusAnswers(verdict: isStrict ? nil : Verdict.none)
    }
    let absent = isStrict ? nil : absence(found, options.reader)
    if isStrict, found.contains(where: { $0.noAnswerProbability != nil }), !options.reader.alwaysAnswers,
      surest(found) < 0
    {
      return CorpusAnswers()
    }
    let top = weights.max() ?? 0
    let total = weights.reduce(0) { $0 + exp($1 - top) }
    let present = isStrict ? strictPresence(found, options.reader, total) : 1 - (absent ?? 0)
    var results: [CorpusAnswer] = []
    for (index, result) in found.enumerated() where weights[index].isFinite {
      let share = present * exp(weights[index] - top) / total
      for answer in result.answers {
        let (hit, prepared, columns) = readable[index]
        let row = TableRow.text(at: answer.range.lowerBound, in: prepared.document, columns: columns)
        results.append(
          CorpusAnswer(answer: answer, row: row, hit: hit, probability: share * answer.probability))
      }
    }
    results.sort { ($1.probability, $0.hit.id) < ($0.probability, $1.hit.id) }
    let answers = Self.distinct(results, options.reader)
    if isStrict { return CorpusAnswers(answers: answers) }
    let verdict = Verdict.of(
      best: Self.distinct(results, ReaderOptions()).first?.probability ?? 0, absent: absent ?? 0,
      alwaysAnswers: options.reader.alwaysAnswers)
    return CorpusAnswers(
      answers: verdict == .none ? [] : answers, verdict: answers.isEmpty ? Verdict.none : verdict,
      noAnswerProbability: absent)
  }

  /// Answers `question` from `hits`.
  public func answers(
    to question: String, in hits: [SearchHit], reader: SpanReader, options: AskOptions
  ) throws -> [CorpusAnswer] {
    try result(of: question, in: hits, reader: reader, options: options).answers
  }

  /// Probability that no passage holds an answer; nil for a reader that always answers.
  private func absence(_ found: [ReaderResult], _ options: ReaderOptions) -> Double? {
    found.filter { !$0.answers.isEmpty }.compactMap(\.absenceLogOdds).map {
      AbsenceCalibration.probability(logOdds: $0, answerableShare: options.answerableShare)
    }.min()
  }

  private func surest(_ found: [ReaderResult]) -> Double {
    found.filter { !$0.answers.isEmpty }.map(\.logSpans).max() ?? 0
  }

  /// What version 0.1.0 left to the answers: the null answer of a passage has the score 0.
  private func strictPresence(_ found: [ReaderResult], _ options: ReaderOptions, _ total: Double) -> Double {
    let hasNull = found.contains { $0.noAnswerProbability != nil } && !options.alwaysAnswers
    return hasNull ? 1 / (1 + exp(-surest(found))) : 1
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
  func document(of hit: SearchHit) throws(CorpusError) -> (Document, PassageLayout) {
    let bytes: Data? = try read { database in
      try Data.fetchOne(database, sql: "SELECT layout FROM passage WHERE id = ?", arguments: [hit.id])
    }
    guard let bytes, let layout = PassageLayout(bytes: Array(bytes), textCount: hit.text.utf8.count) else {
      throw .damaged(path: path, reason: "passage \(hit.id) cannot be read; make the corpus again")
    }
    return (hit.document(layout), layout)
  }
}

extension SearchHit {
  /// The passage as a document of its own.
  func document(_ layout: PassageLayout) -> Document {
    let source = SourceDescription(
      path: path, format: .text, encoding: "UTF-8", byteCount: text.utf8.count, sha256: "", recordID: record)
    return Document(
      source: source, title: title, text: text, blocks: layout.blocks, map: layout.map, space: layout.space)
  }

  /// What a passage is about and does not say itself: the document's title and the headings around it.
  var context: String? {
    let parts = [title ?? "", heading].filter { !$0.isEmpty }
    return parts.isEmpty ? nil : parts.joined(separator: ": ") + "."
  }
}
