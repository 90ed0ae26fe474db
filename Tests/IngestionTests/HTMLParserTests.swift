import Ingestion
import Testing

@Suite("HTML")
struct HTMLParserTests {
  private func read(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Document {
    try Reading.checked(Array(text.utf8), as: .html, sourceLocation: sourceLocation)
  }

  @Test("A page's blocks, kinds, paths and sections")
  func page() throws {
    let document = try read(
      """
      <!DOCTYPE html>
      <html lang="en-GB"><head><title>Tea – The Site</title><style>p { color: red }</style></head>
      <body>
      <h1>Tea</h1>
      <p>Tea is a <b>hot</b> drink.<br>It is &quot;made&quot; from leaves&nbsp;&amp; water.</p>
      <h2>Kinds</h2>
      <ul><li>Green <li>Black, <i>also</i> called red</ul>
      <h3>Table</h3>
      <table><caption>Prices</caption><tr><th>Kind<th>Price<tr><td>Green<td>5 €</table>
      <pre>
      line  one
        line two
      </pre>
      <h2>History</h2>
      <figure><img src=x alt="no"><figcaption>A cup.</figcaption></figure>
      <dl><dt>Cha<dd>Tea in Chinese</dl>
      <blockquote><p>Quoted.</p></blockquote>
      Loose text<hr>after a rule
      </body></html>
      """)
    #expect(document.title == "Tea")
    #expect(document.language == "en-GB")
    #expect(
      Reading.outline(document) == [
        "title/front /html[1]/body[1]/h1[1]: Tea",
        "paragraph /html[1]/body[1]/p[1]: Tea is a hot drink. It is \"made\" from leaves\u{A0}& water.",
        "heading /html[1]/body[1]/h2[1]: Kinds",
        "listItem /html[1]/body[1]/ul[1]/li[1]: Green",
        "listItem /html[1]/body[1]/ul[1]/li[2]: Black, also called red",
        "heading /html[1]/body[1]/h3[1]: Table",
        "caption /html[1]/body[1]/table[1]/caption[1]: Prices",
        "tableCell /html[1]/body[1]/table[1]/tr[1]/th[1]: Kind",
        "tableCell /html[1]/body[1]/table[1]/tr[1]/th[2]: Price",
        "tableCell /html[1]/body[1]/table[1]/tr[2]/td[1]: Green",
        "tableCell /html[1]/body[1]/table[1]/tr[2]/td[2]: 5 €",
        "preformatted /html[1]/body[1]/pre[1]: line  one\n  line two",
        "heading /html[1]/body[1]/h2[2]: History",
        "caption /html[1]/body[1]/figure[1]/figcaption[1]: A cup.",
        "listItem /html[1]/body[1]/dl[1]/dt[1]: Cha",
        "listItem /html[1]/body[1]/dl[1]/dd[1]: Tea in Chinese",
        "paragraph /html[1]/body[1]/blockquote[1]/p[1]: Quoted.",
        "paragraph /html[1]/body[1]: Loose text",
        "paragraph /html[1]/body[1]: after a rule",
      ])
    #expect(document.sections.map(\.heading) == ["Kinds", "Table", "History"])
    #expect(document.sections.map(\.level) == [1, 2, 1])
    #expect(document.sections.map(\.parent) == [nil, 0, nil])
  }

  @Test("Character references are resolved, and each is one unit of the source")
  func references() throws {
    let text =
      "<p>a&eacute;&#233;&#xE9;&eacute b &notin; &notit; &AMP &unknown; & &; &#; &#x; &#150; &#0; &NotEqualTilde; x&lt;y"
    let document = try read(text)
    #expect(document.text == "aééé" + "é b ∉ ¬it; & &unknown; & &; &#; &#x; – \u{FFFD} ≂̸ x<y")
    let place = try #require(document.provenance(of: 1..<3))
    #expect(place.bytes == ByteRange(byteStart: 4, byteEnd: 12))
  }

  @Test("What is no content is left out, and cuts no word in two")
  func leftOut() throws {
    let document = try read(
      """
      <nav><a href=/>Home</a></nav><header><p>Banner</p></header>
      <p>One<script>var a = "<p>two</p>";</script>, <!-- no --><span hidden>not</span>two<sup class="reference"><a
      href="#n1">[1]</a></sup>.<template>t</template><noscript>n</noscript></p>
      <div aria-hidden="true">h</div><div style="display: none">h</div><svg><text>s</text></svg>
      <p class=sr-only>reader</p><select><option>o</select><button>b</button><textarea>t</textarea>
      <aside>Elsewhere</aside><footer>© 2020</footer>
      """)
    #expect(Reading.texts(document) == ["One, two."])
    let place = try #require(document.provenance(of: 0..<document.text.utf8.count))
    #expect(place.omitted.count == 3)
  }

