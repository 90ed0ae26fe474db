import Ingestion
import TestSupport
import Testing

/// Small sheets, slides and charts that would take hours or all memory, and numbers that no file has. A test
/// that takes longer than its suite may is one that has failed.
@Suite("Hostile sheets and slides", .timeLimit(.minutes(5)))
struct HostileOfficeTests {
  private static func relationships(_ rows: [(type: String, target: String)]) -> String {
    let each = rows.enumerated().map { number, row in
      "<Relationship Id=\"r\(number)\" Type=\"x/\(row.type)\" Target=\"\(row.target)\"/>"
    }
    return "<Relationships>\(each.joined())</Relationships>"
  }

  /// A presentation of one slide, which holds `shapes`.
  private static func slide(_ shapes: String) -> [UInt8] {
    let tree = "<p:cSld><p:spTree>\(shapes)</p:spTree></p:cSld>"
    return ZipFile.make([
      ("ppt/presentation.xml", "<p:presentation xmlns:p=\"p\"/>"),
      ("ppt/slides/slide1.xml", "<p:sld xmlns:p=\"p\" xmlns:a=\"a\" xmlns:m=\"m\">\(tree)</p:sld>"),
    ])
  }

  private static func formula(_ content: String) -> [UInt8] {
    slide("<p:sp><p:txBody><a:p><m:oMath>\(content)</m:oMath></a:p></p:txBody></p:sp>")
  }

  /// A spreadsheet of OpenDocument with one table, which has one row.
  private static func row(_ cells: String) -> [UInt8] {
    let spaces = "xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\""
    let table = "<table:table><table:table-row>\(cells)</table:table-row></table:table>"
    let body = "<office:body><office:spreadsheet>\(table)</office:spreadsheet></office:body>"
    return ZipFile.make([
      ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
      ("content.xml", "<office:document-content \(spaces)>\(body)</office:document-content>"),
    ])
  }

  /// `content` in elements whose names are as long as a parser lets them be.
  private static func inLongNames(_ content: String) -> String {
    let name = String(repeating: "n", count: 9_000)
    return String(repeating: "<\(name)>", count: 100) + content + String(repeating: "</\(name)>", count: 100)
  }

  /// What the limit is about that reading `bytes` reaches.
  private static func limit(
    _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let error = try #require(XMLReading.failure(bytes), sourceLocation: sourceLocation)
    guard case .limit(let what, _) = error.reason else { return "\(error)" }
    return what
  }

  @Test(
    "A cell covers at least itself and at most what its place can say, whatever the file says",
    arguments: [Int.min, Int.min + 1, -1, 0, 1, 2, 16, 128, 129, Int.max])
  func spans(number: Int) throws {
    var place = CellPlace()
    (place.columnSpan, place.rowSpan, place.emptyBefore) = (number, number, number)
    #expect(place.columnSpan == min(max(1, number), 128))
    #expect(place.rowSpan == min(max(1, number), CellPlace.mostRows))
    #expect(place.emptyBefore == min(max(0, number), 4095))

    let cell = "<td colspan=\"\(number)\" rowspan=\"\(number)\">a</td>"
    let page = try XMLReading.document("<d><table><tr>\(cell)<td>b</td></tr></table><p>Text.</p></d>")
    let entry = "<entry morerows=\"\(number)\">a</entry><entry>b</entry>"
    let book = try XMLReading.document(
      """
      <article xmlns="http://docbook.org/ns/docbook"><para>Text.</para><informaltable><tgroup><tbody><row>\
      \(entry)</row></tbody></tgroup></informaltable></article>
      """)
    let paragraph = "<w:p><w:r><w:t>a</w:t></w:r></w:p>"
    let word = try Reading.read(
      ZipFile.make([
        (
          "word/document.xml",
          """
          <w:document xmlns:w="w"><w:body><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="\(number)"/></w:tcPr>\
          \(paragraph)</w:tc></w:tr></w:tbl></w:body></w:document>
          """
        )
      ]), as: .docx)
    let text = "<a:txBody><a:p><a:r><a:t>a</a:t></a:r></a:p></a:txBody>"
    let shown = try Reading.read(
      Self.slide(
        """
        <p:graphicFrame><a:tbl><a:tr><a:tc gridSpan="\(number)" rowSpan="\(number)">\(text)</a:tc>\
        </a:tr></a:tbl></p:graphicFrame>
        """), as: .pptx)
    let sheet = try Reading.read(
      Self.row(
        """
        <table:table-cell table:number-columns-spanned="\(number)" table:number-rows-spanned="\(number)">\
        <text:p>a</text:p></table:table-cell><table:table-cell office:value="2"/>
        """), as: .ods)
    for document in [page, book, word, shown, sheet] {
      #expect(document.blocks.contains { document.text(in: $0.textRange) == "a" })
    }
  }

