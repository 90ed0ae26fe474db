import Synchronization

/// Keeps output, errors and journal in step, and finds what an earlier run has done already.
///
/// Files beside the output `OUT`: `OUT.errors.jsonl`, `OUT.journal`, and while a run takes up changed inputs
/// `*.aside`, which hold results of unchanged records that come later.
///
/// One thread writes; one other may ask `nextExpected()`, which touches nothing that the writer does, and
/// any may ask `known(_:)`.
package final class Ledger: @unchecked Sendable {
  let output: String
  private let sink: any ResultSink
  private let errors: LineSink
  let journal: Journal
  /// Entries of an earlier run, read along with the input.
  private var earlier: Journal.Entries
  private let earlierCount: Int
  /// Where the next earlier record begins; `nil` once this run has left the earlier one's way.
  private var replay: Replay?
  private let kept = KeptEntries()
  private var asideJournal: AppendFile?

  /// Records of the earlier run whose bytes have been changed since; they are made again.
  private let changed: Set<Int>

  private struct Replay {
    var journalEnd: Int
    var outputEnd = 0
    var errorsEnd = 0
    var entries: Journal.Entries
  }

  /// Opens everything beside `output`, and cuts off what an earlier run did not finish.
  ///
  init(
    output: String, errors: LineSink, sink: any ResultSink, journal: Journal
  ) throws(CorpusError) {
    self.output = output
    self.sink = sink
    self.errors = errors
    self.journal = journal
    let extent = try journal.extent(outputSize: sink.size, errorsSize: errors.size)
    try journal.truncate(to: extent.journalEnd)
    try sink.truncate(to: extent.outputEnd, ordinal: extent.count)
    try errors.truncate(to: extent.errorsEnd, ordinal: extent.count)
    earlierCount = extent.count
    changed = Set(try Self.verify(journal, sink, errors).changed)
    earlier = try journal.entries()
    let start = try journal.entries()
    replay = extent.count > 0 ? Replay(journalEnd: start.position, entries: start) : nil
    if AsideFile.exists(asidePath) { try loadAside() }
  }

  /// Holds every record of the journal against what stands in output and errors.
  static func verify(
    _ journal: Journal, _ sink: any ResultSink, _ errors: LineSink
  ) throws(CorpusError) -> BatchVerification {
    var entries = try journal.entries()
    var result = BatchVerification()
    var (output, failures) = (0, 0)
    while let (entry, _) = try entries.next() {
      result.records += 1
      (output, failures) = (max(output, entry.output.upperBound), max(failures, entry.errors.upperBound))
      if !isUnchanged(entry, sink.content, errors.content) { result.changed.append(entry.ordinal) }
    }
    // Before the first record stands the head of a table, which the journal does not know.
    let behind = sink.size == Int.max || result.records == 0 ? 0 : max(0, sink.size - output)
    result.bytesBehind = behind + max(0, errors.size - failures)
    return result
  }

  private static func isUnchanged(
    _ entry: JournalEntry, _ output: (Range<Int>) throws -> [UInt8],
    _ errors: (Range<Int>) throws -> [UInt8]
  ) -> Bool {
    let bytes = entry.summary.kind == nil ? try? output(entry.output) : try? errors(entry.errors)
    return bytes.map { CyclicCheck.crc32($0) == entry.checksum } ?? false
  }

  /// How many records of an earlier run were changed by somebody else.
  package var changedCount: Int { changed.count }

  static func journalPath(_ output: String) -> String { output + ".journal" }
  private var asidePath: String { Self.journalPath(output) + ".aside" }

  /// Records that an earlier run has finished.
  package var resumed: Int { earlierCount }

  // MARK: Finder's and workers' side

  /// What the earlier run wrote at the next position; called once for each item, in order.
  package func nextExpected() -> RecordSummary? {
    guard let next = try? earlier.next(), next.entry.ordinal < earlierCount else { return nil }
    return changed.contains(next.entry.ordinal) ? nil : next.entry.summary
  }

  /// What is known of a record that has been set aside.
  package func known(_ key: RecordKey) -> RecordSummary? { kept[key]?.summary }

  // MARK: Writer's side

  /// Takes the next record, and notes it in the journal.
  package func take(_ record: FinishedRecord<RenderedResult>) throws(CorpusError) -> RecordSummary {
    if case .known = record.outcome, let summary = try keep(record) { return summary }
    if replay != nil { try leave(at: record.ordinal) }
    let entry = try write(record)
    journal.note(entry)
    return entry.summary
  }

  /// Leaves a record where the earlier run has put it; `nil` where another stands there.
  private func keep(_ record: FinishedRecord<RenderedResult>) throws(CorpusError) -> RecordSummary? {
    guard var place = replay, !changed.contains(record.ordinal), let next = try place.entries.next(),
      next.entry.ordinal == record.ordinal, next.entry.summary.key == record.key
    else { return nil }
    place.journalEnd = next.end
    place.outputEnd = next.entry.output.upperBound
    place.errorsEnd = next.entry.errors.upperBound
    replay = record.ordinal + 1 < earlierCount ? place : nil
    try sink.keep(next.entry.output, id: record.id)
    return next.entry.summary
  }

  /// Writes a record; returns what the journal is to say about it.
  private func write(_ record: FinishedRecord<RenderedResult>) throws(CorpusError) -> JournalEntry {
    var entry = JournalEntry(
      ordinal: record.ordinal, summary: RecordSummary(key: record.key, sourceBytes: record.sourceBytes),
      output: 0..<0, errors: errors.size..<errors.size)
    switch record.outcome {
    case .result(let result):
      let output = try named(record.id, &entry) { () throws(CorpusError) in
        try sink.append(result, ordinal: record.ordinal, id: record.id)
      }
      guard let output else { break }
      entry.output = output
      entry.checksum = CyclicCheck.crc32(result.bytes)
      (entry.summary.words, entry.summary.score) = (result.words, result.score)
    case .failure(let failure):
      try note(failure, &entry)
    case .known:
      guard let old = kept[record.key] else {
        throw .damaged(path: asidePath, reason: "record \(record.ordinal) is not in it", remedy: .replace)
      }
      let output = try named(record.id, &entry) { () throws(CorpusError) in
        try sink.restore(old.output, checksum: old.checksum, ordinal: record.ordinal, id: record.id)
      }
      guard let output else { break }
      entry.output = output
      entry.errors = try errors.restore(old.errors)
      entry.checksum = old.checksum
      entry.summary = old.summary
      entry.summary.sourceBytes = record.sourceBytes
    }
    return entry
  }

  /// Where `write` puts a record; `nil` where no file can have its name, which is noted as the record's
  /// failure.
  private func named(
    _ id: String, _ entry: inout JournalEntry, _ write: () throws(CorpusError) -> Range<Int>
  ) throws(CorpusError) -> Range<Int>? {
    do throws(CorpusError) { return try write() } catch {
      guard case .cannotName(_, let reason) = error else { throw error }
      let failure = BatchFailure(
        id: id, file: id, kind: "name", reason: "no file in the output can have its name: \(reason)")
      try note(failure, &entry)
      return nil
    }
  }

  private func note(_ failure: BatchFailure, _ entry: inout JournalEntry) throws(CorpusError) {
    let line = failure.jsonLine
    entry.output = sink.size == .max ? 0..<0 : sink.size..<sink.size
    entry.errors = try errors.append(line)
    entry.checksum = CyclicCheck.crc32(line)
    entry.summary.fail(failure)
  }

  /// Records not safe on disk yet.
  package var pending: Int { journal.pendingCount }

  /// Brings everything to the disk, the journal last.
  package func sync() throws(CorpusError) {
    guard journal.pendingCount > 0 else { return }
    try sink.sync()
    try errors.sync()
    try journal.sync()
  }

  /// Ends a batch that has seen all of its input: what the earlier run had beyond it goes.
  package func finish(count: Int) throws(CorpusError) {
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
      guard entry.ordinal >= ordinal, !changed.contains(entry.ordinal) else { continue }
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
      if Self.isUnchanged(next.entry, sink.contentAside, errors.contentAside) { kept.add(next.entry) }
      end = next.end
    }
    try aside.truncate(to: end)
    asideJournal = aside
  }
}

extension Range<Int> {
  package func shifted(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}

/// Entries of unchanged records that have been set aside, by key.
private final class KeptEntries: Sendable {
  private let entries = Mutex<[RecordKey: JournalEntry]>([:])

  func add(_ entry: JournalEntry) {
    let key = entry.summary.key
    entries.withLock { if $0[key] == nil { $0[key] = entry } }
  }

  subscript(key: RecordKey) -> JournalEntry? { entries.withLock { $0[key] } }
}
