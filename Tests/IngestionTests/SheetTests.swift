import Ingestion
import TestSupport
import Testing

@Suite("Spreadsheets")
struct SheetTests {
  /// A row of cells, each with what stands in its tag and in it.
  private static func row(_ number: Int, _ cells: (String, String)...) -> String {
    "<row r=\"\(number)\">\(cells.map { "<c \($0.0)>\($0.1)</c>" }.joined())</row>"
  }

  private static func text(_ reference: String, _ words: String) -> (String, String) {
    ("r=\"\(reference)\" t=\"inlineStr\"", "<is><t>\(words)</t></is>")
  }

  private static func shared(_ reference: String, _ number: Int) -> (String, String) {
    ("r=\"\(reference)\" s=\"0\" t=\"s\"", "<v>\(number)</v>")
  }

  private static func number(_ reference: String, _ value: String, style: Int = 0) -> (String, String) {
    ("r=\"\(reference)\" s=\"\(style)\"", "<v>\(value)</v>")
  }

  private static func sheet(_ rows: [String], head: String = "", tail: String = "") -> String {
    "<?xml version=\"1.0\"?><worksheet xmlns=\"s\">\(head)<sheetData>\(rows.joined())</sheetData>\(tail)</worksheet>"
  }

  private static func relationships(_ rows: [(id: String, type: String, target: String)]) -> String {
    let each = rows.map { "<Relationship Id=\"\($0.id)\" Type=\"x/\($0.type)\" Target=\"\($0.target)\"/>" }
    return "<Relationships>\(each.joined())</Relationships>"
  }

  /// A workbook of `sheets`, called A, B and so on; `states` by their number.
  static func workbook(
    _ sheets: [String], states: [Int: String] = [:], strings: [String] = [], styles: String = "",
    related: [(id: String, type: String, target: String)] = [], others: [(name: String, content: String)] = []
  ) -> [(name: String, content: String)] {
    let names = sheets.indices.map { String(UnicodeScalar(UInt8(65 + $0))) }
    let list = sheets.indices.map { index in
      let state = states[index].map { " state=\"\($0)\"" } ?? ""
      return
        "<sheet name=\"\(names[index]) &amp; Co\" sheetId=\"\(index + 1)\"\(state) r:id=\"rId\(index + 1)\"/>"
    }
    let targets = sheets.indices.map { ("rId\($0 + 1)", "worksheet", "worksheets/sheet\($0 + 1).xml") }
    var members: [(name: String, content: String)] = [
      ("[Content_Types].xml", "<Types xmlns=\"x\"/>"),
      ("xl/workbook.xml", "<workbook xmlns=\"s\" xmlns:r=\"r\"><sheets>\(list.joined())</sheets></workbook>"),
      ("xl/_rels/workbook.xml.rels", relationships(targets)),
    ]
    for (index, sheet) in sheets.enumerated() {
      members.append(("xl/worksheets/sheet\(index + 1).xml", sheet))
    }
    if !strings.isEmpty {
      let each = strings.map { "<si>\($0)</si>" }
      members.append(("xl/sharedStrings.xml", "<sst xmlns=\"s\">\(each.joined())</sst>"))
    }
    if !styles.isEmpty { members.append(("xl/styles.xml", styles)) }
    if !related.isEmpty { members.append(("xl/worksheets/_rels/sheet1.xml.rels", relationships(related))) }
    return members + others
  }

  private static let styles = [
    "<styleSheet xmlns=\"s\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"#,##0.00\\ &quot;kr&quot;\"/></numFmts>",
    "<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>",
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
  ].joined()