  @Test("The main part is preferred, and an article inside it")
  func mainPart() throws {
    let around = "<div>Around it is other text, which is not short at all, as pages have it.</div>"
    for (open, close) in [
      ("<main>", "</main>"), ("<div role=main>", "</div>"), ("<article>", "</article>"),
      ("<div id='mw-content-text'>", "</div>"), ("<main><p>Intro.</p><article>", "</article></main>"),
    ] {
      let document = try read(
        "\(around)\(open)<h1>T</h1><p>The text of the article is this, and it is long.</p>\(close)\(around)")
      #expect(Reading.texts(document).last == "The text of the article is this, and it is long.")
      #expect(!document.text.contains("Around"))
    }
  }

  @Test("Boxes of links are left out where nothing is marked, but a page of links keeps them")
  func linkDensity() throws {
    let links = "<ul><li><a href=a>First link</a><li><a href=b>Second link</a><li><a href=c>Third</a></ul>"
    let text = "<p>" + String(repeating: "A long paragraph of words. ", count: 20) + "</p>"
    #expect(try read(links + text).blocks.count == 1)
    #expect(try read(links).blocks.count == 3)
  }

  @Test("Notes and references are labelled")
  func roles() throws {
    let document = try read(
      """
      <h1>T</h1><section class=abstract><p>Short.</section><p class=byline>By A. Author</p><p>Body<a href=#fn1
      role=doc-noteref>1</a>.</p><h2>References</h2><p>[1] Somebody</p><div class=footnotes><ol><li id=fn1>A note.
      <a href=#r class=footnote-backref>back</a></ol></div><ol class=references><li>Another</ol>
      """)
    #expect(
      Reading.outline(document).map { String($0.prefix { $0 != ":" }) } == [
        "title/front /html[1]/body[1]/h1[1]", "paragraph/abstract /html[1]/body[1]/section[1]/p[1]",
        "paragraph/metadata /html[1]/body[1]/p[1]", "paragraph /html[1]/body[1]/p[2]",
        "heading/bibliography /html[1]/body[1]/h2[1]", "paragraph/bibliography /html[1]/body[1]/p[3]",
        "listItem/note /html[1]/body[1]/div[1]/ol[1]/li[1]",
        "listItem/bibliography /html[1]/body[1]/ol[1]/li[1]",
      ])
    #expect(document.text.contains("Body.") && document.text.contains("A note.\n"))
  }

  @Test("Titles: shared title, page title, heading")
  func titles() throws {
    #expect(try read("<title> A &amp;\n B </title><p>x").title == "A & B")
    #expect(try read("<title>A</title><meta property='og:title' content='S&quot;s'><p>x").title == "S\"s")
    #expect(try read("<h1>Head <i>ing</i></h1><p>x").title == "Head ing")
    #expect(try read("<title>Head | Site</title><h1>Head</h1><p>x").title == "Head")
    #expect(try read("<title>Other</title><h1>One</h1><h1>Two</h1><p>x").title == "Other")
    #expect(try read("<p>x").title == nil)
    #expect(try read("<svg><title>icon</title></svg><title>Real</title><p>x").title == "Real")
  }

  @Test("Two line breaks begin a new paragraph, verse keeps its lines")
  func breaks() throws {
    #expect(Reading.texts(try read("one<br>two<br><br>three<br> <br/>four")) == ["one two", "three", "four"])
    let poem = try read("<p class=poem>Roses are red<br/>violets <i>are</i> blue</p>")
    #expect(Reading.texts(poem) == ["Roses are red\nviolets are blue"])
    #expect(poem.blocks.first?.kind == .verse)
  }

  @Test("A layout table holds paragraphs, a data table cells")
  func tables() throws {
    #expect(
      try read("<table><tr><td>Menu<td><h2>H</h2>Text<p>More</table>").blocks.map(\.kind) == [
        .paragraph, .heading, .paragraph, .paragraph,
      ])
    #expect(try read("<table><tr><td>1<td>2</table>").blocks.map(\.kind) == [.tableCell, .tableCell])
  }
}
