import Synchronization

/// Keeps output, errors and journal in step, and finds what an earlier run has done already.
///
/// Files beside the output `OUT`: `OUT.errors.jsonl`, `OUT.journal`, and while a run takes up changed inputs
/// `*.aside`, which hold results of unchanged records that come later.
///
/// One thread writes; one other may ask ``nextExpected()``, which touches nothing that the writer does.
final class Ledger: @unchecked Sendable {
  let output: String
  private let sink: any ResultSink
  private let errors: LineSink
  private let journal: Journal
  /// Entries of an earlier run, read along with the input.
  private var earlier: Journal.Entries
  private let earlierCount: Int
  /// Where the next earlier record begins; `nil` once this run has left the earlier one's way.
  private var replay: Replay?
  private let kept: KeptResults
  private var asideJournal: AppendFile?

  private struct Replay {
    var journalEnd: Int
    var outputEnd = 0
    var errorsEnd = 0
    var entries: Journal.Entries
  }

  /// Opens everything beside `output`, and cuts off what an earlier run did not finish.
  init(
    output: String, errors errorsPath: String, sink: any ResultSink, fingerprint: String
  ) throws(CorpusError) {
    self.output = output
    self.sink = sink
    journal = try Journal(path: Self.journalPath(output), output: output, fingerprint: fingerprint)
    errors = try LineSink(path: errorsPath)
    let extent = try journal.extent(outputSize: sink.size, errorsSize: errors.size)
    try journal.truncate(to: extent.journalEnd)
    try sink.truncate(to: extent.outputEnd, ordinal: extent.count)
    try errors.truncate(to: extent.errorsEnd, ordinal: extent.count)
    earlierCount = extent.count
    earlier = try journal.entries()
    kept = KeptResults()
    let start = try journal.entries()
    replay = extent.count > 0 ? Replay(journalEnd: start.position, entries: start) : nil
    if AsideFile.exists(asidePath) { try loadAside() }
  }

  static func journalPath(_ output: String) -> String { output + ".journal" }
  private var asidePath: String { Self.journalPath(output) + ".aside" }

  /// Records that an earlier run has finished.
  var resumed: Int { earlierCount }

  // MARK: Finder's and workers' side

  /// What the earlier run wrote at the next position; called once for each item, in order.
  func nextExpected() -> JournalEntry? {
    guard let next = try? earlier.next(), next.entry.ordinal < earlierCount else { return nil }
    return next.entry
  }

  /// Results that workers need not make again.
  var results: KeptResults { kept }

  // MARK: Writer's side

  /// Takes the next record; returns what the journal says about it.
  func take(_ record: FinishedRecord) throws(CorpusError) -> JournalEntry {
    if case .known(let entry) = record.outcome, var place = replay, entry.ordinal == record.ordinal,
      let next = try place.entries.next(), next.entry == entry
    {
      place.journalEnd = next.end
      place.outputEnd = entry.output.upperBound
      place.errorsEnd = entry.errors.upperBound
      replay = record.ordinal + 1 < earlierCount ? place : nil
      try sink.keep(entry, id: record.id)
      return entry
    }
    if replay != nil { try leave(at: record.ordinal) }
    var entry = JournalEntry(
      ordinal: record.ordinal, key: record.key, output: 0..<0, errors: errors.size..<errors.size,
      sourceBytes: record.sourceBytes, words: 0, score: nil, kind: nil)
    switch record.outcome {
    case .result(let result):
      entry.output = try sink.append(result, ordinal: record.ordinal, id: record.id)
      (entry.words, entry.score) = (result.words, result.score)
    case .failure(let failure):
      entry.output = sink.size == .max ? 0..<0 : sink.size..<sink.size
      entry.errors = try errors.append(failure.jsonLine)
      entry.kind = failure.kind
    case .known(let old):
      guard let old = kept[old.key] else {
        throw .damaged(path: asidePath, reason: "record \(old.ordinal) is not in it; start over with --force")
      }
      entry.output = try sink.restore(old, ordinal: record.ordinal, id: record.id)
      entry.errors = try errors.restore(old.errors)
      (entry.words, entry.score, entry.kind) = (old.words, old.score, old.kind)
    }
    journal.note(entry)
    return entry
  }

  /// Records not safe on disk yet.
  var pending: Int { journal.pendingCount }

  /// Brings everything to the disk, the journal last.
  func sync() throws(CorpusError) {
    guard journal.pendingCount > 0 else { return }
    try sink.sync()
    try errors.sync()
    try journal.sync()
  }

  /// Ends a batch that has seen all of its input: what the earlier run had beyond it goes.
  func finish(count: Int) throws(CorpusError) {
    if replay != nil { try leave(at: count) }
    try sync()
    try sink.finish()
    try sink.sync()
    try errors.finish()
    errors.removeIfEmpty()
    asideJournal = nil
    AsideFile.remove(asidePath)
  }

  // MARK: Changed input

  /// The input differs from the earlier run's at record `ordinal`: what follows is set aside.
  private func leave(at ordinal: Int) throws(CorpusError) {
    guard let place = replay else { return }
    replay = nil
    let outputShift = try sink.setAside(from: place.outputEnd, ordinal: ordinal)
    let errorShift = try errors.setAside(from: place.errorsEnd, ordinal: ordinal)
    let aside: AppendFile
    if let asideJournal { aside = asideJournal } else { aside = try AppendFile(path: asidePath) }
    asideJournal = aside
    var entries = try journal.entries()
    while let (entry, _) = try entries.next() {
      guard entry.ordinal >= ordinal else { continue }
      var moved = entry
      moved.output = entry.output.shifted(by: outputShift)
      moved.errors = entry.errors.shifted(by: errorShift)
      try aside.append(moved.line)
      kept.add(moved)
    }
    try aside.sync()
    try journal.truncate(to: place.journalEnd)
    try sink.truncate(to: place.outputEnd, ordinal: ordinal)
    try errors.truncate(to: place.errorsEnd, ordinal: ordinal)
  }

  private func loadAside() throws(CorpusError) {
    let aside = try AppendFile(path: asidePath)
    var entries = try Journal.Entries(path: asidePath, position: 0)
    var end = 0
    while let next = try entries.next() {
      kept.add(next.entry)
      end = next.end
    }
    try aside.truncate(to: end)
    asideJournal = aside
  }
}

extension Range<Int> {
  package func shifted(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}

/// Results of unchanged records that have been set aside, by key.
package final class KeptResults: Sendable {
  private let entries = Mutex<[RecordKey: JournalEntry]>([:])

  package init() {}

  package func add(_ entry: JournalEntry) {
    entries.withLock { if $0[entry.key] == nil { $0[entry.key] = entry } }
  }

  subscript(key: RecordKey) -> JournalEntry? { entries.withLock { $0[key] } }
}
