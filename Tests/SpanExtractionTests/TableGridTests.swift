import Ingestion
import SpanExtraction
import Testing
import Tokenization

@Suite("Rows that are read with their headers")
struct TableGridTests {
  /// What is read of a document: what is added stands in angle brackets, what is read once more in braces.
  private func read(_ text: String, _ name: String) throws -> String {
    let document = try DocumentReader().document(bytes: Array(text.utf8), name: name)
    let words = WordUnits()
    let readable = ReadableDocument(
      document, sentences: SentenceSplitter().sentences(in: document), tokenizer: words)
    var end = 0
    return zip(readable.ids, readable.offsets).map { id, offset in
      let word = words.word(id)
      if offset.isEmpty { return "<\(word)>" }
      if offset.lowerBound < end { return "{\(word)}" }
      end = offset.upperBound
      return word
    }.joined(separator: " ")
  }

  private func page(_ rows: String) -> String {
    "<!DOCTYPE html><html><body><main><p>All that is said of the tolls of the bridge stands here.</p><table>\(rows)</table></main></body></html>"
  }

  private func table(_ rows: String) throws -> String {
    String(try read(page(rows), "page.html").split(separator: "here. ", maxSplits: 1).last ?? "")
  }

  @Test("A cell without text does not push the others under wrong heads")
  func emptyCells() throws {
    let heads = "<tr><th>Year<th>Cart<th>Foot</tr>"
    #expect(
      try table(heads + "<tr><td>1873<td><td>free</tr>")
        == "Year Cart Foot <.> <Year:> 1873 <,> {1873} <Foot:> free")
    #expect(
      try table(heads + "<tr><td><td>3 d<td></tr><tr><td>1874<td>4 d</tr>")
        == "Year Cart Foot <.> <Cart:> 3 d <.> <Year:> 1874 <,> {1874} <Cart:> 4 d")
    #expect(
      try table("<tr><td></td><th>Cart<th>Foot</tr><tr><th>1873<td>4 d<td>free</tr>")
        == "Cart Foot <.> 1873 <,> {1873} <Cart:> 4 d <,> {1873} <Foot:> free")
    #expect(
      try read("| Year | Cart | Foot |\n|---|---|---|\n| 1873 |  | free |\n", "a.md")
        == "Year Cart Foot <.> <Year:> 1873 <,> {1873} <Foot:> free")
  }

  @Test("Heads over several columns and rows are read together")
  func spans() throws {
    let heads = "<tr><th rowspan=2>Year<th colspan=2>Toll</tr><tr><th>Cart<th>Foot</tr>"
    #expect(
      try table(heads + "<tr><td>1871<td>3 d<td>1 d</tr>")
        == "Year Toll Cart Foot <.> <Year:> 1871 <,> {1871} <Toll> <Cart:> 3 d <,> {1871} <Toll> <Foot:> 1 d")
    #expect(
      try table(heads + "<tr><td>1873<td colspan=2>none</tr>")
        == "Year Toll Cart Foot <.> <Year:> 1873 <,> {1873} <Toll:> none")
  }

  @Test("A cell that covers rows is read before each of them")
  func coveredRows() throws {
    #expect(
      try table(
        "<tr><th>Year<th>Who<th>Toll</tr><tr><td rowspan=2>1871<td>Cart<td>3 d</tr><tr><td>Foot<td>1 d</tr><tr><td>1872<td>Cart<td>4 d</tr>"
      )
        == "Year Who Toll <.> <Year:> 1871 <,> {1871} <Who:> Cart <,> {1871} <Toll:> 3 d"
        + " <.> <Year:> {1871} <Who:> Foot <,> {Foot} <Toll:> 1 d"
        + " <.> <Year:> 1872 <,> {1872} <Who:> Cart <,> {1872} <Toll:> 4 d"
    )
  }

  @Test("Heads of rows are none of columns")
  func rowHeads() throws {
    #expect(
      try table("<tr><th>Height<td>12 m</tr><tr><th>Built<td>1771</tr>")
        == "<.> Height <:> 12 m <.> Built <:> 1771")
    #expect(
      try table("<tr><th>Height<td>12 m<td>new</tr><tr><th>Built<td>1771<td>old</tr>")
        == "<.> Height <:> 12 m <,> new <.> Built <:> 1771 <,> old")
  }

  @Test("Paragraphs and lists in cells are cells where the table has heads")
  func paragraphs() throws {
    let rows =
      "<tr><th><p>Year</p><th><p>Toll</p></tr><tr><td><p>1871</p><td><p>3 d</p><ul><li>or less</ul></tr>"
    #expect(try table(rows) == "Year Toll <.> <Year:> 1871 <,> {1871} <Toll:> 3 d or less")
  }

  static let years =
    "Year Cart Foot <.> <Year:> 1871 <,> {1871} <Cart:> 3 d <,> {1871} <Foot:> 1 d <.> <Year:> 1873 <,> {1873} <Foot:> free"

  @Test("Tables of other formats are read in the same way")
  func formats() throws {
    let wiki = """
      {| class="wikitable"
      ! Year !! Cart !! Foot
      |-
      | 1871 || 3 d || 1 d
      |-
      | 1873
      |
      | free
      |}
      """
    let dump =
      "<mediawiki><page><title>Tolls</title><ns>0</ns><revision><text>\(wiki)</text></revision></page></mediawiki>"
    #expect(try read(dump, "a.xml") == "Tolls " + Self.years)
    let latex =
      "\\documentclass{article}\\begin{document}\\begin{tabular}{lll}Year & Cart & Foot \\\\ \\hline 1871 & 3 d & 1 d \\\\ 1873 & & free \\\\ \\end{tabular}\\end{document}"
    #expect(try read(latex, "a.tex") == Self.years)
    let jats =
      "<article><body><sec><table-wrap><table><thead><tr><th>Year</th><th>Cart</th><th>Foot</th></tr></thead><tbody><tr><td>1871</td><td>3 d</td><td>1 d</td></tr><tr><td>1873</td><td/><td>free</td></tr></tbody></table></table-wrap></sec></body></article>"
    #expect(try read(jats, "b.xml") == Self.years)
    let docbook =
      "<article xmlns=\"http://docbook.org/ns/docbook\"><informaltable><tgroup cols=\"3\"><thead><row><entry>Year</entry><entry>Cart</entry><entry>Foot</entry></row></thead><tbody><row><entry>1871</entry><entry>3 d</entry><entry>1 d</entry></row><row><entry>1873</entry><entry/><entry><para>free</para></entry></row></tbody></tgroup></informaltable></article>"
    #expect(try read(docbook, "c.xml") == Self.years)
    let tei =
      "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body><table><row role=\"label\"><cell>Year</cell><cell>Cart</cell><cell>Foot</cell></row><row><cell>1871</cell><cell>3 d</cell><cell>1 d</cell></row><row><cell>1873</cell><cell/><cell>free</cell></row></table></body></text></TEI>"
    #expect(try read(tei, "d.xml") == Self.years)
  }

  @Test("Spans of other formats")
  func otherSpans() throws {
    let wiki = """
      {|
      ! rowspan=2 | Year !! colspan="2" | Toll
      |-
      ! Cart !! Foot
      |-
      | rowspan="2" | 1871
      | 3 d || 1 d
      |-
      | 4 d
      | free
      |}
      """
    let dump =
      "<mediawiki><page><title>Tolls</title><ns>0</ns><revision><text>\(wiki)</text></revision></page></mediawiki>"
    let expected =
      "Year Toll Cart Foot <.> <Year:> 1871 <,> {1871} <Toll> <Cart:> 3 d <,> {1871} <Toll> <Foot:> 1 d"
      + " <.> <Year:> {1871} <Toll> <Cart:> 4 d <,> {4} {d} <Toll> <Foot:> free"
    #expect(try read(dump, "a.xml") == "Tolls " + expected)
    let docbook =
      "<article xmlns=\"http://docbook.org/ns/docbook\"><informaltable><tgroup cols=\"3\"><thead><row><entry morerows=\"1\">Year</entry><entry namest=\"c2\" nameend=\"c3\">Toll</entry></row><row><entry>Cart</entry><entry>Foot</entry></row></thead><tbody><row><entry morerows=\"1\">1871</entry><entry>3 d</entry><entry>1 d</entry></row><row><entry>4 d</entry><entry>free</entry></row></tbody></tgroup></informaltable></article>"
    #expect(try read(docbook, "b.xml") == expected)
    let latex =
      "\\documentclass{article}\\begin{document}\\begin{tabular}{lll}\\multirow{2}{*}{Year} & \\multicolumn{2}{c}{Toll} \\\\ & Cart & Foot \\\\ 1871 & 3 d & 1 d \\\\ \\end{tabular}\\end{document}"
    #expect(
      try read(latex, "c.tex")
        == "Year Toll Cart Foot <.> <Year:> 1871 <,> {1871} <Toll> <Cart:> 3 d <,> {1871} <Toll> <Foot:> 1 d")
  }

  @Test("A row of one cell is the table's name, and no head")
  func name() throws {
    #expect(
      try table("<tr><th colspan=2>Tolls</tr><tr><th>Who<th>Toll</tr><tr><td>Cart<td>3 d</tr>")
        == "Tolls Who Toll <.> <Who:> Cart <,> {Cart} <Toll:> 3 d")
  }

  @Test("An order's number is said in words, and the cell behind it is what the row is about")
  func order() throws {
    #expect(
      try table("<tr><th>Place<th>Boat<th>Time</tr><tr><td>2<td>Otter<td>21:37</tr>")
        == "Place Boat Time <.> <Place> <second:> 2 <,> <second> <Boat:> Otter <,> <second> {Otter} <Time:> 21:37"
    )
  }

  @Test("An answer in a row's name that is read again is one where it stands")
  func copies() throws {
    let document = try DocumentReader().document(
      bytes: Array(page("<tr><th>Name<th>Built</tr><tr><td>Gull Rock<td>1902</tr>").utf8), name: "page.html")
    let readable = ReadableDocument(
      document, sentences: SentenceSplitter().sentences(in: document), tokenizer: WordUnits())
    let rules = readable.rules(maximumWords: 10)
    let places = readable.offsets.indices.filter { place in
      let range = readable.offsets[place]
      return !range.isEmpty && document.text(in: range) == "Gull"
    }
    #expect(places.count == 2)
    for place in places {
      #expect(rules.starts[place] && rules.ends[place + 1])
      #expect(rules.limits[place] == place + 2, "no span leaves the copy")
      #expect(readable.offsets[place] == readable.offsets[places[0]])
    }
  }
}
