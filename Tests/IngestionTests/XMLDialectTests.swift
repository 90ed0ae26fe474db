import Ingestion
import Testing

@Suite("XML formats")
struct XMLDialectTests {
  @Test("JATS: abstract, body, notes, captions, cells and references have their roles")
  func jats() throws {
    let document = try XMLReading.document(
      """
      <!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2//EN" "jats.dtd">
      <article xml:lang="en"><front><journal-meta><journal-title-group><journal-title>J</journal-title></journal-title-group></journal-meta>
      <article-meta><title-group><article-title>Bees of <italic>Bombus</italic></article-title></title-group>
      <contrib-group><contrib><name><surname>Quoy</surname><given-names>Ann</given-names></name></contrib></contrib-group>
      <abstract><title>Abstract</title><p>Short.</p></abstract></article-meta></front>
      <body><sec><label>1</label><title>Methods</title>
      <p>We counted<xref ref-type="bibr" rid="b1">[1]</xref> bees<fn><p>All of them.</p></fn> daily.</p>
      <fig><label>Figure 1.</label><caption><title>Bees.</title><p>Many bees.</p></caption><graphic/></fig>
      <table-wrap><table><tr><td>1</td><td>two</td></tr></table></table-wrap>
      <sec><title>Inner</title><p>Where <disp-formula><tex-math>x^2</tex-math></disp-formula> holds.</p></sec></sec></body>
      <back><ack><p>Thanks.</p></ack><ref-list><title>References</title><ref><label>1</label>
      <element-citation><name><surname>Tarn</surname><given-names>I</given-names></name><year>2001</year></element-citation></ref></ref-list></back></article>
      """)
    #expect(document.source.format == .jats)
    #expect(document.title == "Bees of Bombus")
    #expect(document.language == "en")
    #expect(
      XMLReading.outline(document) == [
        "paragraph/metadata: J", "title/front: Bees of Bombus", "paragraph/metadata: Quoy Ann",
        "heading/abstract: Abstract", "paragraph/abstract: Short.", "heading/body: Methods",
        "paragraph/body: We counted bees daily.", "paragraph/note: All of them.",
        "caption/body: Figure 1.",
        "caption/body: Bees.", "caption/body: Many bees.", "tableCell/body: 1", "tableCell/body: two",
        "heading/body: Inner", "paragraph/body: Where x^2 holds.", "paragraph/back: Thanks.",
        "heading/bibliography: References", "paragraph/bibliography: Tarn I 2001",
      ])
    #expect(document.sections.map(\.heading) == ["Abstract", "Methods", "Inner", "", "References"])
    #expect(document.sections.map(\.level) == [1, 1, 2, 1, 1])
    #expect(document.sections[2].parent == 1)
    let note = try XMLReading.block(document, "All of them")
    #expect(note.elementPath == "/article[1]/body[1]/sec[1]/p[1]/fn[1]/p[1]")
  }

  @Test("A note in mid-sentence is left out of the sentence, and its place is known")
  func omission() throws {
    let text =
      "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p>One <note>why?</note>two.</p></body></text></TEI>"
    let document = try XMLReading.document(text)
    #expect(XMLReading.outline(document) == ["paragraph/body: One two.", "paragraph/note: why?"])
    let place = try #require(document.provenance(of: document.blocks[0].textRange))
    let omitted = try #require(place.omitted.first)
    #expect(Array(text.utf8)[omitted.byteStart..<omitted.byteEnd].elementsEqual("<note>why?</note>".utf8))
    #expect(place.path == "/TEI[1]/text[1]/body[1]/p[1]")
    // A range that ends before the note does not claim it.
    let first = try #require(document.provenance(of: 0..<3))
    #expect(first.omitted.isEmpty)
    let bytes = try #require(first.bytes)
    #expect(Array(text.utf8)[bytes.byteStart..<bytes.byteEnd].elementsEqual("One".utf8))
  }

  @Test("TEI: choices are made, line breaks are spaces, verse keeps its lines")
  func tei() throws {
    let document = try XMLReading.document(
      """
      <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="fr"><teiHeader><fileDesc><titleStmt><title>T</title><author>A</author></titleStmt>
      <sourceDesc><p>Source.</p></sourceDesc></fileDesc></teiHeader><text><front><div><head>Preface</head><p>P.</p></div></front><body>
      <div type="chapter"><head>One</head><p>The <choice><sic>tiem</sic><corr>time</corr></choice> is<lb/>now, to<lb break="no"/>day,<pb n="2"/> yes.</p>
      <lg><l>First  line</l><l>second line</l></lg><sp><speaker>Hob</speaker><l>Alone.</l></sp>
      <list><item>a</item><item>b</item></list></div></body><back><div><listBibl><bibl>Book, 1900.</bibl></listBibl></div></back></text></TEI>
      """)
    #expect(document.source.format == .tei)
    #expect(document.language == "fr")
    #expect(
      XMLReading.outline(document) == [
        "title/front: T", "paragraph/metadata: A", "paragraph/metadata: Source.", "heading/front: Preface",
        "paragraph/front: P.", "heading/body: One", "paragraph/body: The time is now, today, yes.",
        "verse/body: First line\nsecond line", "paragraph/speaker: Hob", "verse/body: Alone.",
        "listItem/body: a",
        "listItem/body: b", "paragraph/bibliography: Book, 1900.",
      ])
  }

  @Test("DocBook: titles head their sections, listings keep their lines")
  func docBook() throws {
    let document = try XMLReading.document(
      """
      <?xml version="1.0"?><!DOCTYPE book [<!ENTITY tool "The <emphasis>Tool</emphasis>">]>
      <book xmlns="http://docbook.org/ns/docbook" version="5.0"><info><title>Guide</title><author><personname><firstname>A</firstname><surname>B</surname></personname></author></info>
      <chapter><title>Start</title><para>Use &tool;<footnote><para>Any.</para></footnote>:</para>
      <programlisting>
      a
        b  c
      </programlisting><note><para>Mind.</para></note>
      <section><info><title>Deeper</title></info><itemizedlist><listitem><para>x</para></listitem></itemizedlist></section></chapter>
      <bibliography><biblioentry><author><surname>C</surname></author><pubdate>1999</pubdate></biblioentry></bibliography></book>
      """)
    #expect(document.source.format == .docbook)
    #expect(
      XMLReading.outline(document) == [
        "title/front: Guide", "paragraph/metadata: A B", "heading/body: Start",
        "paragraph/body: Use The Tool:",
        "paragraph/note: Any.", "preformatted/body: a\n  b  c", "paragraph/body: Mind.",
        "heading/body: Deeper",
        "listItem/body: x", "paragraph/bibliography: C 1999",
      ])
    #expect(document.sections.map(\.heading) == ["Start", "Deeper", ""])
  }

  @Test("NITF and NewsML-G2: headline, byline, text and subheads")
  func news() throws {
    let nitf = """
      <nitf><head><title>Bridge opens</title></head><body><body.head><hedline><hl1>Bridge opens</hl1><hl2>At last</hl2></hedline>
      <byline>By <person>Ann</person> <byttl>Correspondent</byttl></byline><abstract><p>Short.</p></abstract></body.head>
      <body.content><block><p>First.</p><hl2>More</hl2><p>Second.</p><media><media-caption>A bridge.</media-caption></media></block></body.content>
      <body.end><tagline>End.</tagline></body.end></body></nitf>
      """
    let text = [
      "title/front: Bridge opens", "title/front: Bridge opens", "paragraph/front: At last",
      "paragraph/metadata: By Ann", "paragraph/metadata: Correspondent",
      "paragraph/abstract: Short.", "paragraph/body: First.", "heading/body: More", "paragraph/body: Second.",
      "caption/body: A bridge.", "paragraph/back: End.",
    ]
    let document = try XMLReading.document(nitf)
    #expect(document.source.format == .nitf)
    #expect(XMLReading.outline(document) == text)
    let item = try XMLReading.document(
      """
      <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x"><itemMeta><provider><name>Courier</name></provider></itemMeta>
      <contentMeta><headline>Rain</headline></contentMeta><contentSet><inlineData contenttype="text/plain">It rained.

      It stopped.</inlineData></contentSet></newsItem>
      """)
    #expect(item.source.format == .newsml)
    #expect(
      XMLReading.outline(item) == [
        "paragraph/metadata: Courier", "title/front: Rain", "paragraph/body: It rained.",
        "paragraph/body: It stopped.",
      ])
  }

  @Test("XHTML: sections from headings, references recognised, scripts and menus left out")
  func xhtml() throws {
    let document = try XMLReading.document(
      """
      <?xml version="1.0"?>
      <html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>T</title><script>x()</script></head><body>
      <div id="menu"><ul><li>Home</li></ul></div><h1>Top</h1><p>One<br/>two.</p><h2>Part</h2><div>Loose <b>bold</b> text<p>para</p>tail</div>
      <h2>References</h2><ul><li>Ref</li></ul></body></html>
      """)
    #expect(document.source.format == .xhtml)
    #expect(
      XMLReading.outline(document) == [
        "title/front: T", "heading/body: Top", "paragraph/body: One two.", "heading/body: Part",
        "paragraph/body: Loose bold text", "paragraph/body: para", "paragraph/body: tail",
        "heading/bibliography: References", "listItem/bibliography: Ref",
      ])
    #expect(document.sections.map(\.level) == [1, 2, 2])
    #expect(document.sections.map(\.role) == [.body, .body, .bibliography])
  }

  @Test("MEDLINE: labelled abstracts have sections")
  func medline() throws {
    let document = try XMLReading.document(
      """
      <PubmedArticle><MedlineCitation><PMID>7</PMID><Article><ArticleTitle>On bees.</ArticleTitle><Abstract>
      <AbstractText Label="METHODS">We <i>looked</i>.</AbstractText><AbstractText>Plain.</AbstractText></Abstract>
      <AuthorList><Author><LastName>Quoy</LastName><ForeName>A</ForeName></Author></AuthorList></Article></MedlineCitation></PubmedArticle>
      """)
    #expect(document.source.format == .medline)
    #expect(document.title == "On bees.")
    #expect(
      XMLReading.outline(document) == [
        "paragraph/metadata: 7", "title/front: On bees.", "paragraph/abstract: We looked.",
        "paragraph/abstract: Plain.", "paragraph/metadata: Quoy A",
      ])
    #expect(document.sections.map(\.heading) == ["", "METHODS"])
  }

  @Test("Other XML: text makes blocks, elements make structure, blank lines make paragraphs")
  func generic() throws {
    let document = try XMLReading.document(
      """
      <report><title>Tides</title><meta><id>7</id></meta><part title="North"><entry1><name>Well</name><value>3</value></entry1>
      <remark>First.

      Second &amp; last.</remark><free>Mixed <x>in</x> line</free></part><references><r>Ref</r></references></report>
      """)
    #expect(document.source.format == .xml)
    #expect(
      XMLReading.outline(document) == [
        "title/front: Tides", "paragraph/metadata: 7", "paragraph/body: Well", "paragraph/body: 3",
        "paragraph/body: First.", "paragraph/body: Second & last.", "paragraph/body: Mixed in line",
        "paragraph/bibliography: Ref",
      ])
    #expect(document.sections.first?.heading == "North")
  }

  @Test("Characters whose declarations are not in the file come from HTML's names, else show as U+FFFD")
  func undeclaredEntities() throws {
    let document = try XMLReading.document(
      """
      <!DOCTYPE article PUBLIC "-//NLM//DTD Journal Publishing DTD v3.0//EN" "x.dtd">
      <article><front><article-meta/></front><body><p>caf&eacute; &ccaron; &odd.name;.</p></body></article>
      """)
    #expect(document.text == "café č \u{FFFD}.")
    #expect(
      document.warnings.map(\.description) == [
        "line 2: '&odd.name;' is declared nowhere in the file; the text has U+FFFD in its place"
      ])
  }

  @Test("A byte order mark is no part of the text, and places count it")
  func byteOrderMark() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array("<r><p>One.</p><p>Two &amp; three.</p></r>".utf8)
    let document = try DocumentReader().document(bytes: bytes, name: "mark.xml")
    #expect(document.text == "One.\n\nTwo & three.")
    #expect(document.provenance(of: 0..<4)?.bytes == ByteRange(byteStart: 9, byteEnd: 13))
    let problems = ProvenanceChecker(document: document, bytes: bytes, undo: XMLUndo(document, file: bytes))
      .problems()
    #expect(problems.isEmpty)
  }

  @Test("Soft breaks, CDATA, comments and instructions leave text whole, CRLF included")
  func inlineMarkup() throws {
    let text = "<r>\r\n<p>a<!-- x -->b <![CDATA[<c> &amp;]]>\r\n\r\n d&#233;<?pi x?>e</p></r>"
    let document = try XMLReading.document(text) { $0.format = .tei }
    #expect(document.text == "ab <c> &amp; dée")
    let problems = ProvenanceChecker(
      document: document, bytes: Array(text.utf8), undo: XMLUndo(document, file: Array(text.utf8)),
      samples: 50
    ).problems()
    #expect(problems.isEmpty)
  }

  @Test("Wikitext: cells of tables are blocks, attributes and rules are none")
  func wikitextTable() throws {
    let document = try XMLReading.document(
      """
      <mediawiki><page><title>Lenses</title><revision><text>Before.
      {| class="wikitable"
      |+ Focal length by ''order''
      ! Order !! scope="col" | Focal length
      |- style="color: grey"
      | First || [[metre|920 mm]]{{ref|1}}
      |-
      | rowspan="2" | Third
      goes on
      |
      {|
      | inner
      |}
      |} After.

      {| never closed</text></revision></page></mediawiki>
      """)
    #expect(
      XMLReading.outline(document) == [
        "title/front: Lenses", "paragraph/body: Before.", "caption/body: Focal length by order",
        "tableCell/body: Order", "tableCell/body: Focal length", "tableCell/body: First",
        "tableCell/body: 920 mm", "tableCell/body: Third", "tableCell/body: goes on",
        "tableCell/body: inner", "paragraph/body: After.", "paragraph/body: {| never closed",
      ])
  }
}
