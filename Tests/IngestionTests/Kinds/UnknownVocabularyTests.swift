import Ingestion
import Testing

@Suite("Unknown vocabularies")
struct UnknownVocabularyTests {
  static let cases: [String] = [
    "<report><heading>Quay</heading><entry><name>Quay</name><text>The quay is sound. It is old.</text></entry></report>",
    "<catalogue><item><name>Rope</name><remark>The quay is sound. It is old.</remark></item></catalogue>",
    "<diary><entry date=\"1\">The quay is sound. It is old.</entry></diary>",
    "<house><table>The quay is sound. It is old.</table></house>",
    "<shop><header>The quay is sound. It is old.</header></shop>",
    "<art><style>The quay is sound. It is old.</style></art>",
    "<play><script>The quay is sound. It is old.</script></play>",
    "<news><item><headline>Q</headline><caption>The quay is sound. It is old.</caption></item></news>",
    "<box><legend>The quay is sound. It is old.</legend></box>",
    "<box><cell>The quay is sound. It is old.</cell></box>",
    "<wall><image><about>The quay is sound. It is old.</about></image></wall>",
  ]

  @Test("Names of other vocabularies take no text away", arguments: cases)
  func text(source: String) throws {
    let document = try Kind.read(source)
    let isText = document.blocks.contains {
      $0.role == .body && ($0.kind == .paragraph || $0.kind == .listItem)
        && document.text(in: $0.textRange) == "The quay is sound. It is old."
    }
    #expect(isText, "\(XMLReading.outline(document))")
  }

  @Test("Tables are still tables, and sheets of style no text")
  func tables() throws {
    let document = try Kind.read(
      "<doc><p>Text here.</p><table><row><entry>a</entry><entry>b</entry></row></table><style type=\"text/css\">p {}</style></doc>"
    )
    #expect(
      XMLReading.outline(document) == [
        "paragraph/body: Text here.", "tableCell/body: a", "tableCell/body: b",
      ])
  }
}