  private static let fees: [String] = [
    row(1, shared("A1", 0)),
    row(3, shared("A3", 1), shared("B3", 2), text("D3", "Fee")),
    row(4, text("A4", "Maren"), number("B4", "43529", style: 1), number("D4", "95.5", style: 2)),
    row(
      5, text("A5", "Pelle"), ("r=\"B5\" t=\"b\"", "<v>1</v>"),
      ("r=\"D5\" t=\"str\"", "<f>A1&amp;B1</f><v>free &amp; easy</v>")),
    row(6, text("A6", "Ines"), ("r=\"B6\"", "<f>NOW()</f>"), ("r=\"D6\" t=\"e\"", "<v>#N/A</v>")),
    row(9, text("A9", "Fees are due on the first of May, and whoever pays later owes ten crowns more.")),
  ]
  private static let strings = [
    "<t>Members_x000D__x000A_and fees</t>",
    "<r><rPr><b/></rPr><t xml:space=\"preserve\">Full </t></r><r><t>name</t></r>",
    "<t>加入</t><rPh sb=\"0\" eb=\"2\"><t>かにゅう</t></rPh>",
  ]

  private static let club = workbook(
    [sheet(fees), sheet([row(1, text("A1", "Nobody sees this."))]), sheet([])], states: [1: "hidden"],
    strings: strings,
    styles: styles,
    related: [
      ("r1", "comments", "../comments1.xml"), ("r2", "drawing", "../drawings/drawing1.xml"),
      ("r3", "hyperlink", "http://x"),
    ],
    others: [
      (
        "xl/comments1.xml",
        "<comments xmlns=\"s\"><commentList><comment ref=\"A4\"><text><r><t>Away until August.</t></r></text></comment></commentList></comments>"
      ),
      (
        "xl/drawings/drawing1.xml",
        "<xdr:wsDr xmlns:xdr=\"d\" xmlns:a=\"a\"><xdr:sp><xdr:txBody><a:p><a:r><a:t>Ask the treasurer.</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
      ),
    ])

