import AttentionExamples
import TestSupport
import Testing
import Training

@Suite("Alignments and parallel text")
struct AlignmentTests {
  @Test("The error rate is that of Och and Ney, with sure and possible links")
  func rate() throws {
    let gold = try GoldAlignment("1-1 2-3 2p2", file: "gold", number: 1)
    var rate = AlignmentErrorRate()
    rate.add(
      [.init(source: 0, target: 0), .init(source: 1, target: 1), .init(source: 2, target: 2)], gold: gold)
    // A has 3 links, 1 of them sure and 2 possible; S has 2.
    #expect(abs(rate.value - (1 - 3.0 / 5)) < 1e-12)
    #expect(abs(rate.precision - 2.0 / 3) < 1e-12 && rate.recall == 0.5)
    var perfect = AlignmentErrorRate()
    perfect.add(gold.sure, gold: gold)
    #expect(perfect.value == 0)
  }

  @Test("A line that holds no links names its file and place", arguments: ["1-", "0-1", "a-b", "1-2-3", "x"])
  func broken(line: String) {
    let error = #expect(throws: TrainingError.self) {
      _ = try GoldAlignment("1-1 " + line, file: "some.gold", number: 7)
    }
    #expect(error?.description.contains("some.gold: line 7") == true)
  }

  @Test(
    "Each word of a translation is bound to the word it attends to most, whatever units they are cut into")
  func links() {
    let table = AttentionTable(
      weights: [[0.1, 0.2, 0.7], [0.6, 0.3, 0.1], [0.1, 0.8, 0.1]], source: ["a·", "b", "c"],
      target: ["x", "y·", "z"], sourceWords: [0, 0, 1], targetWords: [0, 1, 1])
    #expect(table.links == [.init(source: 1, target: 0), .init(source: 0, target: 1)])
  }

  @Test("Marks of the Hansards are left out, and files are found by either name of a language")
  func hansards() throws {
    let folder = try Scratch()
    let path = try folder.write("a.e", "<s snum=0001> Oh , oh ! </s>\n<s snum=0002> 2 < 3 </s>\n")
    try folder.write("a.f", "<s snum=0001> Oh , oh !  </s>\r\n<s snum=0002> 2 < 3  </s>\r\n")
    let languages = try #require(ParallelText.Languages("en-fr"))
    let text = try ParallelText(path, languages, isLowercased: true)
    #expect(text.source.map { $0.split(separator: " ") } == [["oh", ",", "oh", "!"], ["2", "<", "3"]])
    #expect(text.target.map { $0.split(separator: " ") } == text.source.map { $0.split(separator: " ") })
    #expect(ParallelText.Languages("en") == nil && ParallelText.Languages("en-en") == nil)
  }

  @Test("Files that do not fit are refused by name")
  func refused() throws {
    let folder = try Scratch()
    let path = try folder.write("a.en", "one\ntwo\n")
    let languages = try #require(ParallelText.Languages("en-de"))
    func message(_ path: String) -> String? {
      #expect(throws: TrainingError.self) { _ = try ParallelText(path, languages, isLowercased: true) }?
        .description
    }
    #expect(message(path)?.contains("a.de") == true)
    try folder.write("a.de", "eins\n")
    #expect(message(path)?.contains("has 1 lines") == true)
    #expect(message("\(folder.path)/a.txt")?.contains("should end in .en") == true)
  }

  @Test("A picture shows heavy weights, leaves out those that would be white, and escapes units")
  func picture() {
    let table = AttentionTable(weights: [[1, 0]], source: ["<a", "b"], target: ["x&"])
    let svg = AttentionPicture([.init(title: "t", table: table)]).svg
    #expect(svg.contains("&lt;a") && svg.contains("x&amp;"))
    #expect(svg.components(separatedBy: "fill=\"rgb(").count == 2)
  }
}
