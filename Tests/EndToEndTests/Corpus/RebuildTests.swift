import Foundation
import GRDB
import Platform
import TestSupport
import Testing

@Suite("A corpus that is made anew")
struct RebuildTests {
  private func peruse(_ arguments: [String], in folder: Scratch) throws -> Program.Outcome {
    try Program.run(arguments, in: folder.path)
  }

  private func names(_ query: String, in folder: Scratch) throws -> Set<String> {
    Set(
      try peruse(["search", "c.db", query, "--limit", "50"], in: folder).output.split(separator: "\n").map {
        String($0.split(separator: "\t").last ?? "").split(separator: ":").first.map(String.init) ?? ""
      })
  }

  /// Makes a corpus of `docs` what version 1 would have made of it: no terms for scripts without spaces.
  private func makeOld(_ folder: Scratch) throws {
    #expect(try peruse(["index", "c.db", "docs", "--no-vectors", "--quiet"], in: folder).status == 0)
    let queue = try DatabaseQueue(path: folder.path + "/c.db")
    try queue.write { database in
      try database.execute(
        sql: """
          DELETE FROM passage_text;
          INSERT INTO passage_text (passage_text) VALUES ('delete-all');
          UPDATE document SET title_terms = NULL;
          UPDATE passage SET heading_terms = NULL, body_terms = NULL;
          INSERT INTO passage_text (passage_text) VALUES ('rebuild');
          DROP VIEW passage_columns;
          CREATE VIEW passage_columns AS
            SELECT passage.id, document.title AS title, passage.heading AS heading, passage.body AS body,
              passage.document FROM passage JOIN document ON document.id = passage.document;
          ALTER TABLE document DROP COLUMN title_terms;
          ALTER TABLE passage DROP COLUMN heading_terms;
          ALTER TABLE passage DROP COLUMN body_terms;
          PRAGMA user_version = 1;
          """)
    }
    try queue.close()
  }

  @Test(
    "A corpus of an earlier version is made anew; documents whose sources are gone are kept, with a warning")
  func old() throws {
    let folder = try Scratch()
    try folder.write("docs/ja.txt", "船は朝に東京港に着いた。")
    try folder.write("docs/gone.txt", "古い船が港にある。")
    try folder.write("docs/mill.txt", "The mill stands by the river.")
    try makeOld(folder)
    #expect(try names("mill", in: folder) == ["docs/mill.txt"])
    #expect(try names("港", in: folder).isEmpty)
    try FileManager.default.removeItem(atPath: folder.path + "/docs/gone.txt")
    let made = try peruse(["index", "c.db", "docs", "--no-vectors"], in: folder)
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.errors.contains("made anew") && made.errors.contains("docs/gone.txt"), "\(made.errors)")
    #expect(made.errors.contains("c.db holds 3 documents"))
    #expect(try names("港", in: folder) == ["docs/ja.txt", "docs/gone.txt"])
    #expect(try names("mill", in: folder) == ["docs/mill.txt"])
    #expect(try peruse(["index", "c.db", "--verify"], in: folder).status == 0)
    #expect(!folder.exists("c.db.rebuilding"))
    let again = try peruse(["index", "c.db", "docs", "--no-vectors"], in: folder)
    #expect(again.errors.contains("2 of them by an earlier run"), "\(again.errors)")
  }

  @Test("Where every source is gone the old corpus stays and answers")
  func allGone() throws {
    let folder = try Scratch()
    try folder.write("docs/mill.txt", "The mill stands by the river.")
    try makeOld(folder)
    try FileManager.default.removeItem(atPath: folder.path + "/docs/mill.txt")
    let made = try peruse(["index", "c.db", "docs", "--no-vectors"], in: folder)
    #expect(made.status != 0 && made.errors.contains("stays as it was"), "\(made.errors)")
    #expect(try names("mill", in: folder) == ["docs/mill.txt"])
    // Its own text is enough for today's index.
    let own = try peruse(["index", "c.db", "--rebuild"], in: folder)
    #expect(own.status == 0 && own.errors.contains("c.db holds 1 documents"), "\(own.errors)")
    #expect(try names("mill", in: folder) == ["docs/mill.txt"])
  }

  @Test("--rebuild reads everything anew, --prune leaves out what is not in the input")
  func rebuild() throws {
    let folder = try Scratch()
    for number in 0..<6 { try folder.write("docs/\(number).xml", Samples.xml(number)) }
    #expect(try peruse(["index", "c.db", "docs", "--no-vectors", "--quiet"], in: folder).status == 0)
    try FileManager.default.removeItem(atPath: folder.path + "/docs/5.xml")
    let kept = try peruse(["index", "c.db", "docs", "--no-vectors", "--rebuild"], in: folder)
    #expect(kept.status == 0 && kept.errors.contains("c.db holds 6 documents"), "\(kept.errors)")
    #expect(!kept.errors.contains("by an earlier run") && kept.errors.contains("docs/5.xml"))
    let pruned = try peruse(["index", "c.db", "docs", "--no-vectors", "--rebuild", "--prune"], in: folder)
    #expect(pruned.errors.contains("c.db holds 5 documents"), "\(pruned.errors)")
    #expect(
      try peruse(["index", "new.db", "docs", "--no-vectors", "--rebuild", "--quiet"], in: folder).status == 0)
    #expect(try peruse(["index", "no.db", "--rebuild"], in: folder).status != 0)
  }

  @Test(
    "A rebuild that is killed, whenever, leaves the old corpus whole and answering, and another one completes"
  )
  func killed() throws {
    let folder = try Scratch()
    try folder.write("dump.xml", Samples.dump(1500))
    let first = try peruse(["index", "c.db", "dump.xml", "--no-vectors", "--quiet"], in: folder)
    #expect(first.status == 0)
    let before = try names("page", in: folder)
    var numbers = SplitMix64(seed: 11)
    for _ in 0..<6 {
      let running = try Program.start(
        ["index", "c.db", "dump.xml", "--no-vectors", "--quiet", "--rebuild"], in: folder.path)
      usleep(UInt32.random(in: 20_000...400_000, using: &numbers))
      #expect(try names("page", in: folder) == before)
      kill(running.process.processIdentifier, SIGKILL)
      _ = try running.wait()
      #expect(try names("page", in: folder) == before)
      let verified = try peruse(["index", "c.db", "--verify", "--quiet"], in: folder)
      #expect(verified.status == 0, "\(verified.errors)")
    }
    let last = try peruse(["index", "c.db", "dump.xml", "--no-vectors", "--rebuild"], in: folder)
    #expect(last.status == 0 && last.errors.contains("c.db holds 1500 documents"), "\(last.errors)")
    #expect(!folder.exists("c.db.rebuilding") && !folder.exists("c.db.rebuilding-wal"))
    #expect(try peruse(["index", "c.db", "--verify", "--quiet"], in: folder).status == 0)
  }
}