  @Test("Levels that no outline has are none", arguments: [Int.min, -5, 9, Int.max])
  func outlines(level: Int) throws {
    let properties = "<w:pPr><w:outlineLvl w:val=\"\(level)\"/></w:pPr>"
    let paragraph = "<w:p>\(properties)<w:r><w:t>Some text.</w:t></w:r></w:p>"
    let document = try Reading.read(
      ZipFile.make([
        ("word/document.xml", "<w:document xmlns:w=\"w\"><w:body>\(paragraph)</w:body></w:document>")
      ]), as: .docx)
    #expect(document.blocks.map(\.kind) == [.paragraph] && document.sections.allSatisfy { $0.level > 0 })
  }

  @Test("Cells alike are bounded in number and in text; as many as people have are written")
  func repeated() throws {
    let cell = "<table:table-cell table:number-columns-repeated=\"1000000000\" office:value=\"1\"/>"
    let few = try Reading.read(Self.row(String(repeating: cell, count: 3)), as: nil)
    #expect(few.blocks.count == 3 * 256)
    let many = try Self.limit(Self.row(String(repeating: cell, count: 8_000)))
    #expect(many == "number of blocks")
    let long = String(repeating: "word ", count: 40_000)
    let words =
      "<table:table-cell table:number-columns-repeated=\"256\"><text:p>\(long)</text:p></table:table-cell>"
    #expect(try Self.limit(Self.row(String(repeating: words, count: 3))).contains("repeat"))
  }

  @Test("Long names around many cells, remarks or paragraphs, empty ones too, reach the limit on paths")
  func paths() throws {
    let values = String(repeating: "<table:table-cell office:value=\"1\"/>", count: 2_000)
    #expect(try Self.limit(Self.row(Self.inLongNames(values))).contains("paths"))
    let empty = String(repeating: "<table:table-cell/>", count: 200_000)
    let cell = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    let sheet = try Reading.read(Self.row(Self.inLongNames(empty) + cell), as: nil)
    #expect(sheet.blocks.count == 1)
    let paragraphs = String(repeating: "<a:p/>", count: 200_000)
    #expect(try Self.limit(Self.slide(Self.inLongNames(paragraphs))).contains("paths"))
    let plain = "<d>\(Self.inLongNames(String(repeating: "<p/>", count: 200_000)))<p>Text.</p></d>"
    #expect(try Self.limit(Array(plain.utf8)).contains("paths"))
  }

  @Test("A sign of a formula is no text to be repeated between its arguments, and text is looked at once")
  func formulas() throws {
    let argument = "<m:e><m:r><m:t>a</m:t></m:r></m:e>"
    func brackets(_ sign: String, _ count: Int) throws -> String {
      let properties = "<m:dPr><m:sepChr m:val=\"\(sign)\"/></m:dPr>"
      let document = try Reading.read(
        Self.formula("<m:d>\(properties)\(String(repeating: argument, count: count))</m:d>"), as: nil)
      return document.text
    }
    #expect(try brackets("∣", 3) == "(a∣a∣a)")
    let many = try brackets(String(repeating: "x", count: 200_000), 2_000)
    #expect(many.utf8.count < 10_000)
    let deep = String(repeating: "<m:sup>", count: 200)
    let long = String(repeating: "x", count: 1_000_000)
    let ends = String(repeating: "</m:sup>", count: 200)
    let nested = try Reading.read(Self.formula("\(deep)<m:r><m:t>\(long)</m:t></m:r>\(ends)"), as: nil)
    #expect(nested.text.utf8.count < 1_001_000 && nested.text.utf8.count { $0 == 0x78 } == 1_000_000)
  }

  @Test("A member that a sheet names again and again is read once; a name that is none is no part of a path")
  func related() throws {
    func text(_ words: String) -> String { "<c t=\"inlineStr\"><is><t>\(words)</t></is></c>" }
    let sheet = "<worksheet><sheetData><row>\(text("a"))\(text("b"))</row></sheetData></worksheet>"
    let name = String(repeating: "A", count: 500_000)
    let remarks = String(repeating: "<text>Why?</text>", count: 20_000)
    let tables: [(type: String, target: String)] = Array(
      repeating: ("table", "../tables/table1.xml"), count: 2_000)
    let table = "<table ref=\"A1:B1\">\(String(repeating: "<a/>", count: 100_000))</table>"
    let document = try Reading.read(
      ZipFile.make(
        SheetTests.workbook(
          [sheet],
          others: [
            ("xl/tables/table1.xml", table),
            ("xl/comments1.xml", "<c><comment ref=\"\(name)\">\(remarks)</comment></c>"),
            (
              "xl/worksheets/_rels/sheet1.xml.rels",
              Self.relationships(tables + [(type: "comments", target: "../comments1.xml")])
            ),
          ])), as: nil)
    #expect(document.blocks.count == 20_003)
    #expect(document.blocks.filter { $0.kind == .tableCell }.allSatisfy { $0.cell.isHead })
    #expect(document.blocks.last?.elementPath == "//comment[@ref='']")
  }

  @Test("Blanks before a thousand quotation marks that never end are looked at once")
  func quotationMarks() throws {
    let blanks = String(repeating: " ", count: 300_000)
    let marks = String(repeating: "\"", count: 300_001)
    let document = try DocumentReader().document(
      bytes: Array("a,b\nc,d\n\(blanks)\(marks),e\n".utf8), name: "a.csv")
    #expect(document.blocks.count >= 5)
  }
}
