import Ingestion
import SpanExtraction
import Testing

@Suite("The row around a cell")
struct TableRowTests {
  private static func row(_ text: String, _ words: String, name: String = "a.csv") throws -> String? {
    let document = try DocumentReader().document(bytes: Array(text.utf8), name: name)
    let offset = try #require(document.text.range(of: words)).lowerBound
    return TableRow.text(
      at: document.text.utf8.distance(from: document.text.startIndex, to: offset), in: document)
  }

  @Test("Cells are read under their heads; a head is read with its row")
  func heads() throws {
    let table = "Name,Built,Keeper\nGull Rock,1902,Jo Marr\nLisk,1931,\"Ann,\nthe elder\"\n"
    #expect(try Self.row(table, "1931") == "Lisk | Built: 1931 | Keeper: Ann, the elder")
    #expect(try Self.row(table, "Gull") == "Name: Gull Rock | Built: 1902 | Keeper: Jo Marr")
    #expect(try Self.row(table, "Keeper") == "Name | Built | Keeper")
  }

  @Test("A cell of a row above that covers the row stands in it")
  func covering() throws {
    let page = """
      <table><tr><th>Town</th><th>Rope</th><th>Price</th></tr>
      <tr><td rowspan="2">Fenport</td><td>Hemp</td><td>8 d</td></tr><tr><td>Nylon</td><td>12 d</td></tr>
      <tr><td>Kassel</td><td rowspan="2">Jute</td><td>3 d</td></tr><tr><td>Lisk</td><td>4 d</td></tr></table>
      """
    #expect(try Self.row(page, "12 d", name: "a.html") == "Fenport | Rope: Nylon | Price: 12 d")
    #expect(try Self.row(page, "4 d", name: "a.html") == "Lisk | Rope: Jute | Price: 4 d")
    #expect(try Self.row(page, "3 d", name: "a.html") == "Kassel | Rope: Jute | Price: 3 d")
  }

  @Test("Of a wide row stands what is near, and long cells are cut at a word")
  func wide() throws {
    let long = String(repeating: "many words ", count: 20)
    let heads = (0..<60).map { "Column \($0)" }.joined(separator: ",")
    let values = (0..<60).map { $0 == 29 ? long : "value \($0)" }.joined(separator: ",")
    let row = try #require(try Self.row("\(heads)\n\(values)\n", "value 30"))
    #expect(
      row.utf8.count < 500 && row.contains("Column 30: value 30 | ")
        && row.contains("many words… | Column 30"))
    #expect(!row.contains("value 59"))
  }

  @Test("Text that is no table has no row")
  func none() throws {
    #expect(try Self.row("One line here.\n\nAnother one.\n", "Another", name: "a.txt") == nil)
    let page = "<html><body><table><tr><td>A single cell that holds a page.</td></tr></table></body></html>"
    #expect(try Self.row(page, "single", name: "a.html") == nil)
  }
}
