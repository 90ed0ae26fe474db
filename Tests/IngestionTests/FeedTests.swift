import Foundation
import Ingestion
import Testing

@Suite("Feeds")
struct FeedTests {
  static let rss = """
    <?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/">
    <channel><title>Harbour notes</title><link>https://example.org/</link><description>What the tide brings</description>
    <item><title>The &lt;i&gt;tall&lt;/i&gt; ship &amp;amp; the crane</title><link>https://example.org/1</link>
    <guid isPermaLink="false">n-1</guid><dc:creator><![CDATA[Ada Quay]]></dc:creator><pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate>
    <description><![CDATA[The crane on the east quay lifted the mast of the tall ship on Monday and [&hellip;]]]></description>
    <content:encoded><![CDATA[<p>The crane on the east quay lifted the mast of the tall ship on Monday and put it down again.</p>
    <h2>After that</h2><p>Caf&eacute; owners <b>clapped</b>; a &lt;dog&gt; barked.</p>]]></content:encoded></item>
    <item><title>Fog</title><guid>n-2</guid><description>Fog closed the harbour. &lt;a href="x"&gt;Ferries&lt;/a&gt; waited &amp;mdash; for hours.</description></item>
    <item><title>Old post</title><guid>n-3</guid><content:encoded><![CDATA[First paragraph of an old post.

    <!--more-->Second paragraph, with <em>words</em>.]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
    <wp:post_id>3</wp:post_id><wp:comment><wp:comment_author>Ben</wp:comment_author><wp:comment_content><![CDATA[Well said.]]></wp:comment_content></wp:comment></item>
    </channel></rss>
    """
  static let atom = """
    <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Log</title><id>urn:x</id>
    <entry><title type="html">One &amp;lt; two</title><id>urn:1</id><author><name>Ada</name></author><updated>2026-01-05T10:00:00Z</updated>
    <summary>Short words.</summary><content type="html">&lt;p&gt;Long words in full.&lt;/p&gt;&lt;p&gt;More of them.&lt;/p&gt;</content></entry>
    <entry><title>Two</title><id>urn:2</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Real <b>elements</b>.</p></div></content></entry>
    <entry><title>Three</title><id>urn:3</id><content>Plain text only.</content></entry></feed>
    """
  static let rdf = """
    <?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="https://example.org/"><title>Old feed</title></channel>
    <item rdf:about="https://example.org/a"><title>An item</title><link>https://example.org/a</link><description>What it says.</description></item></rdf:RDF>
    """

  private func records(_ text: String) throws -> [Document] {
    try XMLReading.records(Array(text.utf8)).map { try $0.get() }
  }

