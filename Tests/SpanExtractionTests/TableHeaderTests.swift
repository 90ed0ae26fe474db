import Ingestion
import SpanExtraction
import Testing
import Tokenization

@Suite("What is read beside a text")
struct TableHeaderTests {
  private let words = WordUnits()

  /// What is read, unit by unit.
  private func text(_ readable: ReadableDocument) -> String {
    readable.ids.map(words.word).joined(separator: " ")
  }

  private func readable(_ markdown: String, context: String? = nil) throws -> ReadableDocument {
    let document = try DocumentReader().document(bytes: Array(markdown.utf8), name: "table.md")
    return ReadableDocument(
      document, sentences: SentenceSplitter().sentences(in: document), tokenizer: words, context: context)
  }

  private let table = "| Place | Name |\n|---|---|\n| 1 | Ann |\n| 2 | Robert |\n"

  @Test("Cells are read behind their headers, which are no part of any answer")
  func headers() throws {
    let readable = try readable(table)
    #expect(
      text(readable)
        == "Place Name . Place first: 1 , first Name: Ann . Place second: 2 , second Name: Robert")
    let rules = readable.rules(maximumWords: 10)
    let own = Set([0, 1, 5, 9, 13, 17])
    #expect(rules.starts == rules.starts.indices.map { own.contains($0) })
    #expect(rules.ends == rules.starts)
    for first in rules.starts.indices where rules.starts[first] {
      #expect(rules.limits[first] == first + 1, "no span leaves its cell")
    }
  }

  @Test("A row is about what its second cell names where the first is a number that tells rows apart")
  func keys() throws {
    let rows = "| 1004 | Dowel | 3.90 |\n| 1203 | Hinge | 5.25 |\n"
    let keyed = try readable("| Article no. | Name | Price |\n|---|---|---|\n" + rows)
    #expect(
      text(keyed)
        == "Article no. Name Price . Article no.: 1004 , Name: Dowel , Dowel Price: 3.90 "
        + ". Article no.: 1203 , Name: Hinge , Hinge Price: 5.25")
    // A year is what its row is about.
    let years = try readable("| Year | Name | Price |\n|---|---|---|\n" + rows)
    #expect(text(years).hasSuffix(". Year: 1203 , 1203 Name: Hinge , 1203 Price: 5.25"))
  }

  @Test("A row of another length stands under nothing")
  func otherLength() throws {
    let readable = try readable("Words before it.\n\n| A |\n|---|\n| 1 |\n")
    #expect(text(readable) == "Words before it. A 1")
  }

  @Test("What a passage is from is read before it, once, and is no answer")
  func context() throws {
    let readable = try readable("It struck nine. Nobody heard it.", context: "The Tide Clock.")
    #expect(text(readable) == "The Tide Clock. It struck nine. Nobody heard it.")
    #expect(readable.rules(maximumWords: 10).starts.prefix(4) == [false, false, false, true])
  }

  @Test(
    "Text of Peruse's own, which no source has, is no answer and begins or ends none",
    arguments: [
      ("<doc><p>It &odd; holds &odd;&odd; litres.</p></doc>", [true, false, true, false, true]),
      ("<doc><p>About 10<sup>4</sup> litres.</p></doc>", [true, true, true]),
      ("<doc><p>&odd; a word.</p></doc>", [false, true, true]),
    ])
  func own(xml: String, starts: [Bool]) throws {
    var options = IngestionOptions()
    options.isLenient = true
    let document = try DocumentReader(options: options).document(bytes: Array(xml.utf8), name: "a.xml")
    let readable = ReadableDocument(
      document, sentences: SentenceSplitter().sentences(in: document), tokenizer: words)
    let rules = readable.rules(maximumWords: 10)
    #expect(rules.starts == starts && rules.ends == starts)
  }
}
