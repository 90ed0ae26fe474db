import Foundation
import Ingestion
import Platform
import TestSupport
import Testing

private let hasPoppler = (try? ProcessRunner("pdftohtml")) != nil

/// Outlines that PDFs declare, and what stands under a title.
@Suite("PDF outlines", .enabled(if: hasPoppler, "poppler-utils is not installed"))
struct PDFOutlineTests {
  private typealias Line = PDFFile.Line

  private func pdf(
    _ pages: [[Line]], outline: [(title: String, page: Int, depth: Int)] = []
  ) -> [UInt8] {
    PDFFile.make(pages, outline: outline)
  }

  private func read(_ bytes: [UInt8]) throws -> Document {
    try DocumentReader().document(bytes: bytes, name: "a.pdf")
  }

  private let paragraph: [Line] = [
    (10, "The bell was cast from the flattened kettles of the lifeboat station, which explains"),
    (10, "its colour and perhaps its sound, a low note that carries across the water surprisingly"),
    (10, "well and is heard by the farmers on the other shore, who come down with their carts."),
  ]

  @Test("A heading as large as the text is one where the outline names it, with the outline's depth")
  func plainHeadings() throws {
    let document = try read(
      pdf(
        [
          [(10, "The bell")] + paragraph + [(10, ""), (10, "2.1 What it weighs")] + paragraph,
          [
            (10, "Chapter 2 The keeper"),
            (10, "The keeper lives above the ferry office and sleeps with his window open, as the rule says"),
            (10, "that he has to, for nobody else would hear the farmers call from the other side."),
          ],
        ],
        outline: [("The bell", 0, 1), ("What it weighs", 0, 2), ("The keeper", 1, 1)]))
    #expect(document.sections.map(\.heading) == ["The bell", "2.1 What it weighs", "Chapter 2 The keeper"])
    #expect(document.sections.map(\.level) == [1, 2, 1])
    #expect(document.blocks.filter { $0.kind == .paragraph }.count == 3)
  }

  @Test("Headings that the outline does not name stand below those of a larger size that it names")
  func unnamed() throws {
    let document = try read(
      pdf(
        [
          [(18, "The bell")] + paragraph + [(13, "What it weighs")] + paragraph + [(18, "The keeper")]
            + paragraph
        ],
        outline: [("The bell", 0, 1), ("The keeper", 0, 1)]))
    #expect(document.sections.map(\.heading) == ["The bell", "What it weighs", "The keeper"])
    #expect(document.sections.map(\.level) == [1, 2, 1])
  }

  @Test("An outline that names other words changes nothing")
  func stranger() throws {
    let pages: [[Line]] = [[(18, "The bell")] + paragraph]
    let without = try read(pdf(pages))
    let with = try read(pdf(pages, outline: [("Page 1 & <more>", 0, 1), ("The", 0, 2)]))
    #expect(without.text == with.text)
    #expect(without.blocks == with.blocks)
  }

  @Test("Authors, institutes and dates under a title are front matter, headings stay headings")
  func bylines() throws {
    let authors: [(String, [Line], [String])] = [
      ("names", [(12, "Ann Petrel and Edda Varley")], []),
      ("an institute", [(12, "Ann Petrel"), (12, "Rope Institute"), (12, "May 2031")], []),
      ("no author", [(14, "Getting Started")] + paragraph, ["Getting Started"]),
      ("a section", [(14, "Introduction")] + paragraph, ["Introduction"]),
    ]
    for (what, lines, headings) in authors {
      let document = try read(
        pdf([[(24, "Notes on a Bell")] + lines + [(14, "1 First things")] + paragraph]))
      #expect(document.title == "Notes on a Bell", "\(what)")
      #expect(document.sections.map(\.heading) == headings + ["1 First things"], "\(what)")
    }
  }

  @Test("A heading of one short word on the last line but one is no part of the paragraph")
  func lastHeading() throws {
    let document = try read(
      pdf([[(14, "1 Bells")] + paragraph + [(14, "2 Third"), (10, "The end of it comes here.")]]))
    #expect(document.sections.map(\.heading) == ["1 Bells", "2 Third"])
    #expect(document.text.hasSuffix("The end of it comes here."))
  }

  @Test("What a hanging item says ends before the next item, and a heading in capitals before its text")
  func hangingItems() throws {
    var y = 100
    func line(_ x: Int, _ words: String, below gap: Int = 12) -> PDFFile.Placed {
      y += gap
      return (x, y, 10, words)
    }
    let document = try read(
      PDFFile.make(placed: [
        [
          line(72, "OPTIONS", below: 24),
          line(100, "Boats are listed by the names of their owners, and those that lie in the dry dock come"),
          line(
            100, "behind all the others, with the day on which they were taken out of the water for repair."),
          line(100, "-a, --all", below: 18), line(130, "leave no boat out"), line(100, "--by-length"),
          line(130, "the longest ones first, as the harbour master wrote them down in the book of the year"),
          line(130, "before"), line(100, "--quiet"), line(130, "say nothing"),
          line(72, "SEE ALSO", below: 24), line(100, "The book of tides, which hangs beside the door."),
        ]
      ]))
    #expect(document.sections.map(\.heading) == ["OPTIONS", "SEE ALSO"])
    let blocks = document.blocks.map { document.text(in: $0.textRange) }
    #expect(blocks.contains("--by-length") || blocks.contains { $0.hasPrefix("--by-length") })
    #expect(!blocks.contains { $0.contains("out --by") || $0.contains("before --quiet") }, "\(blocks)")
    #expect(blocks.contains { $0.hasSuffix("of the year before") }, "\(blocks)")
  }

  @Test("Verse that begins beside the name of who speaks goes on in the next line")
  func verse() throws {
    let lines = [
      (110, "The river ran below the hill,"), (72, "And never once stood still,"),
      (72, "but carried ice and stone."),
      (72, "Long lines of prose follow, as wide as the column is, so that the verse is narrow beside it."),
    ]
    let document = try read(
      PDFFile.make(placed: [lines.enumerated().map { ($1.0, 100 + 12 * $0, 10, $1.1) }]))
    #expect(document.text.contains("below the hill, And never"), "\(document.text)")
  }
}
