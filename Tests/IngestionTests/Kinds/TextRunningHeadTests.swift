import Ingestion
import Testing

@Suite("Running heads of plain text without form feeds")
struct TextRunningHeadTests {
  private func texts(_ text: String) throws -> [String] {
    Reading.texts(try Reading.checked(Array(text.utf8), as: .text))
  }

  /// What stands at the edges of four pages.
  static let edges: [[String]] = [
    [
      "Report of the Harbour Board, 9 June                Page 1 of 4",
      "Report of the Harbour Board, 9 June                Page 2 of 4",
      "Report of the Harbour Board, 9 June                Page 3 of 4",
    ],
    [
      "                 NETS AND BOATS                 71", "72                 NETS AND BOATS",
      "                 NETS AND BOATS                 73",
    ],
    ["- 7 -", "- 8 -", "- 9 -"],
    ["12", "13", "14"],
    [
      "Tern                   Informational                  [Page 3]\n\nRFC 9901             Nets               May 2032",
      "Tern                   Informational                  [Page 4]\n\nRFC 9901             Nets               May 2032",
      "Tern                   Informational                  [Page 5]\n\nRFC 9901             Nets               May 2032",
    ],
    ["Seite 4", "Seite 5", "Seite 6"],
    ["NETS AND BOATS", "NETS AND BOATS", "NETS AND BOATS"],
  ]

  static let pages = [
    "The nets are laid out in the morning and the men who do it are",
    "those that have no boat of their own, because the sig-",
    "nal is not given before the tide has turned and the wind",
    "blows from the land again.",
  ]

  @Test("They cut no sentence and no word", arguments: edges)
  func between(edges: [String]) throws {
    let text =
      Self.pages[0] + "\n\n" + zip(edges, Self.pages.dropFirst()).map { "\($0)\n\n\($1)\n\n" }.joined()
    #expect(
      try texts(text) == [
        "The nets are laid out in the morning and the men who do it are those that have no boat of their own, because the signal is not given before the tide has turned and the wind blows from the land again."
      ])
  }

  @Test(
    "A text of two pages has its foot twice and its head once",
    arguments: [
      ("\n\n\n", "\n\n\n"), ("\n", "\n"), ("\n\n", "\n\u{0C}\n"), ("\n\n\n\n", "\n"), ("\n", "\n\n\u{0C}"),
    ])
  func twoPages(above: String, below: String) throws {
    let foot = "Tern                   Informational                  "
    let text =
      "1.  Nets\n\n   The nets are sent by one host to the other as long as there is a line\n   between them, and the other\n"
      + "\(above)\(foot)[Page 1]\n\(below)RFC 9901             Nets               May 2032\n\n\n"
      + "   host counts each of them.  If there is none left\n\n\(foot)[Page 2]\n"
    #expect(
      try texts(text) == [
        "1. Nets",
        "The nets are sent by one host to the other as long as there is a line between them, and the other host counts each of them. If there is none left",
      ])
  }

  @Test("A section that begins with a list has its heading")
  func listBelow() throws {
    let text =
      "1.  Nets\n\n   The nets are sent by one host to the other.\n\n2.  Ropes\n\n   o  A rope has a colour.\n\n   o  It is long.\n"
    let document = try Reading.checked(Array(text.utf8), as: .text)
    #expect(
      document.blocks.filter { $0.kind == .heading }.map { document.text(in: $0.textRange) }.last
        == "2. Ropes")
    #expect(document.blocks.filter { $0.kind == .listItem }.count == 2)
  }

  static let kept: [(String, [String])] = [
    // A refrain.
    (
      (1...3).map {
        "The boat number \($0) went out to sea,\nAnd never came again to me.\n\nBlow, wind, blow.\n\n"
      }.joined(),
      ["Blow, wind, blow."]
    ),
    // Headings that come again or count.
    (
      (1...3).map { "Chapter \($0)\n\nThe boats went out in the year \($0) and came back.\n\n" }.joined(),
      ["Chapter 1", "Chapter 3"]
    ),
    ((1...3).map { "Notes\n\nThe boats went out in the year \($0) and came back.\n\n" }.joined(), ["Notes"]),
    // Stanzas under numbers.
    (
      (1...4).map {
        "\($0)\n\nThe gulls cry over the water,\nThe wind is in the sail,\nAnd boat \($0) is lost,\n\n"
      }.joined(), ["1", "4"]
    ),
    // Rows that stand alone.
    (
      (1...4).map { "Tern      \($0 * 30)\n\nThe row above is a count of nets.\n\n" }.joined(),
      ["Tern 30", "Tern 120"]
    ),
    // A table of contents.
    (
      "The book has three parts, which begin here.\n\n"
        + (1...3).map { "Lesson \($0)                Page \($0 * 3)\n\n" }.joined()
        + "The first of them is about nets.\n",
      ["Lesson 1 Page 3", "Lesson 3 Page 9"]
    ),
    // Entries of a log.
    ((1...4).map { "Day \($0)\n\nNo wind today, and no boats.\n\n" }.joined(), ["Day 1", "Day 4"]),
  ]

  @Test("Refrains, headings, numbers of stanzas, rows and entries stay", arguments: kept)
  func stays(text: String, lines: [String]) throws {
    let found = try texts(text)
    for line in lines { #expect(found.contains(line), "\(found)") }
  }

  @Test("The heads of a table's columns at the top of a page stay")
  func columns() throws {
    let text =
      "The boats of the bay are old, and the men who\nhave them are, too.\n\n               - 1 -\n\u{0C}\n"
      + "Name     Age     Town\n\nAnn      12      Orn\nJo       13      Tarn\n\n               - 2 -\n\u{0C}\n"
      + "That is all.\n"
    let found = try texts(text).joined(separator: " ")
    #expect(found.contains("Town"), "\(found)")
    #expect(!found.contains("- 1 -"), "\(found)")
  }

  @Test("A foot without a number goes where form feeds end pages")
  func feet() throws {
    let foot = "\n\nPrinted 9 June 1882                    Confidential\n\u{0C}"
    let text =
      "NETS OF THE BAY                 Page 1\n\nThe nets are laid out in the morning and the men who do it are"
      + foot
      + "NETS OF THE BAY                 Page 2\n\nthose that have no boat of their own, because nobody gives one to"
      + foot
      + "NETS OF THE BAY                 Page 3\n\nthem." + foot
    #expect(
      try texts(text) == [
        "The nets are laid out in the morning and the men who do it are those that have no boat of their own, because nobody gives one to them."
      ])
  }
}
