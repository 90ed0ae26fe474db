import Foundation
import GRDB
import Platform
import TestSupport
import Testing

@Suite("A corpus that is searched")
struct CorpusTests {
  private static let documents = Program.root.appendingPathComponent("corpora").path

  private func peruse(_ arguments: [String], in folder: Scratch) throws -> Program.Outcome {
    try Program.run(arguments, in: folder.path)
  }

  private func json(_ outcome: Program.Outcome) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test("What a search lists stands at the bytes that it names")
  func places() throws {
    let folder = try Scratch()
    try folder.write(
      "docs/a.md", "# Mills\n\nThe mill stands. It ground oats & rye in 1790.\n\n# Ferries\n\nThe ferry sank."
    )
    try folder.write(
      "docs/b.xml",
      "<story><title>Bridges</title><p>The bridge &amp; the <b>mill</b><note>x</note> fell.</p></story>")
    #expect(try peruse(["index", "c.db", "docs", "--no-vectors", "--quiet"], in: folder).status == 0)
    let found = try json(peruse(["search", "c.db", "ground oats", "--format", "json"], in: folder))
    let passages = try #require(found["passages"] as? [[String: Any]])
    #expect(passages.count == 1)
    let first = try #require(passages.first)
    #expect(first["section"] as? String == "Mills")
    #expect(first["sentence"] as? String == "It ground oats & rye in 1790.")
    let place = try #require(first["sentenceSource"] as? [String: Any])
    let start = try #require(place["byteStart"] as? Int)
    let end = try #require(place["byteEnd"] as? Int)
    let source = try folder.read("docs/a.md")
    #expect(String(decoding: source[start..<end], as: UTF8.self) == "It ground oats & rye in 1790.")
    let bridge = try peruse(["search", "c.db", "bridge"], in: folder)
    #expect(bridge.output.hasPrefix("The bridge & the mill"))
    #expect(bridge.output.contains("docs/b.xml:") && bridge.output.contains("/story[1]/p[1]"))
  }

  @Test(
    "What is no regular file is no corpus, and is not waited for",
    arguments: [
      "search c.db mill", "ask --corpus c.db 'What stands?'", "index c.db --verify", "index c.db a.txt",
    ])
  func special(command: String) throws {
    for make in ["mkfifo c.db", "mkdir c.db", "ln -s /dev/zero c.db"] {
      let folder = try Scratch()
      try folder.write("a.txt", "The mill stands.")
      let run = "\(make) && timeout 60 '\(Program.binary.path)' \(command)"
      let outcome = try Program.shell(run, in: folder.path)
      #expect(outcome.status == 73, "\(make): \(outcome)")
      #expect(outcome.errors.contains("c.db: cannot be opened: is no regular file"), "\(make): \(outcome)")
    }
  }

  @Test("Words in quotation marks must stand together")
  func phrases() throws {
    let folder = try Scratch()
    try folder.write("docs/a.txt", "The red mill stood by the river.")
    try folder.write("docs/b.txt", "The mill was red, and so was the barn.")
    _ = try peruse(["index", "c.db", "docs", "--no-vectors", "--quiet"], in: folder)
    func names(_ words: String) throws -> [String] {
      try peruse(["search", "c.db", words], in: folder).output.split(separator: "\n")
        .map { String($0.split(separator: "\t").last ?? "") }
    }
    #expect(try Set(names("red mill")) == ["docs/a.txt", "docs/b.txt"])
    #expect(try names("\"red mill\"") == ["docs/a.txt"])
    #expect(try names("\"mill was\" river") == ["docs/b.txt"])
    let syntax = try peruse(["search", "c.db", "AND ( NEAR * ^ : -red"], in: folder)
    #expect(syntax.status == 0 && syntax.output.contains("docs/a.txt"))
    let nothing = try peruse(["search", "c.db", "?!"], in: folder)
    #expect(nothing.status == 64 && nothing.errors.contains("no words to search for"))
  }

