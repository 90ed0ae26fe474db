import Ingestion
import Testing

@Suite("What surrounds an article on a page")
struct PageFurnitureTests {
  private static let article = (1...4).map {
    "<p>The harbour was deepened in stage \($0), and the work, which nobody had thought possible, took a year.</p>"
  }.joined(separator: "\n")

  private func texts(_ page: String) throws -> [String] {
    let document = try Reading.checked(Array(page.utf8), as: .html)
    return document.blocks.filter { $0.kind != .title }.map { document.text(in: $0.textRange) }
  }

  private func expectArticleOnly(_ page: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let found = try texts(page)
    #expect(found.count == 4, "\(found)", sourceLocation: sourceLocation)
    #expect(
      found.allSatisfy { $0.hasPrefix("The harbour was deepened") }, "\(found)",
      sourceLocation: sourceLocation)
  }

  @Test(
    "Boxes that say that they lead elsewhere are left out",
    arguments: [
      "<div><h3>Related</h3><ul><li><a href=a>Old boats</a></li><li><a href=b>New boats</a></li></ul></div>",
      "<h2>More stories</h2><ul><li><a href=a>Old boats, new harbours and a quarrel over them</a></li></ul>",
      "<div class=box><p>Lire aussi :</p><p><a href=a>Le port est ouvert, et les bateaux arrivent</a></p></div>",
      "<section><h2>Das könnte Sie auch interessieren</h2><div><a href=a>Der Hafen, wie er war</a></div></section>",
      "<div><h4>関連記事</h4><p><a href=a>港が開いた。</a></p></div>",
      "<div><p>Share this:</p><ul><li><a href=t>Twitter</a></li><li><a href=f>Facebook</a></li></ul></div>",
    ])
  func elsewhere(box: String) throws {
    try expectArticleOnly("<body><article>\(Self.article)\(box)</article></body>")
    try expectArticleOnly("<body><div id=story>\(Self.article)\(box)</div></body>")
  }

  @Test(
    "What readers wrote is left out, however long it is",
    arguments: [
      "<div id=comments><h3>What people say</h3>REPEAT</div>", "<ol class=commentlist>REPEAT</ol>",
      "<section class=\"comments-area\">REPEAT</section>", "<div><h3>13 Comments</h3>REPEAT</div>",
      "<div><h3>There are 2 comments</h3>REPEAT</div>",
    ])
  func comments(box: String) throws {
    let comment =
      "<p>I was there myself, and I must say that it was quite different, you know, from what is told.</p>"
    let long = box.replacing("REPEAT", with: String(repeating: comment, count: 12))
    try expectArticleOnly("<body><article>\(Self.article)</article>\(long)</body>")
    try expectArticleOnly("<body><div class=page><div class=text>\(Self.article)</div>\(long)</div></body>")
  }

  @Test("A page of comments alone is its comments")
  func onlyComments() throws {
    let comment = "<p>I was there myself, and I must say that it was quite different from what is told.</p>"
    let found = try texts("<body><div id=comments>\(String(repeating: comment, count: 6))</div></body>")
    #expect(found.count == 6)
  }

  @Test(
    "What stands beside the text and has none itself is left out",
    arguments: [
      "<div class=x1><ul><li>Start</li><li>News</li><li>Sport</li></ul></div>",
      "<div class=x2><span>You are here</span><b>Home</b></div>", "<div>Log in</div><div>Font size</div>",
      "<div class=\"sns-button\"><p>Send</p><p>Print</p></div>",
      "<div><p>Sign up</p><form><p>Your address, please, and a word.</p></form></div>",
    ])
  func beside(box: String) throws {
    try expectArticleOnly(
      "<body><div>\(box)</div><div><div class=t>\(Self.article)</div></div><div>\(box)</div></body>")
  }

  @Test("A title, captions and text beside the longest part stay")
  func kept() throws {
    let page = """
      <body><div class=top><div><h1>The harbour</h1><span>12</span></div></div>
      <div><div><div class=t>\(Self.article)</div>
      <figure><img src=a><figcaption>The quay in spring</figcaption></figure>
      <div><p>It was, all in all, a good year for the town, for its boats and for its people.</p></div></div></div></body>
      """
    let document = try Reading.checked(Array(page.utf8), as: .html)
    #expect(document.title == "The harbour")
    let found = document.blocks.map { document.text(in: $0.textRange) }
    #expect(found.contains("The quay in spring") && found.contains { $0.hasPrefix("It was, all in all") })
    #expect(!found.contains("12"))
  }

  @Test(
    "Text behind an element without content is not taken into it",
    arguments: [
      "<embed src=a>", "<embed src=\"a\"/>", "<source src=a>", "<track src=a>", "<param name=a>", "<wbr>",
    ])
  func emptyElements(tag: String) throws {
    #expect(
      try texts("<body><div><p>One rope is here.</p>\(tag)<p>Another is there.</p></div></body>")
        == ["One rope is here.", "Another is there."])
  }

  @Test("Words that furniture begins with are text where they begin a text")
  func related() throws {
    let page = """
      <body><article>\(Self.article)<h2>Related work</h2><p>Others, too, have measured the depth of harbours, and
      with better means than ours.</p><h2>Comments on the method</h2><p>It is, as far as we know, the first of its
      kind that was tried.</p></article></body>
      """
    #expect(try texts(page).count == 8)
  }
}
