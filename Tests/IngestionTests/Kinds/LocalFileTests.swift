import Foundation
import Ingestion
import Testing

@Suite("Files that a document includes")
struct LocalFileTests {
  /// Reads `book.xml` of a folder that holds `files`.
  private func read(
    _ files: [String: String], local: Bool = true, _ check: (Document, [UInt8]) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("peruse-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    var options = IngestionOptions()
    options.readsLocalFiles = local
    let path = folder.appendingPathComponent("in/book.xml").path
    try check(
      try DocumentReader(options: options).document(at: path), Array((files["in/book.xml"] ?? "").utf8))
  }

  private static let chapter =
    "<?xml version=\"1.0\"?>\n<chapter><title>Two</title><para>It lies here.</para></chapter>"

  private static func book(_ subset: String, _ body: String, system: String = "") -> String {
    "<!DOCTYPE book \(system)[\(subset)]>\n<book><title>T</title><chapter><title>One</title><para>First.</para></chapter>\(body)</book>"
  }

  @Test(
    "Entities, definitions and XInclude elements are read from the folder",
    arguments: [
      ["in/book.xml": book("<!ENTITY two SYSTEM \"two.xml\">", "&two;"), "in/two.xml": chapter],
      ["in/book.xml": book("<!ENTITY two SYSTEM \"parts/two.xml\">", "&two;"), "in/parts/two.xml": chapter],
      [
        "in/book.xml": book("<!ENTITY % list SYSTEM \"list.ent\"> %list;", "&two;"),
        "in/list.ent": "<!-- parts --><!ENTITY two SYSTEM \"two.xml\">", "in/two.xml": chapter,
      ],
      [
        "in/book.xml": book(
          "", "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"two.xml\"/>"),
        "in/two.xml": chapter,
      ],
      [
        "in/book.xml": book(
          "", "<include xmlns=\"http://www.w3.org/2001/XInclude\" href=\"two.xml\"><fallback/></include>"),
        "in/two.xml": "<!DOCTYPE chapter [<!ENTITY place \"here\">]>"
          + chapter.replacing("here", with: "&place;").replacing("<?xml version=\"1.0\"?>\n", with: ""),
      ],
      [
        "in/book.xml": book(
          "", "<chapter><title>Two</title><para>It lies &where;.</para></chapter>",
          system: "SYSTEM \"book.dtd\" "),
        "in/book.dtd": "<!ELEMENT para ANY>\n<![IGNORE[<!ENTITY where \"there\">]]><!ENTITY where 'here'>",
      ],
    ])
  func folder(files: [String: String]) throws {
    try read(files) { document, bytes in
      let found = document.blocks.map { document.text(in: $0.textRange) }
      #expect(found == ["T", "One", "First.", "Two", "It lies here."])
      for block in document.blocks {
        let place = try #require(document.map.source(of: block.textRange))
        let cut = String(decoding: bytes[place.byteStart..<place.byteEnd], as: UTF8.self)
        // What stands in the file itself is there; what is included stands where it is included.
        let text = document.text(in: block.textRange)
        #expect(cut == text || cut.hasPrefix("&") || cut.hasPrefix("<") || cut.contains("&where;"), "\(cut)")
      }
    }
  }

  @Test(
    "What lies elsewhere is refused, and so are files that include themselves",
    arguments: [
      book("<!ENTITY two SYSTEM \"../secret.xml\">", "&two;"),
      book("<!ENTITY two SYSTEM \"/etc/passwd\">", "&two;"),
      book("<!ENTITY two SYSTEM \"file:///etc/passwd\">", "&two;"),
      book("<!ENTITY two SYSTEM \"http://example.org/two.xml\">", "&two;"),
      book("<!ENTITY two SYSTEM \"nowhere.xml\">", "&two;"),
      book("<!ENTITY two SYSTEM \"loop.xml\">", "&two;"),
      book("", "<xi:include href=\"../secret.xml\"/>"), book("", "<xi:include href=\"loop.xml\"/>"),
    ])
  func elsewhere(text: String) throws {
    let loop = "<chapter><para>&two;<xi:include href=\"loop.xml\"/></para></chapter>"
    #expect(throws: IngestionError.self) {
      try read(["in/book.xml": text, "in/loop.xml": loop, "secret.xml": "<para>Secret.</para>"]) { _, _ in }
    }
  }

