import Batch
import Foundation
import Platform
import TestSupport
import Testing

/// Outputs that somebody else has a hand in.
@Suite("Outputs that are fought over", .serialized)
struct HostileOutputTests {
  private func inspect(_ folder: Scratch, _ arguments: [String]) throws -> Program.Outcome {
    try Program.run(["batch", "inspect"] + arguments, in: folder.path)
  }

  private func files(_ folder: Scratch, _ name: String) -> [String] {
    let root = folder.path + "/" + name
    let found = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    var isFolder: ObjCBool = false
    return found.filter {
      FileManager.default.fileExists(atPath: root + "/" + $0, isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }

  // MARK: Names

  @Test("A file and a folder that would have one name both get one, in either order")
  func clashes() throws {
    let folder = try Scratch()
    for order in ["a a.json/b", "a.json/b a", "a.json/b a a.json/b/c a.json/b.json/d a"] {
      let lines = order.split(separator: " ").map { #"{"id":"\#($0)","text":"The mill \#($0) is old."}"# }
      try folder.write("in.jsonl", lines.joined(separator: "\n"))
      let outcome = try inspect(folder, ["in.jsonl", "--output-dir", "out", "--force"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let results = files(folder, "out").filter { $0.hasSuffix(".json") }
      #expect(results.count == lines.count, "\(order): \(results)")
      for line in lines {
        let text = try #require(line.split(separator: "\"").dropLast().last)
        let holders = try results.filter {
          try String(decoding: folder.read("out/" + $0), as: UTF8.self).contains(text)
        }
        #expect(holders.count == lines.count(where: { $0 == line }))
      }
      #expect(try inspect(folder, ["in.jsonl", "--output-dir", "out", "--resume"]).status == 0)
      #expect(files(folder, "out").filter { $0.hasSuffix(".json") } == results)
    }
  }

  @Test("Names that are too long are shortened, and stay apart")
  func longNames() throws {
    let folder = try Scratch()
    let deep = (0..<60).map { _ in String(repeating: "d", count: 90) }.joined(separator: "/")
    let wide = String(repeating: "ü", count: 900)
    let ids = [deep + "/x", deep + "/y", deep, wide, wide + "2", "short"]
    try folder.write(
      "in.jsonl", ids.map { #"{"id":"\#($0)","text":"The mill is old."}"# }.joined(separator: "\n"))
    let outcome = try inspect(folder, ["in.jsonl", "--output-dir", "out"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(files(folder, "out").filter { $0.hasSuffix(".json") }.count == ids.count)
  }

  @Test("A name that cannot be written costs its record, and again when the run goes on")
  func impossibleNames() throws {
    let folder = try Scratch()
    try folder.write("out/b", "A file where a folder is wanted.")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/out/c.json", withIntermediateDirectories: true)
    try folder.write(
      "in.jsonl",
      ["a", "b/x", "c", "d"].map { #"{"id":"\#($0)","text":"The mill is old."}"# }.joined(separator: "\n"))
    for mode in ["--force", "--resume"] {
      let outcome = try inspect(folder, ["in.jsonl", "--output-dir", "out", mode])
      #expect(outcome.status == 1, "\(outcome.errors)")
      #expect(try folder.lines("out.errors.jsonl").contains { $0["id"] as? String == "b/x" })
      #expect(try folder.lines("out.errors.jsonl").allSatisfy { $0["kind"] as? String == "name" })
      #expect(folder.exists("out/a.json") && folder.exists("out/d.json"))
    }
  }

  // MARK: Leftovers

  @Test("A file whose input is gone goes when the run goes on, wherever the run before was killed")
  func removedInputs() throws {
    let folder = try Scratch()
    var numbers = SplitMix64(seed: 11)
    for round in 0..<5 {
      let docs = "docs\(round)"
      for number in 0..<120 { try folder.write("\(docs)/a\(100 + number).txt", Samples.text(number)) }
      let arguments = [docs, "--output-dir", "out\(round)", "--checkpoint", "9", "--quiet"]
      let running = try Program.start(["batch", "inspect"] + arguments, in: folder.path)
      usleep(UInt32.random(in: 5_000...180_000, using: &numbers))
      kill(running.process.processIdentifier, SIGKILL)
      _ = try running.wait()
      for number in stride(from: 0, to: 120, by: 2) {
        try FileManager.default.removeItem(atPath: "\(folder.path)/\(docs)/a\(100 + number).txt")
      }
      let outcome = try inspect(folder, arguments + ["--resume"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let results = files(folder, "out\(round)")
      #expect(results.filter { $0.hasSuffix(".json") }.count == 60)
      #expect(!results.contains { $0.contains("partial") || $0.contains("intents") })
    }
  }

  @Test("--force removes what the run before had made and this one does not")
  func replaced() throws {
    let folder = try Scratch()
    for number in 0..<6 { try folder.write("docs/a\(number).txt", Samples.text(number)) }
    #expect(try inspect(folder, ["docs", "--output-dir", "out"]).status == 0)
    try folder.write("out/mine.txt", "Not Peruse's.")
    for number in 0..<3 { try FileManager.default.removeItem(atPath: "\(folder.path)/docs/a\(number).txt") }
    #expect(try inspect(folder, ["docs", "--output-dir", "out", "--force"]).status == 0)
    #expect(files(folder, "out").filter { $0.hasSuffix(".json") }.count == 3)
    #expect(folder.exists("out/mine.txt"))
  }

  // MARK: Locks

  @Test("Runs that start over at the same time never leave less than one whole output")
  func races() throws {
    let folder = try Scratch()
    for number in 0..<40 { try folder.write("docs/a\(number).txt", Samples.text(number)) }
    let whole = try { () throws -> Data in
      _ = try inspect(folder, ["docs", "--output", "whole.jsonl"])
      return try folder.read("whole.jsonl")
    }()
    for _ in 0..<6 {
      let runs = try (0..<3).map { number in
        try Program.start(
          [
            "batch", "inspect", "docs", "--output", "o.jsonl", "--quiet",
            ["--force", "--resume", "--force"][number],
          ],
          in: folder.path)
      }
      let outcomes = try runs.map { try $0.wait() }
      #expect(outcomes.allSatisfy { [0, 75].contains($0.status) }, "\(outcomes.map(\.errors))")
      #expect(outcomes.contains { $0.status == 0 })
      #expect(try folder.read("o.jsonl") == whole)
    }
  }

  @Test("One file of errors serves one run, and no file serves as two outputs")
  func sharedErrors() throws {
    let folder = try Scratch()
    try folder.write("a.txt", Samples.text(1))
    let held = try AppendFile.locked(folder.path + "/e.jsonl", for: "e.jsonl")
    _ = try held.append([0x78])
    try held.flush()
    for output in [["--output", "o.jsonl"], ["--output", "-"], ["--database", "o.db"]] {
      #expect(try inspect(folder, ["a.txt", "--errors", "e.jsonl"] + output).status == 75)
    }
    #expect(try folder.read("e.jsonl") == Data("x".utf8))
    for pair in [["--errors", "p.jsonl"], ["--report", "p.jsonl"], ["--errors", "p.jsonl.journal"]] {
      #expect(try inspect(folder, ["a.txt", "--output", "p.jsonl"] + pair).status == 64)
    }
  }

  @Test("A file that is named for errors and holds something is kept, unless it is to be replaced")
  func errorsInTheWay() throws {
    let folder = try Scratch()
    try folder.write("a.txt", Samples.text(1))
    try folder.write("mine.txt", "Mine.")
    let arguments = ["a.txt", "--output", "o.jsonl", "--errors", "mine.txt"]
    let refused = try inspect(folder, arguments)
    #expect(refused.status == 73 && refused.errors.contains("mine.txt exists"), "\(refused.errors)")
    #expect(try folder.read("mine.txt") == Data("Mine.".utf8))
    #expect(!folder.exists("o.jsonl") && !folder.exists("o.jsonl.journal"))
    #expect(try inspect(folder, arguments + ["--force"]).status == 0)
  }

  // MARK: Changes by others

  @Test(
    "A result that somebody has changed is found by --verify and made again by --resume",
    arguments: [["--output", "o.jsonl"], ["--output-dir", "out"], ["--database", "o.db"]])
  func changed(place: [String]) throws {
    let folder = try Scratch()
    for number in 0..<9 { try folder.write("docs/a\(number).txt", Samples.text(number)) }
    try folder.write("docs/b.xml", "<broken")
    let arguments = ["docs"] + place
    #expect(try inspect(folder, arguments).status == 1)
    #expect(try inspect(folder, place + ["--verify"]).status == 0)
    func content() throws -> [String: Data] {
      let names =
        place[1] == "out" ? files(folder, "out").map { "out/" + $0 } : ["o.jsonl"].filter(folder.exists)
      return Dictionary(uniqueKeysWithValues: try names.map { ($0, try folder.read($0)) })
    }
    let before = try content()
    let changes = [
      "sed -i 's/number 4 /number 5 /' o.jsonl", "sed -i 's/number 4 /number 5 /' out/docs/a4.txt.json",
      "python3 -c \"import sqlite3; d = sqlite3.connect('o.db'); d.execute('UPDATE result SET json = replace(json, 4, 5) WHERE n = 4'); d.commit()\"",
    ]
    for change in changes { try Program.shell(change, in: folder.path) }
    let found = try inspect(folder, place + ["--verify"])
    #expect(found.status == 65 && found.errors.contains("1 of 10 records"), "\(found.errors)")
    let outcome = try inspect(folder, arguments + ["--resume"])
    #expect(outcome.status == 1 && outcome.errors.contains("had been changed since"), "\(outcome.errors)")
    #expect(try inspect(folder, place + ["--verify"]).status == 0)
    #expect(try content() == before)
  }

  @Test("A journal of 0.1.0 is refused with the reason, and stays as it is")
  func oldJournal() throws {
    let folder = try Scratch()
    try folder.write("a.txt", Samples.text(1))
    let journal = "peruse-journal 1\t0123\n"
    try folder.write("o.jsonl", "{}\n")
    try folder.write("o.jsonl.journal", journal)
    let outcome = try inspect(folder, ["a.txt", "--output", "o.jsonl", "--resume"])
    #expect(outcome.status == 65 && outcome.errors.contains("0.1.0"))
    #expect(outcome.errors.contains("named records by whole paths"))
    #expect(try folder.read("o.jsonl.journal") == Data(journal.utf8))
    #expect(try folder.read("o.jsonl") == Data("{}\n".utf8))
  }

  // MARK: Limits of the system

  @Test("A file that may not grow further is an error with a reason, and the run can go on")
  func sizeLimit() throws {
    let folder = try Scratch()
    for number in 0..<200 { try folder.write("docs/a\(number).txt", Samples.text(number, sentences: 20)) }
    let command = "\(Program.binary.path) batch inspect docs --sentences --quiet"
    for place in ["--output o.jsonl", "--output-dir out", "--database o.db", "--output - > s.jsonl"] {
      let outcome = try Program.shell("ulimit -f 8; \(command) \(place)", in: folder.path)
      if place == "--output-dir out" {
        #expect([0, 74].contains(outcome.status), "\(place): \(outcome.status) \(outcome.errors)")
      } else {
        #expect(outcome.status == 74, "\(place): \(outcome.status) \(outcome.errors)")
        #expect(!outcome.errors.isEmpty)
      }
      guard !place.contains(">") else { continue }
      #expect(try Program.shell("\(command) \(place) --resume", in: folder.path).status == 0)
    }
    let single = try Program.shell(
      "ulimit -f 1; cat docs/*.txt > /dev/null; \(Program.binary.path) inspect --sentences docs/*.txt > t.txt",
      in: folder.path)
    #expect(single.status == 74 && single.errors.contains("standard output cannot be written"))
  }
}
