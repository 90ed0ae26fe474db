import Ingestion
import TestSupport
import Testing

@Suite("Raised and lowered text, whatever the format writes it with")
struct RaisedInFormatsTests {
  static let html: [(String, String)] = [
    ("It rose in 2004<sup>12</sup> twice.", "It rose in 2004^12 twice."),
    ("It fell to 10<sup>-3</sup> M.", "It fell to 10^-3 M."),
    ("Of m<sup>2</sup> and H<sub>2</sub>O.", "Of m^2 and H2O."),
    ("Of 10<sub>2</sub> and q<sup>k+2</sup>.", "Of 10_2 and q^(k+2)."),
    ("The 19<sup>th</sup> of May.", "The 19th of May."),
    ("It sank in 2004.<sup>12</sup> Next it rose.", "It sank in 2004. Next it rose."),
    ("It sank,<sup>1,2</sup> they say.", "It sank, they say."),
    (
      "A rope is $9.<sup>99</sup> here, and a net €1,250.<sup>50</sup> there.",
      "A rope is $9.99 here, and a net €1,250.50 there."
    ),
    (
      "It was 1999.<sup>99</sup> Next it was £40.<sup>12</sup> Then it sank.",
      "It was 1999. Next it was £40. Then it sank."
    ),
    ("Of SO<sub>4</sub><sup>2−</sup> there.", "Of SO4^2− there."),
  ]

  @Test("HTML within Markdown, in a line and in a block", arguments: html)
  func markdown(source: String, text: String) throws {
    #expect(Reading.texts(try Reading.checked(Array(source.utf8), as: .markdown)) == [text])
    #expect(Reading.texts(try Reading.checked(Array("<div>\(source)</div>".utf8), as: .markdown)) == [text])
  }

  @Test(
    "What is emphasized is raised like what is not",
    arguments: [
      ("About **10**<sup>3</sup> ropes.", "About 10^3 ropes."),
      ("Of *r*<sup>2</sup> there.", "Of r^2 there."),
      ("Of [m](a.html)<sup>2</sup> there.", "Of m^2 there."),
      ("Of 10<sup>*n*</sup> there.", "Of 10^n there."),
      ("About **10**^3^ ropes.", "About 10^3 ropes."), ("At 10<sup>&#8722;4</sup> M.", "At 10^−4 M."),
    ])
  func emphasis(source: String, text: String) throws {
    #expect(Reading.texts(try Reading.checked(Array(source.utf8), as: .markdown)) == [text])
  }

  @Test("Cells of a notebook", arguments: html.prefix(5))
  func notebook(source: String, text: String) throws {
    let json = "{\"cells\":[{\"cell_type\":\"markdown\",\"source\":[\"\(source)\"]}],\"nbformat\":4}"
    #expect(Reading.texts(try Reading.read(Array(json.utf8), as: .notebook)) == [text])
  }

  @Test("Pages", arguments: html)
  func page(source: String, text: String) throws {
    let page = "<!DOCTYPE html><html><body><p>\(source)</p></body></html>"
    #expect(Reading.texts(try Reading.checked(Array(page.utf8), as: .html)) == [text])
  }

  @Test("News", arguments: html)
  func news(source: String, text: String) throws {
    let article = "<nitf><body><body.content><p>\(source)</p></body.content></body></nitf>"
    #expect(Kind.texts(try Kind.read(article)) == [text])
  }

  static let wiki: [(String, String)] = [
    ("Weighs '''10'''<sup>3</sup> tons.", "Weighs 10^3 tons."),
    ("Of ''r''<sup>2</sup> and ''E'' = ''mc''<sup>2</sup>.", "Of r^2 and E = mc^2."),
    ("Of SO<sub>4</sub><sup>2−</sup> there.", "Of SO4^2− there."),
    ("Of [[metre|m]]<sup>2</sup> there.", "Of m^2 there."),
    ("Of 10<sub>2</sub> there.", "Of 10_2 there."),
    ("Of ''q''<sub>''m,n''</sub> there.", "Of q_(m,n) there."),
    ("At 10<sup>&#8722;4</sup> M.", "At 10^−4 M."),
    ("The ''19''<sup>th</sup> of May.", "The 19th of May."),
    ("Of {{chem|SO|4|2-}} and {{chem|H|2|O}} there.", "Of SO4^2- and H2O there."),
    ("Of {{chem|Na|+}} there.", "Of Na^+ there."),
  ]

