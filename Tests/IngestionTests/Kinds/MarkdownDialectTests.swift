import Ingestion
import Testing

@Suite("Markdown's dialects")
struct MarkdownDialectTests {
  /// The texts of a document, each range of which is held to its source.
  private func texts(_ text: String) throws -> [String] {
    let document = try Reading.markdown(text)
    if let problem = MarkdownAlignment.firstProblem(document, from: Array(text.utf8), seed: 3) {
      Issue.record("\(problem)")
    }
    return Reading.texts(document)
  }

  @Test(
    "Marked text is text",
    arguments: [
      ("The ==third== knot holds.", "The third knot holds."), ("==All of it== is wet.", "All of it is wet."),
      ("It is ==**very** old==.", "It is very old."), ("(==dry==) rope", "(dry) rope"),
      ("Keep ==a knife\nat hand== here.", "Keep a knife at hand here."),
      ("a == b and c == d", "a == b and c == d"), ("x==y==z", "x==y==z"),
      ("`==raw==` stays", "==raw== stays"),
      ("An == alone", "An == alone"), ("=====", "====="),
    ])
  func marked(text: String, expected: String) throws {
    #expect(try texts(text) == [expected])
  }

  @Test(
    "Raised text is marked as such where it is a power",
    arguments: [
      ("An area of 12 m^2^ is left.", "An area of 12 m^2 is left."), ("The 4^th^ of May", "The 4th of May"),
      ("It is 10^-3^ of it.", "It is 10^-3 of it."), ("H~2~O is wet.", "H2O is wet."),
      ("2^32 is large, as is 3^40.", "2^32 is large, as is 3^40."), ("a ^ b ^ c", "a ^ b ^ c"),
    ])
  func raised(text: String, expected: String) throws {
    #expect(Reading.texts(try Reading.markdown(text)) == [expected])
  }

  @Test(
    "A note in the line stands in brackets",
    arguments: [
      ("Hemp^[A plant of Asia.] is strong.", "Hemp (A plant of Asia.) is strong."),
      ("Hemp ^[A *tall* plant.] grows.", "Hemp (A tall plant.) grows."),
      ("It burns^[see [the test](u)].", "It burns (see the test)."),
      ("Open^[never closed", "Open^[never closed"), ("Empty^[] note", "Empty^[] note"),
    ])
  func note(text: String, expected: String) throws {
    let document = try Reading.markdown(text)
    #expect(Reading.texts(document) == [expected])
    #expect(try #require(document.provenance(of: document.blocks[0].textRange)?.bytes).byteStart == 0)
  }

  @Test(
    "A wiki's link shows its words",
    arguments: [
      ("See [[Rope]] first.", "See Rope first."), ("See [[knots/bowline|the bowline]].", "See the bowline."),
      ("[[Hemp]] and [[Jute]] differ.", "Hemp and Jute differ."),
      ("In [[Rope walk#Length]] it is.", "In Rope walk#Length it is."),
      ("Here ![[rope.png]] it is.", "Here it is."), ("An array [[1, 2](u)", "An array [1, 2"),
      ("The first is x[[1]] there.", "The first is x[[1]] there."),
      ("Matrix [[1, 2], [3, 4]] here", "Matrix [[1, 2], [3, 4]] here"),
    ])
  func wikiLinks(text: String, expected: String) throws {
    let found = try Reading.markdown(text)
    #expect(Reading.texts(found) == [expected])
  }

  @Test(
    "Attributes and short codes are no text",
    arguments: [
      ("Read [the sheet](u){.button target=_blank} first.", "Read the sheet first."),
      ("A [small]{.caps} word.", "A small word."), ("Use `tie`{.sh} now.", "Use tie now."),
      ("{{< figure src=\"a.png\" >}} Rope is here.", "Rope is here."),
      ("{% include nav.html %} Rope is here.", "Rope is here."),
      ("Rope is here. {#anchor}", "Rope is here."), ("Rope is here.\n{: .notice }", "Rope is here."),
      ("The set {1, 2} stays.", "The set {1, 2} stays."), ("A {word} stays, too.", "A {word} stays, too."),
      ("Write { a: 1 } there.", "Write { a: 1 } there."),
    ])
  func attributes(text: String, expected: String) throws {
    #expect(Reading.texts(try Reading.markdown(text)) == [expected])
  }

  @Test(
    "Attributes of a heading are no part of it",
    arguments: [
      "## Care {#care}", "## Care {.wide #care}", "## Care {: #care }", "## Care { #care }", "## Care {-}",
    ])
  func headings(text: String) throws {
    let document = try Reading.markdown("# Rope\n\n" + text + "\n\nKeep it dry.")
    #expect(document.sections.map(\.heading) == [text.hasSuffix("{-}") ? "Care {-}" : "Care"])
  }

  @Test(
    "What tells a program what to do is no paragraph",
    arguments: [
      "[TOC]", "[[_TOC_]]", "\\newpage", "\\pagebreak", "import Tabs from '@theme/Tabs';",
      "import A from \"./a\"\nimport B from \"./b\"", "export const size = 3;", "{:toc}",
    ])
  func directives(text: String) throws {
    let document = try Reading.markdown("# Rope\n\n" + text + "\n\nKeep it dry.")
    #expect(Reading.texts(document) == ["Rope", "Keep it dry."])
  }

  @Test(
    "Sentences that look a little like it stay",
    arguments: [
      "import duties from the east rose.", "export default values were kept.", "[a] is the first letter.",
      "imports from France", "export of hemp = 3",
    ])
  func noDirectives(text: String) throws {
    #expect(Reading.texts(try Reading.markdown("# Rope\n\n" + text)) == ["Rope", text])
  }

  @Test(
    "A list of definitions has no colons",
    arguments: [
      ("Hemp\n: A plant.", ["Hemp", "A plant."]),
      ("Hemp\n:   A plant\nof Asia.", ["Hemp", "A plant of Asia."]),
      ("Hemp\n: A plant.\n: A fibre.", ["Hemp", "A plant.", "A fibre."]),
      ("**Hemp**\n: A *tall* plant.", ["Hemp", "A tall plant."]),
      ("Hemp\n: A plant.\n\nJute\n: Another.", ["Hemp", "A plant.", "Jute", "Another."]),
      ("Note this\n:smile: is one.", ["Note this 😄 is one."]),
    ])
  func definitions(text: String, expected: [String]) throws {
    #expect(Reading.texts(try Reading.markdown(text)) == expected)
  }

  @Test(
    "A formula is no Markdown",
    arguments: [
      ("We have $$a_1 * b_1 * c$$ here.", "We have a_1 * b_1 * c here."), ("$$\nx_i = y_i\n$$", "x_i = y_i"),
      ("It costs $$ or more.", "It costs $$ or more."),
    ])
  func formulas(text: String, expected: String) throws {
    #expect(Reading.texts(try Reading.markdown(text)) == [expected])
  }
}
