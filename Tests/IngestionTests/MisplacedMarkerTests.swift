import Foundation
import Ingestion
import Testing

/// Markers, delimiters and tags in every order but the one that they are made for.
@Suite("Misplaced markers")
struct MisplacedMarkerTests {
  private let start = "*** START OF THE PROJECT GUTENBERG EBOOK A CASE ***"
  private let end = "*** END OF THE PROJECT GUTENBERG EBOOK A CASE ***"

  @Test("Text between an end marker and a later start marker is front matter, and what follows is the body")
  func endBeforeStart() throws {
    let text =
      "Nobody reads this notice first.\n\n\(end)\n\nBetween.\n\n\(start)\n\nThe harbour froze over.\n"
    let document = try DocumentReader().document(bytes: Array(text.utf8), name: "book.txt")
    let body = document.blocks.filter { $0.role == .body }.map { document.text(in: $0.textRange) }
    #expect(body == ["The harbour froze over."])
    #expect(document.text.contains("Between."))
  }

  @Test("No order of the markers of a Project Gutenberg file ends the program")
  func ordersOfMarkers() throws {
    let lines = [start, end, "", "A line of text.", "Title: A case", "  \(start)"]
    var random = SplitMix(seed: 16)
    for _ in 0..<150 {
      let picked = (0..<Int.random(in: 1...7, using: &random)).compactMap { _ in
        lines.randomElement(using: &random)
      }
      let text = picked.joined(separator: ["\n", "\r", "\r\n"].randomElement(using: &random) ?? "\n")
      _ = try? DocumentReader().document(bytes: Array(text.utf8), name: "book.txt")
    }
  }

  @Test(
    "Any order of what a format's parser looks for is read or refused, never fatal",
    arguments: [
      (
        "html",
        "<!DOCTYPE html>|<table>|</table>|<td|<tr>|</td>|<p|</p>|<script>|</script|<!--|-->|<a href=|'|>|text |&amp|;|&#|<title>|<![CDATA[|]]>|<style>|</"
      ),
      (
        "md",
        "---\n|```\n|`|~~~|- |1. |> |# |===\n|[a]|(b)|[a]: x\n|![|*|**|_|<b>|<!--|-->|\\|\n\n|\n|    |\t|\\||[^1]|[^1]: n\n|text |&amp;|<https://x>|:--|"
      ),
      (
        "xml",
        "<?xml version='1.0'?>|<!DOCTYPE a [|<!ENTITY b 'c'>|]>|<a>|</a>|<b|/>|>|<![CDATA[|]]>|<!--|-->|&b;|&#1;|&lt;|text|<?x|?>|<mediawiki>|<page>|</page>|<text>|</text>|{{|}}|[[|]]|{\\||\\|}|'''|==|<ref>|</ref>|<nowiki>|\n"
      ),
    ])
  func ordersOfDelimiters(format: String, marks: String) throws {
    let marks = marks.replacing("\\|", with: "\u{1}").split(separator: "|").map {
      $0.replacing("\u{1}", with: "|")
    }
    var random = SplitMix(seed: 7)
    for _ in 0..<300 {
      let count = Int.random(in: 1...24, using: &random)
      let text = (0..<count).map { _ in marks.randomElement(using: &random) ?? "" }.joined()
      for options in [IngestionOptions(), .reading(format)] {
        try DocumentReader(options: options).records(bytes: Array(text.utf8), name: "x.\(format)") { result in
          if case .success(let document) = result {
            for block in document.blocks { _ = document.provenance(of: block.textRange) }
          }
          return true
        }
      }
    }
  }
}

extension IngestionOptions {
  fileprivate static func reading(_ format: String) -> IngestionOptions {
    var options = IngestionOptions()
    options.format = format == "html" ? .html : format == "md" ? .markdown : .mediawiki
    return options
  }
}
