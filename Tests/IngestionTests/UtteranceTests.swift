import Ingestion
import Testing

@Suite("Text without ends of sentences")
struct UtteranceTests {
  private static func words(_ count: Int, separator: (Int) -> String = { _ in " " }) -> String {
    (0..<count).map { "word\($0)\(separator($0))" }.joined()
  }

  private func longest(_ document: Document) -> Int {
    document.blocks.map { document.text(in: $0.textRange).split(separator: " ").count }.max() ?? 0
  }

  @Test("Two thousand words without a stop are many utterances, found again byte for byte, and it is said")
  func unpunctuated() throws {
    let text = Self.words(2_083)
    let document = try Reading.checked(Array(text.utf8), as: .text)
    #expect(longest(document) <= 40)
    #expect(document.blocks.count >= 52)
    #expect(document.warnings.first?.message.hasPrefix("2083 words") == true)
    #expect(
      Reading.texts(document).joined(separator: " ") == text.split(separator: " ").joined(separator: " "))
  }

  @Test("Lines of a sentence's length are utterances")
  func lines() throws {
    let text = Self.words(300) { $0 % 7 == 6 ? "\n" : " " }
    let document = try Reading.checked(Array(text.utf8), as: .text)
    #expect(longest(document) == 7)
  }

  @Test("A stretch of a hundred thousand words is cut in pieces, and nothing of it is lost")
  func endless() throws {
    let text = Self.words(100_000)
    let document = try Reading.text(text)
    #expect(longest(document) <= 40)
    #expect(
      Reading.texts(document).joined(separator: " ") == text.split(separator: " ").joined(separator: " "))
  }

  @Test("Lines of one letter are not each an utterance where there are very many of them")
  func letters() throws {
    let document = try Reading.text(String(repeating: "a\n", count: 400_000))
    #expect(document.blocks.count < 200_000)
    #expect(document.text.count { $0 == "a" } == 400_000)
  }

  @Test("Commas are where a run-on sentence is cut")
  func commas() throws {
    let text = Self.words(600) { $0 % 9 == 8 ? ", " : " " }
    let document = try Reading.checked(Array(text.utf8), as: .text)
    #expect(Reading.texts(document).dropLast().allSatisfy { $0.hasSuffix(",") })
  }

  @Test("Sentences of sentences' length, headings and short texts stay whole")
  func prose() throws {
    let prose = (0..<80).map {
      "It was the year \($0) and the harbour, as always, was full of ships from the north."
    }
    .joined(separator: " ")
    for text in [prose, Self.words(50), Self.words(200) { $0 % 30 == 29 ? ", " : " " }] {
      let document = try Reading.text(text)
      #expect(document.blocks.count == 1)
      #expect(document.warnings.isEmpty)
    }
  }

  @Test(
    "An end of a sentence counts behind quotation marks and brackets, and only there",
    arguments: [".", "!", ".\"", ".”", ".’”", "?)", ".']", "…", "!»", ". ”"])
  func closers(end: String) throws {
    func sentence(_ count: Int) -> String { Self.words(count).dropLast() + end }
    let whole = (0..<8).map { _ in sentence(40) }.joined(separator: " ")
    let document = try Reading.text(whole)
    #expect(document.blocks.count == 1)
    #expect(document.warnings.isEmpty)
    // What ends before a long stretch does not hide it.
    let long = sentence(50) + " " + Self.words(70)
    #expect(try Reading.text(long).blocks.count > 1)
    let between = sentence(40) + " " + Self.words(30) + "a.b " + Self.words(40)
    #expect(try Reading.text(between).blocks.count > 1)
  }

  @Test("Text without spaces and text that is no text are cut as well")
  func spaceless() throws {
    let chinese = String(repeating: "船来了又走了", count: 3_000)
    #expect(try Reading.checked(Array(chinese.utf8), as: .text).blocks.count > 20)
    let letters = String(repeating: "abcdefgh", count: 60_000)
    #expect(try Reading.checked(Array(letters.utf8), as: .text, samples: 2).blocks.count > 10)
  }

  @Test("Sections keep their blocks")
  func sections() throws {
    let text = "# One\n\n\(Self.words(200))\n\n# Two\n\nA sentence.\n"
    let document = try Reading.checked(Array(text.utf8), as: .markdown)
    let last = try #require(document.sections.last)
    #expect(last.heading == "Two")
    #expect(last.blocks.map { document.text(in: document.blocks[$0].textRange) } == ["Two", "A sentence."])
  }
}
