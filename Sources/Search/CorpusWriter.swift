import Batch
import Foundation
import GRDB
import Tokenization

/// Takes indexed documents in the order of the input and writes them, many in a transaction.
final class CorpusWriter: BatchWriter, @unchecked Sendable {
  /// Words of the documents that the index holds.
  private let words: [RecordKey: Int]
  private let index: CorpusIndex
  private let prunes: Bool
  private let failed: @Sendable (BatchFailure) -> Void
  private var waiting: [(name: String, key: RecordKey, document: IndexedDocument)] = []
  private var waitingBytes = 0
  /// Names seen in this run, where that matters.
  private var seen: Set<String> = []
  private static let mostWaitingBytes = 8 << 20

  init(
    _ index: CorpusIndex, prunes: Bool, failed: @escaping @Sendable (BatchFailure) -> Void
  ) throws(CorpusError) {
    self.index = index
    self.prunes = prunes
    self.failed = failed
    words = try index.read { database in
      var words: [RecordKey: Int] = [:]
      let rows = try Row.fetchCursor(database, sql: "SELECT key, words FROM document")
      while let row = try rows.next() {
        let text: String = row["key"]
        guard let key = RecordKey(text[...]) else { continue }
        let count: Int = row["words"]
        words[key] = count
      }
      return words
    }
  }

  var pending: Int { waiting.count }

  func nextExpected() -> RecordSummary? { nil }

  func known(_ key: RecordKey) -> RecordSummary? {
    words[key].map { RecordSummary(key: key, sourceBytes: 0, words: $0) }
  }

  func take(_ record: FinishedRecord<IndexedDocument>) throws(CorpusError) -> RecordSummary {
    var summary = RecordSummary(key: record.key, sourceBytes: record.sourceBytes)
    if prunes { seen.insert(record.id) }
    switch record.outcome {
    case .known(let old):
      summary.words = old.words
    case .failure(let failure):
      summary.fail(failure)
      failed(failure)
    case .result(let document):
      summary.words = document.words
      waiting.append((record.id, record.key, document))
      waitingBytes += document.passages.reduce(0) { $0 + $1.text.utf8.count + ($1.vectors?.count ?? 0) }
      if waitingBytes > Self.mostWaitingBytes { try sync() }
    }
    return summary
  }

  func sync() throws(CorpusError) {
    guard !waiting.isEmpty else { return }
    try index.write { database in
      for (name, key, document) in self.waiting {
        try Self.insert(document, name: name, key: key.text, database)
      }
    }
    waiting.removeAll(keepingCapacity: true)
    waitingBytes = 0
  }

  func finish(count: Int) throws(CorpusError) {
    try sync()
    if prunes {
      try index.write { database in
        for row in try Row.fetchAll(database, sql: "SELECT id, name FROM document")
        where !self.seen.contains(row["name"]) {
          try Self.remove(row["id"], database)
        }
      }
    }
    do {
      try index.queue.writeWithoutTransaction { database in
        try database.execute(sql: "INSERT INTO passage_text (passage_text) VALUES ('optimize')")
        try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    } catch { throw DatabaseFailure.corpusError(error, path: index.path) }
  }

  // MARK: Rows

  static func insert(
    _ document: IndexedDocument, name: String, key: String, _ database: Database
  ) throws {
    if let old = try Int64.fetchOne(
      database, sql: "SELECT id FROM document WHERE name = ?", arguments: [name])
    {
      try remove(old, database)
    }
    let stems = SearchStems(language: document.language)
    if stems != nil, let code = LanguageTag.code(of: document.language) { try noteStems(code, database) }
    try database.cachedStatement(
      sql: """
        INSERT INTO document (name, key, path, format, title, language, sha256, record, words, title_terms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      name, key, document.path, document.format, document.title, document.language, document.sha256,
      document.recordID, document.words, document.title.flatMap { SearchStems.indexed($0, stems) },
    ])
    let number = database.lastInsertedRowID
    let passages = try database.cachedStatement(
      sql: """
        INSERT INTO passage (document, number, heading, body, layout, vectors, heading_terms, body_terms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let words = try database.cachedStatement(
      sql: "INSERT INTO passage_text (rowid, title, heading, body) VALUES (?, ?, ?, ?)")
    let title = document.title.map { SearchStems.indexed($0, stems) ?? $0 }
    for (position, passage) in document.passages.enumerated() {
      let heading = SearchStems.indexed(passage.heading, stems)
      let body = SearchStems.indexed(passage.text, stems)
      try passages.execute(arguments: [
        number, position, passage.heading, passage.text, Data(passage.layout),
        passage.vectors.map { Data($0) }, heading, body,
      ])
      try words.execute(arguments: [
        database.lastInsertedRowID, title, heading ?? passage.heading, body ?? passage.text,
      ])
    }
  }

  /// Notes that the index holds stems of a language, so that queries ask for them.
  private static func noteStems(_ code: String, _ database: Database) throws {
    let present = try CorpusIndex.stemmedLanguages(database)
    guard !present.contains(code) else { return }
    try database.execute(
      sql: "INSERT OR REPLACE INTO setting (name, value) VALUES ('stems', ?)",
      arguments: [(present + [code]).joined(separator: " ")])
  }

  /// Removes a document, from the full-text index first, which must be told what it held.
  static func remove(_ document: Int64, _ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO passage_text (passage_text, rowid, title, heading, body)
        SELECT 'delete', id, title, heading, body FROM passage_columns WHERE document = ?
        """, arguments: [document])
    try database.execute(sql: "DELETE FROM passage WHERE document = ?", arguments: [document])
    try database.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [document])
  }
}
