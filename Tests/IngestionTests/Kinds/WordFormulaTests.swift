import Ingestion
import TestSupport
import Testing

@Suite("Formulas and readings in Word documents")
struct WordFormulaTests {
  private func texts(_ paragraphs: String) throws -> [String] {
    let document = try Reading.read(
      ZipFile.make([
        ("[Content_Types].xml", "<Types/>"),
        (
          "word/document.xml",
          "<w:document xmlns:w=\"w\" xmlns:m=\"m\"><w:body>\(paragraphs)</w:body></w:document>"
        ),
      ]), as: nil)
    return document.blocks.map { document.text(in: $0.textRange) }
  }

  private static func run(_ text: String) -> String { "<m:r><m:t>\(text)</m:t></m:r>" }

  /// A part with each of its arguments in an element of its own.
  private static func part(
    _ name: String, _ arguments: [(String, String)], _ properties: String = ""
  ) -> String {
    let inner = arguments.map { "<m:\($0)>\($1)</m:\($0)>" }.joined()
    return "<m:\(name)><m:\(name)Pr>\(properties)<m:ctrlPr/></m:\(name)Pr>\(inner)</m:\(name)>"
  }

  @Test(
    "Office Math is typed on one line",
    arguments: [
      (part("f", [("num", run("a+b")), ("den", run("2a"))]), "(a+b)/(2a)"),
      (part("sSup", [("e", run("x")), ("sup", run("2"))]), "x^2"),
      (part("sSup", [("e", run("x")), ("sup", run("n+1"))]), "x^(n+1)"),
      (part("sSup", [("e", run("a+b")), ("sup", run("-1"))]), "(a+b)^-1"),
      (part("sSub", [("e", run("x")), ("sub", run("max"))]), "x_max"),
      (part("sSubSup", [("e", run("x")), ("sub", run("i")), ("sup", run("2"))]), "x_i^2"),
      (part("rad", [("deg", ""), ("e", run("2x"))], "<m:degHide m:val=\"1\"/>"), "√(2x)"),
      (part("rad", [("deg", run("3")), ("e", run("x"))]), "∛(x)"),
      (part("d", [("e", run("a")), ("e", run("b"))], "<m:sepChr m:val=\",\"/>"), "(a,b)"),
      (part("d", [("e", run("x"))], "<m:begChr m:val=\"|\"/><m:endChr m:val=\"|\"/>"), "|x|"),
      (
        part("nary", [("sub", run("i=1")), ("sup", run("n")), ("e", run("i"))], "<m:chr m:val=\"∑\"/>"),
        "∑_(i=1)^n i"
      ),
      (part("nary", [("sub", ""), ("sup", ""), ("e", run("f"))]), "∫ f"),
      (part("func", [("fName", run("sin")), ("e", run("x"))]), "sin x"),
      (part("acc", [("e", run("x"))], "<m:chr m:val=\"\u{302}\"/>"), "x\u{302}"),
      (
        part(
          "m",
          [
            ("mr", "<m:e>\(run("1"))</m:e><m:e>\(run("0"))</m:e>"),
            ("mr", "<m:e>\(run("0"))</m:e><m:e>\(run("1"))</m:e>"),
          ]),
        "1, 0; 0, 1"
      ),
    ])
  func formulas(math: String, text: String) throws {
    let words =
      "<w:p><w:r><w:t xml:space=\"preserve\">Here </w:t></w:r><m:oMath>\(math)</m:oMath><w:r><w:t xml:space=\"preserve\"> is large.</w:t></w:r></w:p>"
    let apart = "<w:p><m:oMathPara><m:oMathParaPr/><m:oMath>\(math)</m:oMath></m:oMathPara></w:p>"
    #expect(try texts(words + apart) == ["Here \(text) is large.", text])
  }

  @Test("Of words with their reading above them, the words are read")
  func readings() throws {
    let ruby =
      "<w:ruby><w:rubyPr/><w:rt><w:r><w:t>とうきょう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東京</w:t></w:r></w:rubyBase></w:ruby>"
    #expect(
      try texts("<w:p><w:r>\(ruby)</w:r><w:r><w:t>は大きい。</w:t></w:r></w:p>") == ["東京は大きい。"])
  }

  @Test("Deep, empty and cut formulas end")
  func damaged() throws {
    let deep =
      String(repeating: "<m:f><m:num>", count: 110) + Self.run("a")
      + String(repeating: "</m:num></m:f>", count: 110)
    for math in [deep, "<m:f/>", "<m:rad><m:e/></m:rad>", "<m:nary/>", "<m:sup>\(Self.run("2"))</m:sup>"] {
      let document = "<w:p><w:r><w:t>One.</w:t></w:r><m:oMath>\(math)</m:oMath></w:p>"
      #expect(try texts(document).first?.hasPrefix("One.") == true)
    }
  }
}
