import Evaluation
import Foundation
import Testing

@Suite("Key facts")
struct KeyFactTests {
  private static let data = """
    {"id": "a", "sentences": ["The council met on Monday evening in the old town hall.", \
    "It voted to deepen the harbour by two metres next year.", "Nine were for it.", \
    "The works will cost thirty million crowns, and the eel grass moves to the north bank."], \
    "facts": [{"fact": "deeper", "pattern": "DEEPEN the harbour", "weight": 3, "main": true}, \
    {"fact": "cost", "pattern": "thirty million"}, {"fact": "grass", "pattern": "eel grass"}]}
    """

  private func report(
    _ choose: @escaping @Sendable ([String]) -> [String], length: SummaryLength.Resolved = .sentences(2),
    data: String = KeyFactTests.data
  ) throws -> KeyFactReport {
    try Place.withFile(data) { path in
      let system = SummarySystem(name: "own") { record, _ in choose(record.sentenceTexts) }
      return KeyFactEvaluation(length: length).run([system], on: try SummaryDataset(contentsOf: path))
    }
  }

  @Test("Facts count by weight, whatever their case, and the main point is looked at by itself")
  func covered() throws {
    let one = try report { [$0[1]] }
    #expect(one.scores[0][0].covered == 0.6)
    #expect(one.scores[0][0].main == true)
    #expect(one.scores[0][0].missing == ["cost", "grass"])
    let other = try report { [$0[3]] }
    #expect(other.scores[0][0].covered == 0.4)
    #expect(other.scores[0][0].main == false)
    #expect(other.system(named: "own")?.main.mean == 0)
  }

  @Test("The oracle is the best choice within the length, in sentences and in words")
  func oracle() throws {
    #expect(try report { [$0[0]] }.scores[1][0].covered == 1)
    #expect(try report({ [$0[0]] }, length: .sentences(1)).scores[1][0].covered == 0.6)
    // Eleven words hold the vote, sixteen the costs, and both need twenty-seven.
    #expect(try report({ [$0[0]] }, length: .words(11)).scores[1][0].covered == 0.6)
    #expect(try report({ [$0[0]] }, length: .words(27)).scores[1][0].covered == 1)
  }

  @Test("Sentences that lean on one left out, shards, repetitions and an unused budget are seen")
  func faults() throws {
    let alone = try report { [$0[1], $0[2]] }.scores[0][0].faults
    #expect(alone.firstDangles && alone.dangling == 1 && alone.shards == 1, "\(alone)")
    let led = try report { [$0[0], $0[1]] }.scores[0][0].faults
    #expect(!led.firstDangles && led.dangling == 0 && led.shards == 0)
    let twice = try report { [$0[0], $0[0].uppercased()] }.scores[0][0].faults
    #expect(twice.repetitions == 1)
    let unused = try report({ [$0[1]] }, length: .words(40))
    #expect(abs(unused.scores[0][0].unused - 0.725) < 1e-9)
    #expect(try report({ [$0[3]] }, length: .words(18)).scores[0][0].unused == 0)
  }

  @Test(
    "What is no fact costs its line, with a word on why",
    arguments: [
      ("(", "no regular expression"), ("", "no 'facts'"),
    ])
  func broken(pattern: String, reason: String) throws {
    let facts = pattern.isEmpty ? "[]" : #"[{"fact": "x", "pattern": "\#(pattern)"}]"#
    let line = #"{"id": "b", "sentences": ["A.", "B."], "facts": \#(facts)}"#
    let report = try report({ $0 }, data: line + "\n" + Self.data)
    #expect(report.records == ["a"])
    #expect(report.failures.first?.reason.contains(reason) == true, "\(report.failures)")
    #expect(report.failures.first?.place == "line 1")
  }

  @Test("A document may stand in a file of its own beside the data, and a missing one is named")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("# Bells\n\nThe bells rang at noon. Nobody came.\n".utf8).write(
      to: folder.appendingPathComponent("bells.md"))
    let path = folder.appendingPathComponent("facts.jsonl").path
    let facts = #""facts": [{"fact": "noon", "pattern": "rang at noon", "main": true}]"#
    try Data(
      #"{"path": "bells.md", \#(facts)}"#.utf8 + Data("\n".utf8) + Data(#"{"path": "no.md", \#(facts)}"#.utf8)
    )
    .write(to: URL(fileURLWithPath: path))
    let dataset = try SummaryDataset(contentsOf: path)
    #expect(try dataset.hasFacts)
    let report = KeyFactEvaluation(length: .sentences(1)).run([], on: dataset)
    #expect(report.records == ["bells.md"])
    #expect(report.scores[0][0].covered == 1)
    #expect(report.failures.first?.description.contains("no.md") == true)
  }
}
