import Ingestion
import Testing

/// Input made to crash, to hang or to eat memory. A quadratic reader would need hours for some of these.
@Suite("Hostile text documents", .timeLimit(.minutes(5)))
struct HostileTextTests {
  private func outcome(_ text: String, _ format: DocumentFormat) -> Result<Document, IngestionError> {
    Result { () throws(IngestionError) in try Reading.read(Array(text.utf8), as: format) }
  }
  private func many(_ text: String, _ bytes: Int = 1 << 19) -> String {
    String(repeating: text, count: bytes / text.utf8.count)
  }

  @Test("Elements nested 100,000 deep are a typed error that names the line")
  func deepHTML() {
    let text = "<p>fine\n\n" + String(repeating: "<div>", count: 100_000) + "deep"
    guard case .failure(let error) = outcome(text, .html) else {
      Issue.record("no error")
      return
    }
    #expect(
      error.description
        == "test:3: nesting depth of the page's elements exceeds the limit of 256; the limit can be raised, to 2048 at most"
    )
    #expect(error.byteOffset.map { $0 > 9 } == true)
  }

  @Test("Formatting that is never closed, and everything else unclosed, still reads")
  func unclosed() throws {
    for name in ["b", "font", "a href=x", "span", "i"] {
      let document = try outcome(many("<\(name)>word ", 200_000), .html).get()
      #expect(document.text.hasPrefix("word word"))
    }
    for text in [many("<p>word "), many("<li>word "), many("<tr><td>word ")] {
      #expect(throws: Never.self, "\(text.prefix(20))") { try outcome(text, .html).get() }
    }
  }

  @Test("Closing tags without opening ones, and endless attributes, comments and declarations")
  func odd() throws {
    for text in [
      "a" + many("</div>"), "a" + many("</p></b>"), "a<b x=\"" + many("y") + "\">c",
      "a<b " + many("x=y ") + ">c",
      "a<!--" + many("-- ") + "-->c", "a" + many("<!-- x"), "a" + many("<!"), "a" + many("<?"),
      "a" + many("<![CDATA["),
      "a" + many("<a b='"), "a" + many("&"), "a" + many("&#x"), "a" + many("&amp"), "a" + many("<"),
      "a" + many("< "),
      "a" + many("<script>"), "a" + many("<title>"), "a" + many("<svg><title>"),
      "a<textarea>" + many("</texta"),
      "a" + many("\u{0C}"), "a" + many("<br>"), "a" + many("<h1>b"),
      "a" + many("<p class=footnote>b", 300_000),
    ] {
      #expect(throws: Never.self, "\(text.prefix(20))") { try outcome(text, .html).get() }
    }
  }

  @Test("Conditional comments, CDATA and plaintext follow the HTML standard")
  func standard() throws {
    func texts(_ text: String) throws -> [String] { Reading.texts(try outcome(text, .html).get()) }
    #expect(try texts("<p>a<!--[if IE]><b>no</b><![endif]-->b<![if !IE]>c<![endif]>d") == ["abcd"])
    #expect(try texts("<p>a<![CDATA[b]]>c") == ["ac"])
    #expect(try texts("<p>a<plaintext>b <i>c</i> &amp; d") == ["a", "b <i>c</i> &amp; d"])
    #expect(try texts("<p>a<xmp>b <i>c</i></xmp>d") == ["a", "b <i>c</i>", "d"])
    #expect(try texts("<p>a<!-->b<!--->c<!--x--!>d") == ["abcd"])
    #expect(try texts("<p>a</>b</ c>d<3e < f") == ["abd<3e < f"])
    #expect(try texts("<p>a<b title='>'>b</b x=\">\">c") == ["abc"])
    #expect(try texts("<p>a<p") == ["a"])
    #expect(throws: IngestionError(file: "test", reason: .noText)) { try texts("<script>a</script><!-- b") }
  }

  @Test("Markdown that makes naive parsers quadratic")
  func markdown() throws {
    for pattern in [
      "*a ", "**a", "_a_ *", "a**b", "*a_ ", "[", "[a](", "[a](<b", "![[]()", "`", "` `` ``` ", "[a]: ",
      "> a\n", "- a\n",
      "<a b='", "<!--", "<?", "<!A", "<![CDATA[", "&", "&amp", "\\", "~~a", "|", "|a\n|-\n", "[^1]", "[a][b]",
      "[a]: b\n", "a\n===\n", "\t", "1. ", "```\n", "<p>\n", "*-", "<http:", "a@b.c ", "***", "_*_*",
    ] {
      let text = "word\n\n" + many(pattern)
      switch outcome(text, .markdown) {
      case .success(let document): #expect(document.text.hasPrefix("word"))
      case .failure(let error):
        #expect(error.description.contains("nesting depth"), "\(pattern): \(error)")
      }
    }
  }

  @Test("Plain text that makes naive parsers quadratic")
  func text() throws {
    for pattern in [
      "a", "a\n", "a\n\n", "= a\n", "- a\n", "1. a\n\n", "A\n---\n", "> ", "*** START OF\n", "\u{0C}",
      "  A\n", "A B\n\n", "From: a\n", "From: a\nDate: b\n  c\n", "On 3 May 10:02 a:\n", "Ann 9:14\n",
    ] {
      #expect(try outcome("word\n\n" + many(pattern), .text).get().text.hasPrefix("word"), "\(pattern)")
    }
  }

  @Test("LaTeX whose environments and groups are never closed")
  func latex() throws {
    for pattern in [
      "$x$ \\begin{tabular}{l}a&b\\\\", "\\begin{itemize}\\item a ", "\\begin{equation}a",
      "\\textsuperscript{",
      "\\begin{abstract}a\n\n",
    ] {
      let text = "\\documentclass{article}\n\\begin{document}\nword " + many(pattern, 200_000)
      #expect(try outcome(text, .latex).get().text.hasPrefix("word"), "\(pattern)")
    }
  }
}
