import Ingestion
import TestSupport
import Testing

@Suite("Presentations")
struct PresentationTests {
  private static let namespaces =
    #"xmlns:p="p" xmlns:a="a" xmlns:r="r" xmlns:mc="mc" xmlns:m="m" xmlns:a14="a14""#

  /// A shape; `placeholder` is nil for a text box.
  private static func shape(_ placeholder: String?, _ paragraphs: String...) -> String {
    let mark = placeholder.map { $0.isEmpty ? "<p:ph idx=\"1\"/>" : "<p:ph type=\"\($0)\"/>" } ?? ""
    let text = paragraphs.joined()
    return "<p:sp><p:nvSpPr><p:nvPr>\(mark)</p:nvPr></p:nvSpPr><p:txBody><a:bodyPr/>\(text)</p:txBody></p:sp>"
  }

  private static func line(_ text: String, _ properties: String = "") -> String {
    "<a:p>\(properties)<a:r><a:rPr lang=\"en-GB\"/><a:t>\(text)</a:t></a:r></a:p>"
  }

  private static func slide(_ shapes: String..., root: String = "p:sld") -> String {
    let tree = shapes.joined()
    return
      "<?xml version=\"1.0\"?><\(root) \(namespaces)><p:cSld><p:spTree>\(tree)</p:spTree></p:cSld></\(root)>"
  }

  private static func relationships(_ rows: [(id: String, type: String, target: String)]) -> String {
    let each = rows.map { row in
      "<Relationship Id=\"\(row.id)\" Type=\"http://x/\(row.type)\" Target=\"\(row.target)\"/>"
    }
    return "<Relationships xmlns=\"r\">\(each.joined())</Relationships>"
  }

  private static let order =
    "<p:sldId r:id=\"rId8\" id=\"256\"/><p:sldId id=\"257\" r:id=\"rId7\"/><p:sldId id=\"258\" r:id=\"rId7\"/><p:sldId id=\"259\" r:id=\"rId99\"/>"

  private static let cover: String = slide(
    shape("subTitle", line("A talk &amp; a walk")), shape("ctrTitle", line("Ferries"), line("of Lisk")),
    shape("dt", line("1 May")))

  private static let lines =
    "<a:p><a:r><a:t>Two</a:t></a:r><a:br/><a:r><a:t>lines</a:t></a:r><a:fld type=\"slidenum\"><a:t>7</a:t></a:fld></a:p><a:p/>"
  private static let formula =
    "<a:p><a:r><a:t xml:space=\"preserve\">Then </a:t></a:r><a14:m><m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></a14:m></a:p>"

  private static func cell(_ text: String, _ attributes: String = "") -> String {
    "<a:tc\(attributes)><a:txBody>\(line(text))</a:txBody></a:tc>"
  }

  private static let table: String = [
    "<p:graphicFrame><a:graphic><a:tbl><a:tblPr/><a:tr>", cell("Year"), cell("Tons"), "</a:tr><a:tr>",
    cell("1931", " gridSpan=\"2\""), cell("", " hMerge=\"1\""),
    "</a:tr></a:tbl></a:graphic></p:graphicFrame>",
  ].joined()

  private static let inside: String = slide(
    shape(
      "", line("Ropes are hung in "), line("Bells ring", "<a:pPr lvl=\"1\"><a:buNone/></a:pPr>"), lines,
      line("\u{A0}")),
    shape("title", line("What hangs")),
    shape(nil, line("A box of its own."), line("One", "<a:pPr><a:buChar char=\"-\"/></a:pPr>")),
    table,
    "<mc:AlternateContent><mc:Choice Requires=\"a14\">", shape(nil, formula), "</mc:Choice><mc:Fallback>",
    shape(nil, line("A picture")), "</mc:Fallback></mc:AlternateContent>",
    shape("sldNum", line("7")), shape("ftr", line("Confidential")))

  /// Two slides in another order than their numbers, with all that slides hold.
  static let talk: [(name: String, content: String)] = [
    ("[Content_Types].xml", "<Types xmlns=\"x\"/>"),
    (
      "ppt/presentation.xml",
      "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst>\(order)</p:sldIdLst></p:presentation>"
    ),
    (
      "ppt/_rels/presentation.xml.rels",
      relationships([
        ("rId7", "slide", "slides/slide1.xml"), ("rId8", "slide", "/ppt/slides/slide2.xml"),
        ("rId9", "slideMaster", "slideMasters/slideMaster1.xml"),
      ])
    ),
    ("ppt/slides/slide2.xml", cover),
    ("ppt/slides/slide1.xml", inside),
    (
      "ppt/slides/_rels/slide1.xml.rels",
      relationships([
        ("rId1", "notesSlide", "../notesSlides/notesSlide1.xml"),
        ("rId2", "diagramData", "../diagrams/data1.xml"),
        ("rId3", "comments", "../comments/comment1.xml"), ("rId4", "slide", "slide2.xml"),
      ])
    ),
    (
      "ppt/notesSlides/notesSlide1.xml",
      slide(
        shape("sldImg", line("no")), shape("body", line("Ask who rang it.")), shape("sldNum", line("2")),
        root: "p:notes")
    ),
    (
      "ppt/diagrams/data1.xml",
      "<dgm:dataModel xmlns:dgm=\"d\" xmlns:a=\"a\"><dgm:ptLst><dgm:pt><dgm:t><a:bodyPr/>\(line("Mooring"))</dgm:t></dgm:pt><dgm:pt><dgm:t><a:p/></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
    ),
    (
      "ppt/comments/comment1.xml",
      "<p:cmLst xmlns:p=\"p\"><p:cm authorId=\"0\"><p:pos x=\"1\" y=\"2\"/><p:text>Is that so?</p:text></p:cm></p:cmLst>"
    ),
    ("ppt/slideMasters/slideMaster1.xml", slide(shape("title", line("Click to edit")))),
    (
      "docProps/core.xml",
      "<c:coreProperties xmlns:c=\"c\" xmlns:dc=\"dc\"><dc:title>PowerPoint Presentation</dc:title></c:coreProperties>"
    ),
  ]

