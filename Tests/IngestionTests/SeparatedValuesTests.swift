import Ingestion
import TestSupport
import Testing

@Suite("Values with separators")
struct SeparatedValuesTests {
  private static func read(_ text: String, name: String = "a.csv") throws -> Document {
    try DocumentReader().document(bytes: Array(text.utf8), name: name)
  }

  private static func rows(_ document: Document) -> [[String]] {
    document.blocks.filter { $0.kind == .tableCell }.reduce(into: []) { rows, block in
      if block.cell.startsRow { rows.append([]) }
      let empty = Array(repeating: "", count: block.cell.emptyBefore)
      rows[rows.count - 1] += empty + [document.text(in: block.textRange)]
    }
  }

  @Test("Commas, semicolons, tabs, bars; quotation marks with separators and line ends in them; gaps")
  func separators() throws {
    let comma = "name,year,place\nAnn,1990,\"Lisk, the \"\"old\"\" port\"\r\nBob,,\"two\nlines\"\n"
    let document = try Self.read(comma)
    #expect(document.source.format == .csv)
    #expect(
      Self.rows(document) == [
        ["name", "year", "place"], ["Ann", "1990", "Lisk, the \"old\" port"], ["Bob", "", "two lines"],
      ])
    for (name, text) in [
      ("a.csv", "a;b\n1,5;2\n3,5;4\n"), ("a.tsv", "a\tb\n1,5\t2\n3,5\t4"), ("a.csv", "a|b\r1,5|2\r3,5|4\r"),
      ("a.CSV", "sep=;\r\na;b\r\n1,5;2\r\n3,5;4\r\n"),
    ] {
      #expect(
        Self.rows(try Self.read(text, name: name)) == [["a", "b"], ["1,5", "2"], ["3,5", "4"]], "\(text)")
    }
  }

  @Test("Every place leads back to its words")
  func places() throws {
    let text = "naïve,\"a \"\"b\"\" c\",x\n  \"é, è\"  ,  plain ,1\n"
    let document = try Self.read(text)
    let bytes = Array(text.utf8)
    let pieces = document.blocks.map { block in
      let place = document.provenance(of: block.textRange)
      return place?.bytes.map { String(decoding: bytes[$0.byteStart..<$0.byteEnd], as: UTF8.self) }
    }
    #expect(pieces == ["naïve", "a \"\"b\"\" c", "x", "é, è", "plain", "1"])
    #expect(document.provenance(of: document.blocks[3].textRange)?.path == "/row[2]/cell[1]")
  }

  @Test("Quotation marks around a part of a value leave the rest of it where it is")
  func partlyQuoted() throws {
    let document = try Self.read("Name,Note\n\"Big\" Bob,x\n\"Ann\"  ,\"y\"z\n")
    #expect(Self.rows(document) == [["Name", "Note"], ["Big Bob", "x"], ["Ann", "yz"]])
  }

  @Test("A title above, an empty line, a remark below; text under the name of a table is text")
  func around() throws {
    let document = try Self.read(
      "Squares\n\nNumber,Square\n1,1\n2,4\n3,9\n\nAll of them were counted twice and found to be right.\n")
    #expect(document.title == "Squares")
    #expect(document.blocks.map(\.kind) == [.heading] + Array(repeating: .tableCell, count: 8) + [.paragraph])
    let prose = "This is a letter, and nothing else.\nIt has lines\nof, all, lengths, and, is no table.\n"
    #expect(try Self.read(prose).source.format == .text)
    #expect(try Self.read("a,b\n1,2\n", name: "a.txt").source.format == .text)
  }

  @Test(
    "Quotation marks that never end, a million separators, lone ends of lines",
    arguments: [
      "a,b\n\"1,2\n3,4\n", "a,b\n1\"2\",\"3\"4\n5,6\n", "\"\",\"\"\n\"\",x\n", "a,b\n\r\r\n1,2\r",
      "x" + String(repeating: ",", count: 1_000_000) + "y\n" + String(repeating: ",", count: 1_000_001),
    ])
  func hostile(text: String) throws {
    var options = IngestionOptions()
    options.format = .csv
    let document = try DocumentReader(options: options).document(bytes: Array(text.utf8), name: "a.csv")
    #expect(!document.blocks.isEmpty)
  }
}
