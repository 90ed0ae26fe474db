import Ingestion
import Testing

@Suite("Pages and messages in plain text")
struct TextPageTests {
  private func read(_ text: String) throws -> Document { try Reading.checked(Array(text.utf8), as: .text) }

  static func page(_ number: Int, _ text: String) -> String {
    text
      + "\n\n\nTarn                     Standards Track                    [Page \(number)]\n\u{0C}\nRFC 9999            Ropes at Sea               May 2031\n\n\n"
  }

  @Test("Running heads and feet cut no sentence")
  func pages() throws {
    let text =
      Self.page(
        1,
        "   A rope is made of hemp, and the hemp is twisted into yarn, which\n   is then tarred by the men who work along the whole length of the"
      )
      + Self.page(
        2, "   walk, and wound up.\n\n   A second paragraph stands here and ends on this page as it should.")
      + "   A third paragraph follows and it is the last of all of them here.\n"
    let document = try read(text)
    #expect(
      Reading.texts(document) == [
        "A rope is made of hemp, and the hemp is twisted into yarn, which is then tarred by the men who work along the whole length of the walk, and wound up.",
        "A second paragraph stands here and ends on this page as it should.",
        "A third paragraph follows and it is the last of all of them here.",
      ])
  }

  @Test("Form feeds between chapters take nothing away")
  func chapters() throws {
    let text =
      "The first chapter is here.\n\n\u{0C}\nThe second one is here.\n\n\u{0C}\nAnd the third one is here.\n"
    #expect(try read(text).text.contains("The second one is here."))
    #expect(try read(text).blocks.count == 3)
  }

  static let logs = [
    "[12:30] <ann> is the rope there?\n[12:31] <bob> not yet\n[12:31] <ann> when?\n[12:32] <bob> at noon\n",
    "12:30:05 ann: is the rope there?\n12:30:09 bob: not yet\n12:31:00 ann: when?\n12:32:10 bob: at noon\n",
    "<ann> is the rope there?\n<bob> not yet\n<ann> when?\n<bob> at noon\n",
    "2031-05-04 12:30 ann is the rope there?\n2031-05-04 12:31 bob not yet\n2031-05-04 12:31 ann when?\n2031-05-04 12:32 bob at noon\n",
    "(12:30) ann: is the rope there?\n(12:31) bob: not yet\n(12:31) ann: when?\n(12:32) bob: at noon\n",
  ]

  @Test("A message a line is a block each", arguments: logs)
  func messages(log: String) throws {
    #expect(try read(log).blocks.count == 4)
  }
}
