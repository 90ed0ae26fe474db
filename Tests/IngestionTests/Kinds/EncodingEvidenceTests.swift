import Foundation
import Ingestion
import Testing

@Suite("Declarations of encodings and evidence")
struct EncodingEvidenceTests {
  @Test(
    "Valid UTF-8 beats a declaration that it contradicts",
    arguments: ["iso-8859-1", "windows-1252", "ISO-8859-15", "windows-1251", "koi8-r"])
  func contradicted(name: String) throws {
    let page =
      "<html><head><meta charset=\"\(name)\"><title>Café</title></head><body><p>The café’s owner paid €12.</p></body></html>"
    let document = try Reading.read(Array(page.utf8), as: .html)
    #expect(document.text.contains("The café’s owner paid €12."))
    #expect(document.warnings.first?.message.contains("valid UTF-8") == true)
    let xml = "<?xml version=\"1.0\" encoding=\"\(name)\"?><doc><p>The café’s owner.</p></doc>"
    #expect(try DocumentReader().document(bytes: Array(xml.utf8), name: "x.xml").text == "The café’s owner.")
  }

  @Test(
    "A page that says UTF-8 and is not is read in what it is",
    arguments: ["ISO-8859-1", "windows-1250", "windows-1252"])
  func notUTF8(name: String) throws {
    let words =
      name == "windows-1250"
      ? "Żółw śpiewał w górach, a chłopiec spał." : "The café of Zoë Brønsted is naïve."
    let page = "<html><head><meta charset=\"utf-8\"></head><body><p>\(words)</p></body></html>"
    let bytes = try #require(Self.encode(page, name))
    let document = try Reading.read(bytes, as: .html)
    #expect(document.text == words)
    #expect(document.warnings.first?.message.contains("declared as UTF-8") == true)
  }

  static let texts: [(String, String)] = [
    ("Śnieg spadł wczoraj w górach. Źrebię stało przy żłobie, a chłopiec śpiewał.", "windows-1250"),
    ("Śnieg spadł wczoraj w górach. Źrebię stało przy żłobie.", "ISO-8859-2"),
    ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "windows-1250"),
    ("Az őrült tűzoltó fürdőben énekelt hősies nótát.", "windows-1250"),
    ("Der Bär fraß süße Äpfel für die Gäste.", "IBM850"),
    ("Le garçon a mangé des pâtes à l’été.", "macintosh"),
    ("L’élève était très fâché à Noël.", "windows-1252"),
    ("El niño comió piñas mañana; ¿qué pasó?", "ISO-8859-1"),
    ("Smørrebrød på øen er godt, siger kæresten.", "ISO-8859-1"),
    ("Съешь же ещё этих мягких французских булок.", "windows-1251"),
    ("Съешь же ещё этих мягких французских булок.", "KOI8-R"), ("Привет, мир! Как дела?", "IBM866"),
    ("Здравей, как си днес?", "ISO-8859-5"), ("Чуєш їх, доцю, га? Кумедна ж ти!", "windows-1251"),
    ("МОСКВА И ПЕТЕРБУРГ", "windows-1251"), ("Η γλώσσα είναι ελληνική και όμορφη.", "windows-1253"),
  ]

  @Test("Short texts are told apart by their letters", arguments: texts)
  func short(text: String, name: String) throws {
    let bytes = try #require(Self.encode(text, name))
    let document = try Reading.read(bytes, as: .text)
    #expect(document.text == text, "read as \(document.source.encoding)")
  }

  @Test("Where letters tell nothing, the doubt is said")
  func doubt() throws {
    let bytes = try #require(Self.encode("Der Bär kam.", "ISO-8859-1"))
    let document = try Reading.read(bytes, as: .text)
    #expect(document.text == "Der Bär kam.")
    #expect(document.warnings.contains { $0.remedy == .encoding })
  }

  @Test(
    "Names in archives are read in the code page of their maker",
    arguments: [
      ("письмо.txt", "CP866"), ("Отчёт за год.doc", "CP866"), ("письмо домой.txt", "WINDOWS-1251"),
      ("näme.txt", "CP437"), ("Größe é.txt", "WINDOWS-1252"),
    ])
  func names(name: String, codePage: String) throws {
    let bytes = try #require(Iconv.bytes(Array(name.utf8), to: codePage))
    #expect(EncodedName.text(bytes, in: EncodedName.encoding(of: [bytes])) == name)
  }

  /// `text` in the encoding `name`, by the C library's converter.
  static func encode(_ text: String, _ name: String) -> [UInt8]? {
    let iconv = ["macintosh": "MACINTOSH", "IBM850": "CP850"][name] ?? name.uppercased()
    return Iconv.bytes(Array(text.utf8), to: iconv)
  }
}
