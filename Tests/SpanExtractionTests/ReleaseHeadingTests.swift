import Ingestion
import SpanExtraction
import Testing
import Tokenization

@Suite("Change logs")
struct ReleaseHeadingTests {
  private let words = WordUnits()

  private func readable(_ markdown: String) throws -> ReadableDocument {
    let document = try DocumentReader().document(bytes: Array(markdown.utf8), name: "log.md")
    return ReadableDocument(
      document, sentences: SentenceSplitter().sentences(in: document), tokenizer: words)
  }

  /// What is read, unit by unit.
  private func text(_ readable: ReadableDocument) -> String {
    readable.ids.map(words.word).joined(separator: " ")
  }

  @Test(
    "Items are read behind the release that they stand under, which is an answer where its heading stands")
  func items() throws {
    let log = """
      # Log

      ## 3.2.0 (2024-11-05)

      ### Added

      - Dark theme.
      - Sounds.

      ## 3.1.0

      Small things.

      - Snooze.
      """
    let readable = try readable(log)
    #expect(
      text(readable)
        == "Log 3.2.0 (2024-11-05) Added Version 3.2.0 : Dark theme. Version 3.2.0 : Sounds. "
        + "3.1.0 Small things. Version 3.1.0 : Snooze.")
    let rules = readable.rules(maximumWords: 10)
    // "Version" and the colon are words of Peruse's own; the number is a copy, and no span leaves it.
    #expect(rules.starts[4...8] == [false, true, false, true, true])
    #expect(rules.limits[5] == 6)
    #expect(readable.document.text(in: readable.offsets[5]) == "3.2.0")
    #expect(readable.offsets[5] == readable.offsets[1].lowerBound..<readable.offsets[1].lowerBound + 5)
  }

  /// Whether items under such headings are read behind them.
  private func isLog(_ headings: [String]) throws -> Bool {
    let sections = headings.map { "## \($0)\n\nWords of it.\n\n- One thing.\n- Another thing.\n" }
    return text(try readable("# Of something\n\n" + sections.joined(separator: "\n"))).contains("Version")
  }

  @Test(
    "Headings that say a release and its day make a change log",
    arguments: [
      ["1.10.2", "1.10.1"], ["[1.8.2] - 2026-06-04", "[1.8.1] - 2026-05-27"], ["v2.1", "v2.0"],
      ["Version 2.1", "Version 2.0"], ["Larkmail 2.1 (June 4, 2019)", "Larkmail 2.0 (March 2018)"],
      ["3.0.0-beta.2", "3.0.0-beta.1"],
      ["Noteworthy changes in release 9.1 (2022-04-15) [stable]", "Release 9.0"],
    ])
  func releases(headings: [String]) throws {
    #expect(try isLog(headings))
  }

  @Test(
    "Numbered titles, days, and one number alone do not",
    arguments: [
      ["1.1 Introduction", "1.2 Methods"], ["2.1", "2.2"], ["14.03.1987", "15.03.1987"],
      ["14.03.87", "15.03.87"],
      ["2024.11.05", "2024.11.06"], ["Section 2.1.3", "Section 2.1.4"], ["3.1.0", "Thanks"],
      ["What is new in Swift 5.10.1", "What is new in Swift 5.9.2"].map { $0 + " for servers" },
    ])
  func others(headings: [String]) throws {
    #expect(try !isLog(headings))
  }
}
