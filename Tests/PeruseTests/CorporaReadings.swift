import Peruse

/// What the reader that ships says of every question in `corpora/`, read once for all tests that look at it.
struct CorporaReadings {
  enum Kind: String, CaseIterable {
    case asAsked = "as asked"
    case inOtherWords = "in other words"
    case without = "without an answer"
  }

  let id: String
  let kind: Kind
  let language: String
  let answers: [String]
  let document: Document
  /// As anybody who asks gets it, and with a span in any case.
  let result: ReaderResult
  let forced: ReaderResult

  static let shared = Result { try read() }

  private static func read() throws -> [CorporaReadings] {
    let reader = try Reader()
    var always = ReaderOptions()
    always.alwaysAnswers = true
    return try Corpora.load().documents.flatMap { entry in
      guard let document = try Corpora.document(entry) else { return [CorporaReadings]() }
      let items =
        entry.questions.map { ($0, $0.question, $0.answers.isEmpty ? Kind.without : .asAsked) }
        + entry.questions.compactMap { question in question.reworded.map { (question, $0, .inOtherWords) } }
      let readable = reader.prepare(document)
      let scored = try reader.scored(
        items.map { ReaderRequest(question: $0.1, document: readable) }, options: always)
      return zip(items, scored).map { item, scored in
        CorporaReadings(
          id: item.0.id, kind: item.2, language: entry.language, answers: item.0.answers, document: document,
          result: scored.result(reader.calibration, options: ReaderOptions()),
          forced: scored.result(reader.calibration, options: always))
      }
    }
  }
}
