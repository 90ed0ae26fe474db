import Foundation
import Peruse
import Testing

@Suite("Key facts of corpora/")
struct KeyFactCorporaTests {
  private func dataset(_ name: String = "facts.jsonl") throws -> SummaryDataset {
    try SummaryDataset(
      contentsOf: Corpora.folder.deletingLastPathComponent().appendingPathComponent(
        "Tools/Models/summarizer/\(name)"
      )
      .path)
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

  @Test(
    "The default method says more of the facts than the lead, and begins with nothing that leans on what was left out",
    arguments: [(SummaryLength.Resolved.sentences(5), 0.52, 0.8), (.words(100), 0.57, 0.85)])
  func floors(length: SummaryLength.Resolved, facts: Double, main: Double) throws {
    let methods: [SummarizationMethod] = [SummaryOptions().method, .lead]
    let summarizer = try DocumentSummarizer(methods: Set(methods)).summarizer
    let report = KeyFactEvaluation(length: length).run(
      methods.map { .method($0, summarizer) }, on: try dataset())
    #expect(report.failures.isEmpty)
    let own = try #require(report.system(named: SummaryOptions().method.rawValue))
    print("facts at \(length): \(own)")
    #expect(own.covered.mean >= facts)
    #expect(own.main.mean >= main)
    #expect(own.firstDangles <= 0.05)
    #expect(own.repetitions <= 0.05)
    for method in methods.dropFirst() {
      let other = try #require(report.system(named: method.rawValue))
      #expect(own.covered.mean >= other.covered.mean, "\(method.rawValue) \(other.covered.mean)")
    }
  }

  @Test("In other languages the default says more of the facts than the other methods without a model")
  func languages() throws {
    let others: [SummarizationMethod] = [.textrank, .lexrank, .lead]
    let report = KeyFactEvaluation(length: .sentences(5)).run(
      ([.forOtherLanguages] + others).map { .method($0, Summarizer()) }, on: try dataset("languages.jsonl"))
    #expect(report.failures.isEmpty)
    let own = try #require(report.system(named: SummarizationMethod.forOtherLanguages.rawValue))
    #expect(own.covered.mean >= 0.55)
    for method in others {
      let other = try #require(report.system(named: method.rawValue))
      #expect(own.covered.mean > other.covered.mean, "\(method.rawValue) \(other.covered.mean)")
    }
  }
}
