import Foundation
import Peruse
import Testing

@Suite("The trained summarizer that ships")
struct LearnedSummaryTests {
  private static let documents = [
    "corpora/news/lisk-bridge-reopens.xml", "corpora/articles/hedgerow-bumblebees.xml",
  ]

  private func document(_ path: String) throws -> Document {
    try DocumentReader().document(
      at: Corpora.folder.deletingLastPathComponent().appendingPathComponent(path).path)
  }

  @Test("Every budget is kept exactly, in sentences and in words", arguments: Self.documents)
  func budgets(path: String) throws {
    let document = try document(path)
    let summarizer = try DocumentSummarizer(method: .learned)
    for budget in [1, 7, 12, 20, 33, 60, 100, 101, 250] {
      let summary = try summarizer.summary(of: document, options: SummaryOptions(budget: .words(budget)))
      #expect(summary.text.split(whereSeparator: \.isWhitespace).count <= budget)
    }
    for count in 1...6 {
      let summary = try summarizer.summary(of: document, options: SummaryOptions(budget: .sentences(count)))
      #expect(summary.sentences.count == count)
      #expect(summary.options.method == .learned)
    }
  }

  @Test(
    "Scores are the sums of their parts, and the same with one thread and with two", arguments: Self.documents
  )
  func determinism(path: String) throws {
    let document = try document(path)
    let options = SummaryOptions(budget: .sentences(4))
    let one = try DocumentSummarizer(method: .learned, workers: 1).summary(of: document, options: options)
    let two = try DocumentSummarizer(method: .learned, workers: 2).summary(of: document, options: options)
    #expect(one == two)
    for score in one.scores where score.value != nil {
      #expect(abs(score.components.values.reduce(0, +) - (score.value ?? 0)) < 1e-9)
    }
    for sentence in one.sentences {
      #expect(abs(sentence.words.reduce(0) { $0 + $1.weight } - 1) < 0.01)
      let bytes = Array(sentence.text.utf8)
      for word in sentence.words {
        #expect(word.range.upperBound <= bytes.count)
        #expect(String(validating: bytes[word.range], as: UTF8.self) != nil)
      }
    }
  }

  @Test("On another encoder it is refused by name, and by default attention takes its place and says so")
  func otherEncoder() throws {
    let folder = NSTemporaryDirectory() + "peruse-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.copyItem(atPath: BundledSummarizer.folder(), toPath: folder)
    let manifest = folder + "/manifest.json"
    var json = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: manifest)))
        as? [String: Any])
    json["requires"] = ["encoder": String(repeating: "0", count: 64)]
    try JSONSerialization.data(withJSONObject: json).write(to: URL(fileURLWithPath: manifest))
    #expect(throws: ModelError.self) {
      try DocumentSummarizer(methods: [.learned], summarizerAt: folder)
    }
    let summarizer = try DocumentSummarizer(methods: [.learned], fallsBack: true, summarizerAt: folder)
    #expect(summarizer.notice?.contains("trained on the encoder") == true)
    let document = try document(Self.documents[0])
    #expect(try summarizer.summary(of: document).options.method == .attention)
    #expect(try summarizer.report(on: document, options: SummaryOptions()).settings.method == .attention)
  }

  @Test("Damaged weights are refused")
  func damaged() throws {
    let folder = NSTemporaryDirectory() + "peruse-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.copyItem(atPath: BundledSummarizer.folder(), toPath: folder)
    let weights = URL(fileURLWithPath: folder + "/model.safetensors")
    var bytes = try Data(contentsOf: weights)
    bytes[bytes.count - 9] ^= 0x40
    try bytes.write(to: weights)
    #expect(throws: ModelError.self) { try DocumentSummarizer(method: .learned, summarizerAt: folder) }
  }

  @Test("A page holds the whole text, marks what was chosen, and asks nothing of the network")
  func page() throws {
    let text =
      "The <b>ferry & the bridge</b> stopped at noon on Friday. Nobody \"knew\" why it had stopped so early. The bridge opened again when the storm had gone."
    let document = Document(text: text)
    let summarizer = try DocumentSummarizer(method: .learned)
    let result = try summarizer.result(of: document, options: SummaryOptions(budget: .sentences(1)))
    let html = ResultPage(result).html
    #expect(!html.contains("<b>") && html.contains("&lt;b&gt;"))
    for needle in ["http:", "https:", "<script", "<link", "src=", "url(", "@import"] {
      #expect(!html.contains(needle), "\(needle)")
    }
    #expect(html.components(separatedBy: "<mark class=\"k s ").count == 2)
    #expect(html.components(separatedBy: "id=\"d1s").count == 4)
    #expect(html.contains("class=\"w w"))
    #expect(html.contains("prefers-color-scheme: dark"))
    // Tags aside, the text is all there.
    let article = try #require(html.components(separatedBy: "<article").last)
    let plain = article.replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<").replacing(
      "&gt;", with: ">"
    )
    .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    #expect(plain.contains(text))
  }

  @Test(
    "Of many documents, what they share is said once, and each sentence keeps its source",
    arguments: [
      SummarizationMethod.learned, .textrank,
    ])
  func merging(method: SummarizationMethod) throws {
    let summarizer = try DocumentSummarizer(method: method)
    let news = try document(Self.documents[0])
    let article = try document(Self.documents[1])
    let documents = [news, article, news].map { ($0, summarizer.splitter.sentences(in: $0)) }
    let summary = try summarizer.summary(
      merging: documents, options: SummaryOptions(method: method, budget: .words(150)))
    #expect(!summary.sentences.isEmpty)
    let texts = summary.sentences.map(\.sentence.text)
    #expect(Set(texts).count == texts.count)
    #expect(texts.joined(separator: " ").split(whereSeparator: \.isWhitespace).count <= 150)
    for item in summary.sentences {
      let document = documents[item.document].0
      #expect(document.text(in: item.sentence.range) == item.sentence.text)
      #expect(item.sentence.provenance == document.provenance(of: item.sentence.range))
    }
    #expect(Set(summary.sentences.map { $0.document == 1 }).count == 2)
  }
}
