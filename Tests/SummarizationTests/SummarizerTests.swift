import Ingestion
import Summarization
import Testing
import Tokenization

@Suite("Summaries")
struct SummarizerTests {
  private let document: Document
  private let sentences: [Sentence]
  private let summarizer = Summarizer(encoder: Sample.HashEncoder())

  init() {
    (document, sentences) = Sample.paragraph(Sample.ferry, title: "Ferry stopped")
  }

  @Test(
    "Every method chooses whole sentences of the document with their places",
    arguments: SummarizationMethod.allCases.filter { $0 != .learned })
  func wholeSentences(method: SummarizationMethod) throws {
    let options = SummaryOptions(method: method, budget: .sentences(3))
    let summary = try summarizer.summarize(document, sentences: sentences, options: options)
    #expect(summary.sentences.count == 3)
    for sentence in summary.sentences {
      #expect(sentence.text == Sample.ferry[sentence.index])
      #expect(document.text(in: sentence.range) == sentence.text)
      #expect(sentence.provenance?.bytes?.byteStart == sentence.range.lowerBound)
      #expect(abs(sentence.components.values.reduce(0, +) - sentence.score) < 1e-9)
    }
    #expect(summary.sentences.map(\.index) == summary.sentences.map(\.index).sorted())
    #expect(summary.scores.count == sentences.count)
  }

  @Test(
    "Methods that weigh content pass over the asides",
    arguments: [SummarizationMethod.attention, .textrank, .lexrank, .lsa, .centrality])
  func content(method: SummarizationMethod) throws {
    let options = SummaryOptions(method: method, budget: .sentences(4))
    let summary = try summarizer.summarize(document, sentences: sentences, options: options)
    #expect(Set(summary.sentences.map(\.index)).isSubset(of: [0, 1, 3, 4, 6]))
  }

  @Test(
    "No summary ever exceeds its budget, and none is padded",
    arguments: SummarizationMethod.allCases.filter { $0 != .learned })
  func budgets(method: SummarizationMethod) throws {
    for words in 1...100 {
      let summary = try summarizer.summarize(
        document, sentences: sentences, options: SummaryOptions(method: method, budget: .words(words)))
      let total = summary.text.split(whereSeparator: \.isWhitespace).count
      #expect(total <= words)
      #expect(summary.sentences.isEmpty == !summary.warnings.isEmpty)
    }
    let all = try summarizer.summarize(
      document, sentences: sentences, options: SummaryOptions(method: method, budget: .sentences(100)))
    // "It rained." is no candidate: two words.
    #expect(all.sentences.map(\.index) == [0, 1, 2, 3, 4, 6, 7])
    let half = try summarizer.summarize(
      document, sentences: sentences, options: SummaryOptions(method: method, budget: .ratio(0.5)))
    let share = half.text.split(whereSeparator: \.isWhitespace).count
    #expect(2 * share <= Sample.ferry.joined(separator: " ").split(separator: " ").count)
  }

  @Test("Order by score lists the most important sentence first")
  func order() throws {
    let options = SummaryOptions(method: .textrank, budget: .sentences(4), order: .score)
    let scores = try summarizer.summarize(document, sentences: sentences, options: options).sentences.map(
      \.score)
    #expect(scores == scores.sorted(by: >))
  }

  @Test(
    "A query moves the summary to what it asks for",
    arguments: [SummarizationMethod.attention, .textrank, .lexrank, .lsa, .centrality])
  func query(method: SummarizationMethod) throws {
    let options = SummaryOptions(
      method: method, budget: .sentences(1), query: "Who keeps the bees behind the chapel?", queryWeight: 0.9)
    let summary = try summarizer.summarize(document, sentences: sentences, options: options)
    #expect(summary.sentences.map(\.index) == [2])
    let lost = SummaryOptions(method: method, budget: .sentences(1), query: "zygote")
    #expect(try summarizer.summarize(document, sentences: sentences, options: lost).warnings.count == 1)
  }

  @Test("What is said already is not said again")
  func redundancy() throws {
    let (document, sentences) = Sample.paragraph([
      "The council closed the old bridge to lorries over safety fears.",
      "The council closed the old bridge to lorries over safety fears again.",
      "Lorries now drive through the village, where residents fear for safety.",
    ])
    func chosen(_ penalty: Double) throws -> [Int] {
      let options = SummaryOptions(method: .textrank, budget: .sentences(2), redundancyPenalty: penalty)
      return try summarizer.summarize(document, sentences: sentences, options: options).sentences.map(\.index)
    }
    #expect(try chosen(0).contains(2))
    #expect(try chosen(5).contains(2))
  }

