import Foundation
import TestSupport
import Testing

@Suite("Bad input in a batch")
struct BatchErrorTests {
  private func batch(_ folder: Scratch, _ arguments: [String], input: Data = Data()) throws -> Program.Outcome
  {
    try Program.run(["batch", "summarize", "--method", "lead"] + arguments, input: input, in: folder.path)
  }

  @Test("A folder with 1,000 good files and 30 broken ones gives 1,000 results and 30 error lines")
  func broken() throws {
    let folder = try Scratch()
    for number in 0..<1000 { try folder.write("docs/good\(number).xml", Samples.xml(number)) }
    for (index, file) in BrokenFiles.all.enumerated() {
      try folder.write("docs/\(["a", "good5", "z"][index % 3])-\(file.name)", file.bytes)
    }
    #expect(BrokenFiles.all.count == 30)
    let outcome = try batch(folder, ["docs", "--output", "o.jsonl", "--report", "r.html", "--jobs", "2"])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("1030 records"))
    #expect(outcome.errors.contains("30 errors"))
    #expect(outcome.errors.contains("all 30 failures are in o.jsonl.errors.jsonl"))
    #expect(try folder.lines("o.jsonl").count == 1000)
    let errors = try folder.lines("o.jsonl.errors.jsonl")
    #expect(errors.count == 30)
    for (index, file) in BrokenFiles.all.enumerated() {
      let path = "docs/\(["a", "good5", "z"][index % 3])-\(file.name)"
      let line = errors.first { $0["file"] as? String == path }
      let kind = line?["kind"] as? String ?? "none"
      #expect(file.kind.split(separator: "|").contains(Substring(kind)), "\(path): \(line ?? [:])")
      #expect((line?["reason"] as? String)?.isEmpty == false)
      #expect(line?["id"] as? String == path)
    }
    let report = String(decoding: try folder.read("r.html"), as: UTF8.self)
    #expect(report.contains("Failures by kind") && report.contains("malformed"))
    #expect(!report.contains("<script") && !report.contains("src=") && !report.contains("href="))
  }

  @Test("One bad record of many costs itself; a fault in the markup ends the file and says where")
  func records() throws {
    let folder = try Scratch()
    let good = "<doc><p>\(Samples.text(1))</p></doc>"
    try folder.write("a.xml", "<docs>\n\(good)\n<doc/>\n\(good)\n<doc><p>x</q></doc>\n\(good)</docs>")
    let outcome = try batch(folder, ["a.xml", "--output", "o.jsonl", "--quiet"])
    #expect(outcome.status == 1)
    #expect(try folder.lines("o.jsonl").map { $0["id"] as? String } == ["a.xml#0", "a.xml#2"])
    let errors = try folder.lines("o.jsonl.errors.jsonl")
    #expect(errors.map { $0["kind"] as? String } == ["no-text", "malformed"])
    #expect(errors.map { $0["line"] as? Int } == [3, 5])
  }

  @Test("A record that cannot be worked on is named by its number, on the screen and in the report")
  func recordPlaces() throws {
    let folder = try Scratch()
    let good = "<doc><p>\(Samples.text(1))</p></doc>"
    try folder.write("a.xml", "<docs>\(good)<doc/>\(good)</docs>")
    let outcome = try batch(folder, ["a.xml", "--output", "o.jsonl", "--report", "r.html"])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("peruse: a.xml:1: no text"))
    #expect(String(decoding: try folder.read("r.html"), as: UTF8.self).contains("<td>a.xml:1<td"))
  }

  @Test(
    "A record with a title and no sentence is an empty result, no error",
    arguments: ["o.jsonl", "o.csv", "o.db"])
  func empty(output: String) throws {
    let folder = try Scratch()
    let good = "<doc><p>\(Samples.text(1))</p></doc>"
    try folder.write("a.xml", "<docs>\(good)<doc><title>A title and no more</title></doc>\(good)</docs>")
    let form = output.hasSuffix("csv") ? ["--format", "csv"] : []
    let outcome = try batch(folder, ["a.xml", "--output", output, "--report", "r.html"] + form)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("3 records") && outcome.errors.contains("0 errors, 1 empty"))
    #expect(
      String(decoding: try folder.read("r.html"), as: UTF8.self).contains("<th>Empty<td class=\"number\">1"))
    if output == "o.jsonl" {
      let lines = try folder.lines(output)
      #expect(lines.count == 3)
      #expect((lines[1]["summary"] as? [Any])?.isEmpty == true)
      #expect("\(lines[1]["warnings"] ?? "")".contains("no sentence to choose from"))
    }
    // The run is known when it goes on.
    let again = try batch(folder, ["a.xml", "--output", output, "--resume"] + form)
    #expect(again.status == 0 && again.errors.contains("1 empty"), "\(again.errors)")
  }

  @Test("Broken JSON lines are named by their line")
  func jsonLines() throws {
    let folder = try Scratch()
    let lines = """
      {"id": "good", "text": "A good line. It has two sentences."}
      {"id": "cut", "text":
      ["no object"]
      {"id": "neither"}
      {"id": "both", "text": "a", "path": "b"}
      {"id": "gone", "path": "no/such.xml"}
      {"id": ["list"], "text": "x"}
      """
    let outcome = try batch(folder, ["-", "--output", "o.jsonl", "--quiet"], input: Data(lines.utf8))
    #expect(outcome.status == 1)
    let errors = try folder.lines("o.jsonl.errors.jsonl")
    #expect(errors.map { $0["line"] as? Int ?? 0 } == [2, 3, 4, 5, 0, 7])
    #expect(
      errors.map { $0["reason"] as? String } == [
        "is not valid JSON", "is not a JSON object", #"a record needs one of "text", "path" and "data""#,
        #"a record needs one of "text", "path" and "data""#, "no such file",
        "'id' has the wrong type; text is wanted",
      ])
    #expect(errors[4]["id"] as? String == "gone")
  }

  @Test("--fail-fast and --max-errors stop at the same record whatever the number of jobs")
  func limits() throws {
    let folder = try Scratch()
    for number in 0..<100 {
      try folder.write("docs/\(1000 + number).xml", number % 10 == 3 ? "<story>" : Samples.xml(number))
    }
    for jobs in ["1", "3"] {
      let fast = try batch(folder, ["docs", "--output", "fast\(jobs)", "--fail-fast", "--jobs", jobs])
      #expect(fast.status == 65 && fast.errors.contains("too many failures"))
      #expect(try folder.lines("fast\(jobs)").count == 3)
      let some = try batch(folder, ["docs", "--output", "some\(jobs)", "--max-errors", "4", "--jobs", jobs])
      #expect(some.status == 65)
      #expect(try folder.lines("some\(jobs)").count == 30)
    }
  }

  @Test("Limits on size, depth and time cost the record that goes beyond them")
  func recordLimits() throws {
    let folder = try Scratch()
    try folder.write("a.xml", Samples.xml(1))
    try folder.write("b.txt", String(repeating: Samples.text(2) + "\n\n", count: 2000))
    try folder.write("c.xml", "<story><v><w><x><y><p>\(Samples.text(1))</p></y></x></w></v></story>")
    let inputs = ["a.xml", "b.txt", "c.xml", "missing.xml"]
    let outcome = try batch(
      folder, inputs + ["--output", "o", "--max-bytes", "5000", "--max-depth", "4", "--quiet"])
    #expect(outcome.status == 1)
    #expect(try folder.lines("o").map { $0["id"] as? String } == ["a.xml"])
    let errors = try folder.lines("o.errors.jsonl")
    #expect(errors.map { $0["kind"] as? String } == ["limit", "limit", "missing"])
    #expect(errors[0]["reason"] as? String == "size in bytes exceeds the limit of 5000")
    #expect(
      errors[1]["reason"] as? String
        == "nesting depth of elements exceeds the limit of 4; the limit can be raised, to 2048 at most")
    #expect(errors[2]["reason"] as? String == "no such file")
  }

  @Test(
    "What a batch prints of its failures names the flag; the file of failures, which programs read, names none"
  )
  func flags() throws {
    let folder = try Scratch()
    try folder.write("a.xml", "<story>")
    try folder.write("b.txt", Samples.text(1))
    let outcome = try batch(folder, ["a.xml", "b.txt", "--output", "o"])
    #expect(outcome.status == 1 && outcome.errors.contains("can be read with --lenient"))
    #expect(try !String(decoding: folder.read("o.errors.jsonl"), as: UTF8.self).contains("--"))
    let asked = try Program.run(["batch", "answer", "b.txt", "--output", "answers"], in: folder.path)
    #expect(asked.status == 1 && asked.errors.contains("b.txt: no question; give one with --question"))
    #expect(try !String(decoding: folder.read("answers.errors.jsonl"), as: UTF8.self).contains("--"))
  }

  @Test("A record over its time is given up, and the others are not lost", arguments: [[], ["--isolate"]])
  func time(more: [String]) throws {
    let folder = try Scratch()
    try folder.write("a.xml", Samples.xml(1))
    // Distinct words in many thousand sentences keep LSA busy for seconds; a short document takes
    // milliseconds, and the first of a run also what the program loads once.
    let long = (0..<100_000).map {
      "Word\($0) meets term\($0 % 977) and item\($0 % 1013) near place\($0 % 499)."
    }
    try folder.write("b.txt", long.joined(separator: " "))
    try folder.write("c.xml", Samples.xml(2))
    let outcome = try Program.run(
      [
        "batch", "summarize", "a.xml", "b.txt", "c.xml", "--method", "lsa", "--output", "o", "--max-seconds",
        "0.5", "--jobs", "1", "--quiet",
      ] + more, in: folder.path)
    #expect(outcome.status == 1)
    let errors = try folder.lines("o.errors.jsonl")
    let late = errors.compactMap { $0["id"] as? String }
    #expect(late.contains("b.txt"))
    #expect(errors.allSatisfy { $0["kind"] as? String == "time" })
    #expect(errors.allSatisfy { $0["reason"] as? String == "takes longer than the limit of 0.5 seconds" })
    // A machine that stands still may make any record late, but none may be lost or stand twice.
    let done = try folder.lines("o").compactMap { $0["id"] as? String }
    #expect((done + late).sorted() == ["a.xml", "b.txt", "c.xml"])
    #expect(done == done.sorted())
  }

  @Test("On standard output failures stand in their records' places, or in a file of their own")
  func stream() throws {
    let folder = try Scratch()
    try folder.write("a.xml", Samples.xml(1))
    try folder.write("b.xml", "<story>")
    let mixed = try batch(folder, ["a.xml", "b.xml", "a.xml", "--output", "-", "--quiet"])
    #expect(mixed.status == 1)
    let lines = mixed.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix(#"{"error":{"file":"b.xml","id":"b.xml","kind":"malformed","line":1,"#))
    let apart = try batch(folder, ["a.xml", "b.xml", "--output", "-", "--errors", "e", "--quiet"])
    #expect(apart.output.split(separator: "\n").count == 1)
    #expect(try folder.lines("e").count == 1)
  }
}
