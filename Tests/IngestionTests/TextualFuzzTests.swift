import Foundation
import Ingestion
import Testing

/// Good documents with random damage: nothing crashes, and what is read keeps its provenance.
@Suite("Damaged text documents")
struct TextualFuzzTests {
  static let html = """
    <!DOCTYPE html><html lang=en><head><title>A &amp; B</title><meta charset=utf-8></head><body class="page">
    <nav><a href="/">Home</a></nav><main><h1>T&eacute;a</h1><p class=lead>One <b>two <i>three</b> four</i>&nbsp;five.
    <!-- comment -- with > inside --><p>Line<br>break &#8212; and &#x2014; &notin; x &lt; y</p>
    <ul><li>a<li>b <a href='x "y"'>c</a></ul><table><tr><td>1<td>2</table><pre> kept
      lines </pre><div hidden>no <b>no</b></div> loose 漢字 text <script>if (a < b) "</p>"</script>
    <h2>Notes</h2><p>x<sup class=reference><a href=#n>1</a></sup>.</p></main><footer>f</footer></body></html>
    """
  static let markdown = """
    # Tea *time*

    Para **bold** and `code *x*` with [link](http://x.y/z "t") and ![img](i.png) &amp; \\* esc.
    Second line\\
    third <b>raw</b> <!-- c --> <http://auto.link> ~~gone~~ 漢字.

    > quote *em
    > more* text
    lazy

    1. one
       - nested
    2. two

    | a | b |
    |---|---|
    | `c` | d \\| e |

    ```swift
    let x = 1
    ```

        indented

    [ref] and [^1]

    [ref]: /url 'title'
    [^1]: note
    """
  static let text = """
    A TITLE

    CHAPTER I

    Some words that are wrapped over
    two lines — with a dash.
      Indented paragraph here,
    goes on.

    Heading
    -------

    - item one
      goes on
    - item two

        Verse line one
        Verse line two

    > quoted
    > mail

    漢字かな
    """
  static let pieces = [
    "<", ">", "</", "<p>", "</p>", "<div", "<!--", "-->", "&", "&amp", ";", "\"", "'", "=", "<script>",
    "</script>",
    "<table>", "<td>", "\u{0C}", "\r", "\r\n", "\n\n", "*", "**", "_", "`", "```", "[", "](", ")", "![", "> ",
    "- ",
    "1. ", "    ", "\t", "#", "\\", "|", "|-|", "---", "===", "~~", "[^1]", "<br>", "é", "漢", "😀", "\u{200B}",
    "\u{AD}",
    "&#", "&#x41;", "<svg>", "</body>", "<a href=", "<title>", "<!", "<?", "]]>", "<h2>", "<li>", "<b", " ",
    "+++",
  ]

  private func damage(_ document: String, _ generator: inout SplitMix) -> [UInt8] {
    var scalars = Array(document.unicodeScalars)
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      let at = Int.random(in: 0...scalars.count, using: &generator)
      let end = min(scalars.count, at + Int.random(in: 0...20, using: &generator))
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: scalars.removeSubrange(at..<end)
      case 1:
        scalars.insert(
          contentsOf: (Self.pieces.randomElement(using: &generator) ?? "").unicodeScalars, at: at)
      case 2:
        scalars.insert(
          contentsOf: scalars[at..<end], at: Int.random(in: 0...scalars.count, using: &generator))
      default:
        scalars.replaceSubrange(
          at..<end, with: (Self.pieces.randomElement(using: &generator) ?? "").unicodeScalars)
      }
    }
    return Array(String(String.UnicodeScalarView(scalars)).utf8)
  }

  @Test("HTML", arguments: 0..<8)
  func html(part: UInt64) {
    var generator = SplitMix(seed: 100 + part)
    for round in 0..<250 {
      let file = damage(Self.html, &generator)
      guard let document = try? Reading.read(file, as: .html) else { continue }
      if let problem = Reading.problems(document, file, samples: 2, seed: UInt64(round)).first {
        Issue.record("\(problem)\n\(String(decoding: file, as: UTF8.self))")
        return
      }
    }
  }

  @Test("Markdown", arguments: 0..<8)
  func markdown(part: UInt64) {
    var generator = SplitMix(seed: 200 + part)
    for round in 0..<250 {
      let file = damage(Self.markdown, &generator)
      guard let document = try? Reading.read(file, as: .markdown) else { continue }
      if let problem = MarkdownAlignment.firstProblem(document, from: file, seed: UInt64(round)) {
        Issue.record("\(problem)\n\(String(decoding: file, as: UTF8.self))")
        return
      }
    }
  }

  @Test("Plain text", arguments: 0..<8)
  func text(part: UInt64) {
    var generator = SplitMix(seed: 300 + part)
    for round in 0..<250 {
      let file = damage(Self.text, &generator)
      guard let document = try? Reading.read(file, as: .text) else { continue }
      if let problem = Reading.problems(document, file, samples: 2, seed: UInt64(round)).first {
        Issue.record("\(problem)\n\(String(decoding: file, as: UTF8.self))")
        return
      }
    }
  }

  @Test("Random bytes give a document or a typed error, in every format and encoding")
  func noise() {
    var generator = SplitMix(seed: 9)
    for round in 0..<1500 {
      var bytes = Array([Self.html, Self.markdown, Self.text][round % 3].utf8)
      for _ in 0..<Int.random(in: 1...30, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      let encoding = [nil, "UTF-8", "windows-1252", "Shift_JIS", "UTF-16LE", "GB18030"][round % 6]
      let format = [DocumentFormat.html, .markdown, .text][round / 6 % 3]
      do {
        _ = try Reading.read(bytes, as: format, encoding: encoding)
      } catch {
        #expect(error.file == "test")
      }
    }
  }
}