  @Test(
    "Declarations that name each other many times over are refused, whatever they stand for",
    arguments: ["<!ENTITY x \"y\">", ""])
  func amplified(text: String) throws {
    var subset = "<!ENTITY % e0 '\(text)'>"
    for level in 1..<16 {
      let ten = String(repeating: "%e\(level - 1);", count: 10)
      subset += "<!ENTITY % e\(level) '\(ten)'>"
    }
    let error = #expect(throws: IngestionError.self) {
      try read(["in/book.xml": Self.book(subset + "%e15;", "<para>It.</para>")]) { _, _ in }
    }
    #expect(error?.description.contains("declarations") == true)
  }

  @Test("Without the option nothing is read, and an XInclude element that is left out is told")
  func without() throws {
    let text = Self.book("", "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"two.xml\"/>")
    try read(["in/book.xml": text, "in/two.xml": Self.chapter], local: false) { document, _ in
      #expect(!document.text.contains("It lies here"))
      #expect(
        document.warnings.contains {
          $0.message.contains("'two.xml'") && $0.remedy == .localIncludes
        })
    }
  }

  /// A file of many records that includes others: inside a record, around records, and by what another file
  /// declares.
  private static let many: [String: String] = [
    "in/corpus.xml":
      "<!DOCTYPE teiCorpus [<!ENTITY % list SYSTEM \"list.ent\"> %list;<!ENTITY end SYSTEM \"parts/end.xml\">]>\n"
      + "<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\" xmlns:xi=\"http://www.w3.org/2001/XInclude\"><teiHeader/>\n"
      + "<TEI><teiHeader/><text><body><p>One &place; text.</p><xi:include href=\"part.xml\"/></body></text></TEI>\n"
      + "<xi:include href=\"two.xml\"/>\n"
      + "<TEI><teiHeader/><text><body><p>Last text.</p>&end;</body></text></TEI></teiCorpus>",
    "in/list.ent": "<!ENTITY place \"harbour\">",
    "in/part.xml": "<p xmlns=\"http://www.tei-c.org/ns/1.0\">Included text.</p>",
    "in/parts/end.xml": "<p>The end.</p>",
    "in/two.xml":
      "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body><p>Second text.</p></body></text></TEI>",
  ]

  @Test(
    "Files of many records include others as single documents do, and each text keeps a place in the file itself"
  )
  func records() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("peruse-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in Self.many {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let path = folder.appendingPathComponent("in/corpus.xml").path
    var options = IngestionOptions()
    options.readsLocalFiles = true
    var documents: [Document] = []
    try DocumentReader(options: options).records(at: path) {
      documents.append(try $0.get())
      return true
    }
    let texts = documents.map { document in document.blocks.map { document.text(in: $0.textRange) } }
    #expect(
      texts == [["One harbour text.", "Included text."], ["Second text."], ["Last text.", "The end."]])
    let bytes = Array((Self.many["in/corpus.xml"] ?? "").utf8)
    var cuts: [String] = []
    for document in documents {
      for block in document.blocks {
        let place = try #require(document.map.source(of: block.textRange))
        cuts.append(String(decoding: bytes[place.byteStart..<place.byteEnd], as: UTF8.self))
      }
    }
    #expect(
      cuts == [
        "One &place; text.", "<xi:include href=\"part.xml\"/>", "<xi:include href=\"two.xml\"/>",
        "Last text.",
        "&end;",
      ])
    // Without the option it is refused, with the option as the remedy.
    var failures: [IngestionError] = []
    try DocumentReader().records(at: path) {
      if case .failure(let error) = $0 { failures.append(error) }
      return true
    }
    #expect(failures.first?.remedy == .localEntities)
  }

  @Test("Text is included as text, and a fallback stands for what is not there")
  func parts() throws {
    let text = Self.book(
      "",
      "<para><xi:include href=\"a.txt\" parse=\"text\"/></para>"
        + "<para><xi:include href=\"no.xml\"><xi:fallback>None.</xi:fallback></xi:include></para>")
    try read(["in/book.xml": text, "in/a.txt": "Ropes & <tar>"]) { document, _ in
      let found = document.blocks.map { document.text(in: $0.textRange) }
      #expect(found.suffix(2) == ["Ropes & <tar>", "None."])
    }
  }
}
