import Platform

/// The form of a result that has a file to itself. The raw value is what `--format` takes.
public enum ResultForm: String, Sendable, Hashable, CaseIterable {
  /// What was chosen, one passage a line with its place.
  case text
  /// The report as JSON.
  case json
  /// A page that shows the document with what was chosen marked in it.
  case html
  /// TEI P5: the text, and stand-off annotations that point into it and into the source.
  case tei
  /// W3C Web Annotations as JSON-LD.
  case annotations

  var suffix: String {
    switch self {
    case .text: ".txt"
    case .json: ".json"
    case .html: ".html"
    case .tei: ".tei.xml"
    case .annotations: ".jsonld"
    }
  }

  var renderer: any ResultRenderer {
    switch self {
    case .text: TextRenderer()
    case .json: LineRenderer()
    case .html: PageRenderer()
    case .tei: TEIRenderer()
    case .annotations: AnnotationRenderer()
    }
  }
}

/// Puts results into their final form; one value is shared by all workers.
package protocol ResultRenderer: Sendable {
  func render(_ input: BatchInput, _ result: BatchResult) -> RenderedResult
}

/// A line of JSON.
struct LineRenderer: ResultRenderer {
  func render(_ input: BatchInput, _ result: BatchResult) -> RenderedResult {
    RenderedResult(bytes: result.json + [0x0A], words: result.words, score: result.score)
  }
}

/// A line of JSON and what a database's columns hold.
struct RowRenderer: ResultRenderer {
  func render(_ input: BatchInput, _ result: BatchResult) -> RenderedResult {
    let document = input.document
    let row = ResultRow(
      path: document.source.path, format: document.source.format.rawValue, title: document.title,
      sha256: document.source.sha256, text: document.text, question: result.question,
      passages: result.passages)
    return RenderedResult(bytes: result.json, words: result.words, score: result.score, row: row)
  }
}

/// passage ⇥ file:start-end, file!member:start-end or file:p12 ⇥ element path
struct TextRenderer: ResultRenderer {
  func render(_ input: BatchInput, _ result: BatchResult) -> RenderedResult {
    let path = input.document.source.path
    let lines = result.passages.map { passage in
      let place = passage.provenance.map { "\($0.citation(in: path))\t\($0.path)" }
      return passage.text.onOneLine + "\t" + (place ?? path + "\t") + "\n"
    }
    return RenderedResult(bytes: Array(lines.joined().utf8), words: result.words, score: result.score)
  }
}

extension String {
  /// For text and attributes of XML and HTML. Characters that XML 1.0 does not allow become U+FFFD.
  var escapedForMarkup: String {
    var result = ""
    result.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
