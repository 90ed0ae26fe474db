import Ingestion
import Platform

/// A self-contained page: what was chosen, and the document with it marked. No scripts, no links to elsewhere.
struct PageRenderer: ResultRenderer {
  func render(_ input: BatchInput, _ result: BatchResult) -> RenderedResult {
    let document = input.document
    let title = (document.title?.onOneLine ?? document.source.path).escapedForMarkup
    var page = """
      <!doctype html>
      <html lang="\((document.language ?? "en").escapedForMarkup)">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(title)</title>
      <style>
      :root { color-scheme: light dark }
      body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }
      header p, .place { color: GrayText; font-size: .85rem } mark { scroll-margin: 4rem }
      </style>
      <header><h1>\(title)</h1><p>\(document.source.path.escapedForMarkup)</p></header>
      <main>

      """
    if let question = result.question {
      page += "<h2>\(question.onOneLine.escapedForMarkup)</h2>\n"
    }
    if !result.passages.isEmpty {
      page += "<ol>\n"
      for (index, passage) in result.passages.enumerated() {
        let place = passage.provenance.map { "\($0.words), \($0.path)" } ?? ""
        page += "<li><a href=\"#p\(index)\">\(passage.text.onOneLine.escapedForMarkup)</a>"
        page += " <span class=\"place\">\(place.escapedForMarkup)</span></li>\n"
      }
      page += "</ol>\n<hr>\n"
    }
    let marks = PassageMarks(result.passages)
    for block in document.blocks { page += Self.html(block, document, marks) }
    page += "</main>\n</html>\n"
    return RenderedResult(bytes: Array(page.utf8), words: result.words, score: result.score)
  }

  private static func html(_ block: Block, _ document: Document, _ marks: PassageMarks) -> String {
    let level = block.section.map { min(5, document.sections[$0].level) + 1 } ?? 2
    let name =
      switch block.kind {
      case .title: "h1"
      case .heading: "h\(level)"
      case .preformatted: "pre"
      default: "p"
      }
    var text = ""
    for run in marks.runs(in: block.textRange) {
      let part = document.text(in: run.range).escapedForMarkup
      guard let mark = run.passage else {
        text += part
        continue
      }
      text += "<mark\(run.isFirst ? " id=\"p\(mark)\"" : "")>\(part)</mark>"
    }
    return "<\(name)>\(text)</\(name)>\n"
  }
}

/// Where chosen passages lie in a text.
struct PassageMarks {
  /// A stretch that belongs to one passage or to none.
  struct Run {
    var range: Range<Int>
    var passage: Int?
    /// Whether the passage begins here.
    var isFirst: Bool
  }

  /// Without overlaps, in text order.
  private let marks: [(range: Range<Int>, passage: Int)]

  init(_ passages: [BatchPassage]) {
    var end = 0
    var marks: [(Range<Int>, Int)] = []
    for (index, passage) in passages.enumerated().sorted(by: {
      $0.element.range.lowerBound < $1.element.range.lowerBound
    })
    where passage.range.lowerBound >= end && !passage.range.isEmpty {
      marks.append((passage.range, index))
      end = passage.range.upperBound
    }
    self.marks = marks
  }

  /// The runs that make up `range`.
  func runs(in range: Range<Int>) -> [Run] {
    var runs: [Run] = []
    var position = range.lowerBound
    for mark in marks where mark.range.overlaps(range) {
      let part = mark.range.clamped(to: range)
      if part.lowerBound > position { runs.append(Run(range: position..<part.lowerBound, isFirst: false)) }
      runs.append(
        Run(range: part, passage: mark.passage, isFirst: part.lowerBound == mark.range.lowerBound))
      position = part.upperBound
    }
    if position < range.upperBound { runs.append(Run(range: position..<range.upperBound, isFirst: false)) }
    return runs
  }
}
