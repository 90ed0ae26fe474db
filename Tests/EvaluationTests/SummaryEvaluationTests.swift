import Evaluation
import Foundation
import Synchronization
import Testing

@Suite("Evaluation of summaries")
struct SummaryEvaluationTests {
  private static let records = """
    {"id": "a", "document": "The ferry stopped on Monday. Shops ran short of bread.\\n\\nIt rains. Bees sleep.", \
    "summary": "Shops ran short of bread."}

    {"sentences": ["Ice covers the bay.", "Ships wait outside.", "Crews play cards."], \
    "summaries": ["Ships wait outside.\\nCrews play cards.", ["Ice covers", "the bay."]]}
    {"article": "One two three. Four five six.", "highlights": "Four five six.", "id": 7}
    """

  @Test("Documents, sentences and the field names of CNN/DailyMail are read, with blank lines passed over")
  func reading() throws {
    try Place.withFile(Self.records) { path in
      let dataset = try SummaryDataset(contentsOf: path)
      #expect(dataset.count == 3)
      let first = try dataset.record(at: 0)
      #expect(first.id == "a")
      #expect(first.document.blocks.count == 2)
      #expect(
        first.sentenceTexts == [
          "The ferry stopped on Monday.", "Shops ran short of bread.", "It rains.", "Bees sleep.",
        ])
      let second = try dataset.record(at: 1)
      #expect(second.line == 3)
      #expect(second.sentenceTexts == ["Ice covers the bay.", "Ships wait outside.", "Crews play cards."])
      #expect(second.references == ["Ships wait outside.\nCrews play cards.", "Ice covers\nthe bay."])
      let third = try dataset.record(at: 2)
      #expect(third.id == "7")
      #expect(third.references == ["Four five six."])
    }
  }

  @Test("Lead, oracle and a closure are scored at the same length, in order, whatever the number of threads")
  func scoring() throws {
    try Place.withFile(Self.records) { path in
      let dataset = try SummaryDataset(contentsOf: path)
      let last = SummarySystem(name: "last") { record, _ in record.sentenceTexts.suffix(1) }
      let seen = Mutex<[Int]>([])
      let report = SummaryEvaluation(workers: 3).run([.lead, .oracle, last], on: dataset) { done, _ in
        seen.withLock { $0.append(done) }
      }
      #expect(seen.withLock { $0 } == [1, 2, 3])
      #expect(report.records == ["a", "3", "7"])
      #expect(report.failures.isEmpty)
      let oracle = try #require(report.system(named: "oracle"))
      #expect(oracle.values(of: .rouge1) == [1, 1, 1])
      #expect(oracle.estimates[.rougeLsum]?.mean == 1)
      let lead = try #require(report.system(named: "lead"))
      #expect(lead.values(of: .rouge1)[0] < 0.5)
      // Two references of two lines each: two sentences.
      let sentences: Double = 4.0 / 3.0
      #expect(lead.sentences == sentences)
      let gain = try #require(report.difference(of: "oracle", over: "lead", in: .rouge1))
      #expect(gain.low > 0)
      let again = SummaryEvaluation(workers: 1).run([.lead, .oracle, last], on: dataset)
      #expect(again.systems.map(\.scores) == report.systems.map(\.scores))
      #expect(again.systems.map(\.estimates) == report.systems.map(\.estimates))
      #expect(SummaryEvaluation(limit: 2).run([.lead], on: dataset).records.count == 2)
    }
  }

  @Test("A word budget is kept by lead and oracle")
  func words() throws {
    try Place.withFile(Self.records) { path in
      let report = SummaryEvaluation(length: .words(5)).run(
        [.lead, .oracle], on: try SummaryDataset(contentsOf: path))
      #expect(report.systems.allSatisfy { $0.words <= 5 })
    }
  }

  @Test("A broken line costs that record and is named; so is a system that fails")
  func failures() throws {
    let lines = [
      "{\"document\": \"A whole sentence stands here.\", \"summary\": \"A sentence.\"}",
      "{\"document\": \"cut off",
      "{\"document\": \"No summary here.\"}", "{\"summary\": \"No document here.\"}", "[1]",
      "{\"document\": 5, \"summary\": \"Numbers are no text.\"}", "{\"sentences\": [], \"summary\": \"x y\"}",
    ]
    try Place.withFile(lines.joined(separator: "\n")) { path in
      let dataset = try SummaryDataset(contentsOf: path)
      let report = SummaryEvaluation().run([.lead], on: dataset)
      #expect(report.records == ["1"])
      #expect(
        report.failures.map(\.place) == [
          "line 2", "line 3", "line 4", "line 5", "line 6, document", "line 7",
        ])
      struct Refusal: Error {}
      let failing = SummarySystem(name: "broken") { _, _ in throw Refusal() }
      let failed = SummaryEvaluation(limit: 1).run([.lead, failing], on: dataset)
      #expect(failed.failures.first?.kind == .system)
      #expect(failed.failures.first?.reason.hasPrefix("broken: ") == true)
    }
    try Place.withFile("\n \n") { path in
      #expect(throws: EvaluationError.self) { try SummaryDataset(contentsOf: path) }
    }
  }
}
