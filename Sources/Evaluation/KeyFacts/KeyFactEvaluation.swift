/// Scores systems by the key facts that a person wrote down for each document, beside the best choice
/// possible.
///
/// Every system gets the same length on a document. Results do not depend on the number of threads.
public struct KeyFactEvaluation: Sendable {
  /// What systems are compared at.
  public var length: SummaryLength.Resolved
  /// How intervals are drawn.
  public var bootstrap: Bootstrap
  /// Threads; each takes the next document when it is done with one.
  public var workers: Int
  /// Documents to take from the start of the set; `nil` for all.
  public var limit: Int?

  /// Creates an evaluation.
  public init(
    length: SummaryLength.Resolved = .sentences(5), bootstrap: Bootstrap = Bootstrap(), workers: Int = 1,
    limit: Int? = nil
  ) {
    (self.length, self.bootstrap, self.workers, self.limit) = (length, bootstrap, workers, limit)
  }

  /// Runs `systems`, and the oracle behind them, on every document of `dataset`.
  ///
  /// - Parameter progress: Called with the number of documents done and of all, one call at a time.
  public func run(
    _ systems: [SummarySystem], on dataset: SummaryDataset,
    progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) -> KeyFactReport {
    let count = min(dataset.count, limit ?? dataset.count)
    let results = ScoredRecords.scores(count, workers: workers, progress: progress) {
      { score($0, of: dataset, systems: systems) }
    }
    let scored = results.compactMap { try? $0.get() }
    let names = systems.map(\.name) + ["oracle"]
    return KeyFactReport(
      names: names, records: scored.map(\.id),
      scores: names.indices.map { system in scored.map { $0.scores[system] } },
      failures: results.compactMap { result in if case .failure(let error) = result { error } else { nil } },
      bootstrap: bootstrap)
  }

  private func score(
    _ index: Int, of dataset: SummaryDataset, systems: [SummarySystem]
  ) -> Result<(id: String, scores: [KeyFactReport.Score]), EvaluationError> {
    do throws(EvaluationError) {
      let record = try dataset.record(at: index, needsReference: false)
      let facts = try FactMatcher(record)
      // What a person would choose from: running text, no headings, captions or notes.
      let texts = record.sentences.filter { sentence in
        guard let place = sentence.block, record.document.blocks.indices.contains(place) else { return true }
        let block = record.document.blocks[place]
        return [.paragraph, .listItem, .verse].contains(block.kind)
          && [.body, .abstract].contains(block.role)
      }.map { record.document.text(in: $0.range) }
      let words = texts.map(SummaryLength.words(in:))
      let masks = texts.map(facts.mask)
      var scores: [KeyFactReport.Score] = []
      for system in systems {
        let chosen: [String]
        do { chosen = try system.summarize(record, length) } catch {
          throw EvaluationError(
            kind: .system, file: dataset.path, place: "line \(record.line)",
            reason: "\(system.name): \(error)")
        }
        scores.append(judge(chosen, facts: facts, texts: texts, words: words))
      }
      let best = KeyFactOracle.select(masks: masks, words: words, share: facts.share, length: length)
      scores.append(judge(best.map { texts[$0] }, facts: facts, texts: texts, words: words))
      return .success((record.id, scores))
    } catch { return .failure(error) }
  }

  private func judge(
    _ chosen: [String], facts: FactMatcher, texts: [String], words: [Int]
  ) -> KeyFactReport.Score {
    let mask = chosen.reduce(0) { $0 | facts.mask($1) }
    var score = KeyFactReport.Score(
      covered: facts.share(mask), main: facts.holdsMain(mask), faults: SummaryFaults(chosen, of: texts),
      missing: facts.facts.indices.filter { mask >> $0 & 1 == 0 }.map { facts.facts[$0].fact })
    if case .words(let limit) = length {
      let left = limit - chosen.reduce(0) { $0 + SummaryLength.words(in: $1) }
      let taken = Set(chosen)
      let fits = texts.indices.contains { index in
        words[index] <= left && words[index] >= SummaryFaults.shortest && !taken.contains(texts[index])
          && !SummaryFaults.leans(texts[index]) && !SummaryFaults.isShard(texts[index])
      }
      if fits { score.unused = Double(left) / Double(limit) }
    }
    return score
  }
}
