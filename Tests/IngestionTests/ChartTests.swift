import Ingestion
import TestSupport
import Testing

@Suite("Charts of Office documents")
struct ChartTests {
  private static func points(_ cache: String, _ format: String, _ values: [(Int, String)]) -> String {
    let points = values.map { point in "<c:pt idx=\"\(point.0)\"><c:v>\(point.1)</c:v></c:pt>" }.joined()
    return "<c:\(cache)><c:formatCode>\(format)</c:formatCode><c:ptCount val=\"9\"/>\(points)</c:\(cache)>"
  }

  private static func values(_ format: String, _ values: [(Int, String)]) -> String {
    "<c:val>\(points("numCache", format, values))</c:val>"
  }

  private static func series(_ name: String, _ rest: String) -> String {
    let name = points("strCache", "", [(0, name)])
    return
      "<c:ser><c:idx val=\"0\"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f>\(name)</c:strRef></c:tx>\(rest)</c:ser>"
  }

  private static func chart(_ series: String) -> String {
    let title =
      "<c:title><c:tx><c:rich><a:p><a:r><a:t>Tons by </a:t></a:r><a:r><a:t>ferry</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    let axis =
      "<c:valAx><c:title><c:tx><c:rich><a:p><a:r><a:t>tons</a:t></a:r></a:p></c:rich></c:tx></c:title></c:valAx>"
    return
      "<c:chartSpace xmlns:c=\"c\" xmlns:a=\"a\"><c:chart>\(title)<c:plotArea><c:barChart>\(series)</c:barChart>\(axis)</c:plotArea></c:chart></c:chartSpace>"
  }

  private static func slides(_ charts: [String]) -> [(name: String, content: String)] {
    let related = charts.indices.map { index in
      "<Relationship Id=\"r\(index)\" Type=\"x/chart\" Target=\"../charts/chart\(index).xml\"/>"
    }
    var members: [(name: String, content: String)] = [
      ("ppt/presentation.xml", "<p:presentation xmlns:p=\"p\"/>"),
      (
        "ppt/slides/slide1.xml",
        "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:sp><p:txBody><a:p><a:r><a:t>What was carried.</a:t></a:r></a:p></p:txBody></p:sp></p:sld>"
      ),
      ("ppt/slides/_rels/slide1.xml.rels", "<Relationships>\(related.joined())</Relationships>"),
    ]
    for (index, chart) in charts.enumerated() { members.append(("ppt/charts/chart\(index).xml", chart)) }
    return members
  }

  @Test("A row a category, a column a series, numbers as people read them, gaps kept")
  func table() throws {
    let days = Self.points("numCache", "d/m/yyyy", [(0, "43891"), (2, "43922.5")])
    let tons = Self.values("General", [(0, "4.4000000000000004"), (2, "12345678901234567")])
    let share = Self.series("Share", Self.values("0.0%", [(0, "0.125"), (1, "0.07")]))
    let salt = Self.series("Salt &amp; rye", "<c:cat><c:numRef>\(days)</c:numRef></c:cat>\(tons)")
    let chart = Self.chart("\(salt)\(share)")
    let document = try Reading.read(ZipFile.make(Self.slides([chart])), as: nil)
    #expect(
      XMLReading.outline(document) == [
        "paragraph/body: What was carried.", "caption/body: Tons by ferry", "tableCell/body: Salt & rye",
        "tableCell/body: Share",
        "tableCell/body: 2020-03-01", "tableCell/body: 4.4", "tableCell/body: 12.5%", "tableCell/body: 7.0%",
        "tableCell/body: 2020-04-01", "tableCell/body: 12345678901234567",
      ])
    // Every cell has the bytes of its number, and the place of its element.
    let place = try #require(document.provenance(of: XMLReading.block(document, "4.4").textRange))
    let bytes = try #require(place.bytes)
    #expect(place.member == "ppt/charts/chart0.xml")
    #expect(
      String(decoding: Array(chart.utf8)[bytes.byteStart..<bytes.byteEnd], as: UTF8.self)
        == "4.4000000000000004")
    #expect(place.path.hasSuffix("/c:ser[1]/c:val[1]/c:numCache[1]/c:pt[1]/c:v[1]"))
    // A row whose first number is missing: its place is behind a gap.
    let gap = try #require(document.blocks.first { document.text(in: $0.textRange) == "7.0%" })
    #expect(gap.cell.startsRow && gap.cell.emptyBefore == 2)
  }

  @Test("Numbers of points that no chart has, series without anything, and charts that are broken")
  func hostile() throws {
    let odd = Self.series("A", Self.values("yyyy", [(Int.max, "1e999"), (-7, "nan"), (3, "-1")]))
    let nothing = Self.series("B", "<c:cat/><c:val/>")
    let far = Self.chart("\(odd)<c:ser/>\(nothing)")
    let document = try Reading.read(ZipFile.make(Self.slides([far])), as: nil)
    let cells = document.blocks.filter { $0.kind == .tableCell }.map { document.text(in: $0.textRange) }
    #expect(cells == ["A", "B", "nan", "-1", "1e999"])

    // As many rows as columns, each with one number.
    let wide = (0..<3_000).map { Self.series("S", Self.values("", [($0, "1")])) }
    let diagonal = try Reading.read(ZipFile.make(Self.slides([Self.chart(wide.joined())])), as: nil)
    #expect(diagonal.blocks.count == 6_002)
    // Names of elements that take more memory than the chart has bytes.
    let long = String(repeating: "n", count: 4_000)
    let deep = (0..<200).map { "<\(long)\($0)>" }.joined()
    let ends = (0..<200).reversed().map { "</\(long)\($0)>" }.joined()
    let points = Self.values("", (0..<200).map { ($0, "1") })
    let nested = "\(deep)<c:ser>\(points)</c:ser>\(ends)"
    let limit = try #require(XMLReading.failure(ZipFile.make(Self.slides([nested]))))
    guard case .limit = limit.reason else {
      Issue.record("\(limit)")
      return
    }

    let empty = try Reading.read(ZipFile.make(Self.slides(["<c:chartSpace xmlns:c=\"c\"/>"])), as: nil)
    #expect(empty.blocks.count == 1)
    let error = try #require(XMLReading.failure(ZipFile.make(Self.slides(["<c:chart><c:ser>"]))))
    #expect(error.file.hasSuffix("!ppt/charts/chart0.xml"))
  }

  @Test("Word's charts stand behind its text")
  func word() throws {
    let chart = Self.chart(Self.series("Tons", Self.values("", [(0, "12")])))
    let members = ContainerTests.word + [("word/charts/chart1.xml", chart)]
    let document = try Reading.read(ZipFile.make(members), as: nil)
    #expect(
      XMLReading.outline(document).suffix(4) == [
        "caption/body: Tons by ferry", "tableCell/body: Tons", "tableCell/body: 12",
        "paragraph/note: So they say.",
      ])
  }
}
