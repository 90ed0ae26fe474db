import Evaluation
import Foundation
import Testing
import Tokenization

@Suite("ROUGE")
struct RougeTests {
  private struct Case: Decodable {
    var references: [String]
    var candidate: String
    var stemmed: [[Double]]
    var plain: [[Double]]
  }

  private static func numbers(_ scores: RougeScores) -> [[Double]] {
    [scores.rouge1, scores.rouge2, scores.rougeL, scores.rougeLsum].map {
      [$0.precision, $0.recall, $0.fMeasure]
    }
  }

  @Test("Every score equals the rouge-score package's to four decimals, with and without stemming")
  func parity() throws {
    let cases = try JSONDecoder().decode([Case].self, from: Place.fixture("rouge.json"))
    #expect(cases.count > 250)
    for (number, example) in cases.enumerated() {
      for (stemming, expected) in [(true, example.stemmed), (false, example.plain)] {
        let scores = RougeScorer(stemming: stemming).score(example.candidate, against: example.references)
        for (ours, theirs) in zip(Self.numbers(scores).joined(), expected.joined())
        where abs(ours - theirs) > 5e-6 {
          Issue.record("case \(number), stemming \(stemming): \(Self.numbers(scores)) is not \(expected)")
        }
      }
    }
  }

  @Test("Stems equal those of NLTK's Porter stemmer")
  func stems() throws {
    let lines = String(decoding: try Place.fixture("stems.tsv"), as: UTF8.self).split(separator: "\n")
    #expect(lines.count > 3000)
    var stemmer = PorterStemmer()
    for line in lines {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      #expect(stemmer.stem(String(fields[0])) == fields[1], "\(fields[0])")
    }
  }

  @Test("Without a reference, and for empty texts, every score is 0 and nothing is divided by it")
  func empty() {
    #expect(RougeScorer().score("some words", against: [String]()) == .zero)
    #expect(RougeScorer().score("", against: "") == .zero)
  }

  @Test("A token of a million letters is scored like any other")
  func longToken() {
    let token = String(repeating: "y", count: 1_000_000)
    #expect(RougeScorer().score(token, against: token).rouge1.fMeasure == 1)
  }

  @Test("Texts of tens of thousands of words on one line keep memory and result in hand")
  func longTexts() {
    let first = (0..<20_000).map { "w\($0 % 977)" }.joined(separator: " ")
    let second = (0..<20_000).map { "w\($0 % 983)" }.joined(separator: " ")
    let scores = RougeScorer().score(first, against: second)
    #expect(scores.rougeL == scores.rougeLsum)
    #expect(scores.rouge1.fMeasure > 0.9)
  }

  static let scripts: [(String, String, Double)] = [
    ("Гавань закрыл совет.", "Гавань города закрыл совет.", 2.0 * 3 / 7),
    ("船は朝に港に着いた。", "船は港に着いた。", 2.0 * 7 / 16),
    ("货物卸下了。", "货物在中午卸下了。", 2.0 * 5 / 13),
    ("Το λιμάνι έκλεισε.", "Το παλιό λιμάνι έκλεισε χθες.", 2.0 * 3 / 8),
    ("הנמל נסגר.", "הנמל הישן נסגר.", 2.0 * 2 / 5),
    ("أغلق الميناء.", "أغلق الميناء القديم.", 2.0 * 2 / 5),
    ("항구가 닫혔다.", "항구가 어제 닫혔다.", 2.0 * 2 / 5),
  ]

  @Test("Texts in other scripts are compared by their own words and characters", arguments: scripts)
  func ownScript(candidate: String, reference: String, expected: Double) {
    let scores = RougeScorer().score(candidate, against: reference)
    #expect(abs(scores.rouge1.fMeasure - expected) < 1e-9)
    #expect(RougeScorer().score(reference, against: reference).rougeLsum.fMeasure == 1)
    #expect(RougeScorer().score("Nothing of it.", against: reference).rouge1 == .zero)
  }

  @Test(
    "Words between spaces that are not there are found",
    arguments: ["เรือมาถึงท่าเรือในตอนเช้า", "ទូកមកដល់កំពង់ផែ", "ເຮືອມາຮອດທ່າເຮືອ"])
  func unspaced(text: String) {
    let scores = RougeScorer().score(text, against: text + " " + text)
    #expect(scores.rouge1.precision == 1)
    #expect(scores.rouge1.recall == 0.5)
  }

  @Test("Text in Latin letters with words of another script is what the package makes of it")
  func mixed() {
    let scores = RougeScorer().score("The word 中文 is here", against: "The word 日本 is here")
    #expect(scores.rouge1.fMeasure == 1)
    #expect(RougeScorer().score("été", against: "été").rouge1.fMeasure == 1)
  }
}
