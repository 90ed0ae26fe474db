import Foundation
import Tensors
import Testing
import Training

@Suite("Questions made for training")
struct NegativeTests {
  private let paragraphs = [
    "The Harrow Bridge opened in 1902. Agnes Whitlow designed it. Millbrook paid for the stone piers.",
    "The Lisk Bridge opened in 1911. Tomas Reed designed the arch. Its piers are of stone from Ambrey.",
    "Bees gather nectar from clover. They fly four kilometres.",
  ]

  private func record(_ question: String, _ answer: String) throws -> QuestionRecord {
    let range = try #require(paragraphs[0].range(of: answer))
    let first = paragraphs[0].utf8.distance(from: paragraphs[0].startIndex, to: range.lowerBound)
    return QuestionRecord(
      file: 0, id: "1", paragraph: 0, question: question, answers: [first..<first + answer.utf8.count])
  }

  @Test("Of an answer's occurrences the one in the sentence that the question is about is found")
  func occurrences() {
    var occurrences = AnswerOccurrences()
    let text = "In Leeds there are many parks. Agnes Whitlow was born in Leeds. She worked in London."
    let best = occurrences.best(of: 3..<8, for: "Where was Agnes Whitlow born?", in: text)
    #expect(best == 57..<62)
    #expect(occurrences.best(of: 3..<8, for: "Where are many parks?", in: text) == 3..<8)
    #expect(occurrences.best(of: 78..<84, for: "Where was Agnes Whitlow born?", in: text) == 78..<84)
    // A part of a longer word is no occurrence.
    #expect(occurrences.best(of: 0..<2, for: "born?", in: "it is a bit, born in transit it") == 0..<2)
  }

  @Test("A negative's text lacks the answer, or its question differs; every kind is made")
  func negatives() throws {
    let maker = NegativeMaker(TrainingParagraphs(paragraphs, heldOut: []))
    let record = try record("Who designed the Harrow Bridge that opened in 1902?", "Agnes Whitlow")
    var kinds: Set<String> = []
    for seed in 0..<200 {
      var random = CounterRandom(seed: UInt64(seed))
      guard let negative = maker.negative(of: record, &random) else { continue }
      if negative.text == paragraphs[0] {
        #expect(negative.question != record.question)
        #expect(!negative.question.contains("Agnes"))
        kinds.insert("question")
      } else {
        #expect(negative.question == record.question && !negative.text.contains("Agnes Whitlow"))
        kinds.insert(negative.text == paragraphs[1] ? "other" : "without")
      }
    }
    #expect(kinds == ["question", "other", "without"])
  }

  @Test("No paragraph that is kept apart is used")
  func apart() throws {
    let maker = NegativeMaker(TrainingParagraphs(paragraphs, heldOut: [1, 2]))
    let record = try record("Who designed the Harrow Bridge?", "Agnes Whitlow")
    for seed in 0..<60 {
      var random = CounterRandom(seed: UInt64(seed))
      if let text = maker.negative(of: record, &random)?.text { #expect(text != paragraphs[1]) }
    }
  }

  @Test("A question is changed in a number, a name or a word's opposite, and otherwise not at all")
  func swaps() throws {
    var random = CounterRandom(seed: 1)
    let text = "In 1902 and 1911 Agnes met Tomas in Leeds."
    #expect(QuestionSwap.swapped("what happened?", text: text, answers: [], &random) == nil)
    #expect(QuestionSwap.swapped("Who was first?", text: text, answers: [], &random) == "Who was last?")
    #expect(
      QuestionSwap.swapped("What happened in 1902?", text: text, answers: [], &random)
        == "What happened in 1911?")
    var words: Set<String?> = []
    for _ in 0..<40 {
      words.insert(
        QuestionSwap.swapped(
          "Who funded bridges?",
          text: "Ada designed, Tom painted and Ute funded the walls and bridges.",
          answers: ["Ute"], &random))
    }
    #expect(
      words == [nil, "Who designed bridges?", "Who painted bridges?", "Who funded walls?"])
    for _ in 0..<20 {
      let name = QuestionSwap.swapped("Where did Agnes live?", text: text, answers: ["Leeds"], &random)
      #expect(name == "Where did Tomas live?")
    }
  }

  @Test(
    "A question is denied where that is said, and no longer denied where it was",
    arguments: [
      ("Who designed the bridge?", ["Who never designed the bridge?"]),
      ("What did Ada build?", ["What didn't Ada build?"]),
      (
        "Which bridge was opened in 1902?",
        ["Which bridge was not opened in 1902?", "Which bridge was never opened in 1902?"]
      ),
      ("What isn't made of stone?", ["What is made of stone?"]),
      ("What cannot be opened?", ["What can be opened?"]),
      ("Who did not come?", ["Who did come?"]),
      ("What may Ada do?", ["What may not Ada do?"]),
      ("How many piers?", [nil]),
      ("Did Ada come?", [nil]),
    ])
  func negations(question: String, expected: [String?]) {
    var random = CounterRandom(seed: 2)
    let made = Set((0..<20).map { _ in QuestionNegation.negated(question, &random) })
    #expect(made == Set(expected))
  }

  @Test("A condition is what another sentence speaks of once, and the question does not")
  func conditions() {
    var random = CounterRandom(seed: 2)
    let sentences = [
      "In Harrow stone came from Ambrey, by the Lisk Canal.", "It was taken in 1902, near Harrow, for Agnes.",
    ]
    let text = "Agnes Whitlow designed it. " + sentences.joined(separator: " ")
    func made(_ question: String) -> Set<String?> {
      Set(
        (0..<80).map { _ in
          QuestionCondition.conditioned(question, text: text, sentences: sentences, &random)
        })
    }
    #expect(
      made("Who designed it?") == [
        "Who designed it from Ambrey?", "From Ambrey, who designed it?", "Who designed it by the Lisk Canal?",
        "By the Lisk Canal, who designed it?", "Who designed it in 1902?", "In 1902, who designed it?",
      ])
    #expect(
      made("When was Ambrey known?") == [
        "When was Ambrey known by the Lisk Canal?", "By the Lisk Canal, when was Ambrey known?",
      ])
    #expect(QuestionCondition.conditioned("Who came here?", text: text, sentences: [], &random) == nil)
  }

  @Test("A question in other words keeps its names, and asks for the same")
  func rewordings() {
    var random = CounterRandom(seed: 3)
    var made: Set<String> = []
    for _ in 0..<300 {
      guard let other = QuestionRewording.reworded("How many people founded Great Harrow?", &random) else {
        continue
      }
      #expect(other.contains("Great Harrow"), "\(other)")
      #expect(other != "How many people founded Great Harrow?")
      made.insert(other)
    }
    #expect(made.count > 20)
    #expect(made.contains("How many persons founded Great Harrow?"))
    #expect(made.contains("what number of people founded Great Harrow?"))
    #expect(QuestionRewording.reworded("Zorn?", &random) == nil)
    let turned = (0..<300).compactMap { _ in
      QuestionRewording.reworded("In what year did Ada Lum arrive?", &random)
    }
    #expect(turned.contains("Ada Lum arrive in what year?"))
  }
}
