import Peruse

@testable import Ingestion

/// Sheets, slides and charts, one member at a time: the others are whole, so that a mutation is lost only
/// where its own member is no XML any more. Values with separators and formats of numbers have targets of
/// their own.
extension Targets {
  static let office: [Target] = [
    Target(name: "csv") { bytes in readValues(bytes) },
    Target(name: "number-format") { bytes in showNumbers(bytes) },
    part("sheet", .xlsx, "xl/worksheets/sheet1.xml", workbook),
    part("strings", .xlsx, "xl/sharedStrings.xml", workbook),
    part("styles", .xlsx, "xl/styles.xml", workbook),
    part("workbook", .xlsx, "xl/workbook.xml", workbook),
    part("tables", .ods, "content.xml", [("meta.xml", "<meta/>")]),
    part("slide", .pptx, "ppt/slides/slide1.xml", presentation),
    part("pages", .odp, "content.xml", [("meta.xml", "<meta/>")]),
    part("chart", .pptx, "ppt/charts/chart1.xml", presentation),
  ]

  typealias Member = (name: String, content: String)

  static func relationships(_ rows: [(type: String, target: String)]) -> String {
    let each = rows.enumerated().map { number, row in
      "<Relationship Id=\"r\(number + 1)\" Type=\"x/\(row.type)\" Target=\"\(row.target)\"/>"
    }
    return "<Relationships>\(each.joined())</Relationships>"
  }

  /// What a small workbook consists of.
  static let workbook: [Member] = [
    (
      "xl/workbook.xml",
      "<workbook xmlns:r=\"r\"><workbookPr/><sheets><sheet name=\"A\" r:id=\"r1\"/></sheets></workbook>"
    ),
    ("xl/_rels/workbook.xml.rels", relationships([("worksheet", "worksheets/sheet1.xml")])),
    (
      "xl/worksheets/sheet1.xml",
      """
      <worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2">\
      <c r="A2" s="1"><v>45000.5</v></c><c r="B2" s="2"><v>-1234.5</v></c></row></sheetData></worksheet>
      """
    ),
    ("xl/sharedStrings.xml", "<sst><si><t>Day</t></si><si><r><t>Fee</t></r></si></sst>"),
    (
      "xl/styles.xml",
      """
      <styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0.00;[Red]-0"/></numFmts><cellXfs>\
      <xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs></styleSheet>
      """
    ),
    (
      "xl/worksheets/_rels/sheet1.xml.rels",
      relationships([("table", "../tables/table1.xml"), ("comments", "../comments1.xml")])
    ),
    ("xl/tables/table1.xml", "<table ref=\"A1:B2\" headerRowCount=\"1\"/>"),
    (
      "xl/comments1.xml",
      "<comments><commentList><comment ref=\"A1\"><text><t>Why?</t></text></comment></commentList></comments>"
    ),
  ]

  /// What a small presentation consists of.
  static let presentation: [Member] = [
    ("ppt/presentation.xml", "<p:presentation xmlns:p=\"p\"/>"),
    ("ppt/slides/slide1.xml", "<sld><sp><txBody><p><r><t>A slide.</t></r></p></txBody></sp></sld>"),
    ("ppt/slides/_rels/slide1.xml.rels", relationships([("chart", "../charts/chart1.xml")])),
    (
      "ppt/charts/chart1.xml",
      """
      <c:chartSpace xmlns:c="c"><c:ser><c:val><c:pt idx="0"><c:v>1</c:v></c:pt></c:val></c:ser>\
      </c:chartSpace>
      """
    ),
  ]

  /// The input as the member `name` of a container in `format` whose other members are those of `whole`.
  private static func part(
    _ title: String, _ format: DocumentFormat, _ name: String, _ whole: [Member]
  ) -> Target {
    let others: [(name: String, content: [UInt8])] = whole.filter { $0.name != name }
      .map { ($0.name, Array($0.content.utf8)) }
    return Target(name: "part-\(title)-\(format.rawValue)") { bytes in
      readContainer(others + [(name: name, content: bytes)], format)
    }
  }

  /// Reads a container of `members`, holds its document to what every document promises, and its places to
  /// the members that they are in.
  static func readContainer(_ members: [(name: String, content: [UInt8])], _ format: DocumentFormat) {
    var options = IngestionOptions()
    options.format = format
    let bytes = StoredZip.bytes(members)
    guard let document = try? DocumentReader(options: options).document(bytes: bytes, name: "input") else {
      return
    }
    hold(document, sourceCount: bytes.count)
    let sizes = Dictionary(
      members.map { ($0.name, $0.content.count) }, uniquingKeysWith: { first, _ in first })
    for block in document.blocks {
      guard let place = document.provenance(of: block.textRange), let name = place.member,
        let range = place.bytes
      else { continue }
      check(range.byteStart >= 0 && range.byteEnd <= sizes[name] ?? -1, "a place outside its member")
    }
  }

  /// A file whose name says that it is CSV, as it is found and as it is asked for.
  private static func readValues(_ bytes: [UInt8]) {
    for format in [nil, DocumentFormat.csv] {
      var options = IngestionOptions()
      options.format = format
      guard let document = try? DocumentReader(options: options).document(bytes: bytes, name: "input.csv")
      else { continue }
      hold(document, sourceCount: bytes.count)
    }
  }

  /// A format of numbers before the first line end, then numbers, one a line.
  private static func showNumbers(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(50).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard let code = lines.first else { return }
    let format = NumberFormat(code)
    for line in lines.dropFirst() {
      for countsFrom1904 in [false, true] {
        let shown = format.shown(line, countsFrom1904: countsFrom1904)
        // At most the words of a format and the figures of a number.
        check(shown.utf8.count <= 4096 + line.utf8.count, "a number that is shown without end")
      }
      if let place = CellReference(line) {
        check(place.column >= 0 && place.row >= 1, "a cell before the first")
      }
    }
  }
}
