import Ingestion
import Testing

@Suite("Formulas, quantities and tables in LaTeX")
struct LaTeXFormulaTests {
  /// Commands of these tests that one character or unit stands for.
  static let signs: [(String, String)] = [
    ("\\kilo\\metre\\per\\hour", "km/h"), ("\\kg\\per\\m\\cubed", "kg/m^3"), ("\\metre", "m"),
    ("\\celsius", "°C"), ("\\alpha", "α"), ("\\pi", "π"), ("\\leq", "≤"), ("\\sum", "∑"), ("\\in", "∈"),
    ("\\sin", "sin"), ("\\log", "log"), ("\\cdot", "·"), ("\\times", "×"), ("\\,", " "), ("\\%", "%"),
    ("\\\\", " "), ("--", "–"), ("+-", "±"), ("\\end{subequations}", ""),
  ]

  static func undone(_ text: String) -> String {
    signs.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  /// The document between `\begin{document}` and its end, with an issue for whatever cannot be found again.
  static func read(_ body: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Document {
    let bytes = Array("\\documentclass{article}\n\\begin{document}\n\(body)\n\\end{document}\n".utf8)
    let document = try Reading.read(bytes, as: .latex)
    let problems = ProvenanceChecker(
      document: document, bytes: bytes, undo: LayerUndo(undo: undone), samples: 20
    ).problems()
    for problem in problems { Issue.record("\(problem)", sourceLocation: sourceLocation) }
    return document
  }

  static let inline: [(String, String)] = [
    (#"It takes $\frac{1}{2}$ a day."#, "It takes 1/2 a day."),
    (#"It takes $1\frac{1}{2}$ days."#, "It takes 1 1/2 days."),
    (#"It takes $2\frac34$ days."#, "It takes 2 3/4 days."),
    (#"Of $\frac{a+b}{2n}$ ropes."#, "Of (a+b)/(2n) ropes."),
    (#"Of $\frac{\frac{1}{2}}{x}$ ropes."#, "Of (1/2)/x ropes."),
    (#"Of $\binom{n}{k}$ ways."#, "Of (n choose k) ways."),
    (#"Of $\sqrt{2}$ and $\sqrt[3]{x+1}$ there."#, "Of √(2) and ∛(x+1) there."),
    (#"Of $x^{n+1}$, $a_{ij}$ and $x_i^2$ there."#, "Of x^(n+1), a_(ij) and x_i^2 there."),
    (#"Of $10^{-3}$ and $e^{x^2}$ there."#, "Of 10^-3 and e^(x^2) there."),
    (#"All $x \leq 2\pi$ hold."#, "All x ≤ 2π hold."),
    (#"Then $\sum_{i=1}^{n}x_i$ is."#, "Then ∑_(i=1)^n x_i is."),
    (#"Let $y = \sin x + \log_2 z$ hold."#, "Let y = sin x + log_2 z hold."),
    (#"Let $v_\mathrm{max} = 3$ hold."#, "Let v_max = 3 hold."),
    (#"Let \( \left( a + b \right)^2 \) be."#, "Let ( a + b )^2 be."),
    (#"So $y = \begin{cases} 1 & x > 0 \\ 0 & x \leq 0 \end{cases}$."#, "So y = {1, x > 0; 0, x ≤ 0."),
    (#"So $\begin{pmatrix} a & b \\ c & d \end{pmatrix}$ is."#, "So (a, b; c, d) is."),
    (
      #"So $\begin{pmatrix} a & b \\[2pt] c & d \\ [-1.5 ex] e & f \end{pmatrix}$ is."#,
      "So (a, b; c, d; e, f) is."
    ),
    (#"So $\begin{pmatrix} a & b \\ [0,1] & d \end{pmatrix}$ is."#, "So (a, b; [0,1], d) is."),
    (#"So $a \strange b$ is, $\odd{c}$ too."#, #"So a \strange b is, \odd(c) too."#),
    (#"Of CO$_2$, SO$_4^{2-}$, m$^2$ and the 5$^{th}$."#, "Of CO2, SO4^2-, m^2 and the 5th."),
    (#"It rose in 2004.$^{12}$ Then it fell."#, "It rose in 2004. Then it fell."),
  ]

  @Test("A formula in the line is typed on it", arguments: inline)
  func line(source: String, text: String) throws {
    #expect(Reading.texts(try Self.read(source)) == [text])
  }

  @Test("Commands that a document defines as letters are those letters")
  func defined() throws {
    let text = #"""
      \documentclass{article}
      \newcommand{\R}{\mathbb{R}}
      \newcommand*{\eg}{\emph{e.g.}}
      \DeclareMathOperator{\Var}{Var}
      \def\E{\mathbb{E}}
      \newcommand{\half}{\frac{1}{2}}
      \begin{document}
      Let $x\in\R^n$ be, \eg\ a rope, $\Var(X)=\E[X^2]$ and $2\Var X$ of $\half$.
      \end{document}
      """#
    let document = try Reading.read(Array(text.utf8), as: .latex)
    #expect(
      Reading.texts(document) == [#"Let x∈R^n be, e.g. a rope, Var(X)=E[X^2] and 2 Var X of \half."#])
  }

  static let displayed: [(String, [String])] = [
    (
      "Given by\n\\begin{equation}\n  E = mc^2 \\label{e}\n\\end{equation}\nwhere c is light.",
      ["Given by E = mc^2 where c is light."]
    ),
    ("It is \\[ a = b. \\] Then it ends.", ["It is a = b. Then it ends."]),
    ("Given $$a = b$$, it ends.", ["Given a = b, it ends."]),
    (
      "One.\n\n\\begin{align*}\n a &= b + c \\\\\n &= d\n\\end{align*}\n\nTwo.",
      ["One.", "a = b + c; = d", "Two."]
    ),
    (
      "One.\n\n\\begin{gather} x = 1 \\\\ y = 2 \\end{gather}\n\nTwo.", ["One.", "x = 1; y = 2", "Two."]
    ),
    ("One.\n\n\\begin{multline} x = 1 \\\\ + 2 \\end{multline}\n\nTwo.", ["One.", "x = 1 + 2", "Two."]),
    ("One.\n\n\\begin{eqnarray} a & = & b \\end{eqnarray}\n\nTwo.", ["One.", "a = b", "Two."]),
    ("Given by\\begin{equation}\\includegraphics{a.png}\\end{equation}here.", ["Given by [formula] here."]),
    (
      "All \\begin{subequations}\\begin{align} a &= b \\end{align}\\end{subequations} hold.",
      ["All a = b hold."]
    ),
  ]

  @Test("A formula on lines of its own stays in its sentence, or is a block", arguments: displayed)
  func display(source: String, texts: [String]) throws {
    let document = try Self.read(source)
    #expect(Reading.texts(document) == texts)
    if texts.count > 1 { #expect(document.blocks[1].kind == .preformatted) }
  }

  static let quantities: [(String, String)] = [
    (#"It is \SI{3}{\metre} long."#, "It is 3 m long."),
    (#"At \qty{4.5}{\kilo\metre\per\hour} it ran."#, "At 4.5 km/h it ran."),
    (#"Of \num{1.5e3} ropes."#, "Of 1.5×10^3 ropes."),
    (#"Of \num{4 +- 1} ropes."#, "Of 4±1 ropes."),
    (#"It is \SIrange{1}{3}{\metre} long."#, "It is 1 m to 3 m long."),
    (#"Of \numrange{1}{3} ropes."#, "Of 1 to 3 ropes."),
    (#"In \unit{\kg\per\m\cubed} it is."#, "In kg/m^3 it is."),
    (#"At \SI[mode=text]{20}{\celsius} it melts."#, "At 20 °C it melts."),
    (#"Turn it by \ang{30} once."#, "Turn it by 30° once."),
    (#"At \ang{59;54;} north."#, "At 59°54′ north."),
    (#"Of \numlist{1;2;4} ropes."#, "Of 1, 2 and 4 ropes."),
    (#"Let $x = \SI{3}{\metre}$ hold."#, "Let x = 3 m hold."),
  ]

  @Test("Quantities are printed with their units", arguments: quantities)
  func quantity(source: String, text: String) throws {
    #expect(Reading.texts(try Self.read(source)) == [text])
  }

  static let raised: [(String, String)] = [
    (#"Of 10\textsuperscript{3} ropes."#, "Of 10^3 ropes."),
    (#"The 5\textsuperscript{th} rope."#, "The 5th rope."),
    (#"Of H\textsubscript{2}O and 10\textsubscript{2} there."#, "Of H2O and 10_2 there."),
    (#"Of q\textsuperscript{k+2} there."#, "Of q^(k+2) there."),
    (#"It sank.\textsuperscript{4,5} Then it rose."#, "It sank. Then it rose."),
    (#"At \textbf{10}\textsuperscript{--3} M."#, "At 10^–3 M."),
  ]

  @Test("Raised and lowered digits stay apart", arguments: raised)
  func raisedText(source: String, text: String) throws {
    let document = try Reading.read(
      Array("\\documentclass{article}\\begin{document}\(source)\\end{document}".utf8), as: .latex)
    #expect(Reading.texts(document) == [text])
  }

  static let tables: [(String, [Bool])] = [
    (
      #"{lrr}\toprule Rope & \multicolumn{2}{c}{Load} \\ \cmidrule{2-3} & dry & wet \\ \midrule Hemp & 40 & 30 \\ \bottomrule"#,
      [true, true, true, true, false, false, false]
    ),
    (
      #"{lrr}\hline \multirow{2}{*}{Rope} & \multicolumn{2}{c}{Load} \\ \cline{2-3} & dry & wet \\ \hline Hemp & 40 & 30 \\ \hline"#,
      [true, true, true, true, false, false, false]
    ),
    (
      #"{lrr}Rope & \multicolumn{2}{c}{Load} \\ & dry & wet \\ Hemp & 40 & 30 \\"#,
      [true, true, true, true, false, false, false]
    ),
    (
      #"{lr}\toprule Rope & Load \\ & kg \\ \midrule Hemp & 40 \\ \bottomrule"#,
      [true, true, true, false, false]
    ),
    (#"{lr}Rope & Load \\ Hemp & 40 \\ \hline"#, [false, false, false, false]),
    (#"{lr}\hline Rope & Load \\ \hline Hemp & 40 \\ \hline"#, [false, false, false, false]),
  ]

  @Test("Rows of heads, where there are several, are marked as such", arguments: tables)
  func heads(table: String, heads: [Bool]) throws {
    let document = try Reading.read(
      Array(
        "\\documentclass{article}\\begin{document}\\begin{tabular}\(table)\\end{tabular}\\end{document}".utf8),
      as: .latex)
    #expect(document.blocks.map(\.cell.isHead) == heads)
  }

  @Test(
    "Damaged and deep formulas end",
    arguments: [
      "$\\frac{1$", "$x^$", "$\\sqrt[3$", "$}$", "$\\begin{cases}$", "$\\end{cases}$", "\\SI{3}", "\\num{",
      "$\\left$",
      "\\begin{equation}", "$\\frac$", "$_$", "$\\$", "\\textsuperscript{", "\\textsuperscript",
    ])
  func damaged(piece: String) {
    for count in [1, 3, 5_000] {
      let text = "\\documentclass{article}\n\\begin{document}\nOne " + String(repeating: piece, count: count)
      _ = try? Reading.read(Array(text.utf8), as: nil)
    }
    for nest in ["\\frac{", "x^{", "\\sqrt{", "\\text{", "\\begin{cases}", "{"] {
      let text =
        "\\documentclass{article}\n\\begin{document}\nOne $" + String(repeating: nest, count: 5_000) + "$"
      _ = try? Reading.read(Array(text.utf8), as: nil)
    }
  }
}
