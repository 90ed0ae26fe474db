import Peruse

/// Well-formed markup that bytes spell: each opens or ends an element, gives it an attribute or some text out
/// of a vocabulary. No mutation is lost to the judge of well-formedness; what is tried are the orders and
/// numbers that no program would write.
struct SpelledMarkup {
  let elements: [String]
  let attributes: [String]

  /// Elements that stand in each other at most; a parser takes 256.
  private static let deepest = 200

  /// What stands in attributes and between tags.
  private static let values = [
    "0", "1", "2", "-1", "7", "", " ", "A1", "B2", "C7", "A1:B2", "$B$7:A1", "XFD1048576", "A1:XFD1048576",
    "ZZZZZZZ9", "16384", "1048576", "1000000000", "2147483648", "9223372036854775807",
    "-9223372036854775808", "99999999999999999999", "0.5", "1e308", "-1e-308", "1e15", "nan", "45000.75",
    "3000000", "s", "str", "inlineStr", "b", "e", "d", "n", "true", "false", "frozen", "date", "time",
    "float",
    "percentage", "string", "2024-02-30", "2024-03-05T25:61:99", "PT99999999999H", "super 58%", "-33%",
    "30000", "title", "ctrTitle", "body", "obj", "sldNum", "outline", "notes", "r1", "rId2", "ta1", "T1",
    "text", "paragraph", "#,##0.00;[Red]-0", "[h]:mm:ss", "yyyy-mm-dd", "0.00E+00", ".00", "General",
    "_x000D_",
    "_xD83D_", "&amp;", "&#x10FFFF;", "Name", "Fee", "The mill is old.", "2024", "é 港口", "x+1", "∑", "|",
  ]

  /// What `bytes` spell: 0 ends an element, 1 to 127 open one, 128 to 191 and the byte behind them are text,
  /// 192 to 255 and the byte behind them an attribute of an element that has just been opened.
  func markup(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    var open: [String] = []
    /// Names of the attributes of the start tag that is not closed yet.
    var given: Set<String>?
    func closeTag() {
      if given != nil { text += ">" }
      given = nil
    }
    func end() {
      closeTag()
      if let name = open.popLast() { text += "</\(name)>" }
    }
    var iterator = bytes.makeIterator()
    while let byte = iterator.next() {
      switch byte {
      case 0: end()
      case 1..<128:
        closeTag()
        if open.count >= Self.deepest { end() }
        let name = elements[Int(byte - 1) % elements.count]
        text += "<\(name)"
        open.append(name)
        given = []
      case 128..<192:
        closeTag()
        text += Self.values[Int(iterator.next() ?? 0) % Self.values.count]
      default:
        let value = Self.values[Int(iterator.next() ?? 0) % Self.values.count]
        let name = attributes[Int(byte - 192) % attributes.count]
        if given?.insert(name).inserted == true { text += " \(name)=\"\(value)\"" }
      }
    }
    while !open.isEmpty { end() }
    return text
  }
}

extension Targets {
  static let spelled: [Target] = [
    spelling(
      "sheet", .xlsx, workbook,
      [
        ("xl/worksheets/sheet1.xml", "worksheet"), ("xl/sharedStrings.xml", "sst"),
        ("xl/styles.xml", "styleSheet"),
        ("xl/comments1.xml", "comments"), ("xl/tables/table1.xml", "table"),
      ],
      SpelledMarkup(
        elements: [
          "sheetData", "row", "c", "v", "is", "t", "r", "f", "rPh", "pane", "mergeCells", "mergeCell", "si",
          "numFmts", "numFmt", "cellXfs", "xf", "comment", "text",
        ],
        attributes: [
          "r", "t", "s", "ref", "state", "ySplit", "numFmtId", "formatCode", "headerRowCount",
        ])),
    spelling(
      "tables", .ods, [], [("content.xml", "office:document-content")],
      SpelledMarkup(
        elements: [
          "office:spreadsheet", "table:table", "table:table-row", "table:table-cell", "text:p",
          "table:covered-table-cell", "table:table-header-rows", "office:annotation", "text:s",
          "text:line-break", "style:style", "style:table-properties", "table:shapes", "text:h",
        ],
        attributes: [
          "table:number-columns-repeated", "table:number-rows-repeated", "table:number-columns-spanned",
          "table:number-rows-spanned", "office:value-type", "office:value", "office:date-value",
          "office:time-value", "table:name", "table:style-name", "style:name", "table:display",
        ])),
    spelling(
      "slide", .pptx, presentation, [("ppt/slides/slide1.xml", "p:sld")],
      SpelledMarkup(
        elements: [
          "p:sp", "p:txBody", "a:p", "a:r", "a:t", "p:ph", "a:tbl", "a:tr", "a:tc", "a:rPr", "a:pPr",
          "a:buNone", "a:buChar", "a:br", "a:fld", "p:grpSp", "p:graphicFrame", "m:oMath", "m:d", "m:dPr",
          "m:sepChr", "m:e", "m:sup", "m:sSup", "m:rad", "m:deg", "m:m", "m:mr", "m:r", "m:t", "p:extLst",
        ],
        attributes: [
          "type", "gridSpan", "rowSpan", "hMerge", "vMerge", "baseline", "m:val", "idx", "lvl",
        ])),
    spelling(
      "pages", .odp, [], [("content.xml", "office:document-content")],
      SpelledMarkup(
        elements: [
          "office:presentation", "draw:page", "draw:frame", "draw:text-box", "text:p", "text:span",
          "text:list", "text:list-item", "presentation:notes", "draw:g", "draw:custom-shape", "table:table",
          "table:table-row", "table:table-cell", "style:style", "style:text-properties", "text:s",
        ],
        attributes: [
          "presentation:class", "text:style-name", "style:name", "style:family", "style:parent-style-name",
          "style:text-position", "table:number-columns-spanned", "table:number-rows-spanned", "draw:name",
        ])),
    spelling(
      "chart", .pptx, presentation, [("ppt/charts/chart1.xml", "c:chartSpace")],
      SpelledMarkup(
        elements: [
          "c:ser", "c:cat", "c:val", "c:pt", "c:v", "c:tx", "c:xVal", "c:yVal", "c:numCache", "c:strCache",
          "c:ptCount", "c:formatCode", "c:title", "a:t", "c:plotArea",
        ], attributes: ["idx", "val", "formatCode"])),
  ]

  /// The namespaces whose prefixes vocabularies have.
  private static let spaces = [
    "a", "c", "draw", "m", "office", "p", "presentation", "style", "table", "text",
  ].map { " xmlns:\($0)=\"\($0)\"" }.joined()

  /// Members that the input spells, with bytes 0xFF between them, beside those of `whole`.
  private static func spelling(
    _ title: String, _ format: DocumentFormat, _ whole: [Member], _ members: [(name: String, root: String)],
    _ vocabulary: SpelledMarkup
  ) -> Target {
    let names = members.map(\.name)
    let others: [(name: String, content: [UInt8])] = whole.filter { !names.contains($0.name) }
      .map { ($0.name, Array($0.content.utf8)) }
    return Target(name: "spelled-\(title)-\(format.rawValue)") { bytes in
      let parts = bytes.split(separator: 0xFF, omittingEmptySubsequences: false)
      let made: [(name: String, content: [UInt8])] = zip(members, parts).map { member, part in
        let content = "<\(member.root)\(spaces)>\(vocabulary.markup(part))</\(member.root)>"
        return (member.name, Array(content.utf8))
      }
      readContainer(others + made, format)
    }
  }
}
