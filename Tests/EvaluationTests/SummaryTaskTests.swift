import Evaluation
import Foundation
import Testing

@Suite("Documents and summaries of other systems")
struct SummaryTaskTests {
  private static let data = """
    {"id": "a", "title": "Bells", "sections": [{"heading": "Morning", "text": "The bells rang. Nobody came.\\n\\nIt was early."}, {"text": "The hall stood empty."}], "summary": "Nobody came when the bells rang."}
    {"id": "b", "sentences": ["One stands here.", "Two stand there."], "summaries": [["One stands."]]}
    """

  private func file(_ text: String) throws -> String {
    let path = NSTemporaryDirectory() + "peruse-\(UUID().uuidString).jsonl"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test("Sections become blocks, and headings are no sentences")
  func sections() throws {
    let path = try file(Self.data)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let record = try SummaryDataset(contentsOf: path).record(at: 0)
    #expect(
      record.sentenceTexts == ["The bells rang.", "Nobody came.", "It was early.", "The hall stood empty."])
    #expect(record.document.sections.map(\.heading) == ["Morning", ""])
    #expect(record.document.blocks.map(\.kind) == [.heading, .paragraph, .paragraph, .paragraph])
    #expect(record.document.blocks.map(\.section) == [0, 0, 0, 1])
    #expect(record.document.title == "Bells")
    for block in record.document.blocks {
      #expect(!record.document.text(in: block.textRange).contains("\n"))
    }
  }

  @Test("What is exported comes back as a system, within the same length")
  func roundTrip() throws {
    let path = try file(Self.data)
    let task = path + ".task", answer = path + ".answer"
    defer { for path in [path, task, answer] { try? FileManager.default.removeItem(atPath: path) } }
    let dataset = try SummaryDataset(contentsOf: path)
    try SummaryTask.export(dataset, length: .referenceWords, to: task)
    let lines = try String(contentsOfFile: task, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].contains("\"maximumWords\":6") && lines[1].contains("\"maximumWords\":2"))
    try Data(
      """
      {"id": "b", "summary": ["One stands here.", "Two stand there."]}
      {"id": "a", "summary": ["The bells rang.", "Nobody came.", "The hall stood empty."]}
      """.utf8
    ).write(to: URL(fileURLWithPath: answer))
    let system = try SummarySystem(name: "theirs", summariesAt: answer)
    let report = SummaryEvaluation(length: .referenceWords).run([system, .lead], on: dataset)
    #expect(report.failures.isEmpty)
    // Five words fit into six, nine do not; nothing fits into two.
    #expect(report.system(named: "theirs")?.words == 2.5)
  }

  @Test("A system that leaves a document out is reported, not scored as if it had said nothing")
  func missing() throws {
    let path = try file(Self.data)
    let answer = try file("{\"id\": \"a\", \"summary\": [\"The bells rang.\"]}")
    defer { for path in [path, answer] { try? FileManager.default.removeItem(atPath: path) } }
    let report = SummaryEvaluation().run(
      [try SummarySystem(name: "theirs", summariesAt: answer)], on: try SummaryDataset(contentsOf: path))
    #expect(report.failures.count == 1)
    #expect(report.failures.first?.description.contains("no summary for 'b'") == true)
  }
}
