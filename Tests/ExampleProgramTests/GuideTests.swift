import Peruse
import TestSupport
import Testing

/// What guides show and none of the example programs does; `Tools/readme-snippets` cuts the marked stretches out.
@Suite("What the guides show")
struct GuideTests {
  private func path(_ name: String) -> String {
    Program.root.appendingPathComponent("corpora").appendingPathComponent(name).path
  }

  @Test("A document that has been prepared is asked, and read no further than was wanted")
  func longDocument() async throws {
    let document = try await DocumentReader().document(reading: path("stories/the-tide-clock.xml"))
    let reader = try Reader()
    // snippet: long-document
    let prepared = reader.prepare(document)
    var options = ReaderOptions()
    options.closeWindows = 16
    let result = try reader.result(of: "Who kept the clock?", in: prepared, options: options)
    // end snippet
    #expect(result.answers.first?.text == "Ilse Marrin")
    #expect((1...16).contains(result.windowsRead))
  }

  @Test("Three paths say what is text, what the title, and what is left out")
  func ownFormat() throws {
    let path = path("collections/harbour-museum.xml")
    // snippet: own-format
    var options = IngestionOptions()
    options.textPath = "//object/description"
    options.titlePath = "//about/name"
    options.skipPath = "//licence"
    let document = try DocumentReader(options: options).document(at: path)
    // end snippet
    #expect(document.title == "Catalogue of the Harbour Museum, Port Sarrow: Twelve Objects")
    #expect(document.text.contains("This hollow copper float, 58 centimetres across"))
    #expect(!document.text.contains("Float of the tide clock") && !document.text.contains("Apache License"))
  }
}
