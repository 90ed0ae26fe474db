import Foundation
import Peruse
import Testing

@Suite("Key facts of corpora/")
struct KeyFactCorporaTests {
  private func dataset() throws -> SummaryDataset {
    try SummaryDataset(contentsOf: Corpora.folder.appendingPathComponent("facts.jsonl").path)
  }

  @Test(
    "Every English document has five to eight facts, one of them the main point, and some that no lead says")
  func facts() throws {
    let dataset = try dataset()
    let entries = try Corpora.load().documents.filter { $0.language == "en" }
    #expect(dataset.count == entries.count)
    let lead = KeyFactEvaluation(length: .sentences(5)).run(
      [.method(.lead, Summarizer())], on: dataset)
    #expect(lead.failures.isEmpty)
    for (index, id) in lead.records.enumerated() {
      let facts = try dataset.record(at: index, needsReference: false).facts
      #expect(5...8 ~= facts.count, "\(id)")
      #expect(facts.count(where: \.isMain) == 1, "\(id)")
      #expect(lead.scores[0][index].covered < 1, "\(id)")
      // With sentences enough, every fact is said by one of the text.
      #expect(lead.scores[1][index].covered >= lead.scores[0][index].covered, "\(id)")
    }
    let all = KeyFactEvaluation(length: .sentences(8)).run([], on: dataset)
    for (index, id) in all.records.enumerated() {
      #expect(all.scores[0][index].covered == 1, "\(id): \(all.scores[0][index].missing)")
    }
  }
}
