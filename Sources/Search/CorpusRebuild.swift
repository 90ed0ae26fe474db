import Batch
import Foundation
import GRDB
import Ingestion
import Platform
import Summarization
import Tokenization

/// A corpus made anew beside the old one, whose place it takes when it is complete.
///
/// The old one answers until then. The exchange is one transaction of SQLite's: whatever interrupts it, and
/// whenever, the file holds the old corpus whole or the new one, and who has it open sees the new one from
/// then on.
public struct CorpusRebuild: Sendable {
  /// Why a rebuild has not taken the old corpus's place, or what it has kept.
  public struct Outcome: Sendable {
    /// What was read, where documents were.
    public var batch: BatchOutcome?
    /// Names of documents that were kept as the old corpus had them: they are not in the input, or cannot be
    /// read any more.
    public var kept: [String] = []
    /// Whether the new corpus has taken the old one's place.
    public var isExchanged = false
  }

  /// Path of the corpus.
  public let path: String
  /// Where the new one is made.
  var beside: String { path + ".rebuilding" }

  /// A rebuild of the corpus at `path`.
  public init(at path: String) { self.path = path }

  /// Whether the corpus at `path` was made by an earlier version, whose index lacks words that are found
  /// today.
  ///
  /// - Throws: `CorpusError` where there is no corpus.
  public static func isOld(_ path: String) throws(CorpusError) -> Bool {
    try CorpusIndex(at: path).read { database in
      try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    } < CorpusSchema.version
  }

  /// Reads `selection` into a new corpus, adds what only the old one has, and exchanges them.
  ///
  /// - Parameters:
  ///   - selection: the documents; `nil` where only the index is made anew, from the text that the corpus
  ///     holds.
  ///   - prunes: leaves out what is not in `selection`.
  /// - Returns: what happened. A run that was told to stop, and one that found nothing to read, leave the old
  ///   corpus.
  /// - Throws: `CorpusError`; the old corpus is as it was.
  public func run(
    from selection: InputSelection?, encoder: (any SentenceEncoding)?, splitter: SentenceSplitter,
    options: BatchOptions = BatchOptions(), prunes: Bool = false,
    shouldStop: () -> Bool = { false }, progress: (BatchStatistics, InputMeter) -> Void = { _, _ in },
    failed: @escaping @Sendable (BatchFailure) -> Void = { _ in }
  ) throws(CorpusError) -> Outcome {
    let old = try CorpusIndex(at: path)
    let state = try old.changes()
    let lock = try claim()
    defer {
      removeBeside()
      close(lock)
    }
    let new = try CorpusIndex(at: beside, create: true)
    var outcome = Outcome()
    if let selection {
      var options = options
      options.otherOutputs += [path, path + "-wal", path + "-shm"]
      let batch = try new.update(
        from: selection, encoder: encoder, splitter: splitter, options: options, shouldStop: shouldStop,
        progress: progress, failed: failed)
      outcome.batch = batch
      // Where all sources are gone there is nothing to put in the old one's place.
      guard batch.end != .stopped, batch.statistics.records > batch.statistics.errors else { return outcome }
    } else {
      try new.copySettings(of: old)
    }
    if !prunes {
      outcome.kept = try new.adopt(missingFrom: old, shouldStop: shouldStop)
      if shouldStop() { return outcome }
    }
    guard try old.changes() == state else {
      throw .cannotWrite(
        path: path, reason: "another run has changed it meanwhile; it is as that run left it")
    }
    do { try new.queue.backup(to: old.queue) } catch { throw DatabaseFailure.corpusError(error, path: path) }
    outcome.isExchanged = true
    return outcome
  }

  /// Opens the place beside for this run alone, emptied of what an interrupted one has left.
  ///
  /// The descriptor stays open until SQLite has done with the file: closing it would end SQLite's own locks.
  private func claim() throws(CorpusError) -> Int32 {
    let descriptor = open(beside, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .cannotOpen(path: beside, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, ftruncate(descriptor, 0) == 0 else {
      close(descriptor)
      throw .inUse(path)
    }
    unlink(beside + "-wal")
    unlink(beside + "-shm")
    return descriptor
  }

  private func removeBeside() {
    for ending in ["", "-wal", "-shm"] { unlink(beside + ending) }
  }
}

extension CorpusIndex {
  /// A number that changes when anybody else changes the file.
  fileprivate func changes() throws(CorpusError) -> Int {
    try read { try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
  }

  fileprivate func copySettings(of old: CorpusIndex) throws(CorpusError) {
    let settings = try old.read { try Row.fetchAll($0, sql: "SELECT name, value FROM setting") }
    try write { database in
      for row in settings {
        let (name, value): (String, String) = (row["name"], row["value"])
        try database.execute(
          sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, value])
      }
    }
  }

  /// Takes over the documents of `old` that are not here, with the words of today's index.
  ///
  /// - Returns: their names.
  /// - Throws: `.invalidOption` where they have the vectors of another model, which cannot be made again.
  fileprivate func adopt(
    missingFrom old: CorpusIndex, shouldStop: () -> Bool
  ) throws(CorpusError) -> [String] {
    // The old corpus may have called them by their whole names.
    let present = try read { database in
      let whole = try CorpusSchema.wholeName(database)
      return try Set(String.fetchAll(database, sql: "SELECT \(whole) FROM document"))
    }
    let missing = try old.read { database in
      let whole = try CorpusSchema.wholeName(database)
      return try Row.fetchAll(database, sql: "SELECT id, name, \(whole) AS whole FROM document ORDER BY id")
        .map { row in
          let names = CorpusWriter.Names(shown: row["name"], whole: row["whole"])
          return (id: row["id"] as Int64, names: names)
        }
    }.filter { !present.contains($0.names.whole) }
    guard !missing.isEmpty else { return [] }
    let (own, others) = (try model(), try old.model())
    guard own == others else {
      throw .invalidOption(
        "\(path): \(missing.count) of the old corpus's documents cannot be read any more (\(missing[0].names.shown), for one), and "
          + "their vectors are another model's; the old corpus stays", remedy: .sameModelOrPrune)
    }
    for document in missing {
      if shouldStop() { break }
      guard let (key, indexed) = try old.document(document.id) else { continue }
      try write { try CorpusWriter.insert(indexed, document.names, key: key, $0) }
    }
    return missing.map(\.names.shown)
  }

  private func model() throws(CorpusError) -> String {
    try read { try Self.setting("encoder", $0) ?? "" }
  }

  /// A document as it was indexed, and what it is told by.
  private func document(_ id: Int64) throws(CorpusError) -> (key: String, IndexedDocument)? {
    try read { database in
      guard let row = try Row.fetchOne(database, sql: "SELECT * FROM document WHERE id = ?", arguments: [id])
      else { return nil }
      let passages = try Row.fetchAll(
        database,
        sql: "SELECT heading, body, layout, vectors FROM passage WHERE document = ? ORDER BY number",
        arguments: [id]
      ).map { row in
        let (layout, vectors): (Data, Data?) = (row["layout"], row["vectors"])
        return IndexedPassage(
          heading: row["heading"], text: row["body"], layout: Array(layout),
          vectors: vectors.map { Array($0) })
      }
      let document = IndexedDocument(
        path: row["path"], format: row["format"], title: row["title"], language: row["language"],
        sha256: row["sha256"], recordID: row["record"], words: row["words"], passages: passages)
      return (row["key"], document)
    }
  }
}