  @Test("Documents are added, replaced and removed, and unchanged ones are left alone")
  func incremental() throws {
    let folder = try Scratch()
    for number in 0..<20 { try folder.write("docs/\(number).xml", Samples.xml(number)) }
    _ = try peruse(["index", "c.db", "docs", "--no-vectors", "--quiet"], in: folder)
    try folder.write("docs/3.xml", "<story><p>A walrus came to the harbour.</p></story>")
    try folder.write("docs/new.xml", "<story><p>A heron came too.</p></story>")
    try FileManager.default.removeItem(atPath: folder.path + "/docs/5.xml")
    let second = try peruse(["index", "c.db", "docs", "--no-vectors"], in: folder)
    #expect(second.errors.contains("18 of them by an earlier run"))
    #expect(second.errors.contains("c.db holds 21 documents"))
    #expect(try peruse(["search", "c.db", "walrus"], in: folder).output.contains("docs/3.xml"))
    #expect(
      try !peruse(["search", "c.db", "\"number 3\"", "--limit", "50"], in: folder).output.contains(
        "docs/3.xml"))
    let third = try peruse(["index", "c.db", "docs", "--no-vectors", "--prune"], in: folder)
    #expect(third.errors.contains("c.db holds 20 documents"))
    let fourth = try peruse(["index", "c.db", "--remove", "docs/1?.xml"], in: folder)
    #expect(fourth.errors.contains("10 documents removed"))
    let whole = try peruse(["index", "c.db", "--verify"], in: folder)
    #expect(whole.status == 0 && whole.errors.contains("c.db is whole"))
  }

  @Test("An indexing run that is killed leaves a corpus that is whole, and running again completes it")
  func killed() throws {
    let folder = try Scratch()
    try folder.write("dump.xml", Samples.dump(3000))
    var numbers = SplitMix64(seed: 3)
    for _ in 0..<8 {
      let running = try Program.start(
        ["index", "c.db", "dump.xml", "--no-vectors", "--quiet", "--jobs", "1"], in: folder.path)
      usleep(UInt32.random(in: 20_000...250_000, using: &numbers))
      kill(running.process.processIdentifier, SIGKILL)
      _ = try running.wait()
      if folder.exists("c.db"), try folder.read("c.db").count > 0 {
        let verified = try peruse(["index", "c.db", "--verify", "--quiet"], in: folder)
        // Killed before there was a table, it is not a corpus yet.
        #expect(verified.status == 0 || verified.errors.contains("is no corpus"))
      }
    }
    let last = try peruse(["index", "c.db", "dump.xml", "--no-vectors"], in: folder)
    #expect(last.status == 0 && last.errors.contains("c.db holds 3000 documents, 3000 passages"))
    #expect(try peruse(["index", "c.db", "--verify", "--quiet"], in: folder).status == 0)
  }

  @Test(
    "A corpus whose making was interrupted before its first table is made again; another's database is not touched"
  )
  func interruptedMaking() throws {
    let folder = try Scratch()
    try folder.write("a.xml", Samples.xml(1))
    for (name, statement) in [
      ("c.db", "PRAGMA journal_mode = WAL"), ("other.db", "CREATE TABLE theirs (id)"),
    ] {
      let queue = try DatabaseQueue(path: folder.path + "/" + name)
      try queue.writeWithoutTransaction { try $0.execute(sql: statement) }
      try queue.close()
    }
    #expect(try folder.read("c.db").count > 0)
    #expect(try peruse(["search", "c.db", "bridge"], in: folder).errors.contains("is no corpus"))
    let made = try peruse(["index", "c.db", "a.xml", "--no-vectors"], in: folder)
    #expect(made.status == 0 && made.errors.contains("c.db holds 1 document"), "\(made.errors)")
    #expect(try peruse(["index", "c.db", "--verify", "--quiet"], in: folder).status == 0)
    let refused = try peruse(["index", "other.db", "a.xml", "--no-vectors"], in: folder)
    #expect(refused.status == 65 && refused.errors.contains("is no corpus"))
  }

  @Test("A file that is damaged, or is something else, is named as that")
  func damaged() throws {
    let folder = try Scratch()
    for number in 0..<200 { try folder.write("docs/\(number).xml", Samples.xml(number)) }
    _ = try peruse(["index", "c.db", "docs", "--no-vectors", "--quiet"], in: folder)
    let good = [UInt8](try folder.read("c.db"))
    func search(_ bytes: [UInt8]) throws -> Program.Outcome {
      let path = try folder.write("bad.db", bytes)
      for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
      return try peruse(["search", "bad.db", "bridge"], in: folder)
    }
    let cut = try search(Array(good.prefix(good.count / 2)))
    #expect(
      cut.status == 65
        && cut.errors.contains("bad.db: damaged: it has \(good.count / 2) bytes and should have"))
    let text = try search(Array(String(repeating: "no database. ", count: 100).utf8))
    #expect(text.status == 65 && text.errors.contains("is no SQLite database"))
    #expect(try search([]).errors.contains("is no corpus; make one with: peruse index"))
    let missing = try peruse(["search", "none.db", "bridge"], in: folder)
    #expect(missing.status == 65 && missing.errors.contains("is no corpus"))
    #expect(!folder.exists("none.db"))
    var holes = good
    for place in stride(from: 4096, to: holes.count - 64, by: 512) {
      for offset in 0..<64 { holes[place + offset] = UInt8(truncatingIfNeeded: place &* 31 &+ offset) }
    }
    let broken = try search(holes)
    #expect(broken.status == 65 && broken.errors.contains("bad.db: damaged"))
    let verified = try peruse(["index", "bad.db", "--verify"], in: folder)
    #expect(verified.status == 65 && verified.errors.contains("damaged"))
    _ = try peruse(["batch", "inspect", "docs", "--database", "other.db", "--quiet"], in: folder)
    #expect(try peruse(["search", "other.db", "bridge"], in: folder).errors.contains("is no corpus"))
  }

  @Test("A question is answered from the right document of many, with its place")
  func ask() throws {
    let folder = try Scratch()
    let indexed = try peruse(
      ["index", "c.db", Self.documents, "--include", "*.xml", "--include", "*.md", "--quiet"], in: folder)
    #expect(indexed.status == 0, "\(indexed.errors)")
    let outcome = try peruse(
      ["ask", "--corpus", "c.db", "Who kept the clock for twenty-six years?", "--format", "json"],
      in: folder)
    let answers = try #require(try json(outcome)["answers"] as? [[String: Any]])
    let answer = try #require(answers.first)
    #expect(answer["text"] as? String == "Ilse Marrin")
    let probability = try #require(answer["probability"] as? Double)
    #expect(probability > 0 && probability <= 1)
    let document = try #require(answer["document"] as? [String: Any])
    let path = try #require(document["path"] as? String)
    #expect(path.hasSuffix("stories/the-tide-clock.xml"))
    let place = try #require(answer["source"] as? [String: Any])
    let source = try Data(contentsOf: URL(fileURLWithPath: path))
    let start = try #require(place["byteStart"] as? Int)
    let end = try #require(place["byteEnd"] as? Int)
    #expect(String(decoding: source[start..<end], as: UTF8.self) == "Ilse Marrin")
    #expect(place["path"] as? String == "/TEI[1]/text[1]/body[1]/div[1]/p[3]")
    // What no document says is not answered, unless the best guess is asked for.
    let absent = ["ask", "--corpus", "c.db", "Which comet struck the lunar observatory in 1911?"]
    let none = try peruse(absent, in: folder)
    #expect(none.status == 1 && none.output.isEmpty && none.errors.contains("no answer"))
    #expect(!(try peruse(absent + ["--always-answer"], in: folder)).output.isEmpty)
    let other = try peruse(["index", "c.db", Self.documents, "--no-vectors", "--quiet"], in: folder)
    #expect(other.status == 64 && other.errors.contains("was made with the vectors of"))
  }

  @Test(
    "Rows of a table stay whole in a corpus, and are read under the heads of its columns, far from them too")
  func tables() throws {
    let folder = try Scratch()
    let trades = ["baker", "smith", "nurse", "clerk"], towns = ["Harrow", "Lisk", "Senn"]
    let letters = "abcdefghijklmnopqrst".map(String.init)
    let rows = (0..<200).map { number in
      let name = letters[number % 20].uppercased() + letters[number / 20] + "ro Vik"
      return "\(name),\(towns[number % 3]),\(1900 + number / 2),\(trades[number % 4])"
    }
    try folder.write("people.csv", "Name,Town,Born,Trade\n" + rows.joined(separator: "\n") + "\n")
    #expect(try peruse(["index", "c.db", "people.csv", "--quiet"], in: folder).status == 0)
    let outcome = try peruse(
      ["ask", "--corpus", "c.db", "When was Khro Vik born?", "--format", "json"], in: folder)
    let answers = try #require(try json(outcome)["answers"] as? [[String: Any]])
    let answer = try #require(answers.first)
    #expect(answer["text"] as? String == "1975")
    #expect(answer["context"] as? String == "Khro Vik | Town: Harrow | Born: 1975 | Trade: nurse")
    #expect((answer["source"] as? [String: Any])?["path"] as? String == "/row[152]/cell[3]")
    let search = ["search", "c.db", "Khro Vik", "--limit", "1"]
    let found = try json(peruse(search + ["--format", "json"], in: folder))
    let passage = try #require((found["passages"] as? [[String: Any]])?.first)
    #expect(passage["sentence"] as? String == "Khro Vik")
    let row = "Name: Khro Vik | Town: Harrow | Born: 1975 | Trade: nurse"
    #expect(passage["context"] as? String == row)
    let line = try peruse(search, in: folder).output.split(separator: "\t")
    #expect(line.first == "Khro Vik" && line.last == "\(row)\n")
  }
}
