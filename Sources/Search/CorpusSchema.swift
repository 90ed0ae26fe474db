import Batch
import Foundation
import GRDB

/// The tables of a corpus, and what tells one from other files.
enum CorpusSchema {
  /// "PERU", in the place that SQLite keeps for it.
  static let applicationID: Int32 = 0x5045_5255
  /// 2 has terms beside texts; 3 holds Korean character by character and letters in plain forms. The tables
  /// are the same.
  static let version = 3

  /// What the full-text index holds: the text, or its terms where they differ (see `SearchText`).
  private static let columns = """
    CREATE VIEW passage_columns AS
      SELECT passage.id, coalesce(document.title_terms, document.title) AS title,
        coalesce(passage.heading_terms, passage.heading) AS heading,
        coalesce(passage.body_terms, passage.body) AS body, passage.document
      FROM passage JOIN document ON document.id = passage.document;
    """

  /// Gives a corpus of version 1 the tables of today. What it holds stays found as it was, and it stays old
  /// until it is made anew.
  static func bringUpToDate(_ database: Database) throws {
    guard try Int32.fetchOne(database, sql: "PRAGMA application_id") == applicationID,
      try Int.fetchOne(database, sql: "PRAGMA user_version") == 1
    else { return }
    try database.execute(
      sql: """
        ALTER TABLE document ADD COLUMN title_terms TEXT;
        ALTER TABLE passage ADD COLUMN heading_terms TEXT;
        ALTER TABLE passage ADD COLUMN body_terms TEXT;
        DROP VIEW passage_columns;
        \(columns)
        PRAGMA user_version = 2;
        """)
  }

  private static let wholeNameIndex = """
    CREATE INDEX document_whole_name ON document (whole_name) WHERE whole_name IS NOT NULL;
    """

  /// Gives a corpus that lacks it the column of whole names: what a record is told by, where that is not its
  /// name. Whoever reads the corpus does without, so that it stays of its version.
  static func addWholeNames(_ database: Database) throws {
    guard try !hasWholeNames(database) else { return }
    try database.execute(sql: "ALTER TABLE document ADD COLUMN whole_name TEXT; \(wholeNameIndex)")
  }

  /// SQL for the whole name of a document.
  static func wholeName(_ database: Database) throws -> String {
    try hasWholeNames(database) ? "coalesce(whole_name, name)" : "name"
  }

  private static func hasWholeNames(_ database: Database) throws -> Bool {
    try String.fetchAll(database, sql: "SELECT name FROM pragma_table_info('document')").contains(
      "whole_name")
  }

  static let tables = """
    CREATE TABLE document (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      key TEXT NOT NULL,
      path TEXT NOT NULL,
      format TEXT NOT NULL,
      title TEXT,
      language TEXT,
      sha256 TEXT NOT NULL,
      record TEXT,
      words INTEGER NOT NULL,
      title_terms TEXT,
      whole_name TEXT
    );
    \(wholeNameIndex)
    CREATE TABLE passage (
      id INTEGER PRIMARY KEY,
      document INTEGER NOT NULL REFERENCES document (id),
      number INTEGER NOT NULL,
      heading TEXT NOT NULL,
      body TEXT NOT NULL,
      layout BLOB NOT NULL,
      vectors BLOB,
      heading_terms TEXT,
      body_terms TEXT
    );
    CREATE UNIQUE INDEX passage_document ON passage (document, number);
    \(columns)
    CREATE VIRTUAL TABLE passage_text USING fts5 (
      title, heading, body, content = 'passage_columns', content_rowid = 'id',
      tokenize = 'porter unicode61 remove_diacritics 2'
    );
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    PRAGMA application_id = \(applicationID);
    PRAGMA user_version = \(version);
    """

  /// Makes the tables in a database that holds nothing: a new one, or one whose making was interrupted after
  /// its first page.
  static func make(_ database: Database) throws {
    let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    if application == 0, objects == 0 { try database.execute(sql: tables) }
  }

  /// Looks at the first bytes of a file before SQLite does: its own words about a damaged file are few.
  ///
  /// - Throws: `CorpusError`.
  static func check(_ path: String) throws(CorpusError) {
    // Opening a FIFO would wait for whoever writes to it, and so would SQLite.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      if errno == ENOENT { throw .notACorpus(path) }
      throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .cannotOpen(path: path, reason: "is no regular file")
    }
    var head = [UInt8](repeating: 0, count: 100)
    let got = pread(descriptor, &head, 100, 0)
    let size = Int(lseek(descriptor, 0, SEEK_END))
    if size == 0 { throw .notACorpus(path) }
    guard got == 100, head.starts(with: "SQLite format 3\0".utf8) else {
      throw .damaged(path: path, reason: "is no SQLite database, or its beginning is damaged")
    }
    let pageSize = Int(head[16]) << 8 | Int(head[17])
    let pages = head[28..<32].reduce(0) { $0 << 8 | Int($1) }
    let inUse = (pageSize == 1 ? 65_536 : pageSize) * pages
    if size < inUse {
      throw .damaged(
        path: path, reason: "it has \(size) bytes and should have \(inUse)", remedy: .remake)
    }
  }
}
