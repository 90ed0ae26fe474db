import Ingestion
import Platform

/// TEI P5 with stand-off annotations: the text as it was read stands in `text`, one element with an `xml:id` a
/// block, and each passage is a `span` in `standOff` that points into it by `string-range`, with its place in the source.
struct TEIRenderer: ResultRenderer {
  func render(_ input: BatchInput, _ result: BatchResult) -> RenderedResult {
    let document = input.document
    let source = document.source
    let title = (document.title?.onOneLine ?? source.path).escapedForMarkup
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <TEI xmlns="http://www.tei-c.org/ns/1.0">
        <teiHeader>
          <fileDesc>
            <titleStmt><title>\(title)</title></titleStmt>
            <publicationStmt><p>Made by Peruse from the source named below.</p></publicationStmt>
            <sourceDesc><bibl><ref target="\(Self.pointer(source.path))">\(source.path.escapedForMarkup)</ref> <idno type="sha256">\(source.sha256)</idno></bibl></sourceDesc>
          </fileDesc>
        </teiHeader>

      """
    text += "  <standOff>\n    <spanGrp type=\"\(result.question == nil ? "summary" : "answers")\">\n"
    if let question = result.question {
      text += "      <desc>\(question.onOneLine.escapedForMarkup)</desc>\n"
    }
    for (index, passage) in result.passages.enumerated() {
      text += "      <span xml:id=\"s\(index + 1)\" target=\"\(Self.target(passage, document))\""
      if let place = passage.provenance {
        let member = place.member.map { "!" + Self.pointer($0) } ?? ""
        let target = place.page.map { "page=\($0)" } ?? "xpath(\(place.path.escapedForMarkup))"
        text += " corresp=\"\(Self.pointer(source.path))\(member)#\(target)\""
        text += " n=\"\(Self.words(place).escapedForMarkup)\""
      }
      text += ">\(passage.text.escapedForMarkup)</span>\n"
    }
    text += "    </spanGrp>\n  </standOff>\n  <text>\n    <body>\n"
    for (index, block) in document.blocks.enumerated() {
      let content = document.text(in: block.textRange).escapedForMarkup
      text +=
        "      <ab xml:id=\"b\(index + 1)\" type=\"\(block.kind.rawValue)\" subtype=\"\(block.role.rawValue)\">"
      text += "\(content)</ab>\n"
    }
    if document.blocks.isEmpty { text += "      <ab/>\n" }
    text += "    </body>\n  </text>\n</TEI>\n"
    return RenderedResult(bytes: Array(text.utf8), words: result.words, score: result.score)
  }

  /// `#string-range(b3,10,25)`: TEI counts characters.
  private static func target(_ passage: BatchPassage, _ document: Document) -> String {
    guard let index = document.blocks.firstIndex(where: { $0.textRange.contains(passage.range.lowerBound) })
    else { return "#" }
    let block = document.blocks[index].textRange
    let range = passage.range.clamped(to: block)
    let offset = document.text(in: block.lowerBound..<range.lowerBound).unicodeScalars.count
    let length = document.text(in: range).unicodeScalars.count
    return "#string-range(b\(index + 1),\(offset),\(length))"
  }

  /// `bytes 10-20`, or a rectangle a line: `page 3 (72 90.5 300.2 102.5)`.
  private static func words(_ place: Provenance) -> String {
    guard let bytes = place.bytes else {
      return place.rectangles.map { "page \($0.page) (\($0.x0) \($0.y0) \($0.x1) \($0.y1))" }
        .joined(separator: ", ")
    }
    let count = "bytes \(bytes.byteStart)-\(bytes.byteEnd)"
    return place.convertedBy.map { "\(count) of the text converted by \($0)" } ?? count
  }

  /// A path as a URI reference.
  static func pointer(_ path: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!".utf8)
    return path.utf8.map { byte in
      plain.contains(byte)
        ? String(UnicodeScalar(byte))
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