  @Test("RSS gives a record an item, with HTML from CDATA sections and references read as HTML")
  func rssItems() throws {
    let items = try records(Self.rss)
    #expect(items.map(\.source.format) == [.feed, .feed, .feed])
    #expect(items.map(\.title) == ["The tall ship & the crane", "Fog", "Old post"])
    #expect(items.map(\.source.recordID) == ["n-1", "n-2", "n-3"])
    let first = XMLReading.outline(items[0])
    #expect(first.contains("paragraph/metadata: Ada Quay"))
    #expect(first.contains("heading/body: After that"))
    #expect(first.contains("paragraph/body: Café owners clapped; a <dog> barked."))
    #expect(
      XMLReading.outline(items[1]).contains(
        "paragraph/body: Fog closed the harbour. Ferries waited — for hours."))
    let place = try XMLReading.block(items[0], "Café").elementPath
    #expect(place == "/rss[1]/channel[1]/item[1]/content:encoded[1]/p[2]")
  }

  @Test("The beginning of the text that stands a second time as its description plays no part")
  func excerpt() throws {
    let items = try records(Self.rss)
    #expect(
      try XMLReading.block(
        items[0], "The crane on the east quay lifted the mast of the tall ship on Monday and ["
      ).role == .metadata)
    #expect(try XMLReading.block(try records(Self.atom)[0], "Short words").role == .abstract)
  }

  @Test("Posts whose paragraphs are blank lines keep their paragraphs; comments are notes")
  func wordPress() throws {
    let post = try records(Self.rss)[2]
    #expect(
      XMLReading.outline(post) == [
        "title/front: Old post", "paragraph/body: First paragraph of an old post.",
        "paragraph/body: Second paragraph, with words.", "paragraph/metadata: Ben",
        "paragraph/note: Well said.",
      ])
  }

  @Test("Atom's text, HTML and XHTML are told apart")
  func atomEntries() throws {
    let entries = try records(Self.atom)
    #expect(entries.map(\.title) == ["One < two", "Two", "Three"])
    #expect(entries.map(\.language) == ["en", "en", "en"])
    #expect(
      XMLReading.outline(entries[0]).suffix(2) == [
        "paragraph/body: Long words in full.", "paragraph/body: More of them.",
      ])
    #expect(XMLReading.outline(entries[1]).last == "paragraph/body: Real elements.")
    #expect(XMLReading.outline(entries[2]).last == "paragraph/body: Plain text only.")
  }

  @Test("RSS 1 is a feed, and other RDF is not")
  func rdfItems() throws {
    #expect(try records(Self.rdf).map(\.title) == ["An item"])
    let other = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><x>Words.</x></rdf:RDF>"
    #expect(try records(other).map(\.source.format) == [.xml])
  }

  @Test("Every text of a feed is found again in the file", arguments: [Self.rss, Self.atom, Self.rdf])
  func places(feed: String) throws {
    let bytes = Array(feed.utf8)
    for document in try records(feed) + [XMLReading.document(feed)] {
      let xml = XMLUndo(document, file: bytes)
      let undo = TwofoldUndo(first: xml)
      let problems = ProvenanceChecker(document: document, bytes: bytes, undo: undo, samples: 10).problems()
      #expect(problems.isEmpty, "\(problems)")
    }
  }

  @Test("An episode that says nothing else of itself is its summary")
  func episodes() throws {
    let feed = """
      <rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Mills</title>
      <itunes:summary>On mills.</itunes:summary><item><title>One</title><itunes:summary>Of wind.</itunes:summary></item>
      <item><title>Two</title><description>Of water.</description><itunes:summary>Water.</itunes:summary></item></channel></rss>
      """
    let items = try records(feed)
    #expect(try XMLReading.block(items[0], "Of wind.").role == .body)
    #expect(try XMLReading.block(items[1], "Water.").role == .metadata)
    #expect(try XMLReading.block(items[1], "Of water.").role != .metadata)
  }

  @Test(
    "The line that says where a post stands is none of it",
    arguments: [
      "The post <a>Mill</a> appeared first on <a>Brook</a>.", "Der Beitrag Mill erschien zuerst auf Brook.",
      "L’article Mill est apparu en premier sur Brook.", "La entrada Mill se publicó primero en Brook.",
      "L'articolo Mill proviene da Brook.",
    ])
  func sourceLines(line: String) throws {
    let feed =
      "<rss><channel><title>B</title><item><title>Mill</title><description><![CDATA[<p>The mill turns.</p><p>\(line)</p>]]>"
      + "</description></item></channel></rss>"
    let item = try #require(try records(feed).first)
    #expect(
      item.blocks.filter { $0.role != .metadata && $0.kind != .title }.map { item.text(in: $0.textRange) }
        == ["The mill turns."])
  }

  @Test("Damaged feeds do not crash", arguments: [Self.rss, Self.atom])
  func damage(feed: String) { Damage.check(Array(feed.utf8)) }

  /// XML, then the HTML in it.
  private struct TwofoldUndo: MarkupUndo {
    let first: XMLUndo
    func text(of place: Provenance, in file: [UInt8]) -> [UInt8] {
      let once = String(decoding: first.text(of: place, in: file), as: UTF8.self)
      return Array((once.contains { "<&".contains($0) } ? UndoHTML.text(of: once) : once).utf8)
    }
  }
}
