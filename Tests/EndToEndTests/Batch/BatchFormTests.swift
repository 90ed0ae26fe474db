import Foundation
import FoundationXML
import GRDB
import TestSupport
import Testing

@Suite("Forms of a batch's output")
struct BatchFormTests {
  private func folder() throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "docs/a & b.xml",
      "<story><title>A &lt; B</title><p>\(Samples.text(1))</p><p>\(Samples.text(2))</p></story>")
    try folder.write("docs/sub/c.md", "# C\n\n\(Samples.text(3))")
    try folder.write("docs/broken.xml", "<story>")
    return folder
  }

  private func run(_ folder: Scratch, _ arguments: [String]) throws -> Program.Outcome {
    try Program.run(
      ["batch", "summarize", "docs", "--method", "lead", "--sentences", "2", "--quiet"] + arguments,
      in: folder.path)
  }

  @Test("A folder holds one file a document, named as the document is")
  func names() throws {
    let folder = try folder()
    #expect(try run(folder, ["--output-dir", "out"]).status == 1)
    #expect(folder.exists("out/docs/a & b.xml.json") && folder.exists("out/docs/sub/c.md.json"))
    #expect(try folder.lines("out.errors.jsonl").count == 1)
    #expect(try run(folder, ["--output-dir", "out"]).status == 73)
    try FileManager.default.removeItem(atPath: folder.path + "/docs/sub/c.md")
    try folder.write("docs/sub/d.md", Samples.text(9))
    #expect(try run(folder, ["--output-dir", "out", "--resume"]).status == 1)
    #expect(!folder.exists("out/docs/sub/c.md.json") && folder.exists("out/docs/sub/d.md.json"))
  }

  @Test("Text is one passage a line with its place")
  func text() throws {
    let folder = try folder()
    _ = try run(folder, ["--output-dir", "out", "--format", "text"])
    let text = String(decoding: try folder.read("out/docs/a & b.xml.txt"), as: UTF8.self)
    let fields = text.split(separator: "\n").first?.split(separator: "\t") ?? []
    #expect(fields.count == 3 && fields[1].hasPrefix("docs/a & b.xml:") && fields[2] == "/story[1]/p[1]")
  }

  @Test("Pages and TEI are well-formed, and what TEI points at is the passage")
  func markup() throws {
    let folder = try folder()
    _ = try run(folder, ["--output-dir", "tei", "--format", "tei"])
    _ = try run(folder, ["--output-dir", "html", "--format", "html"])
    let page = String(decoding: try folder.read("html/docs/a & b.xml.html"), as: UTF8.self)
    #expect(page.contains("<mark class=\"k s ") && page.contains("Summary of A &lt; B"))
    let tei = try folder.read("tei/docs/a & b.xml.tei.xml")
    let document = try #require(TEI(tei))
    #expect(document.spans.count == 2)
    for span in document.spans {
      let parts = span.target.dropFirst("#string-range(".count).dropLast().split(separator: ",")
      let block = Array((document.blocks[String(parts[0])] ?? "").unicodeScalars)
      let start = try #require(Int(parts[1]))
      let count = try #require(Int(parts[2]))
      var text = String.UnicodeScalarView()
      text.append(contentsOf: block[start..<start + count])
      #expect(String(text) == span.text)
    }
  }

  @Test("Web Annotations name the bytes, the element and the words around")
  func annotations() throws {
    let folder = try folder()
    _ = try run(folder, ["--output-dir", "out", "--format", "annotations"])
    let data = try folder.read("out/docs/a & b.xml.jsonld")
    let page = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(page["@context"] as? String == "http://www.w3.org/ns/anno.jsonld")
    let items = try #require(page["items"] as? [[String: Any]])
    let target = try #require(items.first?["target"] as? [String: Any])
    #expect(target["source"] as? String == "docs/a%20%26%20b.xml")
    let selectors = try #require(target["selector"] as? [[String: Any]])
    #expect(
      selectors.map { $0["type"] as? String } == [
        "DataPositionSelector", "XPathSelector", "TextQuoteSelector",
      ])
    try #require(selectors.count == 3)
    let source = try folder.read("docs/a & b.xml")
    let start = try #require(selectors[0]["start"] as? Int)
    let end = try #require(selectors[0]["end"] as? Int)
    let exact = try #require(selectors[2]["exact"] as? String)
    #expect(String(decoding: source[start..<end], as: UTF8.self) == exact)
  }

  @Test("A quote in an annotation keeps the no-break spaces of the source")
  func quotes() throws {
    let folder = try Scratch()
    try folder.write(
      "docs/n.xml", "<story><p>It took 41&#160;minutes to cross. Then it was over.</p></story>")
    _ = try run(folder, ["--output-dir", "out", "--format", "annotations"])
    let page = String(decoding: try folder.read("out/docs/n.xml.jsonld"), as: UTF8.self)
    #expect(page.contains(#""exact":"It took 41\#u{A0}minutes to cross.""#))
  }

  @Test("A database holds results, passages and a full-text index, and is resumed like a file")
  func database() throws {
    let folder = try folder()
    for number in 0..<40 { try folder.write("docs/n\(number).xml", Samples.xml(number)) }
    #expect(try run(folder, ["--database", "whole.db"]).status == 1)
    try folder.write("docs/n20.xml", Samples.xml(777))
    #expect(try run(folder, ["--database", "whole.db", "--resume"]).status == 1)
    #expect(try run(folder, ["--database", "new.db"]).status == 1)
    func rows(_ name: String) throws -> [String] {
      try DatabaseQueue(path: folder.path + "/" + name).read { database in
        try String.fetchAll(
          database,
          sql: """
            SELECT result.n || result.name || result.json || group_concat(passage.text || byte_start)
            FROM result JOIN passage ON passage.result = result.id GROUP BY result.id ORDER BY n
            """)
      }
    }
    #expect(try rows("whole.db").count == 42)
    #expect(try rows("whole.db") == rows("new.db"))
    let found = try DatabaseQueue(path: folder.path + "/whole.db").read { database in
      try String.fetchAll(
        database,
        sql:
          "SELECT name FROM result JOIN result_text ON result_text.rowid = result.id WHERE result_text MATCH 'number AND 777'"
      )
    }
    #expect(found == ["docs/n20.xml"])
  }
}

/// What a TEI file holds, as an XML parser sees it.
private final class TEI: NSObject, XMLParserDelegate {
  var blocks: [String: String] = [:]
  var spans: [(target: String, text: String)] = []
  private var text = ""
  private var block: String?
  private var target: String?

  init?(_ data: Data) {
    super.init()
    let parser = XMLParser(data: data)
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    text = ""
    if name == "ab" { block = attributes["xml:id"] }
    if name == "span" { target = attributes["target"] }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?)
  {
    if name == "ab", let block { blocks[block] = text }
    if name == "span", let target { spans.append((target, text)) }
  }
}
