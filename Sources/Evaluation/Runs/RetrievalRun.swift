import Evaluation
import Foundation
import PeruseCore
import Platform

/// A question with the document that answers it: a line of a retrieval data set.
public struct RetrievalQuestion: Sendable, Codable, Hashable {
  /// The question.
  public var question: String
  /// Stable name of the document in the corpus.
  public var document: String
  /// Gold answers, where reading is measured too.
  public var answers: [String]?

  /// Reads JSON lines.
  ///
  /// - Throws: `EvaluationError` naming file and line.
  public static func read(_ path: String) throws -> [RetrievalQuestion] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw EvaluationError(kind: .unreadable, file: path, reason: "no such file, or it may not be read")
    }
    return try JSONLines(data, file: path).map { line in
      do { return try line.decode(RetrievalQuestion.self) } catch {
        throw EvaluationError(
          kind: .malformed, file: path, place: "line \(line.number)",
          reason: #"a question needs "question" and "document""#)
      }
    }
  }
}

/// How often the right document is found, and the right answer in it.
public struct RetrievalScores: Sendable, Codable, Hashable {
  /// One way of searching.
  public struct System: Sendable, Codable, Hashable {
    /// `bm25` or `attention`.
    public var name: String
    /// Share of questions whose document is among the first 1, 5 and 20.
    public var recall: [String: Double]
    /// Mean milliseconds a question, search alone.
    public var milliseconds: Double
    /// Exact match in the open setting, in per cent.
    public var exactMatch: Double?
    /// F1 in the open setting, in per cent.
    public var f1: Double?
    /// Mean milliseconds a question for reading.
    public var readingMilliseconds: Double?
  }

  /// Number of questions.
  public var total: Int
  /// Systems in the order asked for.
  public var systems: [System]
}

/// Measures search, and on request reading, on a corpus.
public struct RetrievalRun: Sendable {
  /// The corpus.
  public var index: CorpusIndex
  /// Reader and encoder; `nil` where words alone are measured.
  public var tools: CorpusTools?
  /// Ways of searching by name.
  public var systems: [(name: String, options: SearchOptions)]
  /// How passages are read; `nil` for not at all.
  public var asking: AskOptions?

  /// Ranks that recall is reported at.
  public static let ranks = [1, 5, 20]

  /// Creates a run.
  public init(
    index: CorpusIndex, tools: CorpusTools?, systems: [(name: String, options: SearchOptions)],
    asking: AskOptions? = nil
  ) {
    (self.index, self.tools, self.systems, self.asking) = (index, tools, systems, asking)
  }

  /// Asks every question of every system.
  ///
  /// - Parameter progress: called with the number of questions asked so far, over all systems.
  /// - Throws: `CorpusError`, `ReaderError`.
  public func scores(
    for questions: [RetrievalQuestion], progress: (Int) -> Void = { _ in }
  ) throws -> RetrievalScores {
    let scorer = SquadScorer(version: .v1)
    var asked = 0
    let systems = try systems.map { name, options in
      var options = options
      options.limit = 200
      options.candidates = 200
      options.locates = false
      var found = [Int](repeating: 0, count: Self.ranks.count)
      var (exact, f1, answered) = (0.0, 0.0, 0)
      var (searching, reading) = (Duration.zero, Duration.zero)
      for question in questions {
        var start = ContinuousClock.now
        let hits = try index.search(question.question, encoder: tools?.encoder, options: options)
        searching += .now - start
        var documents: [String] = []
        for hit in hits {
          // A question may name its document by the whole path.
          let name = hit.path == question.document ? hit.path : hit.name
          if documents.last != name, !documents.contains(name) { documents.append(name) }
        }
        if let rank = documents.firstIndex(of: question.document) {
          for (place, limit) in Self.ranks.enumerated() where rank < limit { found[place] += 1 }
        }
        if var asking, let tools, let gold = question.answers {
          asking.reader.givesEvidence = false
          start = .now
          let best = try index.answers(
            to: question.question, in: Array(hits.prefix(asking.passages)), reader: tools.reader,
            options: asking
          ).first
          reading += .now - start
          let score = scorer.score(best?.answer.text ?? "", against: gold)
          exact += score.exact
          f1 += score.f1
          answered += 1
        }
        asked += 1
        progress(asked)
      }
      let count = Double(max(1, questions.count))
      let read = Double(max(1, answered))
      return RetrievalScores.System(
        name: name,
        recall: Dictionary(
          uniqueKeysWithValues: zip(Self.ranks, found).map { ("\($0)", Double($1) / count) }),
        milliseconds: searching / .milliseconds(1) / count,
        exactMatch: answered > 0 ? exact / read * 100 : nil, f1: answered > 0 ? f1 / read * 100 : nil,
        readingMilliseconds: answered > 0 ? reading / .milliseconds(1) / read : nil)
    }
    return RetrievalScores(total: questions.count, systems: systems)
  }
}
