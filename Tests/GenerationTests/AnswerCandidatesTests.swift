import Generation
import Testing

@Suite("What a question could ask for")
struct AnswerCandidatesTests {
  private func found(_ text: String) -> [String] {
    let utf8 = Array(text.utf8)
    return AnswerCandidates(in: text).find(in: 0..<utf8.count).map {
      String(decoding: utf8[$0], as: UTF8.self)
    }
  }

  @Test(
    "Names, numbers with what they count, noun phrases and reasons are proposed",
    arguments: [
      (
        "In 1902 Ada Lum built the old mill for the Bank of England.",
        ["1902", "Ada Lum", "the old mill", "Bank of England"]
      ),
      (
        "Carla keeps forty bees in a garden behind the house.",
        ["Carla", "forty bees", "a garden", "the house"]
      ),
      (
        "The clock stopped on 12 June 1833 because the harbour froze, says Brenn.",
        ["12 June 1833", "the harbour froze", "Brenn"]
      ),
      ("Each ticket costs $4.50, children pay half.", ["$4.50"]),
      ("Der Zug hält in Köln (Westfalen).", ["Köln", "Westfalen"]),
    ])
  func proposes(text: String, wanted: [String]) {
    let all = found(text)
    for one in wanted { #expect(all.contains(one), "\(one) is not among \(all)") }
  }

  @Test("A capital that only begins the sentence is no name, and marks belong to no candidate")
  func openings() {
    let text = "Bees like clover. Nobody keeps bees here, says Tom Reed."
    let utf8 = Array(text.utf8)
    let first = AnswerCandidates(in: text).find(in: 0..<17).map { String(decoding: utf8[$0], as: UTF8.self) }
    #expect(!first.contains("Bees"))
    #expect(found("“Ada,” said the cook, “has paid.”").contains("Ada"))
    #expect(found("Nobody had paid Tom’s uncle or the miller's wife.").contains("Tom"))
    #expect(found("Nobody had paid Tom’s uncle or the miller's wife.").allSatisfy { !$0.hasSuffix("s") })
    #expect(
      found("“Ada,” said Tom (her uncle), “paid.”").allSatisfy { !$0.contains(",") && !$0.contains("“") })
  }

  @Test(
    "What is nearly the whole sentence, and a range outside of the text, gives nothing",
    arguments: ["", " ", "Ada Lum.", "?", "1902"])
  func empty(text: String) {
    #expect(found(text).isEmpty)
    #expect(AnswerCandidates(in: text).find(in: 0..<1000).isEmpty)
  }
}