  @Test(
    "Slides in the order in which they are shown: titles first, lists, boxes, tables, formulas, diagrams, notes, comments"
  )
  func powerPoint() throws {
    let document = try LayerChecks.checked(Self.talk, spaces: ["a:br", "a:p"])
    #expect(document.source.format == .pptx)
    #expect(document.title == "Ferries of Lisk")
    #expect(
      XMLReading.outline(document) == [
        "paragraph/metadata: PowerPoint Presentation", "title/front: Ferries of Lisk",
        "paragraph/body: A talk & a walk",
        "heading/body: What hangs", "listItem/body: Ropes are hung in", "paragraph/body: Bells ring",
        "listItem/body: Two lines", "paragraph/body: A box of its own.", "listItem/body: One",
        "tableCell/body: Year",
        "tableCell/body: Tons", "tableCell/body: 1931", "paragraph/body: Then x^2", "listItem/body: Mooring",
        "paragraph/note: Ask who rang it.", "paragraph/note: Is that so?",
      ])
    #expect(document.sections.map(\.heading) == ["", "What hangs"])
    let place = try #require(document.provenance(of: XMLReading.block(document, "Ask who").textRange))
    #expect(place.member == "ppt/notesSlides/notesSlide1.xml")
    #expect(place.path == "/p:notes[1]/p:cSld[1]/p:spTree[1]/p:sp[2]/p:txBody[1]/a:p[1]")
  }

  @Test("OpenDocument: a page is a section, its title the heading, notes are notes")
  func openDocument() throws {
    func frame(_ kind: String, _ text: String) -> String {
      "<draw:frame presentation:class=\"\(kind)\"><draw:text-box>\(text)</draw:text-box></draw:frame>"
    }
    let content: [String] = [
      "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:draw=\"d\" xmlns:presentation=\"pr\" xmlns:table=\"tb\"><office:body><office:presentation>",
      "<presentation:footer-decl presentation:name=\"f\">Confidential</presentation:footer-decl>",
      "<draw:page draw:name=\"page1\">", frame("title", "<text:p>What <text:span>hangs</text:span></text:p>"),
      frame("outline", "<text:list><text:list-item><text:p>Ropes</text:p></text:list-item></text:list>"),
      "<draw:custom-shape><text:p>In a shape.</text:p></draw:custom-shape>",
      "<draw:frame><table:table><table:table-row><table:table-cell><text:p>1931</text:p></table:table-cell></table:table-row></table:table></draw:frame>",
      "<presentation:notes><draw:page-thumbnail/>", frame("notes", "<text:p>Ask who rang it.</text:p>"),
      frame("page-number", "<text:p>1</text:p>"), "</presentation:notes></draw:page>",
      "<draw:page draw:name=\"page2\"><draw:frame><draw:text-box><text:p>No title here.</text:p></draw:text-box></draw:frame></draw:page>",
      "</office:presentation></office:body></office:document-content>",
    ]
    let document = try LayerChecks.checked(
      [
        ("mimetype", "application/vnd.oasis.opendocument.presentation"), ("content.xml", content.joined()),
      ], spaces: [])
    #expect(document.source.format == .odp)
    #expect(
      XMLReading.outline(document) == [
        "heading/body: What hangs", "listItem/body: Ropes", "paragraph/body: In a shape.",
        "tableCell/body: 1931",
        "paragraph/note: Ask who rang it.", "paragraph/body: No title here.",
      ])
    #expect(document.sections.map(\.heading) == ["What hangs", ""])
  }

  @Test("Without a list of slides they come by their numbers; what is missing or broken is said")
  func damaged() throws {
    let slides = (1...11).map {
      ("ppt/slides/slide\($0).xml", Self.slide(Self.shape(nil, Self.line("Number \($0)."))))
    }
    let main = ("ppt/presentation.xml", "<p:presentation xmlns:p=\"p\"/>")
    let document = try Reading.read(ZipFile.make([main] + slides.shuffled()), as: nil)
    #expect(XMLReading.outline(document) == (1...11).map { "paragraph/body: Number \($0)." })

    #expect(XMLReading.failure(ZipFile.make([main]))?.reason == .noText)
    let broken = try #require(
      XMLReading.failure(ZipFile.make([main, ("ppt/slides/slide1.xml", "<p:sld><a>")])))
    #expect(broken.file.hasSuffix("!ppt/slides/slide1.xml"))
    guard case .malformed = broken.reason else {
      Issue.record("\(broken)")
      return
    }
  }

  @Test("A slide that is named a hundred thousand times is read once")
  func repeated() throws {
    let list = String(repeating: "<p:sldId r:id=\"a\"/>", count: 100_000)
    let document = try Reading.read(
      ZipFile.make([
        ("ppt/presentation.xml", "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\">\(list)</p:presentation>"),
        ("ppt/_rels/presentation.xml.rels", Self.relationships([("a", "slide", "slides/slide1.xml")])),
        ("ppt/slides/slide1.xml", Self.slide(Self.shape(nil, Self.line("Once.")))),
      ]), as: nil)
    #expect(XMLReading.outline(document) == ["paragraph/body: Once."])
  }
}
