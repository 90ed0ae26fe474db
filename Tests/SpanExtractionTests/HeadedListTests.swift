import Ingestion
import SpanExtraction
import Testing

@Suite("Lists under what says what they are")
struct HeadedListTests {
  /// What is read before which blocks, for who asks `question` of `markdown`.
  private func read(_ question: String, _ markdown: String) throws -> [String] {
    let document = try DocumentReader().document(bytes: Array(markdown.utf8), name: "list.md")
    return HeadedLists(document).headings(namedIn: question).sorted { $0.key < $1.key }.map {
      "\($0.value): \(document.text(in: document.blocks[$0.key].textRange))"
    }
  }

  private let pie = """
    # Pie

    ## 1. Ingredients

    For the pastry:

    - Flour
    - Butter

    For the filling:

    - Leeks
    - Barley

    ## 2. What you'll need

    - A tin
    - A brush

    ## 2 tins

    - The round one
    - The square one
    """

  @Test(
    "A line that ends with a colon is the heading of the list below it",
    arguments: [
      ("What goes into the filling?", ["For the filling: Leeks", "For the filling: Barley"]),
      ("Which things are in the pastry?", ["For the pastry: Flour", "For the pastry: Butter"]),
    ])
  func lines(question: String, expected: [String]) throws {
    #expect(try read(question, pie) == expected)
  }

  @Test("The number of a heading is no word of it, and neither is what is left of \"you'll\"")
  func numbers() throws {
    #expect(try read("What do I need?", pie) == ["What you'll need: A tin", "What you'll need: A brush"])
    // A number that counts something is one.
    #expect(try read("Which tins are there?", pie).isEmpty)
  }

  @Test(
    "A line of another kind is none",
    arguments: [
      "The filling\n\n- Leeks\n- Barley\n", "For the filling:\n\nLeeks and barley.\n",
      "For the filling:\n\n- Leeks\n",
    ])
  func others(markdown: String) throws {
    #expect(try read("What goes into the filling?", markdown).isEmpty)
  }
}