  @Test("Wikitext", arguments: wiki)
  func wikitext(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.wiki(source))) == [text])
  }

  static let tei: [(String, String)] = [
    ("About 10<hi rend=\"vertical-align:super\">6</hi> ropes.", "About 10^6 ropes."),
    ("About 10<hi rendition=\"#sup\">6</hi> ropes.", "About 10^6 ropes."),
    ("About 10<seg rend=\"sup\">6</seg> ropes.", "About 10^6 ropes."),
    ("About 10<hi rend=\"italic superscript\">6</hi> ropes.", "About 10^6 ropes."),
    ("About 10<hi style=\"vertical-align: sub; color: red\">2</hi> ropes.", "About 10_2 ropes."),
    ("The 5<hi rend=\"super\">th</hi> rope.", "The 5th rope."),
    ("By 20<ptr target=\"#n2\"/> ropes.", "By 20 ropes."),
    ("It sank.<ptr target=\"#fn3\"/> It rose.", "It sank. It rose."),
    ("See chapter 4<ptr target=\"http://x.org\"/>.", "See chapter 4 http://x.org."),
    ("See <ptr target=\"#n2\"/> below.", "See [n2] below."),
    ("It is <hi rend=\"support\">6</hi> ropes.", "It is 6 ropes."),
  ]

  @Test("TEI says it in many words", arguments: tei)
  func textEncoding(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.tei("<p>\(source)</p>"))) == [text])
  }

  static func run(_ text: String, _ position: String? = nil) -> String {
    let properties = position.map { "<w:rPr><w:b/><w:vertAlign w:val=\"\($0)\"/></w:rPr>" } ?? ""
    return "<w:r>\(properties)<w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
  }

  static let wordCases: [(String, String)] = [
    (run("About 10") + run("3", "superscript") + run(" ropes."), "About 10^3 ropes."),
    (run("At 10") + run("-", "superscript") + run("3", "superscript") + run(" M."), "At 10^-3 M."),
    (run("Of H") + run("2", "subscript") + run("O."), "Of H2O."),
    (run("Of SO") + run("4", "subscript") + run("2-", "superscript") + run(" it is."), "Of SO4^2- it is."),
    (run("Of q") + run("k+2", "superscript") + run(" it is."), "Of q^(k+2) it is."),
    (run("The 5") + run("th", "superscript") + run(" rope."), "The 5th rope."),
    (run("It sank.") + run("4,5", "superscript") + run(" It rose."), "It sank. It rose."),
    (run("About 10") + run("3", "baseline") + run(" ropes."), "About 103 ropes."),
    (
      run("About 10") + "<w:r><w:rPr><w:rStyle w:val=\"Hoch\"/></w:rPr><w:t>3</w:t></w:r>" + run(" ropes."),
      "About 10^3 ropes."
    ),
    (run("Of q") + run("k+2", "superscript"), "Of q^(k+2)"),
  ]

  @Test("Word", arguments: wordCases)
  func word(runs: String, text: String) throws {
    let document = try LayerChecks.checked(
      [
        ("[Content_Types].xml", "<Types/>"),
        (
          "word/document.xml",
          "<w:document xmlns:w=\"w\"><w:body><w:p>\(runs)</w:p><w:p>\(Self.run("More words are here."))</w:p></w:body></w:document>"
        ),
        (
          "word/styles.xml",
          "<w:styles xmlns:w=\"w\"><w:style w:type=\"character\" w:styleId=\"Hoch\"><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style></w:styles>"
        ),
      ], spaces: [])
    #expect(Reading.texts(document) == [text, "More words are here."])
  }

  static let openDocumentCases: [(String, String)] = [
    ("About 10<text:span text:style-name=\"T1\">3</text:span> ropes.", "About 10^3 ropes."),
    ("At 10<text:span text:style-name=\"T3\">-3</text:span> M.", "At 10^-3 M."),
    ("Of 10<text:span text:style-name=\"T2\">2</text:span> there.", "Of 10_2 there."),
    ("Of H<text:span text:style-name=\"T2\">2</text:span>O there.", "Of H2O there."),
    ("It sank.<text:span text:style-name=\"T1\">4</text:span> It rose.", "It sank. It rose."),
    ("About 10<text:span text:style-name=\"T4\">3</text:span> ropes.", "About 10^3 ropes."),
    ("About 10<text:span text:style-name=\"T5\">3</text:span> ropes.", "About 103 ropes."),
  ]

  @Test("OpenDocument", arguments: openDocumentCases)
  func openDocument(source: String, text: String) throws {
    func style(_ name: String, _ position: String) -> String {
      "<style:style style:name=\"\(name)\" style:family=\"text\"><style:text-properties style:text-position=\"\(position)\"/></style:style>"
    }
    let styles =
      style("T1", "super 58%") + style("T2", "sub 58%") + style("T3", "33% 58%") + style("T5", "0% 100%")
      + "<style:style style:name=\"T4\" style:family=\"text\" style:parent-style-name=\"T1\"/>"
    let document = try LayerChecks.checked(
      [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        (
          "content.xml",
          "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:style=\"s\"><office:automatic-styles>\(styles)</office:automatic-styles><office:body><office:text><text:p>\(source)</text:p></office:text></office:body></office:document-content>"
        ),
      ], spaces: [])
    #expect(Reading.texts(document) == [text])
  }
}
