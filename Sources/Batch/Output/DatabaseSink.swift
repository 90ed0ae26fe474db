import Foundation
import GRDB
import Ingestion
import Results

/// Results in a SQLite database; the schema is explained in `Sources/Batch/README.md`.
///
/// Rows are collected and written in one transaction, before the journal notes them. Rows that the journal
/// does not know are removed when a run is resumed.
final class DatabaseSink: ResultSink {
  private let path: String
  private let queue: DatabaseQueue
  private var pending: [(number: Int, ordinal: Int, id: String, result: RenderedResult, row: ResultRow)] = []
  /// The next row's `id`, which is the place that the journal keeps.
  private var nextNumber: Int
  private var pendingBytes = 0
  private static let mostPendingBytes = 8 << 20

  /// Opens or creates the database.
  init(path: String) throws(CorpusError) {
    self.path = path
    do {
      var configuration = Configuration()
      configuration.prepareDatabase { database in
        try database.execute(
          sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
      }
      queue = try DatabaseQueue(path: path, configuration: configuration)
      nextNumber = try queue.write { database in
        try database.execute(sql: Self.schema)
        try Self.upgrade(database)
        return try Int.fetchOne(database, sql: "SELECT coalesce(max(id), 0) + 1 FROM result") ?? 1
      }
    } catch { throw DatabaseFailure.corpusError(error, path: path) }
  }

  let size = Int.max

  func append(_ result: RenderedResult, ordinal: Int, id: String) throws(CorpusError) -> Range<Int> {
    guard let row = result.row else { return 0..<0 }
    let number = nextNumber
    nextNumber += 1
    pending.append((number, ordinal, id, result, row))
    pendingBytes += result.bytes.count + row.text.utf8.count
    if pendingBytes > Self.mostPendingBytes { try sync() }
    return number..<number
  }

  func keep(_ place: Range<Int>, id: String) {}

  func content(_ place: Range<Int>) throws(CorpusError) -> [UInt8] {
    let number = place.lowerBound
    guard number > 0 else { return [] }
    do {
      let json = try queue.read { database in
        try String.fetchOne(database, sql: "SELECT json FROM result WHERE id = ?", arguments: [number])
      }
      return json.map { Array($0.utf8) } ?? []
    } catch { throw DatabaseFailure.corpusError(error, path: path) }
  }

  func contentAside(_ place: Range<Int>) throws(CorpusError) -> [UInt8] { try content(place) }

  func restore(
    _ place: Range<Int>, checksum: UInt32, ordinal: Int, id: String
  ) throws(CorpusError) -> Range<Int> {
    try sync()
    let number = place.lowerBound
    if number > 0 {
      try write { try $0.execute(sql: "UPDATE result SET n = ? WHERE id = ?", arguments: [ordinal, number]) }
    }
    return number..<number
  }

  func truncate(to position: Int, ordinal: Int) throws(CorpusError) {
    pending = []
    try write { try Self.remove($0, where: "n >= \(ordinal)") }
  }

  func setAside(from position: Int, ordinal: Int) throws(CorpusError) -> Int {
    try sync()
    try write { database in
      try database.execute(sql: "UPDATE result SET n = -id WHERE n >= ?", arguments: [ordinal])
    }
    return 0
  }

  func sync() throws(CorpusError) {
    guard !pending.isEmpty else { return }
    let rows = pending
    try write { database in
      for row in rows {
        try Self.insert(
          row.row, number: row.number, result: row.result, ordinal: row.ordinal, id: row.id, database)
      }
    }
    pending.removeAll(keepingCapacity: true)
    pendingBytes = 0
  }

  func finish() throws(CorpusError) {
    try sync()
    try write { database in try Self.remove(database, where: "n < 0") }
    do {
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    } catch { throw DatabaseFailure.corpusError(error, path: path) }
  }

  private func write(_ body: (Database) throws -> Void) throws(CorpusError) {
    do { try queue.write(body) } catch { throw DatabaseFailure.corpusError(error, path: path) }
  }

  private static func insert(
    _ row: ResultRow, number: Int, result: RenderedResult, ordinal: Int, id: String, _ database: Database
  ) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO result (id, n, name, path, format, title, sha256, words, score, question, json)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      number, ordinal, id, row.path, row.format, row.title, row.sha256, result.words, result.score,
      row.question,
      String(decoding: result.bytes, as: UTF8.self),
    ])
    try database.cachedStatement(sql: "INSERT INTO result_text (rowid, title, body) VALUES (?, ?, ?)")
      .execute(arguments: [number, row.title, row.text])
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO passage (
          result, rank, text, score, byte_start, byte_end, element, evidence, member, page, rectangles,
          converted_by, time_start, time_end)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for (rank, passage) in row.passages.enumerated() {
      let place = passage.place
      try statement.execute(arguments: [
        number, rank + 1, passage.text, passage.score, place?.bytes?.byteStart, place?.bytes?.byteEnd,
        place?.path, passage.evidence, place?.member, place?.page, Self.json(place?.rectangles),
        place?.convertedBy, place?.time?.start, place?.time?.end,
      ])
    }
  }

  /// `[[page, x0, y0, x1, y1], …]`, for SQLite's `json_each`.
  private static func json(_ rectangles: [PageRectangle]?) -> String? {
    guard let rectangles, !rectangles.isEmpty else { return nil }
    let rows = rectangles.map { "[\($0.page),\($0.x0),\($0.y0),\($0.x1),\($0.y1)]" }
    return "[" + rows.joined(separator: ",") + "]"
  }

  /// Columns that a database of version 1 lacks.
  private static func upgrade(_ database: Database) throws {
    let present = Set(try String.fetchAll(database, sql: "SELECT name FROM pragma_table_info('passage')"))
    for (name, type) in [
      ("member", "TEXT"), ("page", "INTEGER"), ("rectangles", "TEXT"), ("converted_by", "TEXT"),
      ("time_start", "REAL"), ("time_end", "REAL"),
    ] where !present.contains(name) {
      try database.execute(sql: "ALTER TABLE passage ADD COLUMN \(name) \(type)")
    }
    try database.execute(sql: "PRAGMA user_version = \(version)")
  }

  private static func remove(_ database: Database, where condition: String) throws {
    try database.execute(
      sql: "DELETE FROM result_text WHERE rowid IN (SELECT id FROM result WHERE \(condition))")
    try database.execute(sql: "DELETE FROM result WHERE \(condition)")
  }

  /// Version 2 added `member`, `page`, `rectangles`, `converted_by` and times to passages.
  private static let version = 2

  private static let schema = """
    CREATE TABLE IF NOT EXISTS result (
      id INTEGER PRIMARY KEY,
      n INTEGER NOT NULL UNIQUE,
      name TEXT NOT NULL,
      path TEXT NOT NULL,
      format TEXT NOT NULL,
      title TEXT,
      sha256 TEXT NOT NULL,
      words INTEGER NOT NULL,
      score REAL,
      question TEXT,
      json TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS result_name ON result (name);
    CREATE TABLE IF NOT EXISTS passage (
      id INTEGER PRIMARY KEY,
      result INTEGER NOT NULL REFERENCES result (id) ON DELETE CASCADE,
      rank INTEGER NOT NULL,
      text TEXT NOT NULL,
      score REAL NOT NULL,
      byte_start INTEGER,
      byte_end INTEGER,
      element TEXT,
      evidence TEXT,
      member TEXT,
      page INTEGER,
      rectangles TEXT,
      converted_by TEXT,
      time_start REAL,
      time_end REAL
    );
    CREATE INDEX IF NOT EXISTS passage_result ON passage (result, rank);
    CREATE VIRTUAL TABLE IF NOT EXISTS result_text USING fts5 (title, body, tokenize = 'porter unicode61');
    """
}

/// Puts SQLite's errors into words.
package enum DatabaseFailure {
  package static func corpusError(_ error: any Error, path: String) -> CorpusError {
    if let error = error as? CorpusError { return error }
    guard let error = error as? DatabaseError else {
      return .cannotWrite(path: path, reason: "\(error)")
    }
    let words = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_CORRUPT:
      return .damaged(
        path: path, reason: "the database is damaged (\(words)); make it again from its documents")
    case .SQLITE_NOTADB:
      return .damaged(path: path, reason: "is no SQLite database, or its beginning is damaged")
    case .SQLITE_FULL: return .cannotWrite(path: path, reason: "no space left on the disk")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: return .cannotOpen(path: path, reason: words)
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .inUse(path)
    case .SQLITE_READONLY: return .cannotWrite(path: path, reason: "the file or its folder is read-only")
    default: return .cannotWrite(path: path, reason: words)
    }
  }
}
