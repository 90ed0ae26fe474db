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
    let scorer = SquadScorer(version: .v1)
    var exact = 0.0
    var f1 = 0.0
    var count = 0
    for read in try CorporaReadings.shared.get() where read.kind == .asAsked {
      let best = try #require(read.forced.answers.first)
      #expect(best.probability > 0 && best.probability <= 1)
      #expect(best.evidence.contains(best.text))
      #expect(read.document.text(in: best.range) == best.text)
      let place = try #require(best.provenance)
      #expect(place.bytes?.count ?? 0 > 0 && place.path.hasPrefix("/"))
      let score = scorer.score(best.text, against: read.answers)
      exact += score.exact
      f1 += score.f1
      count += 1
    }
    let exactShare = 100 * exact / Double(count)
    let f1Share = 100 * f1 / Double(count)
    print("corpora: \(count) questions, EM \(exactShare), F1 \(f1Share)")
    #expect(count > 200)
    #expect(f1Share > 74)
  }

  @Test("The reader finds answers to questions in other words than the text's")
  func rewordedQuestions() throws {
    let scorer = SquadScorer(version: .v1)
    let reads = try CorporaReadings.shared.get()
    let reworded = reads.filter { $0.kind == .inOtherWords }
    let same = Set(reworded.map(\.id))
    let shares = [reads.filter { $0.kind == .asAsked && same.contains($0.id) }, reworded].map { reads in
      let scores = reads.map { scorer.score($0.forced.answers.first?.text ?? "", against: $0.answers) }
      let share = 100 / Double(reads.count)
      return (exact: share * scores.reduce(0) { $0 + $1.exact }, f1: share * scores.reduce(0) { $0 + $1.f1 })
    }
    print(
      "corpora: \(reworded.count) questions, EM \(shares[0].exact), F1 \(shares[0].f1); in other words EM \(shares[1].exact), F1 \(shares[1].f1)"
    )
    #expect(reworded.count > 100)
    #expect(shares[1].f1 > 56)
  }

  @Test("Verdicts: few questions that have an answer are refused or unsure, many others are recognised")
  func verdicts() throws {
    let scorer = SquadScorer(version: .v1)
    let reads = try CorporaReadings.shared.get().filter { $0.language == "en" }
    func share(_ kind: CorporaReadings.Kind, _ verdict: Verdict) -> Double {
      let own = reads.filter { $0.kind == kind }
      return 100 * Double(own.count { $0.result.verdict == verdict }) / Double(own.count)
    }
    for read in reads {
      let none = try #require(read.result.noAnswerProbability)
      let verdict = try #require(read.result.verdict)
      #expect(read.result.answers.isEmpty == (verdict == Verdict.none))
      #expect((read.result.answers.first?.probability ?? 0) + none <= 1 + 1e-9)
    }
    for kind in CorporaReadings.Kind.allCases {
      let own = reads.filter { $0.kind == kind }
      let f1 = own.reduce(0) {
        $0 + scorer.score($1.result.answers.first?.text ?? "", against: $1.answers).f1
      }
      let shares = Verdict.allCases.map { "\($0) \(share(kind, $0))" }.joined(separator: ", ")
      print(
        "corpora: \(own.count) \(kind.rawValue): \(shares) %; F1 as shown \(100 * f1 / Double(own.count))")
      #expect(own.count > 50)
    }
    #expect(share(.asAsked, .none) < 25)
    #expect(share(.asAsked, .unsure) <= 20 && share(.inOtherWords, .unsure) <= 25)
    #expect(share(.without, .none) > 40)
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
