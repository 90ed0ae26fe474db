import Ingestion

/// Web Annotation Data Model (W3C Recommendation, 2017) in JSON-LD: an annotation page with one annotation a
/// passage, whose target names the source by `DataPositionSelector` (bytes of the file, or of
/// the member that the source names behind `!`), `FragmentSelector` (rectangles on a PDF's pages), `XPathSelector` and
/// `TextQuoteSelector`.
struct AnnotationRenderer: ResultRenderer {
  /// Characters of context that a quote carries on either side, in UTF-8 bytes.
  private static let context = 32

  func render(_ input: BatchInput, _ result: BatchResult) -> RenderedResult {
    let document = input.document
    let source = TEIRenderer.pointer(document.source.path)
    let base = "urn:sha256:\(document.source.sha256)"
    var writer = JSONWriter()
    writer.object { page in
      page["@context"] = "http://www.w3.org/ns/anno.jsonld"
      page["id"] = "\(base)#\(result.question == nil ? "summary" : "answers")"
      page["type"] = "AnnotationPage"
      page.list("items", Array(result.passages.enumerated())) { item, element in
        let (index, passage) = element
        item["id"] = "\(base)#\(result.question == nil ? "summary" : "answer")-\(index + 1)"
        item["type"] = "Annotation"
        item["motivation"] = result.question == nil ? "highlighting" : "identifying"
        if let question = result.question {
          item.object("body") { body in
            body["type"] = "TextualBody"
            body["value"] = question
            body["purpose"] = "questioning"
          }
        }
        item.object("target") { target in
          let member = passage.provenance?.member.map { "!" + TEIRenderer.pointer($0) }
          target["source"] = source + (member ?? "")
          target.raw("selector", Self.selectors(passage, document))
        }
      }
    }
    return RenderedResult(bytes: writer.bytes + [0x0A], words: result.words, score: result.score)
  }

  private static func selectors(_ passage: BatchPassage, _ document: Document) -> [UInt8] {
    var list: [[UInt8]] = []
    func add(_ body: (inout JSONWriter.Object) -> Void) {
      var writer = JSONWriter()
      writer.object(body)
      list.append(writer.bytes)
    }
    if let place = passage.provenance {
      if let bytes = place.bytes, place.convertedBy == nil {
        add { selector in
          selector["type"] = "DataPositionSelector"
          selector["start"] = bytes.byteStart
          selector["end"] = bytes.byteEnd
        }
      }
      if let time = place.time {
        add { selector in
          selector["type"] = "FragmentSelector"
          selector["conformsTo"] = "http://www.w3.org/TR/media-frags/"
          selector["value"] = "t=\(time.start),\(time.end)"
        }
      }
      for fragment in Self.fragments(of: place) {
        add { selector in
          selector["type"] = "FragmentSelector"
          selector["conformsTo"] = "http://tools.ietf.org/rfc/rfc3778"
          selector["value"] = fragment
        }
      }
      if document.source.format.isXML {
        add { selector in
          selector["type"] = "XPathSelector"
          selector["value"] = place.path
        }
      }
    }
    add { selector in
      selector["type"] = "TextQuoteSelector"
      // As it stands in the source, no-break spaces included, or nobody would find it there.
      selector["exact"] = document.text(in: passage.range)
      selector["prefix"] = document.text(in: Self.before(passage.range, document))
      selector["suffix"] = document.text(in: Self.after(passage.range, document))
    }
    return [0x5B] + list.joined(separator: [0x2C]) + [0x5D]
  }

  /// A rectangle on a page in the words of RFC 3778: left, top, width and height, from the upper left corner.
  private static func fragments(of place: Provenance) -> [String] {
    place.rectangles.map { rectangle in
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
    let index = utf8.index(utf8.startIndex, offsetBy: min(offset, utf8.count))
    guard index < utf8.endIndex else { return utf8.count }
    let start = document.text.rangeOfComposedCharacter(at: index)
    return utf8.distance(from: utf8.startIndex, to: start)
  }
}

extension String {
  /// The beginning of the character that `index`, a place between UTF-8 bytes, lies in.
  fileprivate func rangeOfComposedCharacter(at index: String.Index) -> String.Index {
    var at = index
    while at > startIndex, utf8[at] & 0xC0 == 0x80 { at = utf8.index(before: at) }
    return at
  }
}
