import Ingestion
import Testing

/// Tables above a megabyte, for which room is made beforehand; `Tools/sanitize --memory` says how much they
/// take.
@Suite("Long tables")
struct LongTableTests {
  private static let rows = 10_000
  private static let columns = 4

  /// Texts of all cells, row by row, the heads first.
  private static let cells: [[String]] = (0...rows).map { row in
    if row == 0 { return ["no", "first", "second", "third"] }
    let long = String(repeating: "long", count: 8)
    return ["\(row)"] + (1..<columns).map { column in "\(long)\((row * 7 + column) % 1000)" }
  }

  /// A table in one format.
  struct Form: CustomTestStringConvertible {
    let name: String
    let before: String
    let after: String
    let row: @Sendable ([String]) -> String
    /// Path of a cell, by row and column from 1.
    let path: @Sendable (Int, Int) -> String
    var testDescription: String { name }

    var text: String { before + LongTableTests.cells.map(row).joined() + after }
  }

  private static let forms = [
    Form(
      name: "a.csv", before: "", after: "", row: { $0.joined(separator: ",") + "\n" },
      path: { "/row[\($0)]/cell[\($1)]" }),
    Form(
      name: "a.md", before: "# T\n\n", after: "",
      row: { row in
        "| " + row.joined(separator: " | ") + " |\n" + (row[0] == "no" ? "|---|---|---|---|\n" : "")
      },
      path: { "/table[1]/tr[\($0)]/\($0 == 1 ? "th" : "td")[\($1)]" }),
    Form(
      name: "a.html", before: "<html><body><h1>T</h1><table><tbody>\n",
      after: "</tbody></table></body></html>",
      row: { "<tr><!-- r --><td>" + $0.joined(separator: "</td><td>") + "</td></tr>\n" },
      path: { "/html[1]/body[1]/table[1]/tbody[1]/tr[\($0)]/td[\($1)]" }),
    Form(
      name: "a.xml",
      before: "<article><front><article-meta><title-group><article-title>T</article-title></title-group>"
        + "</article-meta></front><body><sec><title>S</title><table-wrap><table><tbody>\n",
      after: "</tbody></table></table-wrap></sec></body></article>",
      row: { "<tr><td>" + $0.joined(separator: "</td><td>") + "</td></tr>\n" },
      path: {
        "/article[1]/body[1]/sec[1]/table-wrap[1]/table[1]/tbody[1]/tr[\($0)]/td[\($1)]"
      }),
  ]

  @Test("Every cell has its text, its path and its bytes", arguments: forms)
  func everyCell(form: Form) throws {
    let bytes = Array(form.text.utf8)
    #expect(bytes.count > 1 << 20)
    let document = try DocumentReader().document(bytes: bytes, name: form.name)
    let blocks = document.blocks.filter { $0.kind == .tableCell }
    #expect(blocks.map { document.text(in: $0.textRange) } == Array(Self.cells.joined()))
    let paths = Self.cells.indices.flatMap { row in
      (1...Self.columns).map { form.path(row + 1, $0) }
    }
    #expect(blocks.map(\.elementPath) == paths)
    var lost = 0
    for block in blocks {
      let place = document.provenance(of: block.textRange)?.bytes
      let own = place.map { String(decoding: bytes[$0.byteStart..<$0.byteEnd], as: UTF8.self) }
      if own != document.text(in: block.textRange) { lost += 1 }
    }
    #expect(lost == 0)
  }

  @Test("A row of Markdown has the columns of its table, and cells without text leave no trace")
  func rowsOfMarkdown() throws {
    let document = try Reading.checked(
      Array("| a | b |\n|---|---|\n| 1 |\n|\n| | 2 | 3 |\n| x \\| y | *z* |\n\nEnd.\n".utf8), as: .markdown)
    #expect(
      Reading.outline(document) == [
        "tableCell /table[1]/tr[1]/th[1]: a", "tableCell /table[1]/tr[1]/th[2]: b",
        "tableCell /table[1]/tr[2]/td[1]: 1", "tableCell /table[1]/tr[4]/td[2]: 2",
        "tableCell /table[1]/tr[5]/td[1]: x | y", "tableCell /table[1]/tr[5]/td[2]: z",
        "paragraph /p[1]: End.",
      ])
  }

  @Test("Comments between the pieces of a page, and names of any length, keep all places")
  func pieces() throws {
    let name = String(repeating: "x", count: 5_000)
    let page =
      "<!-- a --><p>One<!-- b --> two<!-- c --></p><!-- d --><p class=e>Three<!---->four</p>"
      + "<p>Five<\(name) hidden> gone</\(name)> six</p><\(name) id=f><p>Seven</p></\(name)><!-- g -->"
    let document = try Reading.checked(Array(page.utf8), as: .html)
    #expect(Reading.texts(document) == ["One two", "Threefour", "Five six", "Seven"])
  }

  @Test("Text that comes in one piece is whole, wherever its characters stand")
  func text() throws {
    for lead in 0..<4 {
      let text =
        String(repeating: "x", count: lead) + String(repeating: "Où est la clé ‹là›? ", count: 9_000) + "Ici."
      #expect(try Reading.text(text).text == text)
    }
  }

  @Test("A map keeps segments of any size, and is equal to one that came to them otherwise")
  func segments() {
    let most = Int(UInt32.max)
    let numbers: [[Int]] = [
      [0, 1 << 41, 1, 1, 10], [12, (1 << 41) + 40, 1, 100_000, 1], [13, (1 << 41) - 100, 3, 2, 4],
      [40, 5, 1, 1, 2], [1 << 33, 1 << 42, 70_000, 4, 2], [1 << 34, 1 << 43, 1, 1, most + 1],
    ]
    var map = SourceMap()
    for number in numbers {
      map.append(
        textStart: number[0], sourceStart: number[1], textUnit: number[2], sourceUnit: number[3],
        count: number[4])
    }
    #expect(
      map.segments.map {
        [$0.textStart, $0.sourceStart, Int($0.textUnit), Int($0.sourceUnit), $0.count]
      } == numbers)
    #expect(map.source(of: 3..<5) == ByteRange(byteStart: (1 << 41) + 3, byteEnd: (1 << 41) + 5))
    #expect(map.source(of: 40..<42) == ByteRange(byteStart: 5, byteEnd: 7))
    // What is contiguous is one segment, however long it grows.
    var long = SourceMap()
    for (start, count) in [(0, most - 1), (most - 1, 1), (most, 9), (most + 9, 1)] {
      long.append(textStart: start, sourceStart: start, textUnit: 1, sourceUnit: 1, count: count)
    }
    #expect(long == .identity(count: most + 10))
    #expect(long.hashValue == SourceMap.identity(count: most + 10).hashValue)
    #expect(long.segments.count == 1 && long != map)
  }
}
