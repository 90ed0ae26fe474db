import Ingestion
import Testing

@Suite("Times of the clock at the beginnings of lines")
struct ClockTimeTests {
  static let clocks: [(String, [String])] = [
    (
      "Programme\n\n09:00 Doors open\n09:30 Welcome by Jo Marr\n10:15 Nets of the bay\n\nTea is at 11:00 in the loft.\n",
      [
        "Programme", "09:00 Doors open", "09:30 Welcome by Jo Marr", "10:15 Nets of the bay",
        "Tea is at 11:00 in the loft.",
      ]
    ),
    (
      "Departures\n\n07:12 Tarn\n08:43 Orn\n10:05 Fell\n12:30 Quay\n",
      ["Departures", "07:12 Tarn", "08:43 Orn", "10:05 Fell", "12:30 Quay"]
    ),
    (
      "06:50 Up before the wind.\n07:30 The nets are mended.\n21:15 Rain. No boats.\n",
      ["06:50 Up before the wind.", "07:30 The nets are mended.", "21:15 Rain. No boats."]
    ),
    (
      "00:05 Ferry\n01:10 Mail boat\n02:35 Night train\n",
      ["00:05 Ferry", "01:10 Mail boat", "02:35 Night train"]
    ),
    (
      "[09:14] Mila: did it come?\n[09:15] Jo: no\n[09:16] Mila: when?\n",
      ["[09:14] Mila: did it come?", "[09:15] Jo: no", "[09:16] Mila: when?"]
    ),
    (
      "10:15:01 From Mila to Everyone:\n\tdid it come?\n10:16:20 From Jo to Everyone:\n\tnot yet\n10:17:02 From Mila to Everyone:\n\twhen?\n",
      [
        "10:15:01 From Mila to Everyone:", "did it come?", "10:16:20 From Jo to Everyone:", "not yet",
        "10:17:02 From Mila to Everyone:", "when?",
      ]
    ),
    (
      "9.30 Uhr Kaffee\n10.15 Uhr Netze und Boote\n12 Uhr Ende\n",
      ["9.30 Uhr Kaffee", "10.15 Uhr Netze und Boote", "12 Uhr Ende"]
    ),
  ]

  @Test("Agendas, timetables, diaries and chats are text, and each line is a block", arguments: clocks)
  func clock(text: String, blocks: [String]) throws {
    let document = try Reading.checked(Array(text.utf8), as: nil)
    #expect(document.source.format == .text)
    #expect(Reading.texts(document) == blocks)
  }

  @Test(
    "A recording begins near zero and takes as long as its words do",
    arguments: [
      "0:00\nWelcome back to the quay\n0:04\ntoday we look at nets\n0:09\nand who mends them\n",
      "00:00:02 Welcome back to the quay, where nets are mended.\n00:00:06 Today we look at one of them.\n00:00:11 It is torn.\n",
      "[00:01.50]The boats go out\n[00:06.20]And some come in\n[12:10.00]The end\n",
      "[0:03] Ada: We begin.\n[0:09] Ben: Do we?\n[75:00] Ada: We do.\n",
      "1:05 so the boat came in at last\n1:09 and the wind was strong\n1:13 and it blew from the land\n",
    ])
  func recording(text: String) throws {
    #expect(try Reading.read(Array(text.utf8), as: nil).source.format == .subtitles)
  }

  @Test("The name of a file settles what is neither", arguments: ["notes.md", "notes.markdown"])
  func markdown(name: String) {
    let text = "# Notes\n\n0:00 Opening of the hall\n0:04 Talk by Jo Marr\n0:09 Break of an hour\n"
    #expect(FormatDetector.detect(Array(text.utf8), path: name) == .markdown)
    #expect(
      FormatDetector.detect(Array("[09:14] a\n[09:15] b\n[09:16] c\n".utf8), path: "a.lrc") == .subtitles)
  }
}
