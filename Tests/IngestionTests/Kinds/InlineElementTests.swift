import Ingestion
import Testing

@Suite("Inline elements of a page")
struct InlineElementTests {
  private func texts(_ body: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
    let page = "<!DOCTYPE html><html><head><title>Boats</title></head><body>\(body)</body></html>"
    let document = try Reading.checked(Array(page.utf8), as: .html, sourceLocation: sourceLocation)
    return document.blocks.filter { $0.kind != .title }.map { document.text(in: $0.textRange) }
  }

  @Test(
    "A word of a sentence stays whatever its class",
    arguments: [
      "reference internal", "reference", "footnote-ref", "related", "share", "social", "nav", "menu",
      "sidebar",
      "ad", "promo", "sponsor", "toc", "widget", "footer", "noprint", "popup", "cookie-note", "breadcrumb",
    ])
  func words(name: String) throws {
    let found = try texts(
      "<p>The <span class=\"\(name)\">old keel</span> and the <a class=\"\(name)\" href=\"#m\">new mast</a> are oak.</p>"
        + "<p>See <a class=\"\(name)\" href=\"k.html\"><span class=\"std\">Keels</span></a>, and ask.</p>"
        + "<ul><li>It is, they say, <span class=\"\(name)\">not for sale</span>.</li></ul>")
    #expect(
      found == [
        "The old keel and the new mast are oak.", "See Keels, and ask.", "It is, they say, not for sale.",
      ])
  }

  @Test(
    "Calls of notes and signs of permalinks are left out",
    arguments: [
      ("<p>It sank<a class=\"footnote-reference\" href=\"#f\">[1]</a>.</p>", "It sank."),
      ("<p>It sank<a class=\"reference\" href=\"#f\">2</a>.</p>", "It sank."),
      ("<p>It sank<sup>[<i><a href=w>citation needed</a></i>]</sup>.</p>", "It sank."),
      ("<p>It sank<sup class=x>[note 3]</sup>.</p>", "It sank."),
      ("<h2>Keels<a class=headerlink href=\"#k\">¶</a></h2>", "Keels"),
      ("<h2>Keels <a href=\"#k\">#</a></h2>", "Keels"),
      ("<h2><a class=anchor href=\"#k\">§</a> Keels</h2>", "Keels"),
      ("<h2>Keels <a class=permalink href=\"/p#k\">Permalink</a></h2>", "Keels"),
      ("<h2><a class=anchor href=\"#k\">Keels</a></h2>", "Keels"),
      ("<p><b><a href=\"#r1\">^</a></b> Holt, Boats.</p>", "Holt, Boats."),
      (
        "<p><span class=\"mw-cite-backlink\">^ <a href=\"#a\">a</a> <a href=\"#b\">b</a></span> Holt.</p>",
        "Holt."
      ),
      ("<p>Holt, Boats. <a href=\"#r1\">↩</a></p>", "Holt, Boats."),
    ])
  func marks(html: String, text: String) throws {
    #expect(try texts(html) == [text])
  }

  @Test(
    "A picture keeps the words beside it apart, and no more",
    arguments: [
      ("Our<img src=a alt=big>boat<img src=b alt=\"\">sails.", "Our boat sails."),
      ("Our boat<img src=a>, the old one.", "Our boat, the old one."),
      ("Our<svg><path/></svg>boat.", "Our boat."), ("<strike>£30</strike>£20", "£30 £20"),
      ("It is <del>new</del><ins>old</ins>.", "It is old."),
      ("one<span style=\"display: block\">two</span>three", "one two three"),
      ("船<img src=a>が出た。", "船が出た。"), ("boat<img src=a>’s", "boat’s"),
    ])
  func gaps(html: String, text: String) throws {
    #expect(try texts("<p>\(html)</p>") == [text])
  }

  @Test(
    "A formula is read once, in whatever form it stands",
    arguments: [
      "<img class=\"mwe-math-fallback-image-inline\" alt=\"{\\displaystyle a+b}\" src=m.svg>",
      "<img class=latex alt=\"a+b\">", "<img class=tex alt=\"$a+b$\">",
      "<img src=\"https://s0.wp.com/latex.php?latex=a%2Bb\" alt=\"a+b\">",
      "<span class=mwe><span><math><mi>a</mi><mo>+</mo><mi>b</mi></math></span><img class=\"mwe-math-fallback-image-inline\" alt=\"a+b\"></span>",
      "<span class=mwe><span class=\"mwe-math-mathml-inline mwe-math-mathml-a11y\" style=\"display: none;\"><math>\n <mi>\n a </mi>\n<mo>+</mo> <mi>b</mi>\n</math></span><img class=\"mwe-math-fallback-image-inline\" aria-hidden=\"true\" alt=\"a+b\"></span>",
      "<img class=\"mwe-math-fallback-image-inline\" aria-hidden=\"true\" alt=\"{\\displaystyle a+b}\">",
      "<span class=katex><span class=katex-mathml><math><semantics><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><annotation>a+b</annotation></semantics></math></span><span class=katex-html aria-hidden=true>a + b</span></span>",
      "<span class=\"MathJax_Preview\">a+b</span><script type=\"math/tex\">a+b</script>",
      "<span class=\"MathJax_Preview\">a</span><span class=\"MathJax\"><nobr>a+b</nobr></span><script type=\"math/tex\">a+b</script>",
      "<script type=\"math/tex; mode=display\">% <![CDATA[\na+b %]]></script>",
      "<mjx-container class=\"MathJax\"><mjx-math aria-hidden=true>x</mjx-math><math><mi>a</mi><mo>+</mo><mi>b</mi></math></mjx-container>",
    ])
  func formulas(html: String) throws {
    #expect(try texts("<p>The sum \(html) is large.</p>") == ["The sum a+b is large."])
  }

  @Test("A formula on a line of its own is read once")
  func displayed() throws {
    let math = "<math display=block><mi>a</mi><mo>=</mo><mi>b</mi></math>"
    let picture = "<img class=\"mwe-math-fallback-image-display\" aria-hidden=true alt=\"a=b\">"
    let hidden =
      "<div class=\"mwe-math-mathml-display mwe-math-mathml-a11y\" style=\"display: none;\">\(math)</div>"
    #expect(
      try texts("<p>It is so:</p><div class=mwe-math-element>\n\(hidden)\(picture)\n</div><p>Yes.</p>")
        == ["It is so:", "a=b", "Yes."])
    #expect(
      try texts("<div><p>It is \(math).</p>\(picture)</div>") == ["It is a=b.", "a=b"])
  }

  @Test("Rows and cells of a large matrix stay apart to its end")
  func matrix() throws {
    let row = String(repeating: "<mtd><mn>1</mn></mtd>", count: 30)
    let rows = String(repeating: "<mtr>\(row)</mtr>", count: 30)
    // A text without ends of sentences comes in pieces.
    let text = try texts("<p><math><mtable>\(rows)</mtable></math></p>").joined(separator: " ")
    let shown = Array(repeating: Array(repeating: "1", count: 30).joined(separator: ", "), count: 30)
    #expect(text == shown.joined(separator: "; "))
  }

  @Test("A formula whose end is missing ends with the next block")
  func unclosed() throws {
    #expect(
      try texts(
        "<div><math><mi>a</mi><p><b>Two</b> <i>boats</i> left.</p><p><b>One</b> <i>stayed</i>.</p></div>")
        == ["a", "Two boats left.", "One stayed."])
  }

  @Test(
    "MathML is typed on one line, with brackets around what is more than one thing",
    arguments: [
      ("<msup><mi>x</mi><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msup>", "x^(n+1)"),
      ("<msup><mi>x</mi><mrow><mo>−</mo><mn>1</mn></mrow></msup>", "x^−1"),
      ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>", "(a+b)/c"),
      ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_i^2"),
      ("<msqrt><mn>2</mn><mi>x</mi></msqrt>", "√(2x)"), ("<mroot><mi>x</mi><mn>3</mn></mroot>", "∛(x)"),
      ("<mroot><mi>x</mi><mi>n</mi></mroot>", "√[n](x)"),
      ("<mover><mi>x</mi><mo>¯</mo></mover>", "x¯"),
      (
        "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>",
        "∑_(i=1)^n i"
      ),
      ("<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi>", "sin x"),
      ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a,b)"),
      (
        "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable>",
        "1, 0; 0, 1"
      ),
      (
        "<mtable><mtr><mtd><mi>y</mi></mtd><mtd><mo>=</mo><mi>x</mi></mtd></mtr><mtr><mtd></mtd><mtd><mo>≤</mo><mn>2</mn></mtd></mtr></mtable>",
        "y=x; ≤2"
      ),
    ])
  func mathematics(math: String, text: String) throws {
    #expect(try texts("<p>Here <math>\(math)</math> is large.</p>") == ["Here \(text) is large."])
    #expect(try texts("<p><math>\n\(math)\n</math></p><p>Two boats.</p>").first == text)
  }

  @Test("A picture of a formula without words leaves a mark, other pictures leave none")
  func marked() throws {
    #expect(try texts("<p>It is <img class=tex> so.</p>") == ["It is [formula] so."])
    #expect(try texts("<p>It is <img alt=ship> so.</p>") == ["It is so."])
    #expect(try texts("<p>It is so:</p><div><img class=tex alt=\"a=b\"></div>") == ["It is so:", "a=b"])
  }

  @Test(
    "An element that is closed in its own tag takes nothing in",
    arguments: [
      "<script src=\"a.js\"/>", "<style/>", "<iframe src=\"a\"/>", "<textarea/>", "<div/>", "<a name=\"x\"/>",
      "<b/>",
    ])
  func closed(tag: String) throws {
    let page =
      "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>T</title></head><body>"
      + "<p>One & one.</p>\(tag)<p>Two boats.</p></body></html>"
    let document = try Reading.checked(Array(page.utf8), as: .html)
    #expect(document.blocks.map { document.text(in: $0.textRange) } == ["One & one.", "Two boats."])
    #expect(document.blocks.last?.elementPath.hasSuffix("/body[1]/p[2]") == true)
  }
}
