import Foundation
import Tensors
import Testing
import Training

@Suite("Distracting sentences made for training")
struct DistractorTests {
  private let texts = [
    "The Harrow Bridge opened in 1902. Agnes Whitlow designed it. Millbrook paid for the stone piers.",
    "The Lisk Bridge opened in 1911. Tomas Reed designed the arch. Its piers are of stone from Ambrey.",
    "Bees gather nectar from clover. Queen Maud kept them.",
  ]

  private func record(_ paragraph: Int, _ question: String, _ answer: String) throws -> QuestionRecord {
    let range = try #require(texts[paragraph].range(of: answer))
    let first = texts[paragraph].utf8.distance(from: texts[paragraph].startIndex, to: range.lowerBound)
    return QuestionRecord(
      file: 0, id: "1", paragraph: paragraph, question: question,
      answers: [first..<first + answer.utf8.count])
  }

  @Test(
    "A question becomes a statement with another answer",
    arguments: [
      ("Who built the old mill?", "Ada Lum", "Ada Lum built the old mill."),
      ("In what year did the mill open?", "1902", "In 1902 the mill open."),
      ("When did the mill open?", "1902", "The mill open 1902."),
      ("Who was the first miller?", "Ada Lum", "Ada Lum was the first miller."),
      ("Where is the mill?", "Leeds", "The mill is Leeds."),
      ("How many people were in the mill?", "nine", "In the mill were nine."),
    ])
  func statements(question: String, answer: String, statement: String) {
    #expect(Statement.made(of: question, answer: answer) == statement)
  }

  @Test("Without a question word, or with nothing else, there is no statement")
  func noStatement() {
    #expect(Statement.made(of: "Name the river.", answer: "Wye") == nil)
    #expect(Statement.made(of: "", answer: "Wye") == nil)
    #expect(Statement.made(of: "who?", answer: "Wye") == nil)
  }

  @Test(
    "The text gets one more sentence anywhere, without the answer, and the answer stands where it is said to")
  func distracted() throws {
    let asked = try record(0, "Who designed the Harrow Bridge that opened in 1902?", "Agnes Whitlow")
    let other = try record(2, "Who kept the bees?", "Queen Maud")
    let maker = DistractorMaker(TrainingParagraphs(texts, heldOut: []), records: [asked, other])
    var added: Set<String> = []
    var places: Set<Int> = []
    for seed in 0..<80 {
      var random = CounterRandom(seed: UInt64(seed))
      guard let made = maker.distracted(asked, &random) else { continue }
      let bytes = Array(made.text.utf8)
      #expect(made.answers.map { String(decoding: bytes[$0], as: UTF8.self) } == ["Agnes Whitlow"])
      let before = Array(texts[0].utf8)
      #expect(bytes.count > before.count)
      let shared = zip(bytes, before).prefix { $0 == $1 }.count
      places.insert(shared)
      // What is not the paragraph is the sentence.
      let common = texts[0].split(separator: ". ").map(String.init)
      var rest = made.text
      for sentence in common { rest = rest.replacing(sentence, with: "") }
      #expect(!rest.contains("Agnes"))
      added.insert(rest.trimmingCharacters(in: CharacterSet(charactersIn: " .")))
    }
    #expect(places.count >= 3)
    #expect(added.contains { $0.contains("Lisk Bridge") || $0.contains("Tomas Reed designed the arch") })
    #expect(added.contains { $0.contains("Queen Maud") })
  }

  @Test("Nothing is taken from paragraphs that are kept apart")
  func apart() throws {
    let asked = try record(0, "Who designed the Harrow Bridge?", "Agnes Whitlow")
    let other = try record(1, "Who designed the arch?", "Tomas Reed")
    let maker = DistractorMaker(TrainingParagraphs(texts, heldOut: [1]), records: [asked, other])
    for seed in 0..<80 {
      var random = CounterRandom(seed: UInt64(seed))
      if let made = maker.distracted(asked, &random) { #expect(!made.text.contains("Tomas")) }
    }
  }
}
