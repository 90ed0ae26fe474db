import SpanExtraction
import Testing

@Suite("Borders of answers")
struct SpanBorderTests {
  /// The answer that a span becomes; the last occurrence of `span` in `text` is meant.
  private func mended(_ span: String, _ text: String, ofRange: Bool = false) throws -> String {
    let (bytes, part) = (Array(text.utf8), Array(span.utf8))
    let start = try #require(
      bytes.indices.last { $0 + part.count <= bytes.count && bytes[$0..<$0 + part.count].elementsEqual(part) }
    )
    let range = SpanBorders.mended(
      start..<start + part.count, in: text, bounds: 0..<bytes.count, ofRange: ofRange)
    return String(decoding: bytes[range], as: UTF8.self)
  }

  @Test(
    "A number, a day, an address, an option or a sign is not cut through",
    arguments: [
      ("4.0", "It came with 1.4.0 in May.", "1.4.0"), ("84", "earns $84,500.75 a year", "$84,500.75"),
      ("500", "earns $84,500.75 a year", "$84,500.75"), ("6", "at 6.30 in the evening", "6.30"),
      ("11-05", "3.2.0 (2024-11-05)", "2024-11-05"), ("2024-11", "on 2024-11-05.", "2024-11-05"),
      ("@harbour.example", "Write to trust@harbour.example.org.", "trust@harbour.example.org"),
      ("Ann <ann@mill", "Ann <ann@mill.example>", "Ann <ann@mill.example"),
      ("mill-house", "ann@mill-house.example", "ann@mill-house.example"),
      ("b", "Use -b only.", "-b"), ("bytes", "-b, --bytes=LIST", "--bytes"),
      ("email output", "-R, --rfc-email output a date", "--rfc-email output"),
      ("5 °C", "It was -5 °C at night.", "-5 °C"), ("5", "It was −5 °C at night.", "−5 °C"),
    ])
  func whole(span: String, text: String, expected: String) throws {
    #expect(try mended(span, text) == expected)
  }

  @Test(
    "What stands by itself stays by itself",
    arguments: [
      ("1987", "on 14.03.1987 in Ghent"), ("1987", "It closed in 1987.2 Later it opened."),
      ("2024", "3.2.0 (2024-11-05)"), ("12", "rooms 12,13 and 14"),
      ("harbour.example", "at trust@harbour.example"),
      ("trust", "at trust@harbour.example"),
      ("Jonas", "the keeper --Jonas-- came"), ("16", "14-16 Quay Street"), ("1945", "from 1939–1945"),
      ("France and Prussia", "the war between France and Prussia"), ("end", "This is the end."),
      ("Samson", "the \"Samson\" of Renfrew"), ("4 February to 19 April", "from 4 February to 19 April"),
      ("a 6\" nail", "with a 6\" nail"),
    ])
  func alone(span: String, text: String) throws {
    #expect(try mended(span, text) == span)
  }

  @Test(
    "\"Between\" stays with two times or numbers, a full stop with its abbreviation",
    arguments: [
      (
        "June and November 1912", "finished between June and November 1912.", "between June and November 1912"
      ),
      ("8 and 11 metres", "Between 8 and 11 metres deep", "Between 8 and 11 metres"),
      ("9:40 p.m", "the last at 9:40 p.m. In winter", "9:40 p.m."), ("the U.S", "in the U.S.", "the U.S."),
      ("Northlight Ltd", "between Northlight Ltd. and him", "Northlight Ltd."),
    ])
  func words(span: String, text: String, expected: String) throws {
    #expect(try mended(span, text) == expected)
  }

  @Test(
    "One end of a range gets the other, for who asks for the range",
    arguments: [
      ("November", "finished between June and November.", "between June and November"),
      ("25,000 euros", "Between 18,000 and 25,000 euros.", "Between 18,000 and 25,000 euros"),
      ("18,000", "Between 18,000 and 25,000 euros.", "Between 18,000 and 25,000"),
      ("1918", "from 1914, and 1918 was the last", "1918"),
      ("Prussia", "between France and Prussia", "Prussia"),
      ("May 1912", "between early April and May 1912", "between early April and May 1912"),
    ])
  func ranges(span: String, text: String, expected: String) throws {
    #expect(try mended(span, text, ofRange: true) == expected)
    #expect(try mended(span, text) == span)
  }

  @Test(
    "Marks in pairs are both there, or neither",
    arguments: [
      ("60 C (140 F", "at 60 C (140 F) or more", "60 C (140 F)"),
      ("(chair", "Ann (chair, since May)", "chair"),
      ("exit(_:)", "`exit(_:)` ends it", "exit(_:)"), ("Renfrew)", "(of Renfrew) in 1931", "Renfrew"),
      ("\"No foot of it", "said: \"No foot of it\" and went", "\"No foot of it\""),
      ("No foot of it\"", "said: \"No foot of it\" and went", "\"No foot of it\""),
      ("\"A clock", "said, \"A clock that stands.\"", "A clock"),
      ("“Mouse", "called “Mouse” by all", "“Mouse”"),
    ])
  func marks(span: String, text: String, expected: String) throws {
    #expect(try mended(span, text) == expected)
  }
}
