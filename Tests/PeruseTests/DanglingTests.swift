import EvaluationRuns
import Peruse
import Testing

@Suite("Dangling starts")
struct DanglingTests {
  @Test("A sentence that points back counts where its predecessor was left out, and only there")
  func counted() throws {
    let texts = ["Ada Lum built the mill.", "She lived there.", "This was in 1902.", "Bees came later."]
    var text = ""
    var sentences: [Sentence] = []
    for sentence in texts {
      if !text.isEmpty { text += " " }
      sentences.append(Sentence(range: text.utf8.count..<text.utf8.count + sentence.utf8.count, block: nil))
      text += sentence
    }
    let record = SummaryRecord(
      id: "1", line: 1, document: Document(text: text), sentences: sentences, references: ["x"])
    let counted = DanglingStarts()
    #expect(counted.share(of: "a") == nil)
    func choose(_ name: String, _ places: [Int]) throws {
      let system = SummarySystem(name: name) { record, _ in places.map { record.sentenceTexts[$0] } }
      _ = try counted.counting(system).summarize(record, .sentences(places.count))
    }
    try choose("a", [0, 1])
    #expect(counted.share(of: "a") == 0)
    try choose("a", [0, 2])
    #expect(counted.share(of: "a") == 0.25)
    try choose("b", [1, 2])
    #expect(counted.share(of: "b") == 0.5)
  }
}