  private func chosen(_ texts: [String], _ penalty: Double, _ count: Int) throws -> [Int] {
    let (document, sentences) = Sample.paragraph(texts)
    let options = SummaryOptions(method: .textrank, budget: .sentences(count), anaphoraPenalty: penalty)
    return try summarizer.summarize(document, sentences: sentences, options: options).sentences.map(\.index)
  }

  @Test("A sentence that points back comes with its predecessor or behind one that stands alone")
  func anaphora() throws {
    let texts = [
      "Anna Berg repaired the harbour clock in spring.",
      "She repaired the harbour clock and the clock of the town hall in summer.",
      "The town hall and the harbour share a clock maker now.",
    ]
    #expect(try chosen(texts, 0, 1) == [1])
    #expect(try chosen(texts, 10, 1) != [1])
    #expect(try chosen(texts, 10, 3) == [0, 1, 2])
  }

  @Test("A question comes with the sentence after it or behind a statement")
  func questions() throws {
    let texts = [
      "The harbour clock has been slow since the storm.",
      "Who can repair the harbour clock and the clock of the town hall?",
      "Anna Berg can repair the clock of the harbour.",
    ]
    #expect(try chosen(texts, 0, 1) == [1])
    #expect(try chosen(texts, 10, 1) != [1])
    #expect(try chosen(texts, 10, 3) == [0, 1, 2])
    let ties = SentenceTies(["\u{201C}Who?\u{201D}", "He did.", "Why?", "Next."]) { $0 != 3 }
    #expect(ties.dependence == [1, 1, 1, 0])
    #expect(ties.companion == [1, 0, nil, nil])
  }

  @Test("The same input gives the same summary")
  func determinism() throws {
    let options = SummaryOptions(method: .attention, budget: .words(40))
    let first = try summarizer.summarize(document, sentences: sentences, options: options)
    for _ in 0..<5 {
      #expect(try summarizer.summarize(document, sentences: sentences, options: options) == first)
    }
  }

  @Test("Options that cannot work are refused with what to do")
  func refusals() {
    func error(_ options: SummaryOptions, _ summarizer: Summarizer) -> String {
      do {
        _ = try summarizer.summarize(document, sentences: sentences, options: options)
        return ""
      } catch { return error.description }
    }
    #expect(
      error(SummaryOptions(budget: .words(0)), summarizer) == "the number of words must be at least 1, not 0")
    #expect(
      error(SummaryOptions(budget: .sentences(-1)), summarizer)
        == "the number of sentences must be at least 1, not -1")
    #expect(error(SummaryOptions(budget: .ratio(.nan)), summarizer).contains("the share of words"))
    #expect(error(SummaryOptions(query: " ?"), summarizer).contains("at least one word"))
    #expect(error(SummaryOptions(method: .lead, query: "ferry"), summarizer).contains("takes no query"))
    #expect(error(SummaryOptions(), Summarizer()).contains("needs a model"))
  }

  @Test("Sentences that lie outside the text, and documents without any to choose, are refused")
  func badDocuments() {
    let beyond = [Sentence(range: 0..<document.text.utf8.count + 1)]
    #expect(throws: SummarizationError.sentenceOutOfBounds(index: 0)) {
      try summarizer.summarize(document, sentences: beyond, options: SummaryOptions(method: .lead))
    }
    let (headings, titles) = Sample.document([(.heading, .body, ["Only a heading stands here."])])
    #expect(throws: SummarizationError.nothingToChoose) {
      try summarizer.summarize(headings, sentences: titles, options: SummaryOptions(method: .lead))
    }
  }

  @Test("An encoder that fails or returns the wrong number of values is reported, not trusted")
  func badEncoder() {
    struct Short: SentenceEncoding {
      let name = "short"
      let width = 8
      func vectors(for sentences: [String]) -> [Float] { [1] }
    }
    #expect(throws: SummarizationError.self) {
      try Summarizer(encoder: Short()).summarize(document, sentences: sentences)
    }
  }
}
