import Generation
import Testing

@Suite("Questions about a document")
struct QuestionAskerTests {
  private func sequence(_ text: String) -> WrittenSequence {
    WrittenSequence(
      words: text.split(separator: " ").map {
        WrittenSequence.Word(
          text: String($0), lowered: $0.lowercased(), place: nil, weights: [], isInSource: false)
      }, meanLogProbability: -1)
  }

  @Test(
    "What reads as a question is shown",
    arguments: [
      ("Who built the old mill ?", "ada lum"), ("how many bees does Carla keep ?", "forty bees"),
      ("Who is the mayor of the town of Lisk ?", "the town clerk"),
    ])
  func fit(question: String, answer: String) {
    #expect(QuestionForm.isFit(sequence(question), answer: answer.split(separator: " ").map(String.init)))
  }

  @Test(
    "What is no question, asks for yes or no, goes round in circles, or gives its answer away is not",
    arguments: [
      ("The mill was built ?", "ada lum"), ("Who built the mill", "ada lum"), ("Who ?", "ada lum"),
      ("Did Ada Lum build the mill ?", "ada lum"), ("Who was the the mill ?", "ada lum"),
      ("Who built the mill in the mill in the mill ?", "ada lum"), ("Who was ada lum ?", "ada lum"),
      ("Who built [UNK] in 1902 ?", "ada lum"), ("Who built it ? why ?", "ada lum"), ("", "ada"),
    ])
  func unfit(question: String, answer: String) {
    #expect(!QuestionForm.isFit(sequence(question), answer: answer.split(separator: " ").map(String.init)))
  }

  @Test("Answers agree by the words that they share")
  func agreement() {
    #expect(QuestionAsker.agreement(of: ["the", "old", "mill"], with: ["old", "mill"]) == 0.8)
    #expect(QuestionAsker.agreement(of: ["mill", "mill"], with: ["mill"]) == 2 / 3.0)
    #expect(QuestionAsker.agreement(of: ["a"], with: ["b"]) == 0)
    #expect(QuestionAsker.agreement(of: [], with: ["b"]) == 0)
  }

  @Test("Questions are spread over the document: each part gives its best before any gives its second")
  func spread() {
    let items = [(0, "a"), (0, "b"), (1, "c"), (9, "d"), (9, "e"), (5, "f")]
    func chosen(_ most: Int, ofSentence: Int = 2) -> [String] {
      QuestionAsker.spread(items, over: 10, most: most, ofSentence: ofSentence) { $0.0 }.map(\.1)
    }
    #expect(chosen(2) == ["a", "d"])
    #expect(Set(chosen(5)) == ["a", "d", "f", "b", "e"])
    #expect(chosen(100).count == 6)
    #expect(chosen(100, ofSentence: 1).sorted() == ["a", "c", "d", "f"])
    #expect(QuestionAsker.spread(items, over: 0, most: 3, ofSentence: 1) { $0.0 }.isEmpty)
    #expect(QuestionAsker.spread([(Int, String)](), over: 3, most: 0, ofSentence: 1) { $0.0 }.isEmpty)
  }
}
