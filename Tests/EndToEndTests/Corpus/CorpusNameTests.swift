import Batch
import Foundation
import GRDB
import Platform
import Search
import TestSupport
import Testing
import Tokenization

/// A corpus shows names without the machine's paths, and tells its documents by these all the same.
@Suite("Names of documents in a corpus")
struct CorpusNameTests {
  private let folder: Scratch
  private var database: String { path("c.db") }

  init() throws {
    folder = try Scratch()
    try folder.write("one/reports/mill.txt", "The mill stands by the river.")
    try folder.write("one/reports/ferry.txt", "The ferry sank in a storm.")
    try folder.write("two/reports/mill.txt", "A mill stands on the hill.")
  }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  @discardableResult
  private func update(_ index: CorpusIndex, _ place: String, prunes: Bool = false) throws -> Int {
    let outcome = try index.update(
      from: InputSelection(paths: [path(place)]), encoder: nil, splitter: SentenceSplitter(), prunes: prunes)
    #expect(outcome.end == .complete && outcome.statistics.errors == 0)
    return outcome.statistics.fresh
  }

  /// Paths of what is found, by name.
  private func found(_ query: String, _ index: CorpusIndex) throws -> [String: String] {
    let hits = try index.search(query, encoder: nil)
    return Dictionary(hits.map { ($0.name, $0.path) }) { first, _ in first }
  }

  /// Makes the corpus what a version would have made that had no names but whole ones.
  private func makeEarlier(version: Int) throws {
    let queue = try DatabaseQueue(path: database)
    try queue.write { database in
      try database.execute(
        sql: """
          UPDATE document SET name = whole_name WHERE whole_name IS NOT NULL;
          DROP INDEX document_whole_name;
          ALTER TABLE document DROP COLUMN whole_name;
          PRAGMA user_version = \(version);
          """)
    }
    try queue.close()
  }

  @Test("Two folders of one name are in one corpus, each with documents of its own, whatever is indexed when")
  func sameName() throws {
    let index = try CorpusIndex(at: database, create: true)
    #expect(try update(index, "one/reports") == 2)
    #expect(try update(index, "two/reports") == 1)
    let mills = [
      "reports/mill.txt": path("one/reports/mill.txt"), "reports/mill.txt#2": path("two/reports/mill.txt"),
    ]
    #expect(try found("mill", index) == mills)
    #expect(try update(index, "one/reports") == 0)
    #expect(try update(index, "two/reports") == 0)
    // What has changed keeps its name.
    try folder.write("two/reports/mill.txt", "A mill stood on the hill and fell.")
    #expect(try update(index, "two/reports") == 1)
    #expect(try found("mill", index) == mills)
    #expect(try found("fell", index).keys.sorted() == ["reports/mill.txt#2"])
    #expect(try index.contents().documents == 3)
    #expect(try update(index, "two/reports", prunes: true) == 0)
    #expect(try found("mill ferry", index) == ["reports/mill.txt#2": path("two/reports/mill.txt")])
    try folder.write("two/reports/mill.txt", "The mill was built anew.")
    #expect(try update(index, "two/reports") == 1)
    #expect(try index.contents().documents == 1)
    try index.verify()
  }

  @Test("Documents are removed by their name and by their whole path")
  func removal() throws {
    let index = try CorpusIndex(at: database, create: true)
    try update(index, "one/reports")
    try update(index, "two/reports")
    #expect(try index.remove(matching: [Glob(path("two/**"))]) == 1)
    #expect(try index.remove(matching: [Glob("reports/mill.txt")]) == 1)
    #expect(try found("mill ferry", index).keys.sorted() == ["reports/ferry.txt"])
  }

  @Test(
    "A corpus whose names were whole paths keeps its documents, which get today's names when they are seen")
  func earlierNames() throws {
    do {
      let index = try CorpusIndex(at: database, create: true)
      try update(index, "one/reports")
      try update(index, "two/reports")
    }
    try makeEarlier(version: 3)
    do {
      // Whoever only reads does without.
      let index = try CorpusIndex(at: database)
      #expect(try found("ferry", index).keys.sorted() == [path("one/reports/ferry.txt")])
    }
    try folder.write("one/reports/mill.txt", "The mill burned down.")
    let index = try CorpusIndex(at: database, create: true)
    #expect(try update(index, "one/reports") == 1)
    #expect(try index.contents().documents == 3)
    #expect(
      try found("mill ferry", index) == [
        "reports/ferry.txt": path("one/reports/ferry.txt"), "reports/mill.txt": path("one/reports/mill.txt"),
        path("two/reports/mill.txt"): path("two/reports/mill.txt"),
      ])
    #expect(try update(index, "one/reports", prunes: true) == 0)
    #expect(try found("mill ferry", index).keys.sorted() == ["reports/ferry.txt", "reports/mill.txt"])
    try index.verify()
  }

  @Test("A corpus of an earlier version that is made anew holds no document twice")
  func rebuilt() throws {
    func index(_ arguments: [String]) throws -> Program.Outcome {
      try Program.run(["index", database] + arguments + ["--no-vectors"], in: folder.path)
    }
    #expect(try index([path("one/reports"), "--quiet"]).status == 0)
    try makeEarlier(version: 2)
    try FileManager.default.removeItem(atPath: path("one/reports/ferry.txt"))
    let made = try index([path("one/reports")])
    #expect(made.status == 0 && made.errors.contains("made anew"), "\(made.errors)")
    #expect(made.errors.contains("holds 2 documents"), "\(made.errors)")
    let corpus = try CorpusIndex(at: database)
    #expect(try found("mill", corpus) == ["reports/mill.txt": path("one/reports/mill.txt")])
    // What only the old corpus has is kept as it was.
    #expect(try found("ferry", corpus).keys.sorted() == [path("one/reports/ferry.txt")])
    #expect(try index([path("one/reports")]).errors.contains("1 of them by an earlier run"))
    let pruned = try index([path("one/reports"), "--prune"])
    #expect(pruned.errors.contains("holds 1 documents"), "\(pruned.errors)")
  }

  @Test("Names are those of a relative path where the folder is named from beside it")
  func relative() throws {
    func names(_ place: String, below folder: String, in name: String) throws -> [String] {
      let database = path(name)
      let made = try Program.run(["index", database, place, "--no-vectors", "--quiet"], in: folder)
      #expect(made.status == 0, "\(made.errors)")
      let index = try CorpusIndex(at: database)
      return try found("mill ferry", index).keys.sorted()
    }
    let beside = try names("reports", below: path("one"), in: "a.db")
    #expect(beside == ["reports/ferry.txt", "reports/mill.txt"])
    #expect(try names(path("one/reports"), below: path("two"), in: "b.db") == beside)
    #expect(try names("../one/reports", below: path("two"), in: "c.db") == beside)
  }
}
