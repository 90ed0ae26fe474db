import Foundation
import Peruse
import Testing

@Suite("The documents in corpora/")
struct CorporaTests {
  @Test("Every gold answer and key sentence stands in the text that is read")
  func goldIsInTheText() throws {
    for entry in try Corpora.load().documents {
      let document = try #require(try Corpora.document(entry), "\(entry.path)")
      let text = Corpora.collapsed(document.text)
      for question in entry.questions {
        for answer in question.answers {
          #expect(text.contains(Corpora.collapsed(answer)), "\(question.id): \(answer)")
        }
      }
      for sentence in entry.keySentences {
        #expect(text.contains(Corpora.collapsed(sentence)), "\(entry.path): \(sentence)")
      }
      let words = WordSplitter().words(in: document.text).count
      #expect(document.source.format.rawValue == entry.format, "\(entry.path)")
      if entry.language == "en" {
        #expect(
          Double(words) > 0.75 * Double(entry.words), "\(entry.path): \(words) words, not \(entry.words)")
        #expect(
          Double(words) < 1.6 * Double(entry.words), "\(entry.path): \(words) words, not \(entry.words)")
      }
    }
  }

  @Test("The reader finds most answers, each at its place in the file")
  func answers() throws {
    let reader = try Reader()
    let scorer = SquadScorer(version: .v1)
    var exact = 0.0
    var f1 = 0.0
    var count = 0
    for entry in try Corpora.load().documents {
      let document = try #require(try Corpora.document(entry))
      let readable = reader.prepare(document)
      let asked = entry.questions.filter { !$0.answers.isEmpty }
      var options = ReaderOptions()
      options.alwaysAnswers = true
      let results = try reader.spans.answers(
        to: asked.map { ReaderRequest(question: $0.question, document: readable) }, options: options)
      for (question, answers) in zip(asked, results) {
        let best = try #require(answers.first)
        #expect(best.probability > 0 && best.probability <= 1)
        #expect(best.evidence.contains(best.text))
        #expect(document.text(in: best.range) == best.text)
        let place = try #require(best.provenance)
        #expect(place.bytes?.count ?? 0 > 0 && place.path.hasPrefix("/"))
        let score = scorer.score(best.text, against: question.answers)
        exact += score.exact
        f1 += score.f1
        count += 1
      }
    }
    let exactShare = 100 * exact / Double(count)
    let f1Share = 100 * f1 / Double(count)
    print("corpora: \(count) questions, EM \(exactShare), F1 \(f1Share)")
    #expect(count > 200)
    #expect(f1Share > 74)
  }

  @Test("The reader finds answers to questions in other words than the text's")
  func rewordedQuestions() throws {
    let reader = try Reader()
    let scorer = SquadScorer(version: .v1)
    var options = ReaderOptions()
    options.alwaysAnswers = true
    var (exact, f1, count) = ([0.0, 0.0], [0.0, 0.0], 0)
    for entry in try Corpora.load().documents {
      let asked = entry.questions.filter { $0.reworded != nil }
      guard !asked.isEmpty else { continue }
      let document = try #require(try Corpora.document(entry))
      let readable = reader.prepare(document)
      for (kind, words) in [asked.map(\.question), asked.compactMap(\.reworded)].enumerated() {
        let results = try reader.spans.answers(
          to: words.map { ReaderRequest(question: $0, document: readable) }, options: options)
        for (question, answers) in zip(asked, results) {
          let score = scorer.score(answers.first?.text ?? "", against: question.answers)
          exact[kind] += score.exact
          f1[kind] += score.f1
        }
      }
      count += asked.count
    }
    let shares = (exact + f1).map { 100 * $0 / Double(count) }
    print(
      "corpora: \(count) questions, EM \(shares[0]), F1 \(shares[2]); in other words EM \(shares[1]), F1 \(shares[3])"
    )
    #expect(count > 100)
    #expect(shares[3] > 56)
  }

  @Test("Verdicts: few questions that have an answer are refused or unsure, many others are recognised")
  func verdicts() throws {
    let reader = try Reader()
    let scorer = SquadScorer(version: .v1)
    // As asked, in other words, without an answer: how often each verdict, and the F1 of the spans that are shown.
    var counts = [[Verdict: Int]](repeating: [:], count: 3)
    var (asked, f1) = ([0, 0, 0], [0.0, 0, 0])
    for entry in try Corpora.load().documents where entry.language == "en" {
      let document = try #require(try Corpora.document(entry))
      let readable = reader.prepare(document)
      let items =
        entry.questions.map { (words: $0.question, answers: $0.answers, kind: $0.answers.isEmpty ? 2 : 0) }
        + entry.questions.compactMap { question in
          question.reworded.map { (words: $0, answers: question.answers, kind: 1) }
        }
      let results = try reader.spans.results(
        of: items.map { ReaderRequest(question: $0.words, document: readable) })
      for (item, result) in zip(items, results) {
        let none = try #require(result.noAnswerProbability)
        let verdict = try #require(result.verdict)
        #expect(result.answers.isEmpty == (verdict == Verdict.none))
        #expect((result.answers.first?.probability ?? 0) + none <= 1 + 1e-9)
        counts[item.kind][verdict, default: 0] += 1
        asked[item.kind] += 1
        f1[item.kind] += scorer.score(result.answers.first?.text ?? "", against: item.answers).f1
      }
    }
    func share(_ kind: Int, _ verdict: Verdict) -> Double {
      100 * Double(counts[kind][verdict] ?? 0) / Double(asked[kind])
    }
    for (kind, name) in ["as asked", "in other words", "without an answer"].enumerated() {
      let shares = Verdict.allCases.map { "\($0) \(share(kind, $0))" }.joined(separator: ", ")
      print(
        "corpora: \(asked[kind]) \(name): \(shares) %; F1 as shown \(100 * f1[kind] / Double(asked[kind]))")
    }
    #expect(asked[0] > 200 && asked[1] > 100 && asked[2] > 50)
    #expect(share(0, .none) < 25)
    #expect(share(0, .unsure) <= 20 && share(1, .unsure) <= 25)
    #expect(share(2, .none) > 40)
  }

  @Test(
    "Every summary keeps its budget and quotes sentences that stand in the text",
    arguments: SummarizationMethod.allCases)
  func summaries(method: SummarizationMethod) throws {
    let summarizer = try DocumentSummarizer(method: method)
    for entry in try Corpora.load().documents {
      let document = try #require(try Corpora.document(entry))
      let sentences = try summarizer.summary(
        of: document, options: SummaryOptions(method: method, budget: .sentences(3))
      ).sentences
      #expect(!sentences.isEmpty && sentences.count <= 3, "\(entry.path)")
      for sentence in sentences {
        #expect(document.text(in: sentence.range) == sentence.text)
        let block = try #require(document.block(at: sentence.range.lowerBound))
        #expect(block.role == .body || block.role == .abstract, "\(entry.path): \(sentence.text)")
      }
      for budget in [40, 100] {
        let words = try summarizer.summary(
          of: document, options: SummaryOptions(method: method, budget: .words(budget))
        ).sentences.reduce(0) { $0 + $1.text.split(whereSeparator: \.isWhitespace).count }
        #expect(words <= budget, "\(entry.path)")
      }
    }
  }
}
