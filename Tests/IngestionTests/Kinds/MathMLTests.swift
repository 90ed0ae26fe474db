import Ingestion
import Testing

@Suite("Formulas in MathML and TeX")
struct MathMLTests {
  static let casesCases: [(String, String)] = [
    ("<msup><mrow><mi>p</mi><mo>+</mo><mi>q</mi></mrow><mn>3</mn></msup>", "(p+q)^3"),
    ("<msup><mn>10</mn><mrow><mo>−</mo><mn>4</mn></mrow></msup>", "10^−4"),
    ("<msup><mi>e</mi><mrow><mi>k</mi><mo>+</mo><mn>1</mn></mrow></msup>", "e^(k+1)"),
    ("<mroot><mi>q</mi><mn>3</mn></mroot>", "∛(q)"),
    ("<mroot><mrow><mi>p</mi><mi>q</mi></mrow><mi>n</mi></mroot>", "√[n](pq)"),
    (
      "<munderover><mo>∑</mo><mrow><mi>j</mi><mo>=</mo><mn>0</mn></mrow><mi>m</mi></munderover><msub><mi>q</mi><mi>j</mi></msub>",
      "∑_(j=0)^m q_j"
    ),
    ("<mi>log</mi><mi>q</mi>", "log q"),
    ("<mi>sin</mi><mo>&#x2061;</mo><mo>(</mo><mi>q</mi><mo>)</mo>", "sin(q)"),
    ("<msub><mi>log</mi><mn>2</mn></msub><mi>q</mi>", "log_2 q"),
    ("<mi>q</mi><mtext>if</mtext><mi>p</mi>", "q if p"),
    ("<mover><mi>q</mi><mo>¯</mo></mover>", "q¯"),
    ("<mfrac><mn>1</mn><mrow><mi>p</mi><mo>+</mo><mi>q</mi></mrow></mfrac>", "1/(p+q)"),
  ]

  @Test("A formula is typed on one line", arguments: casesCases)
  func mathml(source: String, text: String) throws {
    let body = "<p>Let <inline-formula><math>\(source)</math></inline-formula> hold.</p>"
    #expect(Kind.texts(try Kind.read(Kind.jats(body))) == ["Let \(text) hold."])
  }

  static let texCases: [(String, String)] = [
    ("\\(q^2\\)", "q^2"), ("\\[ q \\]", "q"), ("\\begin{equation*} q = 2 \\end{equation*}", "q = 2"),
    ("\\begin{align} p&amp;=q \\\\ r&amp;=s \\end{align}", "p=q; r=s"),
    ("\\begin{eqnarray} q \\nonumber\\end{eqnarray}", "q"),
    ("\\begin{equation}\\label{eq:one} q \\end{equation}", "q"),
    ("\\begin{array}{c} p &amp; q \\end{array}", "\\begin{array}{c} p & q \\end{array}"),
  ]

  @Test("TeX is read without what only sets it", arguments: texCases)
  func tex(source: String, text: String) throws {
    let body = "<p>Let <inline-formula><tex-math>\(source)</tex-math></inline-formula> hold.</p>"
    #expect(Kind.texts(try Kind.read(Kind.jats(body))) == ["Let \(text) hold."])
  }
}
