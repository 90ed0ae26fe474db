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

  @Test(
    "What is written as one word is not cut through",
    arguments: [
      ("Delete the file tarpit", "Delete the file tarpit.lock now.", "Delete the file tarpit.lock"),
      ("lock", "the file tarpit.lock", "tarpit.lock"), ("gnu", "at www.gnu.org/ed", "www.gnu.org"),
      ("OVERWRITE doesn", "NO_OVERWRITE doesn't change it", "NO_OVERWRITE doesn't"),
      ("t change", "It doesn’t change it", "doesn’t change"), ("four o", "by four o'clock", "four o'clock"),
      ("Brien", "Ann O'Brien", "O'Brien"), ("07", "at 07:50 or later", "07:50"),
    ])
  func joined(span: String, text: String, expected: String) throws {
    #expect(try mended(span, text) == expected)
  }

  @Test(
    "A sentence, a name before an apostrophe and a word before a bracket end where they end",
    arguments: [
      ("Ann", "It was Ann's"), ("Ann", "Ann'll come"), ("the end", "the end. then"), ("end", "the end.Then"),
      ("exit", "call exit(_:) now"), ("18:05", "at 18:05: Tom"), ("_Freya", "the _Freya_ sank"),
    ])
  func apart(span: String, text: String) throws {
    #expect(try mended(span, text) == span)
  }

  @Test(
    "A day keeps its year and its month",
    arguments: [
      ("Feb 09", "Feb 09, 2022: released", "Feb 09, 2022"), ("27, 2019", "on Mar 27, 2019", "Mar 27, 2019"),
      ("Tuesday, 13 May", "on Tuesday, 13 May 2025, at noon", "Tuesday, 13 May 2025"),
      ("May 13th", "on May 13th, 1902.", "May 13th, 1902"),
    ])
  func days(span: String, text: String, expected: String) throws {
    #expect(try mended(span, text) == expected)
  }

  @Test(
    "A month, a year and a number before one stay by themselves",
    arguments: [
      ("May", "in May 2025"), ("2022", "Feb 09, 2022"), ("13 May", "on 13 May, at noon"),
      ("room 9", "in room 9, 2022"), ("13", "13, 2019 and 2020"),
    ])
  func notDays(span: String, text: String) throws {
    #expect(try mended(span, text) == span)
  }

  @Test(
    "Quotes and brackets around or in an answer are whole, or left out",
    arguments: [
      ("standard' text", "the 'standard' text editor", "'standard' text"),
      ("'m' or 'd", "'m' or 'd' for days", "'m' or 'd'"),
      ("dogs' owners", "the dogs' owners", "dogs' owners"),
      ("(2 cm)", "about 3/4 inch (2 cm) smaller", "2 cm"), ("(2 cm", "3/4 inch (2 cm) smaller", "2 cm"),
      ("(1, 2)", "the pair (1, 2)", "(1, 2)"), ("(a) or (b)", "either (a) or (b)", "(a) or (b)"),
    ])
  func quotes(span: String, text: String, expected: String) throws {
    #expect(try mended(span, text) == expected)
  }

  @Test("Of names with their roles in brackets, who asks for a role is told the one before it")
  func roles() {
    let text = "Present: Ruth Okafor (chair), Dilip Rao (treasurer), Inga Brandt"
    func answer(_ question: Set<String>, from start: Int = 9) -> String {
      let span = start..<Array("Present: Ruth Okafor (chair), Dilip Rao".utf8).count
      let range = SpanBorders.ofRole(span, in: text, bounds: 0..<text.utf8.count, asked: question)
      return String(decoding: Array(text.utf8)[range], as: UTF8.self)
    }
    #expect(answer(["who", "is", "the", "treasurer"]) == "Dilip Rao")
    #expect(answer(["who", "is", "the", "treasurer"], from: 30) == "Dilip Rao")
    #expect(answer(["who", "came"]) == "Ruth Okafor (chair), Dilip Rao")
    #expect(answer([]) == "Ruth Okafor (chair), Dilip Rao")
  }
}
