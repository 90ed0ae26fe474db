import Evaluation
import EvaluationRuns
import Explanation
import Foundation
import HierarchicalModels
import Ingestion
import PeruseCore
import Results
import SpanExtraction
import Summarization
import Testing

/// What ships, asked to explain itself.
@Suite("Explanations of the models that ship")
struct ModelTests {
  private static let text =
    "The mill stands by the river. It was built in 1832 by Anna Holm. Geese cross the yard at noon."
  private static let longText =
    text + " The mill grinds rye for three villages. Its wheel was replaced after the flood of 1901."

  private func write(_ text: String, _ name: String) throws -> String {
    let path = NSTemporaryDirectory() + "\(UUID().uuidString)-\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test("A reader's answer falls most without words that it needs, and its own words are never masked")
  func reader() throws {
    let reader = try Reader(workers: 1)
    let document = reader.prepare(Document(text: Self.text))
    let reading = try #require(try reader.erasable("Who built the mill?", in: document))
    #expect(reading.answer == "Anna Holm")
    #expect(!reading.words.contains { $0.text.contains("Anna") })
    #expect(reading.words.map { document.document.text(in: $0.range) } == reading.words.map(\.text))
    let built = try #require(reading.words.firstIndex { $0.text == "built" })
    let geese = try #require(reading.words.firstIndex { $0.text == "Geese" })
    let found = try reading.probabilities(erasing: [[], [built], [geese], Set(reading.words.indices)])
    #expect(found.allSatisfy { $0 >= 0 && $0 <= 1 } && found[0] > 0.3)
    #expect(found[0] - found[1] > found[0] - found[2])
    #expect(found[3] < found[0])

    let folder = try #require(reader.encoder).folder
    let gradient = try ReaderGradient(folder)
    let products = try reading.gradientTimesInput(gradient)
    #expect(products.count == reading.words.count && products.allSatisfy(\.isFinite))
    #expect(products.contains { $0 != 0 })
    // In float32 the answer starts where the shipped arithmetic says.
    let own = try reading.starts(gradient, replacing: nil, in: .mean)
    #expect(abs(own.reduce(0, +) - 1) < 1e-4)
    let uniform = try reading.starts(gradient, replacing: .uniform, in: .mean)
    #expect(ExampleFaithfulness.totalVariation(own, uniform) > 0.01)
    // One head of seventy-two moves less than all of them.
    let head = try reading.starts(gradient, replacing: .uniform, in: .head(layer: 0, head: 0))
    #expect(ExampleFaithfulness.totalVariation(own, head) < ExampleFaithfulness.totalVariation(own, uniform))
    #expect(throws: (any Error).self) { try reading.attention(.layer(99)) }
  }

  @Test("Words of a question that has no answer are asked for by what the null answer attends to")
  func question() throws {
    let reader = try Reader(workers: 1)
    let document = reader.prepare(Document(text: Self.text))
    let reading = try #require(
      try reader.erasable("Which emperor was crowned in Aachen?", in: document, units: .question))
    #expect(reading.words.map(\.text) == ["Which", "emperor", "was", "crowned", "in", "Aachen?"])
    #expect(reading.answer == nil)
    for view in [AnswerExplanation.View.mean, .rollout, .head(layer: 5, head: 0)] {
      let attention = try reading.attention(view)
      #expect(attention.count == 6 && attention.allSatisfy { $0 >= 0 } && attention.reduce(0, +) <= 1.001)
    }
  }

