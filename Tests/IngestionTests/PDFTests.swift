import Foundation
import Ingestion
import Platform
import TestSupport
import Testing

/// Whether poppler's programs are here; without them PDFs cannot be read, and the tests say so by being
/// skipped.
private let hasPoppler = (try? ProcessRunner("pdftotext")) != nil

@Suite("PDF", .enabled(if: hasPoppler, "poppler-utils is not installed"))
struct PDFTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")
  private static let path = folder.appending(path: "two-columns.pdf").path

  private func bytes() throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: Self.path)))
  }

  private func reason(
    _ bytes: [UInt8], options: IngestionOptions = IngestionOptions()
  )
    -> IngestionError.Reason?
  {
    do {
      _ = try DocumentReader(options: options).document(bytes: bytes, name: "a.pdf")
      return nil
    } catch { return error.reason }
  }

  @Test(
    "Two columns are read one after the other, over columns and pages, without running heads and page numbers"
  )
  func columns() throws {
    let document = try DocumentReader().document(at: Self.path)
    #expect(document.source.format == .pdf)
    #expect(document.title == "The Ferry Bell of Harrow Sound")
    let text = document.text
    for sentence in [
      // Over a broken word, a ligature, a column, a page.
      "Nobody has ever found a more efficient way of telling the farmers on the other shore that a boat is coming.",
      "The official timetable hangs beside it, but the timetable does not know about fog.",
      "It was cast in the foundry at Oxmere from the flattened kettles of the lifeboat station, which explains its "
        + "colour and perhaps its sound: a low, unsatisfied note that carries across the water surprisingly well.",
      "The third rule was added after the summer of 1888, in which the son of the innkeeper amused himself by ringing "
        + "the bell on nineteen successive mornings and going back to bed.",
      "Her daughter will follow her, if the council finds the money for a new frame.",
    ] { #expect(text.contains(sentence), "\(sentence)") }
    #expect(!text.contains("Notes of the Ferry Office"))
    #expect(
      document.blocks.allSatisfy {
        Int(document.text(in: $0.textRange)) == nil || $0.kind == .tableCell
      })
    #expect(
      document.sections.map(\.heading).map { $0.drop { !$0.isLetter } } == [
        "A bell without a tower", "The keeper’s rules", "What the fog does",
      ])
  }

  @Test("Notes, captions and cells are labelled, and the marks of notes are no text")
  func roles() throws {
    let document = try DocumentReader().document(at: Self.path)
    let notes = document.blocks.filter { $0.role == .note }.map { document.text(in: $0.textRange) }
    #expect(
      notes == [
        "The crossing of the third of March 1902 was made in silence, for the keeper had lost his glove.",
        "Interview in the ferry office, 9 October 2019.",
      ])
    #expect(document.text.contains("one notices a stair that is not there."))
    #expect(
      document.blocks.filter { $0.kind == .caption }.map { document.text(in: $0.textRange) } == [
        "Table 1: Crossings in which the bell was rung"
      ])
    let cells = document.blocks.filter { $0.kind == .tableCell }.map {
      document.text(in: $0.textRange)
    }
    #expect(cells.prefix(6) == ["Year", "Crossings", "Passengers", "1872", "412", "1940"])
  }

  @Test("A place is a page and a rectangle a line, in which poppler finds the same words")
  func places() throws {
    let document = try DocumentReader().document(at: Self.path)
    let sentence =
      "Nobody has ever found a more efficient way of telling the farmers on the other shore"
    let start = try #require(document.text.range(of: sentence))
    let from = document.text.utf8.distance(from: document.text.startIndex, to: start.lowerBound)
    let place = try #require(document.provenance(of: from..<from + sentence.utf8.count))
    #expect(place.page == 1)
    #expect(place.bytes == nil)
    #expect(place.citation(in: "a.pdf") == "a.pdf:p1")
    #expect(place.rectangles.count >= 2)
    var found: [String] = []
    for rectangle in place.rectangles {
      let inside = [
        ("-x", rectangle.x0), ("-y", rectangle.y0 + 1), ("-W", rectangle.x1 - rectangle.x0),
        ("-H", rectangle.y1 - rectangle.y0 - 2),
      ].flatMap { [$0.0, "\(Int($0.1.rounded()))"] }
      let output = try ProcessRunner("pdftotext").output(
        of: inside + ["-r", "72", "-f", "1", "-l", "1", Self.path, "-"],
        limits: ProcessRunner.Limits(seconds: 60))
      found.append(String(decoding: output, as: UTF8.self))
    }
    let letters = { (text: String) in
      text.replacing("ﬃ", with: "ffi").replacing("ﬁ", with: "fi").replacing("-\n", with: "").filter(
        \.isLetter)
    }
    // Words at a rectangle's edges may be its neighbours'; none of its own is missing.
    let joined = letters(found.joined())
    for word in sentence.split(separator: " ") {
      #expect(joined.contains(letters(String(word))), "\(word)")
    }
  }

  @Test("Every word of every block stands somewhere on a page")
  func allPlaces() throws {
    let document = try DocumentReader().document(at: Self.path)
    let text = Array(document.text.utf8)
    for block in document.blocks {
      var start = block.textRange.lowerBound
      for word in text[block.textRange].split(separator: 0x20) {
        let range = start..<start + word.count
        let place = try #require(document.provenance(of: range))
        let page = try #require(place.page)
        #expect((1...2).contains(page))
        #expect(
          place.rectangles.allSatisfy {
            $0.x0 >= 0 && $0.x1 <= 426 && $0.y0 >= 0 && $0.y1 <= 568 && $0.x0 < $0.x1
          })
        start = range.upperBound + 1
      }
    }
  }

  @Test("Truncated, garbled and empty PDFs are errors that say so, or give what is left")
  func damaged() throws {
    let whole = try bytes()
    var numbers = SplitMix(seed: 11)
    for count in [9, 40, whole.count / 3, whole.count - 60] {
      switch reason(Array(whole.prefix(count))) {
      case nil, .damaged, .pictures: break
      case let other: Issue.record("\(count) bytes: \(String(describing: other))")
      }
    }
    for _ in 0..<6 {
      var bad = whole
      for _ in 0..<200 {
        bad[Int.random(in: 20..<bad.count, using: &numbers)] = UInt8.random(
          in: 0...255, using: &numbers)
      }
      switch reason(bad) {
      case nil, .damaged, .pictures, .unreadableFonts, .noText, .encrypted: break
      case let other: Issue.record("\(String(describing: other))")
      }
    }
  }

  @Test("A PDF of pictures says how many pages want OCR")
  func pictures() {
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"
    #expect(reason(Self.pdf([page, page, page])) == .pictures(pages: 3))
    #expect(
      IngestionError(file: "a.pdf", reason: .pictures(pages: 3)).description
        == "a.pdf: no text in it: 3 pages of pictures; run OCR, for instance ocrmypdf")
  }

  @Test(
    "Text almost without height is read like any other", arguments: [0.01, 0.03, 0.4])
  func tinyText(size: Double) throws {
    let line = "The bell rang over the sound, and a goose went home."
    let content = (0..<40).map {
      "BT /F1 \(size) Tf \(72 + 40 * ($0 % 4)) \(700 - 12 * ($0 / 4)) Td (\(line)) Tj ET\n"
    }.joined()
    let document = try DocumentReader().document(
      bytes: PDFFile.file([
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
          + "/Contents 5 0 R >>",
        "<< /Length \(content.utf8.count) >>\nstream\n\(content)endstream",
      ]), name: "tiny.pdf")
    #expect(document.text.components(separatedBy: "bell").count == 41)
  }

  @Test("A limit on time ends poppler, and costs the document alone")
  func limits() throws {
    // Seven forms, each of which draws the next ten times: poppler has work for hours.
    let forms = (0..<7).map { level in
      let isLast = level == 6
      let content =
        isLast ? "BT /F1 12 Tf 72 700 Td (bell) Tj ET\n" : String(repeating: "/X Do ", count: 10) + "\n"
      let resources = isLast ? "/Font << /F1 3 0 R >>" : "/XObject << /X \(level + 7) 0 R >>"
      return "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << \(resources) >> "
        + "/Length \(content.utf8.count) >>\nstream\n\(content)endstream"
    }
    let endless = PDFFile.file(
      [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> >> "
          + "/Contents 5 0 R >>", "<< /Length 6 >>\nstream\n/X Do\nendstream",
      ] + forms)
    var options = IngestionOptions()
    options.toolSeconds = 0.2
    guard case .limit? = reason(endless, options: options) else {
      Issue.record("no limit was met")
      return
    }
    options = IngestionOptions()
    options.toolMemoryBytes = 4 << 20
    #expect(reason(try bytes(), options: options) != nil)
  }

  @Test("Detection is by content, and text about PDF stays text")
  func detection() throws {
    let text = "The header of a PDF file is %PDF-1.7 on its first line.\n\nSo says the standard."
    #expect(
      try DocumentReader().document(bytes: Array(text.utf8), name: "a.pdf").source.format == .text)
    #expect(try DocumentReader().document(bytes: bytes(), name: "a.txt").source.format == .pdf)
  }

  /// A PDF with these page objects and nothing on them.
  static func pdf(_ pages: [String]) -> [UInt8] {
    let kids = pages.indices.map { "\($0 + 3) 0 R" }.joined(separator: " ")
    return PDFFile.file(
      [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>",
      ] + pages)
  }
}

