import Ingestion
import Testing

@Suite("Formulas")
struct FormulaTests {
  static let cases: [(String, String)] = [
    (
      "The rate <inline-formula><alternatives><math><mi>a</mi></math><inline-graphic/></alternatives></inline-formula> was.",
      "The rate a was."
    ),
    (
      "The rate <inline-formula><alternatives><tex-math>\\documentclass{minimal}\\begin{document}$$\\alpha = 0.3$$\\end{document}</tex-math><inline-graphic/></alternatives></inline-formula> was.",
      "The rate \\alpha = 0.3 was."
    ),
    ("The rate <inline-formula><tex-math>$x^2$</tex-math></inline-formula> was.", "The rate x^2 was."),
    (
      "The rate <inline-formula><tex-math><![CDATA[$a < b$]]></tex-math></inline-formula> was.",
      "The rate a < b was."
    ),
    (
      "Let <inline-formula><math><mi>f</mi><mfenced><mi>x</mi><mi>y</mi></mfenced></math></inline-formula> hold.",
      "Let f(x,y) hold."
    ),
    ("The rate <inline-formula><inline-graphic/></inline-formula> was.", "The rate [formula] was."),
    ("The rate <inline-formula><italic>r</italic> = 2</inline-formula> was.", "The rate r = 2 was."),
    (
      "Given by <disp-formula><label>1</label><math><mi>g</mi><mo>=</mo><msub><mi>m</mi><mn>1</mn></msub></math></disp-formula> where m is big.",
      "Given by g=m_1 where m is big."
    ),
    (
      "Given by<disp-formula><math><mi>g</mi></math></disp-formula>where g is big.",
      "Given by g where g is big."
    ),
    (
      "Given by <disp-formula><graphic/></disp-formula> where g is big.", "Given by [formula] where g is big."
    ),
    (
      "Half <inline-formula><math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math></inline-formula> is.",
      "Half (a+b)/2 is."
    ),
    (
      "Power <inline-formula><math><msup><mi>x</mi><mn>2</mn></msup></math></inline-formula> is.",
      "Power x^2 is."
    ),
    ("Root <math><msqrt><mi>x</mi></msqrt></math> is.", "Root √(x) is."),
    ("A sign <inline-graphic/> here.", "A sign [image] here."),
  ]

  @Test("One form is read, in the sentence", arguments: cases)
  func sentence(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.jats("<p>\(source)</p>"))) == [text])
  }

  @Test("A formula between paragraphs is a block that is no running text")
  func display() throws {
    let document = try Kind.read(
      Kind.jats("<p>One.</p><disp-formula><math><mi>g</mi></math></disp-formula><p>Two.</p>"))
    #expect(
      XMLReading.outline(document).suffix(3) == [
        "paragraph/body: One.", "preformatted/body: g", "paragraph/body: Two.",
      ])
  }
}
