import Foundation
import Ingestion
import Testing

@Suite("Files of many records")
struct RecordsTests {
  /// A PubMed set of `count` articles.
  static func set(_ count: Int, damage: (Int) -> String? = { _ in nil }) -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PubmedArticleSet>\n"
    for number in 1...count {
      text +=
        damage(number)
          ?? """
          <PubmedArticle><MedlineCitation><PMID>\(number)</PMID><Article><ArticleTitle>Title \(number) &amp; more</ArticleTitle>
          <Abstract><AbstractText>The café number \(number) was open.</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>

          """
    }
    return text + "</PubmedArticleSet>\n"
  }

  @Test("Every record comes once, in order, with its number, identifier, path and place")
  func order() throws {
    let bytes = Array(Self.set(20_000).utf8)
    #expect(bytes.count > 4 << 20, "more than a few chunks")
    var next = 0
    var problems: [String] = []
    try DocumentReader().records(bytes: bytes, name: "set.xml") { result in
      let document = try result.get()
      #expect(document.source.recordIndex == next)
      #expect(document.source.recordID == "\(next + 1)")
      #expect(document.title == "Title \(next + 1) & more")
      #expect(document.blocks[0].elementPath.hasPrefix("/PubmedArticleSet[1]/PubmedArticle[\(next + 1)]/"))
      if next % 500 == 0 {
        problems += ProvenanceChecker(document: document, bytes: bytes, undo: XMLUndo(document, file: []))
          .problems()
      }
      next += 1
      return true
    }
    #expect(next == 20_000)
    #expect(problems.isEmpty)
  }

  @Test("Saying no ends the reading")
  func stop() throws {
    var count = 0
    try DocumentReader().records(bytes: Array(Self.set(100).utf8), name: "set.xml") { _ in
      count += 1
      return count < 3
    }
    #expect(count == 3)
  }

  @Test("Broken markup ends the reading with its line, and what came before stays")
  func brokenMarkup() throws {
    let text = Self.set(10) { $0 == 8 ? "<PubmedArticle><PMID>8</PMIT></PubmedArticle>\n" : nil }
    let results = try XMLReading.records(Array(text.utf8))
    #expect(results.count == 8)
    #expect(results.dropLast().allSatisfy { (try? $0.get()) != nil })
    guard case .failure(let error)? = results.last else {
      Issue.record("no failure")
      return
    }
    #expect(HostileXMLTests.isMalformed(error))
    #expect(error.line == 17)
    #expect(error.file == "many.xml")
  }

  @Test("A record without text costs itself only")
  func emptyRecord() throws {
    let text = Self.set(5) { $0 == 2 ? "<PubmedArticle> </PubmedArticle>\n" : nil }
    let results = try XMLReading.records(Array(text.utf8))
    #expect(results.count == 5)
    #expect(Self.indices(ofFailures: results) == [1])
    #expect(Self.error(results[1])?.reason == .noText)
    #expect(Self.error(results[1])?.line == 5)
  }

  @Test("A record that is too large costs itself only, and is not held in memory")
  func largeRecord() throws {
    let large =
      "<PubmedArticle><PMID>2</PMID>" + String(repeating: "word ", count: 1 << 20) + "</PubmedArticle>"
    let results = try XMLReading.records(Array(Self.set(4) { $0 == 2 ? large : nil }.utf8)) {
      $0.maximumBytes = 1 << 20
    }
    #expect(results.count == 4)
    #expect(Self.indices(ofFailures: results) == [1])
    #expect(Self.error(results[1])?.reason == .limit("size of a record in bytes", 1 << 20))
  }

  @Test("An entity that blows up one record leaves the others")
  func amplification() throws {
    let body = "<!DOCTYPE PubmedArticleSet [<!ENTITY e \"\(String(repeating: "x", count: 3_000))\">]>\n"
    let bad = "<PubmedArticle><PMID>2</PMID>\(String(repeating: "&e;", count: 600))</PubmedArticle>\n"
    let set = Self.set(6) { $0 == 2 ? bad : nil }
    let text = set.replacingOccurrences(of: "<PubmedArticleSet>", with: body + "<PubmedArticleSet>")
    let results = try XMLReading.records(Array(text.utf8))
    // Newer versions of libxml2 refuse the whole file here; then the first record still stands.
    #expect(results.contains { HostileXMLTests.isAmplification(Self.error($0)) })
    #expect((try? results[0].get()) != nil)
  }

  @Test(
    "A record path names the records of any format",
    arguments: ["/library/shelf/book", "//book", "book", "shelf/*"])
  func recordPath(path: String) throws {
    let text = """
      <library xml:lang="de"><shelf><book id="a"><name>One</name></book><book id="b"><name>Two</name></book></shelf>
      <shelf><book id="c"><name>Three</name></book></shelf></library>
      """
    let results = try XMLReading.records(Array(text.utf8)) { $0.recordPath = path }
    let documents = try results.map { try $0.get() }
    #expect(documents.map(\.text) == ["One", "Two", "Three"])
    #expect(documents.map(\.source.recordID) == ["a", "b", "c"])
    #expect(documents.map(\.language) == ["de", "de", "de"])
    #expect(documents[2].blocks[0].elementPath == "/library[1]/shelf[2]/book[1]/name[1]")
    #expect(documents[1].source.sha256.count == 64)
    #expect(documents[1].source.byteCount == "<book id=\"b\"><name>Two</name></book>".utf8.count)
  }

  @Test("A record path that is more than names is refused")
  func badRecordPath() {
    let error = #expect(throws: IngestionError.self) {
      try XMLReading.records(Array("<a><b>x</b></a>".utf8)) { $0.recordPath = "//b[@x]" }
    }
    #expect(error?.remedy == .recordPath)
  }

  @Test("A file without the records it should hold says that there is no text")
  func noRecords() throws {
    let results = try XMLReading.records(Array("<PubmedArticleSet></PubmedArticleSet>".utf8))
    #expect(results.count == 1)
    #expect(Self.error(results[0])?.reason == .noText)
  }

  @Test(
    "Records come from other encodings as well, with their places in the file",
    arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian, .isoLatin1])
  func encodings(encoding: String.Encoding) throws {
    let isWide = encoding != .isoLatin1
    let text = Self.set(9_000).replacingOccurrences(of: "UTF-8", with: isWide ? "UTF-16" : "ISO-8859-1")
    var bytes = Array(try #require(text.data(using: encoding)))
    if encoding == .utf16LittleEndian { bytes = [0xFF, 0xFE] + bytes }
    if encoding == .utf16BigEndian { bytes = [0xFE, 0xFF] + bytes }
    var count = 0
    var problems: [String] = []
    try DocumentReader().records(bytes: bytes, name: "set.xml") { result in
      let document = try result.get()
      count += 1
      if count % 400 == 1 {
        #expect(document.text.contains("café number \(count) was"))
        problems += ProvenanceChecker(document: document, bytes: bytes, undo: XMLUndo(document, file: []))
          .problems()
      }
      return true
    }
    #expect(count == 9_000)
    #expect(problems.isEmpty)
  }

  @Test("Records read one at a time are the records read from the whole")
  func wholeFile() throws {
    let bytes = Array(Self.set(50).utf8)
    let records = try XMLReading.records(bytes).map { try $0.get() }
    let whole = try DocumentReader().document(bytes: bytes, name: "set.xml")
    #expect(whole.text == records.map(\.text).joined(separator: "\n\n"))
    #expect(whole.blocks.map(\.elementPath) == records.flatMap { $0.blocks.map(\.elementPath) })
  }

  @Test("A file that is one document comes as one")
  func single() throws {
    let results = try XMLReading.records(Array("<note><p>Only one.</p></note>".utf8))
    #expect(try results.map { try $0.get().text } == ["Only one."])
    #expect(try results[0].get().source.recordIndex == nil)
  }

  private static func error(_ result: Result<Document, IngestionError>) -> IngestionError? {
    if case .failure(let error) = result { error } else { nil }
  }

  private static func indices(ofFailures results: [Result<Document, IngestionError>]) -> [Int] {
    results.indices.filter { error(results[$0]) != nil }
  }
}
