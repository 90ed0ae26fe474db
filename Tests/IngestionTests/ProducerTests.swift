import Foundation
import Ingestion
import Testing

/// One text as several programs write it (`Tools/Fixtures/make-producer-fixtures.py`).
@Suite("Files of several producers")
struct ProducerTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/producers")
  private static let sentences = [
    "The ferry bell of Harrow Sound hangs on a frame of oak, and nobody knows who put it there.",
    "In the summer of 1931 a goose rang it on nine days, each time for as long as it liked.",
    "The rope was hung a little higher afterwards, which the keeper’s daughter held to be unfair.",
  ]

  @Test(
    "The same sheets come out of every producer's file",
    arguments: [("xlsxwriter.xlsx", DocumentFormat.xlsx), ("openpyxl.xlsx", .xlsx), ("odfpy.ods", .ods)])
  func sameSheets(name: String, format: DocumentFormat) throws {
    let document = try DocumentReader().document(at: Self.folder.appending(path: name).path)
    #expect(document.source.format == format)
    func texts(_ kind: Block.Kind, _ role: Block.Role = .body) -> [String] {
      document.blocks.filter { $0.kind == kind && $0.role == role }.map { document.text(in: $0.textRange) }
    }
    #expect(texts(.paragraph).filter { Self.sentences.contains($0) } == Self.sentences)
    #expect(texts(.heading) == ["Text", "Crossings", "What the ferry took"])
    #expect(
      texts(.tableCell) == [
        "Day", "Crossings", "Takings", "1 June 1931", "12", "84.50 kr", "2 June 1931", "9", "63.00 kr",
        "3 June 1931",
        "15", "1,102.25 kr", "Total", "36", "1,249.75 kr",
      ])
    #expect(texts(.paragraph, .note).map { $0.replacing("Edda: ", with: "") } == ["The bishop crossed."])
    #expect(document.warnings.isEmpty)
  }

  @Test(
    "The same paragraphs come out of every producer's file",
    arguments: [
      ("pandoc.docx", DocumentFormat.docx), ("libreoffice.docx", .docx), ("pandoc.odt", .odt),
      ("libreoffice.odt", .odt), ("odfpy.odt", .odt), ("pandoc.epub", .epub), ("ebooklib.epub", .epub),
      ("python-pptx.pptx", .pptx), ("odfpy.odp", .odp), ("python-quoted-printable.eml", .mail),
      ("python-base64.eml", .mail),
    ])
  func sameText(name: String, format: DocumentFormat) throws {
    let document = try DocumentReader().document(at: Self.folder.appending(path: name).path)
    #expect(document.source.format == format)
    let paragraphs = document.blocks.filter { $0.kind == .paragraph && $0.role == .body }.map {
      document.text(in: $0.textRange)
    }
    #expect(paragraphs.filter { Self.sentences.contains($0) } == Self.sentences)
    guard format != .mail else {
      #expect(document.title == "Ferry bells")
      return
    }
    let headings = document.blocks.filter { $0.kind == .heading }.map { document.text(in: $0.textRange) }
    #expect(headings.suffix(2) == ["The bell", "The goose"])
  }
}
