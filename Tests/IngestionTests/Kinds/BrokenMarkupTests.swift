import Foundation
import Ingestion
import Testing

@Suite("Broken markup")
struct BrokenMarkupTests {
  static let broken: [(String, [String])] = [
    ("<doc><p>Brandt & Sons sell rope.</p></doc>", ["Brandt & Sons sell rope."]),
    ("<doc><p>AT&T too.</p><p>a &nbsp b</p></doc>", ["AT&T too.", "a &nbsp b"]),
    ("<doc><p>One \u{0B} is here.</p></doc>", ["One \u{FFFD} is here."]),
    ("<doc><p>Three < four.</p></doc>", ["Three < four."]),
    ("<doc><p>One <b>bold</p><p>Two.</p></doc>", ["One bold", "Two."]),
    ("<doc><p>One.</b></p><p>Two.</p>", ["One.", "Two."]),
    ("<doc><p id=x class=\"a\" class=\"b\">One.</p></doc>", ["One."]),
    ("<doc><p>One.</p></doc><p>Two.</p>", ["One.", "Two."]),
    ("<doc><p>One &#11; two &#xFFFF;.</p></doc>", ["One \u{FFFD} two \u{FFFD}."]),
    ("<doc><p>See ]]> there.</p></doc>", ["See ]]> there."]),
    ("<doc><p>One &odd; two.</p></doc>", ["One \u{FFFD} two."]),
    ("<doc><p title=\"a<b\">One.</p></doc>", ["One."]),
    ("<doc><p>One.</p><p>Cut off in the mid", ["One.", "Cut off in the mid"]),
    ("<?xml version=\"1.0\" standalone=\"maybe\"?><doc><p>One.</p></doc>", ["One."]),
    ("<?xml encoding=\"UTF-8\" version=\"1.0\"?><doc><p>One.</p></doc>", ["One."]),
    ("<?xml version=1.0?><doc><p>One.</p></doc>", ["One."]),
    ("<!DOCTYPE doc [<!ELEMENT doc (p+>]><doc><p>One.</p></doc>", ["One."]),
    (
      "<!DOCTYPE doc [<!ENTITY inn \"the inn\"><!ATTLIST p x>]><doc><p>One &inn;.</p></doc>", ["One the inn."]
    ),
    ("<!DOCTYPE doc PUBLIC \"-//A//B\"><doc><p>One.</p></doc>", ["One."]),
  ]

  @Test("What is good is read under leniency, and the place of the fault is said", arguments: broken)
  func lenient(source: String, texts: [String]) throws {
    let error = try #require(XMLReading.failure(source))
    #expect(error.remedy == .leniency || error.remedy == .encodingOrLeniency)
    let document = try XMLReading.document(source) { $0.isLenient = true }
    #expect(document.blocks.map { document.text(in: $0.textRange) } == texts)
    #expect(
      document.warnings.contains { $0.message.contains("not well-formed") }
        || document.text.contains("\u{FFFD}"))
    // Every word is where the map says.
    let bytes = Array(source.utf8)
    for word in ["One", "Two", "Sons", "four", "Cut"] where document.text.contains(word) {
      let start = document.text.utf8.distance(
        from: document.text.startIndex, to: try #require(document.text.range(of: word)).lowerBound)
      let place = try #require(document.provenance(of: start..<start + word.utf8.count)?.bytes)
      #expect(bytes[place.byteStart..<place.byteEnd].elementsEqual(word.utf8))
    }
  }

  @Test("Records of a broken file are read one by one")
  func records() throws {
    let text = "<records><record><p>Tar & rope.</p></record><record><p>Two.</p></record>"
    let records = try XMLReading.records(Array(text.utf8)) { $0.isLenient = true }
    #expect(try records.map { try $0.get().text } == ["Tar & rope.", "Two."])
    #expect(try records[0].get().warnings.count == 1)
  }

  @Test("HTML's names need no declaration")
  func named() throws {
    let document = try Kind.read(
      "<doc><title>Caf&eacute;</title><p>The caf&eacute;&nbsp;is open. Ask M&uuml;ller &amp; sons.</p></doc>")
    #expect(document.text == "Café\n\nThe café\u{A0}is open. Ask Müller & sons.")
  }

  static let pages: [String] = [
    "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>One rope<br> is here & there.<p>Second.</body></html>",
    "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>One rope<br> is here & there.</P><p>Second.</p></html>",
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"x.dtd\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p class=a>One rope<br/> is here & there.</p><p>Second.</p></body></html>",
    "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p><b><i>One</b></i> rope<br/> is here &amp; there.</p><p>Second.</p></body></html>",
    "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><img src=x><p>One rope is here &amp; there.</p><p>Second.</p></body></html>",
  ]

  @Test("A page that claims to be XML is read as browsers read it", arguments: pages)
  func soup(page: String) throws {
    let document = try DocumentReader().document(
      bytes: Array(("<?xml version=\"1.0\"?>\n" + page).utf8), name: "soup.html")
    #expect(Reading.texts(document) == ["One rope is here & there.", "Second."])
    #expect(document.warnings.first?.message.contains("browsers") == true)
  }

  @Test(
    "A name of an encoding that nobody knows says nothing: UTF-8 is read under it, other bytes under leniency",
    arguments: ["utf-88", "x-mine", "none", "%ENC%", "latin"])
  func unknownEncoding(name: String) throws {
    let bytes = Array("<?xml version=\"1.0\" encoding=\"\(name)\"?><doc><p>The café is new.</p></doc>".utf8)
    if name.contains("%") {
      // What cannot be a name makes a declaration that is not well-formed.
      #expect(throws: IngestionError.self) { try DocumentReader().document(bytes: bytes, name: "named.xml") }
    } else {
      let strict = try DocumentReader().document(bytes: bytes, name: "named.xml")
      #expect(Reading.texts(strict) == ["The café is new."])
      #expect(strict.warnings.contains { $0.message.contains("'\(name)'") })
    }
    var options = IngestionOptions()
    options.isLenient = true
    let document = try DocumentReader(options: options).document(bytes: bytes, name: "named.xml")
    #expect(Reading.texts(document) == ["The café is new."])
    #expect(document.warnings.contains { $0.message.contains("'\(name)'") })
    let latin =
      Array("<?xml version=\"1.0\" encoding=\"\(name)\"?><doc><p>The caf".utf8) + [0xE9]
      + Array(" is new, and so is the road to it.</p></doc>".utf8)
    #expect(throws: IngestionError.self) { try DocumentReader().document(bytes: latin, name: "named.xml") }
    let other = try DocumentReader(options: options).document(bytes: latin, name: "named.xml")
    #expect(Reading.texts(other) == ["The café is new, and so is the road to it."])
  }

  @Test("Bytes that are no UTF-8 show as U+FFFD under leniency")
  func bytes() throws {
    let bytes =
      Array("The café is “new”. The café stays. The caf".utf8) + [0xE9, 0x20] + Array("is shut. End.".utf8)
    #expect(throws: IngestionError.self) { try DocumentReader().document(bytes: bytes, name: "mixed.txt") }
    var options = IngestionOptions()
    options.isLenient = true
    let document = try DocumentReader(options: options).document(bytes: bytes, name: "mixed.txt")
    #expect(document.text == "The café is “new”. The café stays. The caf\u{FFFD} is shut. End.")
    #expect(document.warnings.count == 1)
    #expect(document.map.insertions.count == 1)
  }
}