  @Test("The summarizer's sentence is explained by its words, and its probability is the softmax's")
  func summarizer() throws {
    let summarizer = try DocumentSummarizer(method: .learned, workers: 1)
    let document = Document(text: Self.longText)
    let sentences = summarizer.splitter.sentences(in: document)
    let summary = try summarizer.summarizer.erasable(document, sentences: sentences)
    let own = summary.distribution(replacing: nil)
    #expect(own.count == 5 && abs(own.reduce(0, +) - 1) < 1e-6)
    #expect(own[summary.best] == own.max())
    let words = summary.words(of: summary.best)
    #expect(words.map { document.text(in: $0.range) } == words.map(\.text))
    #expect(abs(summary.attention(of: summary.best).reduce(0, +) - 1) < 1e-4)
    let found = summary.probabilities(of: summary.best, erasing: [[], [0], Set(words.indices)])
    #expect(abs(found[0] - own[summary.best]) < 1e-5)
    #expect(found[1] != found[0] && found[2] != found[0])
    // The same alone, where no word of any sentence is left to be read.
    let nothing = summary.probabilities(of: summary.best, erasing: [Set(words.indices)])
    #expect(abs(nothing[0] - found[2]) < 1e-5)
    let gradient = summary.gradientTimesInput(of: summary.best)
    #expect(gradient.count == words.count && gradient.contains { $0 != 0 })
    #expect(summary.distribution(replacing: .uniform) != own)
  }

  @Test(
    "--explain gives each chosen sentence its words' attention and erasure, in the report and on the page")
  func summaryEvidence() throws {
    let summarizer = try DocumentSummarizer(method: .learned, workers: 1)
    let document = Document(text: Self.longText)
    let options = SummaryOptions(budget: .sentences(2))
    let plain = try summarizer.result(of: document, options: options)
    #expect(plain.evidence.isEmpty)
    let result = try summarizer.result(
      of: document, options: options, reporting: SummaryReporting(withEvidence: true))
    let report = try #require(result.report as? SummarizationReport)
    #expect(report.summary.count == 2 && result.evidence.count == 2)
    for item in report.summary {
      let evidence = try #require(item.evidence)
      #expect(evidence.prediction == item.text)
      #expect(evidence.words.allSatisfy { $0.erasure != nil })
    }
    let page = ResultPage(result).html
    #expect(page.contains("side by side") && page.contains("id=\"evidence-2\""))
    // What a query asks for is not what the levels judge by.
    var asked = options
    asked.query = "flood"
    let queried = try summarizer.result(
      of: document, options: asked, reporting: SummaryReporting(withEvidence: true))
    #expect(queried.evidence.isEmpty)
  }

  @Test("A run over questions measures answers, and agreement on questions without one outside training")
  func run() throws {
    let reader = try Reader(workers: 1)
    let data = try write(
      #"""
      {"version": "v2.0", "data": [{"paragraphs": [{"context": "\#(Self.text)", "qas": [
        {"id": "a", "question": "Who built the mill?", "answers": [{"text": "Anna Holm", "answer_start": 52}]},
        {"id": "b", "question": "Which emperor was crowned in Aachen?", "answers": [], "is_impossible": true},
        {"id": "c", "question": "Which emperor died in Vienna?", "answers": [], "is_impossible": true}]}]}]}
      """#, "squad.json")
    let marks = try write(
      "b\tWhich emperor was crowned in Aachen ?\t0,1,0,0,0,1,0\nc\tWhich emperor died in Vienna ?\t0,1,0,0,0,0\n",
      "marks.tsv")
    var run = FaithfulnessRun()
    run.plan.shares = [0.1, 0.5]
    run.plan.mostLeftOut = 5
    run.shown = 1
    let outcome = try run.reader(
      reader, on: SquadDataset(contentsOf: data), named: "a <set>", attention: .rollout,
      rationales: Rationales(contentsOf: marks), excluded: ["c"])
    let report = outcome.report
    #expect(report.examples + report.skipped == 3 && report.examples >= 1)
    #expect(report.attention.contains("rollout"))
    #expect(report.rankings.map(\.ranking) == [.attention, .gradient, .random])
    #expect(report.agreement.map(\.examples) == [1, 1, 1, 1])
    let page = FaithfulnessPage(report, examples: outcome.examples).html
    #expect(page.contains("<svg") && page.contains("a &lt;set&gt;") && !page.contains("a <set>"))
    #expect(page.contains("Words that people marked") && page.contains("id=\"example-1\""))
  }

  @Test("Examples are spread evenly over the data")
  func spread() {
    var run = FaithfulnessRun()
    run.limit = 3
    #expect(run.places(of: 9) == [0, 3, 6] && run.places(of: 2) == [0, 1])
  }
}
