import Foundation
import TestSupport
import Testing

/// Files so small that every figure can be worked out by hand.
@Suite("peruse evaluate, from a file to figures")
struct EvaluationTests {
  private static let context = "The mill stands in Leeds. Ada Lum built it in 1902. Bees live in its garden."

  private static func question(_ id: String, _ text: String, answers: [(text: String, start: Int)]) -> String
  {
    let gold = answers.map { #"{"text": "\#($0.text)", "answer_start": \#($0.start)}"# }
    return #"{"id": "\#(id)", "question": "\#(text)", "answers": [\#(gold.joined(separator: ", "))]}"#
  }

  private static func squad(_ version: String, _ questions: [String]) -> String {
    """
    {"version": "\(version)", "data": [{"title": "t", "paragraphs": [{"context": "\(context)", "qas": [
      \(questions.joined(separator: ",\n  "))
    ]}]}]}
    """
  }

  private static let right = question("right", "Who built the mill?", answers: [("Ada Lum", 26)])
  /// The reader says 1902, and the gold answer is another.
  private static let wrong = question("wrong", "When was the mill built?", answers: [("Leeds", 19)])
  private static let none = question("none", "Which comet struck the observatory?", answers: [])
  /// The reader says Leeds: one word of one, and one of two.
  private static let partial = question("part", "Where does the mill stand?", answers: [("in Leeds", 16)])

  private func figures(_ arguments: [String]) throws -> [String: Double] {
    let outcome = try Tool.run(arguments + ["--format", "json", "--quiet"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode([String: Double].self, from: Data(outcome.output.utf8))
  }

  private func expect(_ figures: [String: Double], _ expected: [String: Double]) {
    for (key, value) in expected {
      #expect(abs((figures[key] ?? .nan) - value) < 1e-9, "\(key): \(figures)")
    }
  }

  @Test("squad: one right, one wrong, one without an answer are two of three, and the predictions say which")
  func squad() throws {
    let scratch = try Scratch()
    let data = try scratch.write("v2.json", Self.squad("v2.0", [Self.right, Self.wrong, Self.none]))
    let run = ["evaluate", "squad", data]
    let scores = try figures(run + ["--predictions", scratch.path + "/out.json"])
    expect(
      scores,
      [
        "exact": 200.0 / 3, "exact_match": 200.0 / 3, "f1": 200.0 / 3, "total": 3, "HasAns_exact": 50,
        "HasAns_f1": 50, "HasAns_total": 2, "NoAns_exact": 100, "NoAns_f1": 100, "NoAns_total": 1,
      ])
    let predictions = try JSONDecoder().decode([String: String].self, from: scratch.read("out.json"))
    #expect(predictions == ["right": "Ada Lum", "wrong": "1902", "none": ""])
    // What was written is read back, and scored alike.
    let again = try figures(run + ["--scored-predictions", scratch.path + "/out.json"])
    expect(again, ["exact": 200.0 / 3, "f1": 200.0 / 3, "total": 3, "NoAns_exact": 100])
    let worse = try scratch.write("worse.json", #"{"right": "Bees", "wrong": "1902", "none": "Halley"}"#)
    expect(
      try figures(run + ["--scored-predictions", worse]),
      ["exact": 0, "f1": 0, "HasAns_exact": 0, "NoAns_exact": 0])
    expect(try figures(run + ["--limit", "1"]), ["exact": 100, "f1": 100, "total": 1])

    let text = try Tool.run(run + ["--quiet"])
    #expect(text.status == 0)
    let lines = text.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    for line in [["exact", "66.67"], ["f1", "66.67"], ["total", "3"], ["NoAns_exact", "100.00"]] {
      #expect(lines.contains(line), "\(text.output)")
    }
  }

  @Test("squad: in version 1.1 a part of the words counts for F1 and not for exact match")
  func firstVersion() throws {
    let scratch = try Scratch()
    let data = try scratch.write("v1.json", Self.squad("1.1", [Self.right, Self.wrong, Self.partial]))
    let scores = try figures(["evaluate", "squad", data])
    // Leeds for "in Leeds" has precision 1 and recall 1/2: F1 2/3.
    expect(scores, ["exact_match": 100.0 / 3, "f1": 100 * (1 + 2.0 / 3) / 3, "total": 3])
    #expect(!scores.keys.contains { $0.hasPrefix("NoAns") || $0.hasPrefix("HasAns") })
    let refused = try Tool.run(["evaluate", "squad", try scratch.write("no.json", Self.squad("1.1", []))])
    #expect(refused.status == 65 && refused.errors.contains("no.json"))
    let device = try Tool.run(["evaluate", "squad", "/dev/zero"])
    #expect(
      device.status == 66 && device.errors.contains("/dev/zero: is no regular file"), "\(device.errors)")
  }

  private struct Retrieval: Decodable {
    struct System: Decodable {
      var name: String
      var recall: [String: Double]
      var exactMatch: Double?
      var f1: Double?
    }
    var total: Int
    var systems: [System]
  }

  @Test("retrieval: shares of documents that are found, and of answers that are read in them")
  func retrieval() throws {
    let scratch = try Scratch()
    try scratch.write("docs/mill.txt", "The mill of Ambrey stands by the river. Ada Lum built it in 1902.\n")
    try scratch.write("docs/ferry.txt", "The ferry of Lisk sank in a storm in 1931. Nobody was hurt.\n")
    try scratch.write("docs/clock.txt", "The clock of Senn strikes the hour. Ilse Marrin kept it.\n")
    // Found and right; found elsewhere than it is said to be, and wrong; never found; found, and not read.
    try scratch.write(
      "q.jsonl",
      """
      {"question": "Who built the mill of Ambrey?", "document": "docs/mill.txt", "answers": ["Ada Lum"]}
      {"question": "Who kept the clock of Senn?", "document": "docs/mill.txt", "answers": ["Nobody"]}
      {"question": "Which comet struck an observatory?", "document": "docs/clock.txt", "answers": ["Halley"]}
      {"question": "What sank in a storm?", "document": "docs/ferry.txt"}

      """)
    let made = try Program.run(["index", "c.db", "docs", "--no-vectors", "--quiet"], in: scratch.path)
    #expect(made.status == 0, "\(made.errors)")
    func run(_ more: [String]) throws -> Retrieval {
      let outcome = try Program.run(
        ["evaluate", "retrieval", "c.db", "q.jsonl", "--format", "json", "--quiet"] + more, in: scratch.path)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try JSONDecoder().decode(Retrieval.self, from: Data(outcome.output.utf8))
    }
    let found = try run([])
    #expect(found.total == 4)
    let words = try #require(found.systems.first { $0.name == "words" })
    #expect(words.recall == ["1": 0.5, "5": 0.5, "20": 0.5])
    #expect(words.exactMatch == nil)
    // Plain BM25 counts "the" and "of" too: behind the clock, the second question's own, comes the mill with
    // most of them.
    let plain = try #require(found.systems.first { $0.name == "bm25" })
    #expect(plain.recall == ["1": 0.5, "5": 0.75, "20": 0.75])

    let read = try run(["--read"])
    for system in read.systems {
      // One of the three questions that say what the answer is.
      #expect(abs((system.exactMatch ?? .nan) - 100.0 / 3) < 1e-9, "\(system)")
      #expect(abs((system.f1 ?? .nan) - 100.0 / 3) < 1e-9, "\(system)")
    }
    let first = try run(["--read", "--limit", "1"])
    #expect(first.total == 1)
    for system in first.systems { #expect(system.recall["1"] == 1 && system.exactMatch == 100) }
    try scratch.write("bad.jsonl", "{\"question\": \"Who?\"}\n")
    let bad = try Program.run(["evaluate", "retrieval", "c.db", "bad.jsonl"], in: scratch.path)
    #expect(bad.status == 65 && bad.errors.contains("bad.jsonl") && bad.errors.contains("line 1"))
  }
}
