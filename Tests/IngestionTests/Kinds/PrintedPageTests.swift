import Ingestion
import Platform
import TestSupport
import Testing

private let hasPoppler = (try? ProcessRunner("pdftotext")) != nil

/// What stood wrong in papers and books that other programs made.
@Suite("Pages of papers and books", .enabled(if: hasPoppler, "poppler-utils is not installed"))
struct PrintedPageTests {
  private typealias Placed = PDFFile.Placed

  private let lines = [
    "The ferry of Harrow Sound is rung for, and it comes. Nobody",
    "knows who hung the bell where it hangs. The council holds that",
    "it was the innkeeper, the innkeeper that it was the council, and",
    "both have papers. The rope was tarred in the spring, the frame",
    "painted in the autumn, and the goose was sold between the two.",
    "On the other shore they say that the bell is heard in Oxmere",
    "when the wind stands right, which it does on the days on which",
    "nobody in Oxmere wants to go anywhere. The farmers count the",
    "strokes all the same, and write them down, and compare them at",
    "the end of the year with the list of the keeper.",
  ]

  private func document(_ pages: [[Placed]]) throws -> Document {
    try DocumentReader().document(bytes: PDFFile.make(placed: pages), name: "a.pdf")
  }

  @Test("Headings whose number ends in a full stop are headings, and end the abstract")
  func numberedHeadings() throws {
    var placed: [Placed] = [(60, 60, 18, "Bells and Boats"), (60, 100, 12, "Abstract")]
    placed += lines.prefix(4).enumerated().map { (60, 120 + 12 * $0, 10, $1) }
    for (number, heading) in ["1. Introduction", "2. Methods", "2.1 The rope"].enumerated() {
      let y = 200 + 180 * number
      placed.append((60, y, 12, heading))
      placed += lines.enumerated().map { (60, y + 20 + 12 * $0, 10, $1) }
    }
    let document = try document([placed])
    #expect(
      document.sections.map(\.heading) == ["Abstract", "1. Introduction", "2. Methods", "2.1 The rope"])
    #expect(document.sections.map(\.role) == [.abstract, .body, .body, .body])
  }

  @Test("An item of a list stays one where it is no larger than the text")
  func items() throws {
    var placed: [Placed] = lines.prefix(6).enumerated().map { (60, 100 + 12 * $0, 10, $1) }
    for (number, item) in [
      "1. one stroke for the boat", "2. two strokes for fog", "3. three strokes for the doctor",
    ].enumerated() {
      placed.append((60, 190 + 14 * number, 10, item))
    }
    #expect(try document([placed]).blocks.count { $0.kind == .listItem } == 3)
  }

  @Test(
    "Numbers of lines are no text, though the running head stands farther out than they do",
    arguments: [true, false])
  func lineNumbers(isLeft: Bool) throws {
    var placed: [Placed] = [
      (20, 40, 8, "ferry_014-17.qxd 5/3/31 10:51 AM Page 14 of the proofs, for the keeper")
    ]
    placed.append((420, 40, 8, "Confidential, not to be shown to geese"))
    for (number, line) in (lines + lines).enumerated() {
      placed.append((100, 100 + 14 * number, 10, line))
      placed.append((isLeft ? 70 : 420, 100 + 14 * number, 8, number == 7 ? "*" : "\(number + 1)"))
    }
    let document = try document([placed])
    #expect(
      document.text.contains(
        "The council holds that it was the innkeeper, the innkeeper that it was the council, and both have papers."
      ))
    #expect(!document.blocks.contains { $0.kind == .tableCell })
  }

  @Test(
    "A PDF may have a byte order mark or another system's head before it",
    arguments: [[0xEF, 0xBB, 0xBF], [0, 5, 22, 0, 0, 1, 0, 0, 0]])
  func heads(before: [UInt8]) throws {
    let bytes = before + PDFFile.make(placed: [lines.enumerated().map { (60, 100 + 12 * $0, 10, $1) }])
    let document = try DocumentReader().document(bytes: bytes, name: "a.pdf")
    #expect(document.source.format == .pdf)
    #expect(document.text.contains("the goose was sold between the two"))
  }
}

@Suite("Encrypted office documents")
struct EncryptedOfficeTests {
  private func message(_ stream: String) -> String? {
    var bytes: [UInt8] =
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 1016)
    for unit in stream.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    bytes += [UInt8](repeating: 0, count: 4096)
    do {
      _ = try DocumentReader().document(bytes: bytes, name: "a.docx")
      return nil
    } catch { return error.description }
  }

  @Test("A password is said where a container of the old programs holds an encrypted package")
  func encrypted() throws {
    #expect(try #require(message("EncryptedPackage")).contains("encrypted"))
    #expect(try #require(message("WordDocument")).contains("old office program"))
  }
}
