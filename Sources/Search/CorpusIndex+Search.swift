import Batch
import Foundation
import GRDB
import Ingestion
import SpanExtraction
import Summarization

extension CorpusIndex {
  /// The passages that fit `query` best, by falling score.
  ///
  /// BM25 finds candidates; then the query, as a vector, attends to the sentences of each (scaled dot product
  /// and softmax), and what it reads there is compared with it once more.
  ///
  /// - Parameter encoder: the model that made the corpus's vectors; without one BM25 alone decides.
  /// - Throws: `CorpusError`.
  public func search(
    _ query: String, encoder: (any SentenceEncoding)?, options: SearchOptions = SearchOptions()
  ) throws(CorpusError) -> [SearchHit] {
    let languages = try read { try Self.stemmedLanguages($0) }
    let words = SearchQuery(query, keepsStopWords: options.keepsStopWords, languages: languages)
    guard let expression = words.expression else {
      throw .invalidOption("the query has no words to search for")
    }
    var vector: [Float]?
    if options.attention > 0, let encoder {
      do { vector = try Self.unit(encoder.vector(for: query)) } catch {
        throw .invalidOption("the query cannot be encoded: \(error)")
      }
    }
    var usesVectors = false
    if vector != nil { usesVectors = try hasVectors(of: encoder?.name) }
    let rows = try candidates(expression, options, withVectors: usesVectors)
    let best = rows.first?.bm25 ?? 0
    var found: [(hit: SearchHit, layout: [UInt8], sentence: Int?)] = []
    for row in rows {
      var hit = row.hit
      let lexical = best > 0 ? row.bm25 / best : 0
      hit.parts = ["bm25": row.bm25]
      hit.score = lexical
      var sentence: Int?
      if usesVectors, let vector, let bytes = row.vectors {
        guard let vectors = QuantizedVectors(bytes: bytes, width: vector.count) else {
          throw .damaged(path: path, reason: "the vectors of passage \(row.id) cannot be read")
        }
        let attention = QueryAttention(vectors.cosines(with: vector))
        hit.parts["attention"] = attention.score
        hit.score = (1 - options.attention) * lexical + options.attention * attention.score
        sentence = attention.best.map { $0 - 1 }
      }
      found.append((hit, row.layout, sentence))
    }
    found.sort { ($1.hit.score, $0.hit.id) < ($0.hit.score, $1.hit.id) }
    var counts: [Int64: Int] = [:]
    var chosen: [SearchHit] = []
    for (found, bytes, sentence) in found where chosen.count < options.limit {
      var hit = found
      counts[hit.document, default: 0] += 1
      guard counts[hit.document, default: 0] <= options.perDocument else { continue }
      if options.locates {
        guard let layout = PassageLayout(bytes: bytes, textCount: hit.text.utf8.count) else {
          throw .damaged(path: path, reason: "passage \(hit.id) cannot be read; make the corpus again")
        }
        // Encoders of English say nothing about words without spaces.
        let attended = SearchText.indexed(query) == nil ? sentence : nil
        hit.locate(layout, sentence: Self.bestSentence(layout, hit.text, query, attended: attended))
        hit.row = hit.sentence.flatMap { sentence in
          TableRow.text(at: sentence.lowerBound, in: hit.document(layout), columns: layout.columns)
        }
      }
      chosen.append(hit)
    }
    return chosen
  }

  private func hasVectors(of name: String?) throws(CorpusError) -> Bool {
    let present = try read { try Self.setting("encoder", $0) }
    if let name, let present, !present.isEmpty, present != name {
      throw .invalidOption(
        "\(path) has the vectors of \(present), not of \(name)", remedy: .sameModel)
    }
    return present?.isEmpty == false
  }

  private struct Candidate {
    var id: Int64
    var body: String
    var layout: [UInt8]
    var vectors: [UInt8]?
    var bm25: Double
    var hit: SearchHit
  }

