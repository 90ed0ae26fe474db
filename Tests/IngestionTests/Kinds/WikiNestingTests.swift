import Ingestion
import Testing

/// A reader that looks at each piece of markup whole would need minutes for what is long here.
@Suite("Wiki markup inside wiki markup", .timeLimit(.minutes(1)))
struct WikiNestingTests {
  private func nested(_ open: String, _ close: String, _ count: Int) -> String {
    String(repeating: open, count: count) + "Fly" + String(repeating: close, count: count)
  }

  @Test("A picture in a caption is left out of it, and a link of links shows its words")
  func shallow() throws {
    let picture = "Before. [[File:a.jpg|thumb|One [[File:b.jpg|20px]] two.]] After."
    #expect(Kind.texts(try Kind.read(Kind.wiki(picture))) == ["Before. After.", "One two."])
    #expect(Kind.texts(try XMLReading.document(Kind.wiki(nested("[[a|", "]]", 200)))) == ["Fly"])
  }

  @Test(
    "Tens of thousands inside each other are read in time that grows as they do",
    arguments: [
      ("[[File:a.jpg|thumb|x ", "]]"), ("[[File:a.jpg|", "]]"), ("[[a|", "]]"), ("[[File:", "]]"),
      ("{{quote|", "}}"),
      ("{{convert|1|", "}}"), ("{{val|1 ", "}}"), ("{{lang|de|", "}}"), ("{{multiple image|caption1=", "}}"),
      ("{{{a|", "}}}"), ("{|\n|\n", "\n|}"),
    ])
  func deep(open: String, close: String) throws {
    let document = try XMLReading.document(Kind.wiki("A tarn is a lake.\n\n" + nested(open, close, 40_000)))
    #expect(document.text.contains("A tarn is a lake."))
  }

  @Test("So are as many pictures one after the other, each with its caption")
  func many() throws {
    let text = String(repeating: "[[File:a|A fly.]] ", count: 150_000)
    let document = try XMLReading.document(Kind.wiki("A tarn is a lake.\n\n" + text))
    #expect(document.blocks.count { $0.kind == .caption } == 150_000)
  }
}
