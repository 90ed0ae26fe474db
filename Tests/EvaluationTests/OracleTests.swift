import Evaluation
import Testing

@Suite("Oracle and lead")
struct OracleTests {
  private let sentences = [
    "Ice covered the harbour all winter.", "The ferry company lost its licence in March.",
    "Nobody in town was surprised.", "Fishermen had complained of the ferry for years.",
    "A new company starts in May.",
  ]
  private let reference = "The ferry company lost its licence in March.\nA new company starts in May."

  @Test("The oracle finds the sentences that the reference was cut from, and stops there")
  func exact() {
    let chosen = ExtractiveOracle().select(from: sentences, references: [reference], length: .sentences(4))
    #expect(chosen == [1, 4])
  }

  @Test("The oracle keeps a word budget and passes over sentences that do not fit")
  func budget() {
    let chosen = ExtractiveOracle().select(from: sentences, references: [reference], length: .words(7))
    #expect(chosen == [4])
    #expect(ExtractiveOracle().select(from: sentences, references: [reference], length: .words(0)).isEmpty)
  }

  @Test("With several references the one that can be reached best decides")
  func references() {
    let other = "Something else entirely that no sentence says"
    let chosen = ExtractiveOracle().select(
      from: sentences, references: [other, reference], length: .sentences(2))
    #expect(chosen == [1, 4])
    #expect(ExtractiveOracle().select(from: sentences, references: [], length: .sentences(2)).isEmpty)
  }

  @Test("Lead takes whole sentences up to the budget, never a word more")
  func lead() {
    #expect(SummaryLength.Resolved.sentences(2).lead(words: [6, 8, 5]) == [0, 1])
    #expect(SummaryLength.Resolved.sentences(9).lead(words: [6, 8, 5]) == [0, 1, 2])
    #expect(SummaryLength.Resolved.words(14).lead(words: [6, 8, 5]) == [0, 1])
    #expect(SummaryLength.Resolved.words(13).lead(words: [6, 8, 5]) == [0])
  }

  @Test("Lengths follow the reference: the mean over several, at least one")
  func lengths() {
    #expect(SummaryLength.referenceSentences.resolved(references: [reference]) == .sentences(2))
    #expect(SummaryLength.referenceSentences.resolved(references: ["a\nb\nc", "a"]) == .sentences(2))
    #expect(SummaryLength.referenceWords.resolved(references: ["one two\u{A0}three\nfour"]) == .words(4))
    #expect(SummaryLength.referenceWords.resolved(references: [""]) == .words(1))
    #expect(SummaryLength.words(100).resolved(references: [reference]) == .words(100))
  }
}
