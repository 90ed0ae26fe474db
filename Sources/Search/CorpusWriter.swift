import Batch
import Foundation
import GRDB
import Tokenization

/// Takes indexed documents in the order of the input and writes them, many in a transaction.
final class CorpusWriter: BatchWriter, @unchecked Sendable {
  /// Words of the documents that the index holds.
  private let words: [RecordKey: Int]
  /// Runs with other inputs have written here, too: a folder of the same name may be another.
  let tellsByWholeName = true
  private let index: CorpusIndex
  private let prunes: Bool
  private let failed: @Sendable (BatchFailure) -> Void
  private var waiting: [(names: Names, key: RecordKey, document: IndexedDocument)] = []
  /// Unchanged records that get the names that they have today.
  private var renamed: [Names] = []
  private var waitingBytes = 0
  /// Whole names seen in this run, where that matters.
  private var seen: Set<String> = []
  /// Names in the corpus that may be whole names, from when there were no others.
  private var earlierNames: Set<String> = []
  private static let mostWaitingBytes = 8 << 20

  /// What a record is called, and what it is told by.
  struct Names: Sendable {
    /// The name that results show.
    var shown: String
    /// The name with the path of the input as it was given.
    var whole: String
  }

  init(
    _ index: CorpusIndex, prunes: Bool, failed: @escaping @Sendable (BatchFailure) -> Void
  ) throws(CorpusError) {
    self.index = index
    self.prunes = prunes
    self.failed = failed
    (words, earlierNames) = try index.read { database in
      var words: [RecordKey: Int] = [:]
      var earlier: Set<String> = []
      let rows = try Row.fetchCursor(database, sql: "SELECT key, words, name, whole_name FROM document")
      while let row = try rows.next() {
        let (text, name, whole): (String, String, String?) = (row["key"], row["name"], row["whole_name"])
        if whole == nil, name.hasPrefix("/") || name.hasPrefix(".") { earlier.insert(name) }
        guard let key = RecordKey(text[...]) else { continue }
        let count: Int = row["words"]
        words[key] = count
      }
      return (words, earlier)
    }
  }

  var pending: Int { waiting.count + renamed.count }

  func nextExpected() -> RecordSummary? { nil }

  func known(_ key: RecordKey) -> RecordSummary? {
    words[key].map { RecordSummary(key: key, sourceBytes: 0, words: $0) }
  }

  func take(_ record: FinishedRecord<IndexedDocument>) throws(CorpusError) -> RecordSummary {
    var summary = RecordSummary(key: record.key, sourceBytes: record.sourceBytes)
    if prunes { seen.insert(record.wholeName) }
    let names = Names(shown: record.id, whole: record.wholeName)
    switch record.outcome {
    case .known(let old):
      summary.words = old.words
      if names.shown != names.whole, earlierNames.remove(names.whole) != nil { renamed.append(names) }
    case .failure(let failure):
      summary.fail(failure)
      failed(failure)
    case .result(let document):
      summary.words = document.words
      waiting.append((names, record.key, document))
      waitingBytes += document.passages.reduce(0) { $0 + $1.text.utf8.count + ($1.vectors?.count ?? 0) }
      if waitingBytes > Self.mostWaitingBytes { try sync() }
    }
    return summary
  }

  func sync() throws(CorpusError) {
    guard pending > 0 else { return }
    try index.write { database in
      for names in self.renamed { try Self.rename(names, database) }
      for (names, key, document) in self.waiting {
        try Self.insert(document, names, key: key.text, database)
      }
    }
    renamed.removeAll()
    waiting.removeAll(keepingCapacity: true)
    waitingBytes = 0
  }

  func finish(count: Int) throws(CorpusError) {
    try sync()
    if prunes {
      try index.write { database in
        let whole = try CorpusSchema.wholeName(database)
        for row in try Row.fetchAll(database, sql: "SELECT id, \(whole) AS whole FROM document")
        where !self.seen.contains(row["whole"]) {
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

  /// Puts a document in the place of what the corpus has of the same record.
  ///
  /// It keeps the name that it has, unless that is the whole one; a name that another record has gets a
  /// number.
  static func insert(
    _ document: IndexedDocument, _ names: Names, key: String, _ database: Database
  ) throws {
    var kept: String?
    if let old = try row(names.whole, database) {
      let name: String = old["name"]
      if name != names.whole { kept = name }
      try remove(old["id"], database)
    }
    let name = try kept ?? free(names.shown, database)
    let whole: String? = name == names.whole ? nil : names.whole
    let stems = SearchStems(language: document.language)
    if stems != nil, let code = LanguageTag.code(of: document.language) { try noteStems(code, database) }
    try database.cachedStatement(
      sql: """
        INSERT INTO document (
          name, key, path, format, title, language, sha256, record, words, title_terms, whole_name)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      name, key, document.path, document.format, document.title, document.language, document.sha256,
      document.recordID, document.words, document.title.flatMap { SearchStems.indexed($0, stems) },
      whole,
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

  /// The document of a record, by its whole name.
  private static func row(_ wholeName: String, _ database: Database) throws -> Row? {
    try Row.fetchOne(
      database, sql: "SELECT id, name FROM document WHERE whole_name = ?", arguments: [wholeName])
      ?? Row.fetchOne(
        database, sql: "SELECT id, name FROM document WHERE name = ? AND whole_name IS NULL",
        arguments: [wholeName])
  }

  /// `name`, or where a document has it, `name` with the next free number.
  private static func free(_ name: String, _ database: Database) throws -> String {
    var (free, number) = (name, 1)
    while try Int.fetchOne(database, sql: "SELECT 1 FROM document WHERE name = ?", arguments: [free]) != nil {
      number += 1
      free = "\(name)#\(number)"
    }
    return free
  }

  private static func rename(_ names: Names, _ database: Database) throws {
    let name = try free(names.shown, database)
    try database.execute(
      sql: "UPDATE document SET name = ?, whole_name = ? WHERE name = ? AND whole_name IS NULL",
      arguments: [name, names.whole, names.whole])
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
