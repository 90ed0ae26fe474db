import Ingestion
import Testing

@Suite("Markdown")
struct MarkdownParserTests {
  private func read(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Document {
    try Reading.checked(Array(text.utf8), as: .markdown, sourceLocation: sourceLocation)
  }

  @Test("A document's blocks, kinds, paths and sections")
  func page() throws {
    let document = try read(
      """
      ---
      title: "Tea: a \\"short\\" guide"
      lang: en   # British
      ---
      # Tea

      Tea is a **hot** drink\\
      made of [leaves](https://example.org/a_(b) "the *leaves*") &amp; water,
      in `green_tea` & _black_ tea.

      Kinds
      -----
      1. Green,
         and *mild*
      2. Black
         > quoted
         > twice

         second paragraph
         * nested
      - other list

      ## Table

      | Kind | Price |
      |:-----|------:|
      | Green \\| white | 5 € |
      | Black | `3` |

      ~~~python
      def tea():
          return 1
      ~~~

          indented code

      <div align="center"><b>Raw</b> text</div>

      ![A cup of tea][cup]

      *****
      References
      ==========
      A note.[^1] And [cup], [Cup][], [the cup][CUP], \\[none\\].

      [cup]: <cup.png> 'title'
      [^1]: The note
          goes on.
      """)
    #expect(document.title == "Tea: a \"short\" guide")
    #expect(document.language == "en")
    #expect(
      Reading.outline(document) == [
        "heading /h1[1]: Tea",
        "paragraph /p[1]: Tea is a hot drink made of leaves & water, in green_tea & black tea.",
        "heading /h2[1]: Kinds",
        "listItem /ol[1]/li[1]: Green, and mild",
        "listItem /ol[1]/li[2]: Black",
        "paragraph /ol[1]/li[2]/blockquote[1]/p[1]: quoted twice",
        "listItem /ol[1]/li[2]/p[1]: second paragraph",
        "listItem /ol[1]/li[2]/ul[1]/li[1]: nested",
        "listItem /ul[1]/li[1]: other list",
        "heading /h2[2]: Table",
        "tableCell /table[1]/tr[1]/th[1]: Kind",
        "tableCell /table[1]/tr[1]/th[2]: Price",
        "tableCell /table[1]/tr[2]/td[1]: Green | white",
        "tableCell /table[1]/tr[2]/td[2]: 5 €",
        "tableCell /table[1]/tr[3]/td[1]: Black",
        "tableCell /table[1]/tr[3]/td[2]: 3",
        "preformatted /pre[1]: def tea():\n    return 1",
        "preformatted /pre[2]: indented code",
        "paragraph /html[1]/p[1]: Raw text",
        "caption /p[2]: A cup of tea",
        "heading/bibliography /h1[2]: References",
        "paragraph/bibliography /p[3]: A note. And cup, Cup, the cup, [none].",
        "paragraph/note /aside[1]/p[1]: The note goes on.",
      ])
    #expect(document.sections.map(\.heading) == ["Tea", "Kinds", "Table", "References"])
    #expect(document.sections.map(\.level) == [1, 2, 2, 1])
  }

  @Test("The one heading of the first rank is the title, and sections count from below it")
  func title() throws {
    let document = try read("# The *Title*\n\n## A\n\ntext\n\n### B ###\n\ntext\n\n## C {#c}\n\ntext\n")
    #expect(document.title == "The Title")
    #expect(document.blocks.first?.kind == .title)
    #expect(document.sections.map(\.heading) == ["A", "B", "C"])
    #expect(document.sections.map(\.level) == [1, 2, 1])
  }

  @Test(
    "Inline markup becomes the text that a reader sees",
    arguments: [
      ("a*b*c **d** ***e*** *f **g** h*", "abc d e f g h"),
      ("snake_case and _em_, __strong__", "snake_case and em, strong"),
      ("2 * 3 * 4 and \\*stars\\*", "2 * 3 * 4 and *stars*"), ("~~gone~~ ~not~ a~b", "gone not a~b"),
      ("``a ` b`` and `*x*`", "a ` b and *x*"), ("`unclosed *x*", "`unclosed x"),
      ("<https://a.b/c> <me@x.org> <b>bold</b> 1 < 2 <br/>z", "https://a.b/c me@x.org bold 1 < 2 z"),
      ("x <!-- c --> y <?p?> z", "x y z"), ("[a [b](c) d](e)", "[a b d](e)"),
      ("[![alt](i.png)](link) text", "alt text"),
      ("[a](<b c> (t)) [b](c 'd' x)", "a [b](c 'd' x)"), ("[a][b] [c]", "[a][b] [c]"),
      ("[ẞ]\n\n[SS]: /url", "ẞ"), ("&copy; &nope; &#65; &#x41;", "© &nope; A A"),
      ("*a `*` b*", "a * b"), ("**a*", "*a"), ("“*q*”*x*", "“q”x"), ("[x](javascript:a) ![y](z)", "x y"),
      ("- [ ] todo", "todo"),
    ])
  func inline(markup: String, text: String) throws {
    #expect(Reading.texts(try Reading.markdown(markup)) == [text])
  }

  @Test("Front matter is read in YAML and TOML, and a rule at the start is none")
  func frontMatter() throws {
    #expect(try read("+++\ntitle = 'It''s'\nlang = \"de\"\n+++\nText").title == "It's")
    #expect(try read("---\ntitle: Plain # comment\n...\nText").title == "Plain")
    let rule = try read("---\n\nText\n\n---\n\nMore")
    #expect(Reading.texts(rule) == ["Text", "More"])
    #expect(Reading.texts(try read("---\nkey: never closed\n")) == ["key: never closed"])
  }

  @Test("Line ends of every sort end lines")
  func lineEnds() throws {
    let document = try read("# T\r\n\r\nOne\r\ntwo\r\rThree\rfour\n\n- a\r\n- b\r")
    #expect(Reading.texts(document) == ["T", "One two", "Three four", "a", "b"])
  }

  @Test("Raw HTML blocks give their text, scripts and comments nothing")
  func rawHTML() throws {
    let document = try read(
      "<details>\n<summary>More &amp; more</summary>\n\n*Markdown*\n\n</details>\n\n<!-- a\n\nb -->\n\n<script>\nx\n\ny\n</script>\n\n<p>One<br>two\n<p>Three\n"
    )
    #expect(Reading.texts(document) == ["More & more", "Markdown", "One two", "Three"])
  }

  @Test("Lists nest to the limit, beyond it is a typed error with its line")
  func depth() throws {
    let error = #expect(throws: IngestionError.self) {
      try Reading.markdown("fine\n\n" + String(repeating: "> ", count: 100_000) + "deep")
    }
    #expect(
      error?.description
        == "test:3: nesting depth of lists and quotations exceeds the limit of 256; the limit can be raised, to 2048 at most"
    )
    _ = try read(String(repeating: "> ", count: 200) + "deep")
  }
}
