import Batch
import Foundation
import GRDB
import Ingestion
import Platform
import Summarization
import Tokenization

/// A corpus that can be searched: documents cut into passages, with words, vectors and places, in one SQLite
/// file.
///
/// ```swift
/// let index = try CorpusIndex(at: "corpus.db", create: true)
/// try index.update(from: InputSelection(paths: ["articles"]), encoder: encoder)
/// for hit in try index.search("pollination in orchards", encoder: encoder) { print(hit.name, hit.text) }
/// ```
///
/// Every change is a transaction: whatever interrupts it, the file holds whole documents.
public final class CorpusIndex: Sendable {
  /// Path of the file.
  public let path: String
  let queue: DatabaseQueue

  /// Opens a corpus.
  ///
  /// - Parameter create: makes a new one where there is no file, or an empty one.
  /// - Throws: `CorpusError` where the file is something else, or is damaged.
  public init(at path: String, create: Bool = false) throws(CorpusError) {
    self.path = path
    var status = stat()
    let isNew = stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
    if !isNew || !create { try CorpusSchema.check(path) }
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      configuration.prepareDatabase { database in
        if create { try database.execute(sql: "PRAGMA journal_mode = WAL") }
        try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
      }
      queue = try DatabaseQueue(path: path, configuration: configuration)
      if create {
        try queue.write {
          try CorpusSchema.make($0)
          try CorpusSchema.bringUpToDate($0)
        }
      }
      let (application, version) = try queue.read { database in
        (
          try Int32.fetchOne(database, sql: "PRAGMA application_id"),
          try Int.fetchOne(database, sql: "PRAGMA user_version")
        )
      }
      guard application == CorpusSchema.applicationID else { throw CorpusError.notACorpus(path) }
      guard let version, 1...CorpusSchema.version ~= version else {
        throw CorpusError.damaged(
          path: path, reason: "was made by another version of Peruse", remedy: .remake)
      }
    } catch { throw DatabaseFailure.corpusError(error, path: path) }
  }

  // MARK: Contents

  /// What is in a corpus.
  public struct Contents: Sendable, Hashable, Codable {
    /// Number of documents.
    public var documents: Int
    /// Number of passages.
    public var passages: Int
    /// Number of words.
    public var words: Int
    /// Name of the model that made the vectors; `nil` without vectors.
    public var encoder: String?
  }

  /// Counts what is in the corpus.
  public func contents() throws(CorpusError) -> Contents {
    try read { database in
      Contents(
        documents: try Int.fetchOne(database, sql: "SELECT count(*) FROM document") ?? 0,
        passages: try Int.fetchOne(database, sql: "SELECT count(*) FROM passage") ?? 0,
        words: try Int.fetchOne(database, sql: "SELECT coalesce(sum(words), 0) FROM document") ?? 0,
        encoder: try Self.setting("encoder", database))
    }
  }

  /// Reads everything and holds it against itself.
  ///
  /// - Throws: `CorpusError.damaged` with what is wrong.
  public func verify() throws(CorpusError) {
    let faults = try read { database in
      try String.fetchAll(database, sql: "PRAGMA integrity_check(5)")
    }
    guard faults == ["ok"] else {
      throw .damaged(path: path, reason: faults.joined(separator: "; "))
    }
    try write { database in
      do {
        try database.execute(
          sql: "INSERT INTO passage_text (passage_text, rank) VALUES ('integrity-check', 1)")
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
        throw CorpusError.damaged(path: self.path, reason: "the full-text index does not fit the passages")
      }
    }
  }

  // MARK: Changes

  /// Takes documents in: new ones are added, changed ones replaced, unchanged ones left alone.
  ///
  /// - Parameters:
  ///   - encoder: makes the vectors that results are reranked with; `nil` for none. One corpus has one
  ///     model's.
  ///   - prunes: removes documents that are not in `selection`.
  ///   - failed: called with each document that cannot be read.
  /// - Returns: What was read; `statistics.fresh` are the new and the changed.
  /// - Throws: `CorpusError`.
  public func update(
    from selection: InputSelection, encoder: (any SentenceEncoding)?, splitter: SentenceSplitter,
    options: BatchOptions = BatchOptions(), prunes: Bool = false, shouldStop: () -> Bool = { false },
    progress: (BatchStatistics, InputMeter) -> Void = { _, _ in },
    failed: @escaping @Sendable (BatchFailure) -> Void = { _ in }
  ) throws(CorpusError) -> BatchOutcome {
    try settle(encoder, splitter)
    let task = IndexTask(maker: PassageMaker(splitter: splitter), encoder: encoder)
    let writer = try CorpusWriter(self, prunes: prunes, failed: failed)
    return try Batch(selection, task: task, options: options).run(
      writer: writer, form: { $1 },
      own: OwnFiles([path, path + "-wal", path + "-shm"] + options.otherOutputs), shouldStop: shouldStop,
      progress: progress)
  }

  /// Removes the documents whose names match one of `patterns`, as they are shown or with the whole path.
  ///
  /// - Returns: how many.
  public func remove(matching patterns: [Glob]) throws(CorpusError) -> Int {
    try write { database in
      let whole = try CorpusSchema.wholeName(database)
      let documents = try Row.fetchAll(database, sql: "SELECT id, name, \(whole) AS whole FROM document")
      var count = 0
      for row in documents {
        let names: [String] = [row["name"], row["whole"]]
        guard
          patterns.contains(where: { pattern in
            names.contains { pattern.pattern == $0 || pattern.matches($0) }
          })
        else { continue }
        try CorpusWriter.remove(row["id"], database)
        count += 1
      }
      return count
    }
  }

  /// A corpus keeps to the model, and to the rules for sentences, that it was made with.
  private func settle(_ encoder: (any SentenceEncoding)?, _ splitter: SentenceSplitter) throws(CorpusError) {
    let wanted = ["encoder": encoder?.name ?? "", "width": "\(encoder?.width ?? 0)"]
    try write { database in
      try CorpusSchema.addWholeNames(database)
      let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM document") == 0
      for (name, value) in wanted {
        let present = try Self.setting(name, database)
        if !isEmpty, let present, present != value {
          let words = present.isEmpty ? "without vectors" : "with the vectors of \(present)"
          throw CorpusError.invalidOption(
            "\(self.path) was made \(words); go on with the same, or make a new one")
        }
        try database.execute(
          sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, value])
      }
    }
  }

  // MARK: Access

  /// Languages whose stems the index holds, as ISO 639-1 codes.
  static func stemmedLanguages(_ database: Database) throws -> [String] {
    try setting("stems", database)?.split(separator: " ").map(String.init) ?? []
  }

  static func setting(_ name: String, _ database: Database) throws -> String? {
    try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(CorpusError) -> Value {
    do { return try queue.read(body) } catch { throw DatabaseFailure.corpusError(error, path: path) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(CorpusError) -> Value {
    do { return try queue.write(body) } catch { throw DatabaseFailure.corpusError(error, path: path) }
  }
}
