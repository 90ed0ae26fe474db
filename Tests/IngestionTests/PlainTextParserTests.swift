import Ingestion
import Testing

@Suite("Plain text")
struct PlainTextParserTests {
  private func read(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Document {
    try Reading.checked(Array(text.utf8), as: .text, sourceLocation: sourceLocation)
  }

  @Test("Paragraphs, headings, lists and verse, with their paths")
  func page() throws {
    let document = try read(
      """
      A Short Guide to Tea

      by A. Writer

      INTRODUCTION

      Tea is a hot drink. It is made from leaves, and it is drunk all over the
      world, in the morning and in the afternoon.
        A second paragraph begins with an indented line, as in books, and it is
      long enough to be wrapped.

      Kinds
      =====
      There are several:
      - green tea, which
        is mild
      - black tea

      1. Boil the water until it bubbles.
      2. Pour it.

          The kettle sings,
          The cup is warm.

      * * *

      2.1 Sources of the leaves

      They come from Asia. This paragraph is longer than its heading, as it should be.

      References

      Somebody, Something, 1999.
      """)
    #expect(document.title == "A Short Guide to Tea")
    #expect(
      Reading.outline(document) == [
        "title/front /title[1]: A Short Guide to Tea",
        "paragraph /p[1]: by A. Writer",
        "heading /section[1]/heading[1]: INTRODUCTION",
        "paragraph /section[1]/p[1]: Tea is a hot drink. It is made from leaves, and it is drunk all over the world, in the morning and in the afternoon.",
        "paragraph /section[1]/p[2]: A second paragraph begins with an indented line, as in books, and it is long enough to be wrapped.",
        "heading /section[2]/heading[1]: Kinds",
        "paragraph /section[2]/p[1]: There are several:",
        "listItem /section[2]/item[1]: green tea, which is mild",
        "listItem /section[2]/item[2]: black tea",
        "listItem /section[2]/item[3]: Boil the water until it bubbles.",
        "listItem /section[2]/item[4]: Pour it.",
        "verse /section[2]/verse[1]: The kettle sings,\nThe cup is warm.",
        "heading /section[2]/section[1]/heading[1]: 2.1 Sources of the leaves",
        "paragraph /section[2]/section[1]/p[1]: They come from Asia. This paragraph is longer than its heading, as it should be.",
        "heading/bibliography /section[2]/section[2]/heading[1]: References",
        "paragraph/bibliography /section[2]/section[2]/p[1]: Somebody, Something, 1999.",
      ])
  }

  @Test("Chapters of a novel, with what Project Gutenberg puts around it")
  func novel() throws {
    let document = try read(
      """
      The Project Gutenberg eBook of A Novel

      Title: A Novel
      Author: Somebody

      *** START OF THE PROJECT GUTENBERG EBOOK A NOVEL ***

      BOOK ONE

      CHAPTER I.
      Down the Hole

      It was a dark night. CHAPTER II of his life had begun, and nobody in the house
      knew of it.

      II

      The next part.

      *** END OF THE PROJECT GUTENBERG EBOOK A NOVEL ***

      Licence text.
      """)
    #expect(document.title == "A Novel")
    #expect(document.sections.map(\.heading) == ["BOOK ONE", "CHAPTER I. Down the Hole", "II"])
    #expect(document.sections.map(\.parent) == [nil, 0, 0])
    #expect(document.blocks.first?.role == .front)
    #expect(document.blocks.last?.role == .back)
  }

  @Test("The header of a mail is metadata, and its subject the title")
  func mail() throws {
    let document = try read(
      "From: A <a@b.example>\nSubject: Re: About the geese\nDate: Sun, 9 Jun 2019\n\nDear P,\n\n> It was so.\n\nNo: it was not.\n"
    )
    #expect(document.title == "Re: About the geese")
    #expect(document.blocks.map(\.role) == [.metadata, .body, .body, .body])
  }

  @Test("Lines that are paragraphs, under headings marked with signs")
  func unwrapped() throws {
    let long = String(repeating: "This is one long line that is a paragraph of its own. ", count: 6)
    let document = try read("= First\n\(long)\n\(long)\n\n= Second =\n\(long)\n")
    #expect(document.sections.map(\.heading) == ["First", "Second"])
    #expect(document.blocks.count == 5)
  }

  @Test("What only resembles a heading or a list stays text")
  func notHeadings() throws {
    for text in [
      "He said no.\n\nNASA, ESA.\n\nThen he left, and all was quiet in the house for a while.",
      "It was in\n1998. The year was good, and the wine was better than the year before.",
      "It was so.\n\nPart of the problem\n\nremained unsolved for many more years, as everybody in the town knew.",
      "— What?\n\n— Nothing, she said, and went on with her work as if nothing had happened.",
      "Introduction to tea was slow;\n\nhistory shows that this is so, as the following chapters will tell us.",
    ] {
      let document = try read(text)
      #expect(
        !document.blocks.contains { $0.kind == .heading || $0.kind == .listItem || $0.kind == .title },
        "\(text)")
    }
  }

  @Test("Form feeds, every sort of line end, and quoted mail")
  func oddities() throws {
    let document = try read(
      "One\r\ntwo\r\rThree\rfour\n\n\u{0C}Five\u{0C}six\n\u{0C}\nSeven\n\n> quoted\n> again\n>\n> more")
    #expect(
      Reading.texts(document) == ["One two", "Three four", "Five six", "Seven", "quoted again", "more"])
    #expect(throws: IngestionError(file: "test", reason: .noText)) { try Reading.text(" \n\t\r\n \u{0C}") }
  }
}
