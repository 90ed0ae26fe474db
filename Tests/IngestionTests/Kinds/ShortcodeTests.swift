import Ingestion
import Testing

@Suite("Posts as WordPress keeps them")
struct ShortcodeTests {
  private func read(_ post: String) throws -> [String] {
    let feed =
      "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>B</title>"
      + "<item><title>Mill</title><content:encoded><![CDATA[\(post)]]></content:encoded></item></channel></rss>"
    let bytes = Array(feed.utf8)
    let item = try #require(try XMLReading.records(bytes).first).get()
    let undo = TwofoldUndo(first: XMLUndo(item, file: bytes))
    for problem in ProvenanceChecker(document: item, bytes: bytes, undo: undo, samples: 20).problems() {
      Issue.record("\(problem)")
    }
    return item.blocks.filter { $0.role != .metadata && $0.kind != .title }.map {
      item.text(in: $0.textRange)
    }
  }

  static let paragraphs: [(String, [String])] = [
    (
      "The mill turns.\n\nThe brook is <em>low</em>.\n\n<strong>Rain</strong> is near.",
      ["The mill turns.", "The brook is low.", "Rain is near."]
    ),
    (
      "<h2>Wheels</h2>\nThe mill turns.\n\nThe brook is low.",
      ["Wheels", "The mill turns.", "The brook is low."]
    ),
    (
      "<p>The mill turns.</p>\n\nThe brook is low.\n\nRain is near.",
      ["The mill turns.", "The brook is low.", "Rain is near."]
    ),
    (
      "The mill turns.\n\n<blockquote>The brook is low.\n\nRain is near.</blockquote>\n\nSo it is.",
      ["The mill turns.", "The brook is low.", "Rain is near.", "So it is."]
    ),
    (
      "The mill turns.\n\n<ul>\n\n<li>rye</li>\n\n<li>wheat</li>\n</ul>\n\nThe brook is low.",
      ["The mill turns.", "rye", "wheat", "The brook is low."]
    ),
    ("The mill\nturns.\r\n\r\nThe brook\nis low.", ["The mill turns.", "The brook is low."]),
  ]

  @Test("A blank line between paragraphs ends one, whatever tags stand elsewhere", arguments: paragraphs)
  func blankLines(post: String, blocks: [String]) throws {
    #expect(try read(post) == blocks)
  }

  static let marks: [(String, [String])] = [
    (
      "[caption id=\"a\" width=\"300\"]<img src=\"m.jpg\"/> The old mill[/caption]\n\nThe brook is low.",
      ["The old mill", "The brook is low."]
    ),
    ("It is [gallery ids=\"1,2\"] good.", ["It is good."]),
    ("[vc_row][vc_column width=\"1/2\"]The mill turns.[/vc_column][/vc_row]", ["The mill turns."]),
    ("[audio mp3=\"a.mp3\"][/audio]\n\nThe mill turns.", ["The mill turns."]),
    ("The mill turns. [contact-form-7 id='3' title='Ask']", ["The mill turns."]),
    ("[gallery]\n\nThe mill turns.", ["The mill turns."]),
  ]

  @Test("Marks in brackets go, and the words that they enclose stay", arguments: marks)
  func shortcodes(post: String, blocks: [String]) throws {
    #expect(try read(post) == blocks)
  }

  @Test(
    "Other brackets stay",
    arguments: [
      "He said [sic] that it turns.", "It turns [1] or [see note 2].", "Write [[gallery]] there.",
      "It turns [the wheel, that is] all day.", "A [rye=wheat] field.",
    ])
  func kept(text: String) throws {
    #expect(try read(text) == [text])
  }

  /// XML, then the HTML in it.
  private struct TwofoldUndo: MarkupUndo {
    let first: XMLUndo
    func text(of place: Provenance, in file: [UInt8]) -> [UInt8] {
      let once = String(decoding: first.text(of: place, in: file), as: UTF8.self)
      return Array((once.contains { "<&".contains($0) } ? UndoHTML.text(of: once) : once).utf8)
    }
  }
}