@Suite("Without the other program")
struct MissingToolTests {
  @Test("A missing program is named with the package that has it")
  func message() {
    let error = IngestionError(
      file: "a.pdf", reason: .missingTool("pdftotext", package: "poppler-utils"))
    #expect(
      error.description
        == "a.pdf: needs 'pdftotext', which is not installed; on Debian and Ubuntu: apt install poppler-utils"
    )
  }

  @Test(
    "Markup that pandoc reads says whose text its places are in",
    .enabled(if: (try? ProcessRunner("pandoc")) != nil, "pandoc is not installed"))
  func converted() throws {
    for (name, content, sentence) in [
      (
        "a.rst",
        "Bells\n=====\n\nThe bell *rings* twelve times.\n\nFog\n---\n\nIn fog it rings more.\n",
        "The bell rings twelve times."
      ),
      (
        "a.rtf", "{\\rtf1\\ansi The bell {\\b rings} twelve times.\\par In fog it rings more.}",
        "The bell rings twelve times."
      ),
      (
        "a.org", "#+TITLE: Bells\n* Rules\nThe bell /rings/ twelve times.\n",
        "The bell rings twelve times."
      ),
    ] {
      let document = try DocumentReader().document(bytes: Array(content.utf8), name: name)
      let range = try #require(document.text.range(of: sentence), "\(name): \(document.text)")
      let start = document.text.utf8.distance(from: document.text.startIndex, to: range.lowerBound)
      let place = try #require(document.provenance(of: start..<start + sentence.utf8.count))
      #expect(place.convertedBy?.hasPrefix("pandoc") == true)
      #expect(document.warnings.contains { $0.message.contains("pandoc") })
    }
  }
}
