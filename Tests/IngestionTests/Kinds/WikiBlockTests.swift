import Ingestion
import Testing

@Suite("Blocks inside wikitext")
struct WikiBlockTests {
  static let blocks: [(String, [String])] = [
    ("Two: <ol><li>tar it</li><li>coil it</li></ol> Done.", ["Two:", "tar it", "coil it", "Done."]),
    ("<ul>\n<li>tar\n<li>hemp\n</ul>\nDone.", ["tar", "hemp", "Done."]),
    (
      "<table><tr><th>Year<th>Toll<tr><td>1711<td>#4</table>After.",
      ["Year", "Toll", "1711", "#4", "After."]
    ),
    ("before<blockquote>Haul away.</blockquote>after", ["before", "Haul away.", "after"]),
    ("one<div class=x>two</div>three", ["one", "two", "three"]),
    ("one<p>two</p>three<br>four", ["one", "two", "three four"]),
    ("<h3>Knots</h3>They hold.", ["Knots", "They hold."]),
    ("<dl><dt>Bight<dd>A loop.</dl>", ["Bight", "A loop."]),
    ("<div>\n* tar\n* hemp\n</div>", ["tar", "hemp"]),
    ("<div>One line\nand the next.</div>", ["One line and the next."]),
  ]

  @Test("Blocks of HTML are blocks of their own", arguments: blocks)
  func html(source: String, texts: [String]) throws {
    #expect(Kind.texts(try Kind.read(Kind.wiki(source))) == texts)
  }

  static let captions: [(String, [String])] = [
    (
      "<gallery caption=\"Boats\">\nFile:A.jpg|The ''first'' [[boat]]\nB.jpg|alt=x|The second\nC.jpg\n</gallery>\nEnd.",
      ["Boats", "The first boat", "The second", "End."]
    ),
    ("<imagemap>\nFile:M.png|300px|A chart\nrect 1 2 3 4 [[Foo]]\n</imagemap>\nEnd.", ["A chart", "End."]),
    (
      "{{Multiple image|image1=a.jpg|caption1=Bow|image2=b.jpg|caption2=Stern}}\nEnd.",
      ["Bow", "Stern", "End."]
    ),
    ("{{Gallery|File:A.jpg|Bow|File:B.jpg|Stern}}\nEnd.", ["Bow", "Stern", "End."]),
    (
      "{{Episode list|EpisodeNumber=1|Title=Ebb|ShortSummary=They [[sail]].}}\nEnd.",
      ["Ebb", "They sail.", "End."]
    ),
    ("{{hidden|More|A long story.}}\nEnd.", ["More", "A long story.", "End."]),
    ("{{Math theorem|name=Fen|Every boat leaks.}}\nEnd.", ["Fen", "Every boat leaks.", "End."]),
    ("{{bq|1=So a = b.}}", ["So a = b."]),
  ]

  @Test("Captions of galleries and text in boxes are read", arguments: captions)
  func caption(source: String, texts: [String]) throws {
    #expect(Kind.texts(try Kind.read(Kind.wiki(source))) == texts)
  }

  static let variants: [(String, [String])] = [
    ("他用-{zh-hans:软件;zh-hant:軟體}-工作。", ["他用软件工作。"]),
    ("他在-{码头}-工作。", ["他在码头工作。"]),
    ("他来。-{H|zh-cn:软件;zh-tw:軟體}-他走。", ["他来。他走。"]),
    ("[[File:a.jpg|thumb|大的-{A|zh-hans:软件;zh-hant:軟體}-]]\n他走。", ["大的软件", "他走。"]),
    ("他用-{zh-tw:軟體;zh-cn:[[软件]]}-工作。", ["他用软件工作。"]),
  ]

  @Test("Of a text in several variants of Chinese one is read", arguments: variants)
  func variant(source: String, texts: [String]) throws {
    #expect(Kind.texts(try Kind.read(WikiTemplateFamilyTests.dump(source, "zh"))) == texts)
  }

  static let links: [(String, [String])] = [
    ("[[File:a.jpg|thumb|See [http://x.org the site]]]\nEnd.", ["See the site", "End."]),
    ("Now [[Media:song.ogg|hear the song]] again.", ["Now hear the song again."]),
    ("See [[a|the [http://x.org site]]] now.", ["See the site now."]),
  ]

  @Test(
    "A link to another site ends before the brackets around it, one to a sound stays in its sentence",
    arguments: links)
  func link(source: String, texts: [String]) throws {
    #expect(Kind.texts(try Kind.read(Kind.wiki(source))) == texts)
  }

  static let spaces: [(title: String, number: Int, isArticle: Bool)] = [
    ("Boat", 0, true), ("Talk:Boat", 1, false), ("User:Enid", 2, false), ("User talk:Enid", 3, false),
    ("File:A.jpg", 6, false), ("Portal:Sea", 100, false), ("Draft:Boat", 118, false),
    ("Appendix:Knots", 100, true),
    ("Help:Knots", 12, true),
  ]

  @Test("Pages of talk, users, files, portals and drafts are no articles", arguments: spaces)
  func pages(title: String, number: Int, isArticle: Bool) throws {
    let dump =
      "<mediawiki><page><title>\(title)</title><ns>\(number)</ns><revision><text>Some text.</text></revision></page>"
      + "<page><title>Z</title><ns>0</ns><revision><text>Last.</text></revision></page></mediawiki>"
    let texts = Kind.texts(try Kind.read(dump))
    #expect(texts == (isArticle ? ["Some text.", "Z", "Last."] : ["Last."]))
    #expect(try XMLReading.records(Array(dump.utf8)).count == (isArticle ? 2 : 1))
  }

  static let histories: [(times: [String], text: String)] = [
    (["2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"], "text 1"),
    (["2021-01-01T00:00:00Z", "2020-01-01T00:00:00Z"], "text 0"),
    (["", ""], "text 1"), (["2021-01-01T00:00:00Z"], "text 0"),
    (["2019-01-01T00:00:00Z", "2022-01-01T00:00:00Z", "2020-01-01T00:00:00Z"], "text 1"),
  ]

  @Test("Of a page's versions the newest is read", arguments: histories)
  func newest(times: [String], text: String) throws {
    let revisions = times.enumerated().map { index, time in
      "<revision><id>\(index)</id>\(time.isEmpty ? "" : "<timestamp>\(time)</timestamp>")<text>text \(index)</text></revision>"
    }.joined()
    let dump = "<mediawiki><page><title>T</title><ns>0</ns>\(revisions)</page></mediawiki>"
    #expect(Kind.texts(try Kind.read(dump)) == [text])
  }
}
