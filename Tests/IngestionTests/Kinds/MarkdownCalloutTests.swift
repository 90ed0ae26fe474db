import Ingestion
import Testing

@Suite("Callouts in Markdown")
struct MarkdownCalloutTests {
  private func texts(_ text: String) throws -> [String] {
    Reading.texts(try Reading.checked(Array(text.utf8), as: .markdown))
  }

  @Test(
    "What is indented under a callout is text, and its title too",
    arguments: [
      ("!!! note\n    Hemp is needed.\n\nAfter.", ["Hemp is needed.", "After."]),
      (
        "!!! warning \"Wet ropes\"\n\n    They *shrink*.\n\n    And stiffen.",
        ["Wet ropes", "They shrink.", "And stiffen."]
      ),
      ("??? tip\n    - Tie it.\n    - Cut it.\n", ["Tie it.", "Cut it."]),
      ("???+ danger inline end \"No\"\n    Never.", ["No", "Never."]),
      (
        "=== \"Linux\"\n\n    Type `make`.\n\n=== \"Windows\"\n\n    Click.",
        ["Linux", "Type make.", "Windows", "Click."]
      ),
      ("- item\n\n    !!! note\n        Inside.", ["item", "Inside."]),
      (
        "!!! note\n    Outer.\n\n    !!! tip \"In\"\n        Inner.\n\nEnd.",
        ["Outer.", "In", "Inner.", "End."]
      ),
    ])
  func indented(text: String, expected: [String]) throws {
    #expect(try texts(text) == expected)
  }

  @Test(
    "The fences of a callout go, what stands between and its title stay",
    arguments: [
      ("Before.\n\n:::note\n\nHemp is needed.\n\n:::\n\nAfter.", ["Before.", "Hemp is needed.", "After."]),
      ("::: warning Wet ropes\nThey *shrink*.\n:::", ["Wet ropes", "They shrink."]),
      (":::tip[Knots]{#k}\nTie two.\n:::", ["Knots", "Tie two."]),
      (":::tip[Knots]\nTie two.\n:::", ["Knots", "Tie two."]),
      ("::: {.callout-note}\n## Head\n\nText.\n:::\nEnd.", ["Head", "Text.", "End."]),
      ("::::: outer\n::: inner\nDeep.\n:::\nOut.\n:::::\nEnd.", ["Deep.", "Out.", "End."]),
      ("```{note} Mind\nThe *gap*.\n```\nEnd.", ["Mind", "The gap.", "End."]),
    ])
  func fenced(text: String, expected: [String]) throws {
    #expect(try texts(text) == expected)
  }

  @Test(
    "Marks that open nothing stay text",
    arguments: [
      "!!! what a day", "!!! note", "!!! note\nNot indented.", "!!!note\n    code", "??? Who was that",
      "=== no title",
      ":::", "::: !", "text ::: text", "`:::note`",
    ])
  func others(text: String) throws {
    let found = try texts(text).joined(separator: "\n")
    for mark in ["!!!", "???", "===", ":::"] where text.contains(mark) {
      #expect(found.contains(mark), "\(found)")
    }
  }

  @Test("Code in braces that is no callout is code")
  func code() throws {
    let document = try Reading.markdown("```{python}\nprint(1)\n```\n\n~~~ {.sh}\nls\n~~~\n")
    #expect(document.blocks.map(\.kind) == [.preformatted, .preformatted])
  }
}
