import Foundation
import Ingestion

/// Web Annotation Data Model (W3C Recommendation, 2017) in JSON-LD: an annotation page with one annotation a
/// passage, whose target names the source by `DataPositionSelector` (bytes of the file, or of the member that
/// the source names behind `!`), `FragmentSelector` (rectangles on a PDF's pages), `XPathSelector` and
/// `TextQuoteSelector`.
struct AnnotationForm: ResultRenderer {
  /// UTF-8 bytes of context that a quote carries on either side.
  private static let context = 32

  private struct Page: Encodable {
    var context = "http://www.w3.org/ns/anno.jsonld"
    var id: String
    var type = "AnnotationPage"
    var items: [Annotation]

    enum CodingKeys: String, CodingKey {
      case context = "@context"
      case id, type, items
    }
  }

  private struct Annotation: Encodable {
    struct Body: Encodable {
      var type = "TextualBody"
      var value: String
      var purpose = "questioning"
    }
    struct Target: Encodable {
      var source: String
      var selector: [Selector]
    }
    var id: String
    var type = "Annotation"
    var motivation: String
    var body: Body?
    var target: Target
  }

  private struct Selector: Encodable {
    var type: String
    var conformsTo: String?
    var start: Int?
    var end: Int?
    var value: String?
    var exact: String?
    var prefix: String?
    var suffix: String?
  }

  func render(_ result: TaskResult, _ options: RenderOptions) throws -> String {
    guard let document = result.parts.first?.document else { return "" }
    let isAnswer = result.kind == .answers
    let base = "urn:sha256:\(document.source.sha256)"
    let items = result.passages.enumerated().map { index, passage in
      Annotation(
        id: "\(base)#\(isAnswer ? "answer" : "summary")-\(index + 1)",
        motivation: isAnswer ? "identifying" : "highlighting",
        body: isAnswer ? result.question.map { Annotation.Body(value: $0) } : nil,
        target: .init(
          source: document.source.path.asURIReference
            + (passage.place?.member.map { "!" + $0.asURIReference } ?? ""),
          selector: Self.selectors(passage, document)))
    }
    let page = Page(id: "\(base)#\(isAnswer ? "answers" : "summary")", items: items)
    return String(decoding: try JSONEncoder.peruse(pretty: false).encode(page), as: UTF8.self)
  }

  private static func selectors(_ passage: TaskResult.Passage, _ document: Document) -> [Selector] {
    var list: [Selector] = []
    if let bytes = passage.place?.bytes, passage.place?.convertedBy == nil {
      list.append(Selector(type: "DataPositionSelector", start: bytes.byteStart, end: bytes.byteEnd))
    }
    if let time = passage.place?.time {
      list.append(
        Selector(
          type: "FragmentSelector", conformsTo: "http://www.w3.org/TR/media-frags/",
          value: "t=\(time.start),\(time.end)"))
    }
    list += fragments(of: passage.place).map {
      Selector(type: "FragmentSelector", conformsTo: "http://tools.ietf.org/rfc/rfc3778", value: $0)
    }
    if let place = passage.place, document.source.format.isXML {
      list.append(Selector(type: "XPathSelector", value: place.path))
    }
    guard let range = passage.range else { return list }
    list.append(
      Selector(
        type: "TextQuoteSelector",
        // As it stands in the source, no-break spaces included, or nobody would find it there.
        exact: document.text(in: range), prefix: document.text(in: before(range, document)),
        suffix: document.text(in: after(range, document))))
    return list
  }

  /// A rectangle on a page in the words of RFC 3778: left, top, width and height, from the upper left corner.
  private static func fragments(of place: Provenance?) -> [String] {
    (place?.rectangles ?? []).map { rectangle in
      let sides = [
        rectangle.x0, rectangle.y0, rectangle.x1 - rectangle.x0, rectangle.y1 - rectangle.y0,
      ].map { "\(($0 * 100).rounded() / 100)" }
      return "page=\(rectangle.page)&viewrect=\(sides.joined(separator: ","))"
    }
  }

  /// A little text before, on a character boundary, inside the block.
  private static func before(_ range: Range<Int>, _ document: Document) -> Range<Int> {
    let floor = document.block(at: range.lowerBound)?.textRange.lowerBound ?? range.lowerBound
    return max(floor, boundary(at: max(floor, range.lowerBound - context), document))..<range.lowerBound
  }

  private static func after(_ range: Range<Int>, _ document: Document) -> Range<Int> {
    let ceiling = document.block(at: range.lowerBound)?.textRange.upperBound ?? range.upperBound
    guard ceiling > range.upperBound else { return range.upperBound..<range.upperBound }
    return range
      .upperBound..<max(range.upperBound, boundary(at: min(ceiling, range.upperBound + context), document))
  }

  /// The character boundary at `offset` or before it.
  private static func boundary(at offset: Int, _ document: Document) -> Int {
    let utf8 = document.text.utf8
    var at = utf8.index(utf8.startIndex, offsetBy: min(offset, utf8.count))
    guard at < utf8.endIndex else { return utf8.count }
    while at > utf8.startIndex, utf8[at] & 0xC0 == 0x80 { at = utf8.index(before: at) }
    return utf8.distance(from: utf8.startIndex, to: at)
  }
}