  private func candidates(
    _ expression: String, _ options: SearchOptions, withVectors: Bool
  ) throws(CorpusError) -> [Candidate] {
    let weights = options.weights
    return try read { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT passage.id, passage.document, passage.number, passage.heading, passage.body, passage.layout,
            \(withVectors ? "passage.vectors" : "NULL") AS vectors,
            document.name, document.path, document.title, document.record, found.score
          FROM (
            SELECT rowid AS id, bm25(passage_text, ?, ?, ?) AS score FROM passage_text
            WHERE passage_text MATCH ? ORDER BY score, rowid LIMIT ?
          ) AS found
          JOIN passage ON passage.id = found.id JOIN document ON document.id = passage.document
          ORDER BY found.score, passage.id
          """)
      let count = max(options.limit, options.candidates)
      let rows = try Row.fetchAll(
        statement, arguments: [weights.title, weights.heading, weights.body, expression, count])
      return rows.map { row in
        let score: Double = row["score"]
        let layout: Data = row["layout"]
        let vectors: Data? = row["vectors"]
        let body: String = row["body"]
        let hit = SearchHit(
          name: row["name"], path: row["path"], record: row["record"], title: row["title"],
          heading: row["heading"], text: body, score: 0, parts: [:], number: row["number"], id: row["id"],
          document: row["document"])
        return Candidate(
          id: row["id"], body: body, layout: Array(layout), vectors: vectors.map { Array($0) }, bm25: -score,
          hit: hit)
      }
    }
  }

  /// The sentence that the query attends to most, unless another has twice as many of its words: of a list of
  /// names, whose vectors are much alike, the one that was asked for. Without vectors of use the one that
  /// shares most words with the query.
  private static func bestSentence(
    _ layout: PassageLayout, _ body: String, _ query: String, attended: Int?
  ) -> Int? {
    let wanted = Set(QueryWords.stems(of: query))
    // What was found as the index holds it is looked for so, too: parts of words, and other forms of letters.
    let terms = Set(SearchQuery.tellingWords(of: query).map(SearchText.terms)).filter { $0.utf8.count > 2 }
    let utf8 = body.utf8
    let shared = layout.sentences.map { sentence in
      let start = utf8.index(utf8.startIndex, offsetBy: sentence.range.lowerBound)
      let text = body[start..<utf8.index(start, offsetBy: sentence.range.count)]
      let held = SearchText.terms(String(text))
      return Set(QueryWords.stems(of: String(text))).intersection(wanted).count
        + (text.contains(query) ? 1 : 0) + terms.count { held.contains($0) }
    }
    guard let most = shared.max(), let first = shared.firstIndex(of: most) else { return attended }
    guard let attended, shared.indices.contains(attended) else { return first }
    return most >= 2 * max(1, shared[attended]) ? first : attended
  }

  static func unit(_ vector: [Float]) -> [Float] {
    let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return norm > 0 && norm.isFinite ? vector.map { $0 / norm } : vector
  }
}

extension SearchHit {
  /// Fills in places.
  mutating func locate(_ layout: PassageLayout, sentence index: Int?) {
    let path = layout.blocks.first?.elementPath ?? "/"
    provenance = layout.provenance(of: 0..<text.utf8.count, path: path)
    guard let index, layout.sentences.indices.contains(index) else { return }
    let found = layout.sentences[index]
    sentence = found.range
    sentenceProvenance = layout.provenance(
      of: found.range, path: found.block.map { layout.blocks[$0].elementPath } ?? path)
  }
}

/// A query's attention over the sentences of a passage: weights are softmax(cosine / temperature), and the
/// score is the cosine that they give on average. The first row is the passage's title, which is context and
/// no sentence.
struct QueryAttention {
  /// Sharp enough that one good sentence counts among many that say something else.
  static let temperature: Float = 0.05

  let score: Double
  /// Row with the most attention; never the title's.
  let best: Int?

  init(_ cosines: [Float]) {
    best = cosines.indices.dropFirst().max { (cosines[$0], $1) < (cosines[$1], $0) }
    guard let top = cosines.max() else {
      score = 0
      return
    }
    var total: Float = 0
    var sum: Float = 0
    for cosine in cosines {
      let weight = Foundation.exp((cosine - top) / Self.temperature)
      total += weight
      sum += weight * cosine
    }
    score = Double(sum / total)
  }
}
