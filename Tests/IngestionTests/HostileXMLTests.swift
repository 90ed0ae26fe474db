import Foundation
import Ingestion
import Testing

@Suite("Hostile XML")
struct HostileXMLTests {
  @Test(
    "A reference to an external entity is refused, with its line",
    arguments: ["file:///etc/passwd", "http://example.org/secret", "secret.txt"])
  func externalEntity(system: String) throws {
    let error = XMLReading.failure(
      "<?xml version=\"1.0\"?>\n<!DOCTYPE r [\n<!ENTITY x SYSTEM \"\(system)\">\n]>\n<r><p>&x;</p></r>")
    #expect(error?.reason == .externalEntity("x (\(system))"))
    #expect(error?.line == 5)
    #expect(
      error?.description
        == "bad.xml:5: refers to the external entity 'x (\(system))'; such are read only where local files are allowed, and only "
        + "below the file's own folder")
  }

  @Test("An external entity that nothing refers to does no harm")
  func unusedExternalEntity() throws {
    let document = try XMLReading.document(
      "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r><p>Plain.</p></r>")
    #expect(document.text == "Plain.")
  }

  @Test("An external entity inside an internal one, and one in an attribute, are refused")
  func nestedExternalEntity() {
    let nested = XMLReading.failure(
      "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y \"a &x; b\">]>\n<r><p>&y;</p></r>")
    #expect(nested?.reason == .externalEntity("x (file:///etc/passwd)"))
    let attribute = XMLReading.failure(
      "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<r><p a=\"&x;\">text</p></r>")
    #expect(attribute != nil)
  }

  @Test("External parameter entities are refused, also through an internal one")
  func parameterEntity() {
    let direct = XMLReading.failure(
      "<!DOCTYPE r [\n<!ENTITY % p SYSTEM \"http://example.org/p.dtd\">\n%p;\n]>\n<r>text</r>")
    #expect(direct?.reason == .externalEntity("p (http://example.org/p.dtd)"))
    #expect(direct?.line == 3)
    let indirect = XMLReading.failure(
      """
      <!DOCTYPE r [
      <!ENTITY % p SYSTEM "http://example.org/p.dtd">
      <!ENTITY % q "&#x25;p;">
      %q;
      ]>
      <r>text</r>
      """)
    #expect(indirect?.reason == .externalEntity("p (http://example.org/p.dtd)"))
  }

  @Test("An external document type definition is neither loaded nor missed")
  func externalSubset() throws {
    let document = try XMLReading.document(
      "<!DOCTYPE article SYSTEM \"http://192.0.2.1/never.dtd\"><article><body><p>Text.</p></body></article>")
    #expect(document.text == "Text.")
  }

  @Test("A billion laughs are refused before they are told")
  func billionLaughs() {
    var text = "<!DOCTYPE r [<!ENTITY l0 \"lol\">\n"
    for level in 1...9 {
      text += "<!ENTITY l\(level) \"\(String(repeating: "&l\(level - 1);", count: 10))\">\n"
    }
    let error = XMLReading.failure(text + "]>\n<r><p>&l9;</p></r>")
    #expect(Self.isAmplification(error))
    #expect(error?.line == 12)
  }

  @Test("A quadratic blow-up is refused")
  func quadraticBlowUp() {
    let big = String(repeating: "a", count: 200_000)
    let references = String(repeating: "&a;", count: 5_000)
    let error = XMLReading.failure("<!DOCTYPE r [<!ENTITY a \"\(big)\">]>\n<r><p>\(references)</p></r>")
    #expect(Self.isAmplification(error))
    #expect(error?.line == 2)
  }

  @Test("Entities that refer to themselves are refused")
  func entityLoop() {
    let error = XMLReading.failure("<!DOCTYPE r [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>\n<r><p>&a;</p></r>")
    #expect(Self.isAmplification(error))
  }

  @Test("A text that is nothing but amplification in attributes is refused")
  func attributeAmplification() {
    var text = "<!DOCTYPE r [<!ENTITY l0 \"lol\">\n"
    for level in 1...9 {
      text += "<!ENTITY l\(level) \"\(String(repeating: "&l\(level - 1);", count: 10))\">\n"
    }
    #expect(Self.isAmplification(XMLReading.failure(text + "]>\n<r><p a=\"&l9;\">x</p></r>")))
  }

  @Test("Nesting 100,000 deep is refused at the stated depth, with its line")
  func depth() {
    let count = 100_000
    let text = String(repeating: "<deep>\n", count: count) + "x" + String(repeating: "</deep>", count: count)
    let error = XMLReading.failure(text)
    #expect(error?.reason == .limit("nesting depth of elements", 256))
    #expect(error?.line == 257)
    #expect(
      error?.description
        == "bad.xml:257: nesting depth of elements exceeds the limit of 256; the limit can be raised, to 2048 at most"
    )
  }

  @Test("The depth limit can be set lower")
  func lowerDepth() {
    let error = XMLReading.failure(Array("<one><two><three>x</three></two></one>".utf8)) {
      $0.maximumDepth = 2
    }
    #expect(error?.reason == .limit("nesting depth of elements", 2))
  }

  @Test("A start tag with a flood of attributes is refused")
  func attributeFlood() {
    let attributes = (0..<100_000).map { " a\($0)=\"\"" }.joined()
    let error = XMLReading.failure("<r>\n<p\(attributes)>x</p></r>")
    #expect(error?.reason == .limit("number of attributes", 512))
    #expect(error?.line == 2)
  }

  @Test("A NUL in the middle is refused, with its line")
  func nul() {
    var bytes = Array("<r>\n<p>one two</p></r>".utf8)
    bytes[10] = 0
    let error = XMLReading.failure(bytes)
    #expect(error?.line == 2)
    #expect(Self.isEncoding(error) || Self.isMalformed(error))
  }

  @Test("A character cut in the middle is refused, with its line")
  func truncatedCharacter() {
    let error = XMLReading.failure(
      Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<r>\n<p>caf".utf8) + [0xC3] + Array("</p></r>".utf8))
    #expect(Self.isEncoding(error))
    #expect(error?.line == 3)
  }

  @Test("A file that ends too early is refused, with its line")
  func truncatedFile() {
    let error = XMLReading.failure("<r>\n<p>one</p>\n<p>two")
    #expect(Self.isMalformed(error))
    #expect(error?.line == 3)
  }

  @Test(
    "Markup that is not well-formed is refused in the parser's words",
    arguments: [
      ("<r>\n<p>one</q></r>", 2), ("<r>\n<p a=\"1\" a=\"2\">x</p></r>", 2), ("<r>\n<p a=1>x</p></r>", 2),
      ("<r>\n<p>&nowhere;</p></r>", 2), ("<r>\n<p>a < b</p></r>", 2), ("<r/>\n<r/>", 2),
      ("<r>\n<p>]]></p></r>", 2), ("<r>\n<p>&#0;</p></r>", 2), ("<r>\n<!-- a -- b --><p>x</p></r>", 2),
    ])
  func malformed(text: String, line: Int) {
    let error = XMLReading.failure(Array(text.utf8)) { $0.format = .xml }
    #expect(Self.isMalformed(error))
    #expect(error?.line == line)
    #expect(error?.description.hasPrefix("bad.xml:\(line): not well-formed: ") == true)
  }

  @Test("A comment longer than any document needs is refused rather than held")
  func longMarkup() {
    let text = "<r><!--" + String(repeating: "x", count: 10_500_000) + "--><p>x</p></r>"
    var options = IngestionOptions()
    options.recordPath = "/r/p"
    var results: [IngestionError] = []
    try? DocumentReader(options: options).records(bytes: Array(text.utf8), name: "bad.xml") {
      if case .failure(let error) = $0 { results.append(error) }
      return true
    }
    #expect(results.last?.reason == .limit("length of one piece of markup", 10_000_000))
  }

  @Test("A document larger than the limit is refused")
  func size() {
    let error = XMLReading.failure(Array("<r><p>0123456789</p></r>".utf8)) { $0.maximumBytes = 10 }
    #expect(error?.reason == .limit("size in bytes", 10))
  }

  @Test(
    "MediaWiki text that never closes what it opens is read in time linear in its length",
    arguments: [
      "[//", "[//x ", "[[", "[[a|", "{{", "{{a|", "{|\n", "{|\n|a||b\n|}\n", "''", "&lt;ref>", "&lt;!--",
      "&lt;nowiki>", "__A",
      "[[a]] {{",
      "&lt;br", "&amp;#", "=", "= a =\n", "* ",
    ])
  func unclosedWikitext(piece: String) throws {
    let text = String(repeating: piece, count: 300_000)
    let page =
      "<mediawiki><page><title>T</title><revision><text>x \(text)</text></revision></page></mediawiki>"
    let document = try XMLReading.document(page)
    #expect(document.title == "T")
  }

  @Test("Characters that are declared nowhere are warned of once for each")
  func undefinedFlood() throws {
    let document = try XMLReading.document(
      "<!DOCTYPE r SYSTEM \"x.dtd\"><r><p>" + String(repeating: "&qqq; &rrr;", count: 500) + "</p></r>")
    #expect(document.warnings.count { $0.message.contains("qqq") || $0.message.contains("rrr") } == 2)
  }

  @Test("XML without any text says so")
  func noText() {
    let error = XMLReading.failure("<r><p> </p><q/></r>")
    #expect(error?.reason == .noText)
    #expect(error?.description == "bad.xml: no text found; check the path of the text, and the format")
  }

  @Test("libxml2 writes nothing to standard error, whatever it is fed")
  func silence() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let log = folder.appending(path: "stderr").path
    let saved = dup(2)
    let file = open(log, O_CREAT | O_WRONLY, 0o600)
    dup2(file, 2)
    for text in ["<r><p></q>", "<r xmlns:a='' a:b='c'><z:p>x</z:p></r>", "<r>&x;</r>", "<r a='1' a='2'/>"] {
      _ = try? XMLReading.document(text) { $0.format = .xml }
      _ = try? XMLReading.document("<r><p>x</p></r>") { $0.textPath = "//[" }
      _ = try? XMLReading.document("<r><p>x</p></r>") { $0.textPath = "//none:p" }
    }
    fflush(nil)
    dup2(saved, 2)
    close(saved)
    close(file)
    let written = try String(contentsOfFile: log, encoding: .utf8)
    #expect(
      !written.contains("error :") && !written.contains("XPath error") && !written.contains("warning :"))
  }

  // MARK: Kinds of reasons

  static func isAmplification(_ error: IngestionError?) -> Bool {
    if case .entityAmplification = error?.reason { true } else { false }
  }
  static func isMalformed(_ error: IngestionError?) -> Bool {
    if case .malformed = error?.reason { true } else { false }
  }
  static func isEncoding(_ error: IngestionError?) -> Bool {
    if case .encoding = error?.reason { true } else { false }
  }
}
