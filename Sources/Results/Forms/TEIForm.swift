import Ingestion
import Platform

/// TEI P5 with stand-off annotations: the text as it was read stands in `text`, one element with an `xml:id`
/// a block, and each passage is a `span` in `standOff` that points into it by `string-range`, with its place
/// in the source.
struct TEIForm: ResultRenderer {
  func render(_ result: TaskResult, _ options: RenderOptions) -> String {
    guard let document = result.parts.first?.document else { return "" }
    let source = document.source
    let title = (document.title?.onOneLine ?? source.path).escapedForMarkup
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <TEI xmlns="http://www.tei-c.org/ns/1.0">
        <teiHeader>
          <fileDesc>
            <titleStmt><title>\(title)</title></titleStmt>
            <publicationStmt><p>Made by Peruse from the source named below.</p></publicationStmt>
            <sourceDesc><bibl><ref target="\(source.path.asURIReference)">\(source.path.escapedForMarkup)</ref> <idno type="sha256">\(source.sha256)</idno></bibl></sourceDesc>
          </fileDesc>
        </teiHeader>

      """
    if result.kind != .inspection { text += standOff(result, document) }
    text += "  <text>\n    <body>\n"
    for (index, block) in document.blocks.enumerated() {
      let content = document.text(in: block.textRange).escapedForMarkup
      text +=
        "      <ab xml:id=\"b\(index + 1)\" type=\"\(block.kind.rawValue)\" subtype=\"\(block.role.rawValue)\">"
      text += "\(content)</ab>\n"
    }
    if document.blocks.isEmpty { text += "      <ab/>\n" }
    text += "    </body>\n  </text>\n</TEI>"
    return text
  }

  private func standOff(_ result: TaskResult, _ document: Document) -> String {
    let path = document.source.path.asURIReference
    var text = "  <standOff>\n    <spanGrp type=\"\(result.kind == .answers ? "answers" : "summary")\">\n"
    if let question = result.question {
      text += "      <desc>\(question.onOneLine.escapedForMarkup)</desc>\n"
    }
    for (index, passage) in result.passages.enumerated() {
      text += "      <span xml:id=\"s\(index + 1)\" target=\"\(Self.target(passage, document))\""
      if let place = passage.place {
        let member = place.member.map { "!" + $0.asURIReference } ?? ""
        let target = place.page.map { "page=\($0)" } ?? "xpath(\(place.path.escapedForMarkup))"
        text += " corresp=\"\(path)\(member)#\(target)\" n=\"\(Self.words(place).escapedForMarkup)\""
      }
      text += ">\(passage.text.escapedForMarkup)</span>\n"
    }
    return text + "    </spanGrp>\n  </standOff>\n"
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

  /// `#string-range(b3,10,25)`: TEI counts characters.
  private static func target(_ passage: TaskResult.Passage, _ document: Document) -> String {
    guard let range = passage.range,
      let index = document.blocks.firstIndex(where: { $0.textRange.contains(range.lowerBound) })
    else { return "#" }
    let block = document.blocks[index].textRange
    let inside = range.clamped(to: block)
    let offset = document.text(in: block.lowerBound..<inside.lowerBound).unicodeScalars.count
    let length = document.text(in: inside).unicodeScalars.count
    return "#string-range(b\(index + 1),\(offset),\(length))"
  }
}