  @Test(
    "Titles, rows with gaps, numbers as they are shown, strings kept elsewhere, boxes, remarks, hidden sheets"
  )
  func excel() throws {
    let document = try Reading.read(ZipFile.make(Self.club), as: nil)
    #expect(document.source.format == .xlsx)
    #expect(document.title == "Members and fees")
    #expect(
      XMLReading.outline(document) == [
        "heading/body: A & Co", "heading/body: Members and fees", "tableCell/body: Full name",
        "tableCell/body: 加入",
        "tableCell/body: Fee", "tableCell/body: Maren", "tableCell/body: 2019-03-05",
        "tableCell/body: 95.50 kr",
        "tableCell/body: Pelle", "tableCell/body: TRUE", "tableCell/body: free & easy",
        "tableCell/body: Ines",
        "tableCell/body: #N/A",
        "paragraph/body: Fees are due on the first of May, and whoever pays later owes ten crowns more.",
        "paragraph/body: Ask the treasurer.", "paragraph/note: Away until August.",
      ])
    #expect(document.sections.map(\.heading) == ["A & Co", "Members and fees"])
    #expect(document.sections.map(\.level) == [1, 2])
    let fee = try #require(document.blocks.first { document.text(in: $0.textRange) == "Fee" })
    #expect(fee.cell.emptyBefore == 1)
    let missing = try #require(document.blocks.first { document.text(in: $0.textRange) == "#N/A" })
    #expect(missing.cell.emptyBefore == 2)
    let warnings = document.warnings.map(\.message)
    #expect(
      warnings.count == 2 && warnings[0].contains("'B & Co'") && warnings[1].hasPrefix("1 formula"),
      "\(warnings)")

    let place = try #require(document.provenance(of: XMLReading.block(document, "95.50").textRange))
    #expect(place.member == "xl/worksheets/sheet1.xml")
    #expect(place.path == "/worksheet[1]/sheetData[1]/row[@r='4']/c[@r='D4']")
    let bytes = try #require(place.bytes)
    let content = try #require(Self.club.first { $0.name == place.member }?.content)
    #expect(String(decoding: Array(content.utf8)[bytes.byteStart..<bytes.byteEnd], as: UTF8.self) == "95.5")
    let name = try #require(document.provenance(of: XMLReading.block(document, "Full").textRange))
    #expect(name.member == "xl/sharedStrings.xml" && name.path.hasSuffix("c[@r='A3']"))
  }

  @Test("Every place leads back to its words; a string that many cells share, and a member in UTF-16")
  func places() throws {
    let rows = (1...20).map {
      Self.row($0, Self.shared("A\($0)", $0 % 2), Self.text("B\($0)", "Café &lt;\($0)&gt;"))
    }
    let document = try LayerChecks.checked(
      Self.workbook([Self.sheet(rows)], strings: ["<t>Zoë &amp; Ann</t>", "<t>Jo</t>"]), spaces: [])
    #expect(document.blocks.count == 41)
    var members = Self.workbook([Self.sheet(rows)]).map { ($0.name, Array($0.content.utf8)) }
    let wide = Self.sheet(rows).replacing(
      "<?xml version=\"1.0\"?>", with: "<?xml version=\"1.0\" encoding=\"UTF-16\"?>")
    members[3].1 = [0xFF, 0xFE] + wide.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let other = try Reading.read(ZipFile.make(members), as: nil)
    let cafe = try #require(other.provenance(of: XMLReading.block(other, "Café <7>").textRange)?.bytes)
    #expect(cafe.byteEnd - cafe.byteStart == 2 * "Café &lt;7&gt;".utf16.count)
  }

  @Test(
    "Cells that cover others, heads that stay in sight, heads that a table declares, tables one below the other"
  )
  func shapes() throws {
    let merged = "<mergeCells count=\"2\"><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"A3:A4\"/></mergeCells>"
    let head =
      "<sheetViews><sheetView><pane xSplit=\"1\" ySplit=\"2\" state=\"frozen\"/></sheetView></sheetViews>"
    let rows = [
      Self.row(1, Self.text("A1", "Boat"), Self.text("B1", "Races")),
      Self.row(2, Self.text("B2", "Spring"), Self.text("C2", "Autumn")),
      Self.row(3, Self.text("A3", "Heron"), Self.number("B3", "1"), Self.number("C3", "2")),
      Self.row(4, Self.number("B4", "3"), Self.number("C4", "4")),
      // After a gap, more of the same.
      Self.row(6, Self.text("A6", "Teal"), Self.number("B6", "5"), Self.number("C6", "6")),
      // Another table, with its title.
      Self.row(8, Self.text("A8", "Crews")), Self.row(9, Self.text("A9", "Crew"), Self.text("B9", "Boats")),
      Self.row(10, Self.text("A10", "Dahl"), Self.number("B10", "2")),
      // A third right below, which the file declares.
      Self.row(11, Self.text("A11", "Port"), Self.text("B11", "Depth")),
      Self.row(12, Self.text("A12", "Lisk"), Self.number("B12", "9")),
    ]
    let document = try Reading.read(
      ZipFile.make(
        Self.workbook(
          [Self.sheet(rows, head: head, tail: merged)], related: [("r", "table", "../tables/table1.xml")],
          others: [("xl/tables/table1.xml", "<table xmlns=\"s\" ref=\"A11:B12\"/>")])), as: nil)
    let cells = document.blocks.filter { $0.kind == .tableCell }
    func texts(_ isWanted: (CellPlace) -> Bool) -> [String] {
      cells.filter { isWanted($0.cell) }.map { document.text(in: $0.textRange) }
    }
    #expect(texts(\.startsTable) == ["Boat", "Crew", "Port"])
    #expect(texts(\.isHead) == ["Boat", "Races", "Spring", "Autumn", "Port", "Depth"])
    #expect(texts { $0.columnSpan == 2 } == ["Races"] && texts { $0.rowSpan == 2 } == ["Heron"])
    // What is covered from above is not empty.
    #expect(texts { $0.emptyBefore > 0 } == ["Spring"])
    #expect(document.sections.map(\.heading) == ["A & Co", "Crews"])
  }

  @Test("Names and values above a table are a table of their own; heads over several columns are not")
  func above() throws {
    func starts(_ rows: [String], tail: String = "") throws -> [String] {
      let document = try Reading.read(ZipFile.make(Self.workbook([Self.sheet(rows, tail: tail)])), as: nil)
      return document.blocks.filter { $0.kind == .tableCell && $0.cell.startsTable }.map {
        document.text(in: $0.textRange)
      }
    }
    func texts(_ row: Int, _ words: String...) -> String {
      let cells = zip("ABCDEF", words).filter { !$0.1.isEmpty }.map { Self.text("\($0.0)\(row)", $0.1) }
      return "<row r=\"\(row)\">\(cells.map { "<c \($0.0)>\($0.1)</c>" }.joined())</row>"
    }
    let body = Self.row(
      4, Self.text("A4", "Ann"), Self.number("B4", "1"), Self.number("C4", "2"), Self.number("D4", "3"))
    let above = [
      texts(1, "Club", "Lisk"), texts(2, "Kept by", "Tove"), texts(3, "Name", "May", "June", "July"), body,
    ]
    #expect(try starts(above) == ["Club", "Name"])
    let merged = "<mergeCells><mergeCell ref=\"A2:B2\"/><mergeCell ref=\"C2:D2\"/></mergeCells>"
    let deep = [texts(2, "Spring", "", "Autumn"), texts(3, "Name", "May", "Name", "July"), body]
    #expect(try starts(deep, tail: merged) == ["Spring"])
  }

  @Test("Members have the names that the workbook gives them")
  func names() throws {
    var members = Self.workbook([
      Self.sheet([Self.row(1, Self.shared("A1", 0), Self.number("B1", "45356", style: 1))])
    ])
    members[2].content = Self.relationships([
      ("rId1", "worksheet", "worksheets/sheet1.xml"), ("s", "sharedStrings", "/xl/Words.xml"),
      ("f", "styles", "looks/S.xml"),
    ])
    members += [
      ("xl/Words.xml", "<x:sst xmlns:x=\"s\"><x:si><x:t>Kept</x:t></x:si></x:sst>"),
      ("xl/looks/S.xml", Self.styles),
    ]
    let document = try Reading.read(ZipFile.make(members), as: nil)
    #expect(document.blocks.map { document.text(in: $0.textRange) } == ["A & Co", "Kept", "2024-03-05"])
  }

  @Test("Rows of one cell without a table are paragraphs, or items of a list; numbers alone are cells")
  func columns() throws {
    let lines = ["Boats", "Heron", "Teal", "Kestrel"].enumerated().map {
      Self.row($0.offset + 1, Self.text("A\($0.offset + 1)", $0.element))
    }
    let prose = Self.row(
      1, Self.text("A1", "A text that somebody wrote into a cell because a sheet was open anyway."))
    let numbers = (1...3).map { Self.row($0, Self.number("C\($0)", "\($0)")) }
    let document = try Reading.read(
      ZipFile.make(Self.workbook([Self.sheet(lines), Self.sheet([prose]), Self.sheet(numbers)])), as: nil)
    #expect(
      document.blocks.map(\.kind) == [
        .heading, .paragraph, .listItem, .listItem, .listItem, .heading, .paragraph, .heading, .tableCell,
        .tableCell,
        .tableCell,
      ])
  }

  @Test("OpenDocument: repeated cells and rows, covered ones, days, remarks, boxes, hidden tables")
  func openDocument() throws {
    let content = [
      "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:draw=\"d\">",
      "<office:automatic-styles><style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>",
      "<office:body><office:spreadsheet><table:table table:name=\"Fees\" table:style-name=\"ta1\">",
      "<table:shapes><draw:frame><draw:text-box><text:p>Ask the treasurer.</text:p></draw:text-box></draw:frame></table:shapes>",
      "<table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned=\"2\" office:value-type=\"string\"><text:p>Name</text:p></table:table-cell><table:covered-table-cell/>",
      "<table:table-cell office:value-type=\"string\"><text:p>Joined</text:p><text:p>in</text:p></table:table-cell></table:table-row></table:table-header-rows>",
      "<table:table-row><table:table-cell office:value-type=\"string\"><office:annotation><text:p>Away &amp; well.</text:p></office:annotation><text:p>Maren<text:s/>H.</text:p></table:table-cell>",
      "<table:table-cell/><table:table-cell office:value-type=\"date\" office:date-value=\"2019-03-05T00:00:00\"><text:p>05/03/19</text:p></table:table-cell></table:table-row>",
      "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\"><text:p>7</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"8\"/></table:table-row>",
      "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>",
      "<table:table table:name=\"Gone\" table:style-name=\"ta2\"><table:table-row><table:table-cell><text:p>No.</text:p></table:table-cell></table:table-row></table:table>",
      "</office:spreadsheet></office:body></office:document-content>",
    ].joined()
    let document = try Reading.read(
      ZipFile.make([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]
      ), as: nil)
    #expect(document.source.format == .ods)
    #expect(
      XMLReading.outline(document) == [
        "heading/body: Fees", "tableCell/body: Name", "tableCell/body: Joined in", "tableCell/body: Maren H.",
        "tableCell/body: 2019-03-05", "tableCell/body: 7", "tableCell/body: 7", "tableCell/body: 8",
        "paragraph/body: Ask the treasurer.", "paragraph/note: Away & well.",
      ])
    let day = document.blocks[4]
    #expect(day.cell.emptyBefore == 1)
    #expect(document.warnings.map(\.message) == ["1 hidden sheet is left out: 'Gone'"])
    let place = try #require(document.provenance(of: day.textRange)?.bytes)
    #expect(
      String(decoding: Array(content.utf8)[place.byteStart..<place.byteEnd], as: UTF8.self) == "05/03/19")
  }

  @Test(
    "Names of cells that are none, strings that are not there, a string that is repeated without end, broken members"
  )
  func hostile() throws {
    let odd = Self.sheet([
      "<row r=\"x\"><c r=\"99\" t=\"s\"><v>7</v></c><c r=\"ZZZZZZZZZ1\"><v>1</v></c><c><v>2</v></c><c t=\"s\"><v>-1</v></c></row>",
      "<row><c r=\"B2\" s=\"99\"><v>3</v></c><c r=\"A2\"><v>4</v></c></row>", "<c><v>5</v></c>",
    ])
    let document = try Reading.read(ZipFile.make(Self.workbook([odd])), as: nil)
    #expect(
      !document.blocks.contains { document.text(in: $0.textRange) == "4" }, "cells that go back have no place"
    )
    let far =
      (["9223372036854775807", "-9223372036854775808"].flatMap { number in
        [
          "<row r=\"\(number)\"><c r=\"C1\"><v>1</v></c><c><v>2</v></c></row>",
          "<row><c><v>3</v></c><c><v>4</v></c></row>",
        ]
      })
    let backwards =
      "<mergeCells><mergeCell ref=\"C1:A9\"/><mergeCell ref=\"A1073741824:C1\"/><mergeCell ref=\":\"/></mergeCells>"
    let places = try Reading.read(ZipFile.make(Self.workbook([Self.sheet(far, tail: backwards)])), as: nil)
    #expect(places.blocks.filter { $0.kind == .tableCell }.count == 8)
    let long = String(repeating: "word ", count: 60_000)
    let rows = (1...200).map { Self.row($0, Self.shared("A\($0)", 0)) }
    let bomb = try #require(
      XMLReading.failure(ZipFile.make(Self.workbook([Self.sheet(rows)], strings: ["<t>\(long)</t>"]))))
    guard case .limit = bomb.reason else {
      Issue.record("\(bomb)")
      return
    }
    let broken = try #require(XMLReading.failure(ZipFile.make(Self.workbook(["<worksheet><sheetData>"]))))
    #expect(broken.file.hasSuffix("!xl/worksheets/sheet1.xml"))
    let nothing = try #require(XMLReading.failure(ZipFile.make(Self.workbook([Self.sheet([])]))))
    #expect(nothing.reason == .noText)
  }
}
