import Ingestion
import Testing

@Suite("XPaths of one's own")
struct XPathTests {
  static let text = """
    <lib:set xmlns:lib="urn:lib" xmlns="urn:plain"><head><name>Set of two</name></head>
    <lib:doc n="1"><cap>First</cap><txt>One <em>two</em>.</txt><junk>drop</junk></lib:doc>
    <lib:doc n="2"><cap>Second</cap><txt>Three<junk> drop</junk>.</txt></lib:doc></lib:set>
    """

  @Test(
    "A text path chooses what is read, in names as they are written",
    arguments: ["//txt", "//lib:doc/txt", "/lib:set/lib:doc/*[local-name()='txt']", "//txt/text()"])
  func textPath(path: String) throws {
    let document = try XMLReading.document(Self.text) {
      $0.textPath = path
      $0.skipPath = "//junk"
    }
    #expect(XMLReading.outline(document) == ["paragraph/body: One two.", "paragraph/body: Three."])
    #expect(document.blocks[1].elementPath == "/lib:set[1]/lib:doc[2]/txt[1]")
  }

  @Test("Title and skip paths work alone and together")
  func titleAndSkip() throws {
    let document = try XMLReading.document(Self.text) {
      $0.titlePath = "//head/name"
      $0.skipPath = "//junk | //lib:doc[@n='2']"
    }
    #expect(document.title == "Set of two")
    #expect(
      XMLReading.outline(document) == [
        "title/front: Set of two", "paragraph/body: First", "paragraph/body: One two.",
      ])
    let both = try XMLReading.document(Self.text) {
      $0.titlePath = "//lib:doc[1]/cap"
      $0.textPath = "//txt"
    }
    #expect(both.title == "First")
    #expect(both.blocks.map(\.kind) == [.title, .paragraph, .paragraph])
  }

  @Test("The prefix of the format's name means its namespace")
  func formatPrefix() throws {
    let tei = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p>a</p><ab>b</ab></body></text></TEI>"
    for path in ["//tei:ab", "//ab"] {
      let document = try XMLReading.document(tei) { $0.textPath = path }
      #expect(document.text == "b")
    }
  }

  @Test("What a path skips inside a sentence is an omission")
  func omission() throws {
    let document = try XMLReading.document(Self.text) { $0.skipPath = "//junk" }
    let block = try XMLReading.block(document, "Three.")
    let place = try #require(document.provenance(of: block.textRange))
    #expect(place.omitted.count == 1)
    let bytes = Array(Self.text.utf8)
    let problems = ProvenanceChecker(
      document: document, bytes: bytes, undo: XMLUndo(document, file: bytes), samples: 30
    )
    .problems()
    #expect(problems.isEmpty)
  }

  @Test("Paths select inside records as they do in the whole file")
  func records() throws {
    let results = try XMLReading.records(Array(Self.text.utf8)) {
      $0.recordPath = "//doc"
      $0.titlePath = "/lib:set/lib:doc/cap"
      $0.textPath = "//txt"
      $0.skipPath = "//junk"
    }
    let documents = try results.map { try $0.get() }
    #expect(documents.map(\.title) == ["First", "Second"])
    #expect(
      documents.map { XMLReading.outline($0).last } == ["paragraph/body: One two.", "paragraph/body: Three."])
  }

  @Test(
    "A path that cannot be used says so",
    arguments: [
      ("//[", "the path '//[' cannot be used: "), ("//none:p", "the path '//none:p' cannot be used: "),
      ("count(//p)", "does not select"), ("//p/@x", "selects attributes"),
    ])
  func badPath(path: String, message: String) {
    let error = XMLReading.failure(Array("<r><p x=\"1\">a</p></r>".utf8)) { $0.textPath = path }
    guard case .invalidPath(path, _, .textPath)? = error?.reason else {
      Issue.record("no error of a path")
      return
    }
    #expect(error?.statement.contains(message) == true)
  }

  @Test("A text path that finds nothing says that there is no text")
  func nothingFound() {
    let error = XMLReading.failure(Array("<r><p>a</p></r>".utf8)) { $0.textPath = "//q" }
    #expect(error?.reason == .noText)
  }
}
