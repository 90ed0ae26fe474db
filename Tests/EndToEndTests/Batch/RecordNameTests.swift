import Foundation
import TestSupport
import Testing

@Suite("Names of records")
struct RecordNameTests {
  private func ids(_ arguments: [String], in folder: Scratch) throws -> [String] {
    let outcome = try Program.run(
      ["batch", "inspect"] + arguments + ["--output", "-", "--quiet"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try outcome.output.split(separator: "\n").map { line in
      let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return try #require(record?["id"] as? String)
    }
  }

  @Test("Lines that bring the same name are two records with two names, also where the second name is taken")
  func lines() throws {
    let folder = try Scratch()
    try folder.write(
      "a.jsonl",
      """
      {"id": "x", "text": "Ropes are made of hemp."}
      {"id": "x#2", "text": "Tar keeps them dry."}
      {"id": "x", "text": "Sails are made of flax."}
      {"id": "x", "text": "Masts are made of pine."}
      {"id": 7, "text": "Seven."}
      {"id": "7", "text": "Seven again."}
      """)
    #expect(try ids(["a.jsonl"], in: folder) == ["x", "x#2", "x#3", "x#4", "7", "7#2"])
  }

  @Test("A file that is named twice, and a line that is called like it, have names of their own")
  func files() throws {
    let folder = try Scratch()
    try folder.write("a.txt", "Ropes are made of hemp.")
    try folder.write("b.jsonl", #"{"id": "a.txt", "text": "Tar keeps them dry."}"#)
    #expect(try ids(["a.txt", "a.txt", "b.jsonl"], in: folder) == ["a.txt", "a.txt#2", "a.txt#3"])
  }

  @Test("Both of two lines with one name are in a corpus")
  func corpus() throws {
    let folder = try Scratch()
    try folder.write(
      "a.jsonl",
      #"{"id": "x", "text": "Ropes are made of hemp."}"# + "\n"
        + #"{"id": "x", "text": "Tar keeps them dry."}"#)
    let indexed = try Program.run(["index", "c.db", "a.jsonl", "--no-vectors", "--quiet"], in: folder.path)
    #expect(indexed.status == 0, "\(indexed.errors)")
    for words in ["ropes hemp", "tar dry"] {
      #expect(try Program.run(["search", "c.db", words, "--bm25"], in: folder.path).output.contains("\t"))
    }
  }
}
