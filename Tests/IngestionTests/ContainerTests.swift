import Ingestion
import TestSupport
import Testing

@Suite("Word, OpenDocument and EPUB")
struct ContainerTests {
  private static let spaces: Set<String> = ["w:tab", "w:br", "text:s", "text:tab", "text:line-break", "br"]
  static let word: [(name: String, content: String)] = [
    ("[Content_Types].xml", "<?xml version=\"1.0\"?><Types xmlns=\"x\"/>"),
    (
      "word/document.xml",
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="w" xmlns:mc="mc" xmlns:wps="wps"><w:body>
      <w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr><w:r><w:t>The crane</w:t></w:r></w:p>
      <w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>History 1</w:t></w:r></w:p>
      <w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>History</w:t></w:r></w:p>
      <w:p><w:r><w:t xml:space="preserve">It stood on the </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>qu</w:t></w:r><w:r><w:t>ay</w:t></w:r>
      <w:del w:id="1"><w:r><w:delText> for years</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t xml:space="preserve"> &amp; hummed</w:t></w:r></w:ins>
      <w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>,</w:t></w:r><w:r><w:tab/><w:t>day</w:t><w:br/><w:t>and</w:t></w:r>
      <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>
      <w:r><w:t xml:space="preserve"> night</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>
      <w:r><w:t>.</w:t></w:r></w:p>
      <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>One rope</w:t></w:r></w:p>
      <w:p><w:r><w:t xml:space="preserve">Around a box </w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Inside a box.</w:t></w:r></w:p></w:txbxContent></mc:Choice>
      <mc:Fallback><w:txbxContent><w:p><w:r><w:t>Inside a box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>it goes on.</w:t></w:r></w:p>
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1998</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
      <w:p><w:pPr><w:rPr><w:del w:id="9"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">The end of this paragraph </w:t></w:r></w:p>
      <w:p><w:r><w:t>was deleted.</w:t></w:r></w:p>
      </w:body></w:document>
      """
    ),
    (
      "word/styles.xml",
      """
      <w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
      <w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
      <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>
      """
    ),
    (
      "word/footnotes.xml",
      """
      <w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>
      <w:footnote w:id="2"><w:p><w:r><w:t>So they say.</w:t></w:r></w:p></w:footnote></w:footnotes>
      """
    ),
    (
      "docProps/core.xml",
      "<cp:coreProperties xmlns:cp=\"cp\" xmlns:dc=\"dc\"><dc:title>Microsoft Word - x.doc</dc:title><dc:creator>Ada</dc:creator></cp:coreProperties>"
    ),
  ]
  static let openDocument: [(name: String, content: String)] = [
    ("mimetype", "application/vnd.oasis.opendocument.text"),
    (
      "content.xml",
      """
      <?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:table="tb" xmlns:dc="dc">
      <office:automatic-styles><style:style style:name="P7" style:family="paragraph" style:parent-style-name="Title"/></office:automatic-styles>
      <office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>
      <text:p text:style-name="P7">The crane</text:p>
      <text:table-of-content><text:index-body><text:p>History 1</text:p></text:index-body></text:table-of-content>
      <text:h text:outline-level="1">History</text:h>
      <text:p>It stood<text:s text:c="2"/>on the <text:span>qu</text:span>ay<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>So they say.</text:p></text:note-body></text:note>,<text:tab/>day<text:line-break/>and night<office:annotation><dc:creator>Ben</dc:creator><text:p>Really?</text:p></office:annotation>.</text:p>
      <text:list><text:list-item><text:p>One rope</text:p></text:list-item></text:list>
      <table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell></table:table-row></table:table>
      </office:text></office:body></office:document-content>
      """
    ),
    (
      "meta.xml",
      "<office:document-meta xmlns:office=\"o\" xmlns:dc=\"dc\"><office:meta><dc:creator>Ada</dc:creator><dc:language>en-GB</dc:language></office:meta></office:document-meta>"
    ),
  ]
  static let book: [(name: String, content: String)] = [
    ("mimetype", "application/epub+zip"),
    (
      "META-INF/container.xml",
      "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>"
    ),
    ("OEBPS/b%20two.xhtml", "unused"),
    (
      "OEBPS/text/b two.xhtml",
      chapter(
        "Two",
        "<p>The second chapter<a epub:type=\"noteref\" href=\"#n\">1</a> is short.</p><aside epub:type=\"footnote\"><p>A note.</p></aside>"
      )
    ),
    ("OEBPS/text/a.xhtml", chapter("One", "<p>The caf&#233; was<br/>open.</p><p>Nobody came.</p>")),
    ("OEBPS/nav.xhtml", chapter("Contents", "<nav><ol><li>One</li></ol></nav><p>Navigation</p>")),
    ("OEBPS/cover.xhtml", chapter("Cover", "<p>Cover</p>")),
    (
      "OEBPS/book.opf",
      """
      <package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="dc"><dc:title>Harbour tales</dc:title><dc:creator>Ada Quay</dc:creator><dc:language>en</dc:language></metadata>
      <manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="c" href="cover.xhtml" media-type="application/xhtml+xml"/>
      <item id="b" href="text/b%20two.xhtml" media-type="application/xhtml+xml"/><item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/></manifest>
      <spine><itemref idref="c"/><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine>
      <guide><reference type="cover" href="cover.xhtml"/></guide></package>
      """
    ),
  ]

  static func chapter(_ title: String, _ body: String) -> String {
    "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"e\"><head><title>\(title)</title></head>"
      + "<body><h1>\(title)</h1>\(body)</body></html>"
  }

  @Test("Word: headings by style, final text, notes, lists, cells, boxes")
  func docx() throws {
    let document = try LayerChecks.checked(Self.word, spaces: Self.spaces)
    #expect(document.source.format == .docx)
    #expect(document.title == "The crane")
    #expect(
      XMLReading.outline(document) == [
        "paragraph/metadata: Microsoft Word - x.doc", "paragraph/metadata: Ada", "title/front: The crane",
        "paragraph/metadata: History 1", "heading/body: History",
        "paragraph/body: It stood on the quay & hummed, day and night.", "listItem/body: One rope",
        "paragraph/body: Around a box it goes on.", "paragraph/body: Inside a box.", "tableCell/body: Year",
        "tableCell/body: 1998", "paragraph/body: The end of this paragraph was deleted.",
        "paragraph/note: So they say.",
      ])
    let place = try #require(document.provenance(of: XMLReading.block(document, "So they say").textRange))
    #expect(place.member == "word/footnotes.xml")
    #expect(place.path == "/w:footnotes[1]/w:footnote[2]/w:p[1]")
  }

  @Test("OpenDocument: styles of the document's own, notes and comments, no indexes, no deletions")
  func odt() throws {
    let document = try LayerChecks.checked(Self.openDocument, spaces: Self.spaces)
    #expect(document.source.format == .odt)
    #expect(document.title == "The crane")
    #expect(document.language == "en-GB")
    #expect(
      XMLReading.outline(document) == [
        "paragraph/metadata: Ada", "title/front: The crane", "heading/body: History",
        "paragraph/body: It stood on the quay, day and night.", "paragraph/note: So they say.",
        "paragraph/note: Really?", "listItem/body: One rope", "tableCell/body: Year",
      ])
  }

  @Test("EPUB: chapters in the order of the spine, without cover and navigation")
  func epub() throws {
    let document = try LayerChecks.checked(Self.book, spaces: Self.spaces)
    #expect(document.source.format == .epub)
    #expect(document.title == "Harbour tales")
    #expect(
      XMLReading.outline(document) == [
        "title/front: Harbour tales", "paragraph/metadata: Ada Quay", "heading/body: One",
        "paragraph/body: The café was open.", "paragraph/body: Nobody came.", "heading/body: Two",
        "paragraph/body: The second chapter is short.", "paragraph/note: A note.",
      ])
    #expect(document.provenance(of: document.blocks[3].textRange)?.member == "OEBPS/text/a.xhtml")
  }

  @Test("Other containers are named as what they are, with what would read them")
  func foreign() throws {
    let sheets = ZipFile.make([("[Content_Types].xml", "<x/>"), ("xl/workbook.bin", "x")])
    let drawing = ZipFile.make([("mimetype", "application/vnd.oasis.opendocument.graphics")])
    for (bytes, word, help) in [(sheets, "Excel", "xlsx"), (drawing, "drawing", "export")] {
      let error = try #require(XMLReading.failure(bytes))
      guard case .foreign(let name, let advice) = error.reason else {
        Issue.record("\(error)")
        continue
      }
      #expect(name.contains(word))
      #expect(advice.contains(help))
    }
  }

  @Test("A member that unpacks to more than the limit costs an error, and no memory")
  func bomb() throws {
    var options = IngestionOptions()
    options.maximumBytes = 4_000
    let large = Self.word.map {
      (
        $0.name,
        $0.name == "word/document.xml" ? $0.content + String(repeating: " ", count: 9_000) : $0.content
      )
    }
    // The archive itself is within the limit only where its members are compressed; here it is not, either.
    #expect(throws: IngestionError.self) {
      try DocumentReader(options: options).document(bytes: ZipFile.make(large), name: "x.docx")
    }
  }

  @Test("Damaged containers do not crash", arguments: 0..<4)
  func damage(index: Int) {
    let members = [Self.word, Self.openDocument, Self.book, PresentationTests.talk]
    Damage.check(ZipFile.make(members[index]), rounds: 30)
  }
}
