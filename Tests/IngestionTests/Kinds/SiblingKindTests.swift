import Ingestion
import Testing

@Suite("Kinds in other forms")
struct SiblingKindTests {
  @Test(
    "Fields of an unknown vocabulary are blocks of their own, whatever their names mean elsewhere",
    arguments: [
      (
        "<log><m><a>Ann</a><body>The ferry is late.</body></m></log>",
        ["Ann", "The ferry is late."]
      ),
      ("<log><m><b>Ann</b><i>Tom</i><u>They met.</u></m></log>", ["Ann", "Tom", "They met."]),
      ("<log><m><span><x>One.</x><y>Two.</y></span></m></log>", ["One.", "Two."]),
      ("<log><m>See <a>Ann</a> and <b>Tom</b>.</m></log>", ["See Ann and Tom."]),
      ("<log><p><b>Ann</b> <i>Tom</i></p></log>", ["Ann Tom"]),
      (
        "<shelf><thing><cell>It stands on the shelf.</cell></thing></shelf>",
        ["It stands on the shelf."]
      ),
    ])
  func fields(source: String, texts: [String]) throws {
    let document = try Kind.read(source)
    #expect(Kind.texts(document) == texts)
    #expect(!document.blocks.contains { $0.kind == .tableCell })
  }

  @Test(
    "A root with a common name and no records in it is one document",
    arguments: [
      "<corpus><m><body>The ferry is late.</body></m></corpus>",
      "<collection><book><p>The ferry is late.</p></book></collection>",
      "<documents><letter>The ferry is late.</letter></documents>",
      "<records><row>The ferry is late.</row></records>", "<docs><p>The ferry is late.</p></docs>",
    ])
  func roots(source: String) throws {
    let records = try XMLReading.records(Array(source.utf8)).map { try $0.get() }
    #expect(records.map { Kind.texts($0) } == [["The ferry is late."]])
    #expect(records.first?.source.recordIndex == nil)
  }

  @Test("A root with a common name and records in it holds many")
  func realRecords() throws {
    let source = "<corpus><info>x</info><doc><p>One.</p></doc><doc><p>Two.</p></doc></corpus>"
    let records = try XMLReading.records(Array(source.utf8)).map { try $0.get() }
    #expect(records.map { Kind.texts($0) } == [["One."], ["Two."]])
  }

  @Test(
    "Words of other languages that a line end cuts, or only seems to cut",
    arguments: [
      (
        "Le capi-\ntaine dor-\nmait. Peut-\nêtre rêvait-\nil. Celui-\nci partit.",
        "Le capitaine dormait. Peut-être rêvait-il. Celui-ci partit."
      ),
      (
        "Que dit-\nelle ? Prend-\nils le soi-\nmême ? Donnez-\nmoi ce civ-\nil.",
        "Que dit-elle ? Prend-ils le soi-même ? Donnez-moi ce civil."
      ),
      (
        "Der Kapi=\ntän schlief im Ha=\nfen. Drei = 1 + 2.",
        "Der Kapitän schlief im Hafen. Drei = 1 + 2."
      ),
    ])
  func lineEnds(source: String, text: String) throws {
    #expect(try Reading.read(Array(source.utf8), as: .text).text == text)
  }

  @Test(
    "Menus and keys of DITA and Mallard read as they are printed",
    arguments: [
      (
        "<task id=\"t\"><title>T</title><taskbody><steps><step><cmd>Click <menucascade><uicontrol>File</uicontrol><uicontrol>Open</uicontrol></menucascade>.</cmd></step></steps></taskbody></task>",
        "Click File → Open."
      ),
      (
        "<page><title>T</title><p>Press <keyseq><key>Ctrl</key><key>O</key></keyseq> or <guiseq><gui>File</gui><gui>Open</gui></guiseq>.</p></page>",
        "Press Ctrl+O or File → Open."
      ),
    ])
  func menus(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(source)).contains(text))
  }

  @Test("Raised and lowered parts of formulas on web pages stay apart")
  func formulas() throws {
    let page = """
      <html><body><article><p>It was <math><msup><mi>y</mi><mn>2</mn></msup></math> wide and \
      <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> deep, with <math><msub><mi>h</mi><mn>0</mn></msub></math> \
      as its height, which is more than anybody had thought before the survey came.</p></article></body></html>
      """
    let document = try Reading.read(Array(page.utf8), as: .html)
    #expect(document.text.hasPrefix("It was y^2 wide and 1/2 deep, with h_0 as its height"))
  }

  @Test("What a podcast's feed says about its recording is no text of the entry")
  func podcast() throws {
    let feed = """
      <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Talk</title><item><title>Fog</title>\
      <itunes:duration>12:30</itunes:duration><itunes:episode>4</itunes:episode><description><![CDATA[<p>It lifts at noon.</p>]]></description>\
      </item></channel></rss>
      """
    let records = try XMLReading.records(Array(feed.utf8)).map { try $0.get() }
    #expect(records.map { Kind.texts($0) } == [["It lifts at noon."]])
  }
}
