/// A system under evaluation.
public struct SummarySystem: Sendable {
  /// Its name in the report.
  public var name: String
  /// Summarizes a record within a length: the sentences of the summary in its order. May be called from
  /// several threads at once.
  public var summarize: @Sendable (SummaryRecord, SummaryLength.Resolved) throws -> [String]

  /// Creates a system.
  public init(
    name: String, summarize: @escaping @Sendable (SummaryRecord, SummaryLength.Resolved) throws -> [String]
  ) {
    self.name = name
    self.summarize = summarize
  }

  /// The first sentences that fit the length: Lead-k.
  public static let lead = SummarySystem(name: "lead") { record, length in
    let texts = record.sentenceTexts
    return length.lead(words: texts.map(SummaryLength.words(in:))).map { texts[$0] }
  }

  /// The greedy extractive oracle, which sees the references: what choosing sentences can reach.
  public static let oracle = SummarySystem(name: "oracle") { record, length in
    let texts = record.sentenceTexts
    return ExtractiveOracle().select(from: texts, references: record.references, length: length).map {
      texts[$0]
    }
  }
}

/// Scores systems on a data set: ROUGE for each record, means with intervals, paired differences.
///
/// Every system gets the same length on a record. Results do not depend on the number of threads.
public struct SummaryEvaluation: Sendable {
  /// What systems are compared at.
  public var length: SummaryLength
  /// Whether words are stemmed; published figures are.
  public var stemming: Bool
  /// How intervals are drawn.
  public var bootstrap: Bootstrap
  /// Threads; each takes the next record when it is done with one.
  public var workers: Int
  /// Records to take from the start of the set; `nil` for all.
  public var limit: Int?

  /// Creates an evaluation.
  public init(
    length: SummaryLength = .referenceSentences, stemming: Bool = true, bootstrap: Bootstrap = Bootstrap(),
    workers: Int = 1, limit: Int? = nil
  ) {
    self.length = length
    self.stemming = stemming
    self.bootstrap = bootstrap
    self.workers = workers
    self.limit = limit
  }

  /// Runs `systems` on every record of `dataset`.
  ///
  /// A record that cannot be read, or that a system fails on, is left out for all systems and reported in
  /// ``SummaryReport/failures``.
  ///
  /// - Parameter progress: Called with the number of records done and of all, one call at a time.
  public func run(
    _ systems: [SummarySystem], on dataset: SummaryDataset,
    progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) -> SummaryReport {
    let count = min(dataset.count, limit ?? dataset.count)
    let results = ScoredRecords.scores(count, workers: workers, progress: progress) {
      var workspace = RougeWorkspace(stemming: stemming)
      return { index in
        Self.score(record: index, of: dataset, systems: systems, length: length, workspace: &workspace)
      }
    }
    return SummaryReport(names: systems.map(\.name), results: results, length: length, bootstrap: bootstrap)
  }

  private static func score(
    record index: Int, of dataset: SummaryDataset, systems: [SummarySystem], length: SummaryLength,
    workspace: inout RougeWorkspace
  ) -> Result<RecordScores, EvaluationError> {
    let record: SummaryRecord
    do { record = try dataset.record(at: index) } catch { return .failure(error) }
    let resolved = length.resolved(references: record.references)
    workspace.vocabulary.settle(for: record.references)
    let references = record.references.map { workspace.vocabulary.lines(in: $0) }
    var scores = RecordScores(id: record.id)
    scores.isInOtherScript = workspace.vocabulary.comparesOwnScript
    for system in systems {
      let sentences: [String]
      do {
        sentences = try system.summarize(record, resolved)
      } catch {
        return .failure(
          EvaluationError(
            kind: .system, file: dataset.path, place: "line \(record.line)",
            reason: "\(system.name): \(error)"))
      }
      // A sentence is one line, whatever line breaks the document has inside it.
      let lines = sentences.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
      let candidate = workspace.vocabulary.lines(in: lines.joined(separator: "\n"))
      scores.rouge.append(workspace.score(candidate, against: references))
      scores.words.append(lines.reduce(0) { $0 + SummaryLength.words(in: $1) })
      scores.sentences.append(lines.count)
    }
    return .success(scores)
  }
}

/// Scores of every system on one record.
struct RecordScores: Sendable {
  var id: String
  /// Whether words and characters of another script than Latin were compared.
  var isInOtherScript = false
  var rouge: [RougeScores] = []
  var words: [Int] = []
  var sentences: [Int] = []
}
