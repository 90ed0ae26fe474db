import Ingestion
import Testing

@Suite("Raised and lowered text, callouts")
struct RaisedTextTests {
  static let jatsCases: [(String, String)] = [
    ("It rose in 2004<sup>12</sup> twice.", "It rose in 2004^12 twice."),
    ("It fell to 10<sup>-3</sup> M.", "It fell to 10^-3 M."),
    ("At 5 m s<sup>&#x2212;1</sup> it ran.", "At 5 m s^−1 it ran."),
    ("We saw Ca<sup>2+</sup> there.", "We saw Ca^2+ there."),
    ("The 19<sup>th</sup> of May.", "The 19th of May."),
    ("It sank.<sup>1–3</sup> Then it rose.", "It sank. Then it rose."),
    ("It sank,<sup>4,5</sup> twice.", "It sank, twice."),
    ("It sank.<sup>12</sup>", "It sank."), ("As Tarn<sup>a</sup> said.", "As Tarn^a said."),
    ("Of (x + 1)<sup>2</sup> and x<sup>2</sup>.", "Of (x + 1)^2 and x^2."),
    ("La 1<sup>a</sup> vez.", "La 1a vez."),
    ("See fig. <sup>14</sup>C dating.", "See fig. 14C dating."),
    ("Brand<sup>TM</sup> and 3<sup>rd</sup> one.", "BrandTM and 3rd one."),
    (
      "Grams.<sup><xref ref-type=\"bibr\" rid=\"b1\">4</xref>,<xref ref-type=\"bibr\" rid=\"b2\">5</xref></sup> Then.",
      "Grams. Then."
    ),
    ("By 20<sup><xref ref-type=\"bibr\" rid=\"b1\">3</xref></sup> grams.", "By 20 grams."),
    ("It rose.<xref ref-type=\"bibr\" rid=\"b1\"><sup>7</sup></xref> See.", "It rose. See."),
    ("See text.<xref ref-type=\"fn\" rid=\"f1\">a</xref>", "See text."),
    (
      "Used tar [<xref ref-type=\"bibr\" rid=\"b1\">1</xref>&#x2013;<xref ref-type=\"bibr\" rid=\"b3\">3</xref>]. Then.",
      "Used tar. Then."
    ),
    (
      "Used tar (<xref ref-type=\"bibr\" rid=\"b1\">12</xref>, <xref ref-type=\"bibr\" rid=\"b3\">14</xref>) and hemp.",
      "Used tar and hemp."
    ),
    ("As <xref ref-type=\"bibr\" rid=\"b1\">Tarn (1999)</xref> showed.", "As Tarn (1999) showed."),
    ("As shown (<xref ref-type=\"bibr\" rid=\"b1\">Tarn 1999</xref>).", "As shown (Tarn 1999)."),
    ("See <xref ref-type=\"fig\" rid=\"f1\">Figure 1</xref>.", "See Figure 1."),
    ("Of H<sub>2</sub>O and 10<sub>2</sub>.", "Of H2O and 10_2."),
    ("Where <italic>x</italic><sup>2</sup> is.", "Where x^2 is."),
  ]

  @Test("Digits stay apart, callouts are left out: JATS", arguments: jatsCases)
  func jats(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.jats("<p>\(source)</p>"))) == [text])
  }

  static let teiCases: [(String, String)] = [
    ("About 10<hi rend=\"superscript\">6</hi> ropes.", "About 10^6 ropes."),
    ("The 4<hi rend=\"sup\">e</hi> one.", "The 4e one."),
    ("A rope<ref type=\"noteAnchor\" target=\"#n1\">1</ref> floats.", "A rope floats."),
    ("A rope.<hi rend=\"superscript\"><ref target=\"#fn2\">2</ref></hi> It floats.", "A rope. It floats."),
    ("As seen <ref type=\"bibr\" target=\"#b0\">[1]</ref>, it floats.", "As seen, it floats."),
    ("See chapter <ref target=\"#chapter2\">2</ref> below.", "See chapter 2 below."),
    ("By <ref type=\"bibr\" target=\"#b0\">(Tarn, 1999)</ref> shown.", "By (Tarn, 1999) shown."),
  ]

  @Test("Digits stay apart, callouts are left out: TEI", arguments: teiCases)
  func tei(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.tei("<p>\(source)</p>"))) == [text])
  }

  static let xhtmlCases: [(String, String)] = [
    ("A rope<sup><a href=\"#fn1\">1</a></sup> floats.", "A rope floats."),
    ("About 10<sup>6</sup> ropes.", "About 10^6 ropes."),
    ("A rope<a href=\"ch2.xhtml#note-4\">[4]</a> floats.", "A rope floats."),
    ("See <a href=\"#part2\">2</a>.", "See 2."),
    ("He said <q>no</q> twice.", "He said “no” twice."),
  ]

  @Test("Digits stay apart, callouts are left out: XHTML", arguments: xhtmlCases)
  func xhtml(source: String, text: String) throws {
    let page =
      "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>\(source)</p></body></html>"
    #expect(Kind.texts(try Kind.read(page)) == [text])
  }
}
