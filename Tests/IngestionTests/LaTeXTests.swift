import Ingestion
import Testing

@Suite("LaTeX")
struct LaTeXTests {
  static let article = #"""
    \documentclass[11pt]{article} % a comment
    \usepackage{hyperref}
    \newcommand{\ie}{i.e.}
    \title{The crane \& the \emph{quay}}
    \author{Ada Qu\"ay}
    \begin{document}
    \maketitle
    \begin{abstract}
    A short account~of it.
    \end{abstract}
    \section{History}\label{sec:history}
    It stood on the quay\footnote{So they say.} --- as in \cite{tarn} and Fig.~\ref{f} --- for ``years'' % not long
    and hummed, \ie\ always. Caf\'e owners paid \$5 for $n \leq 10$ lifts.

    Second paragraph with \textbf{bold} words.
    \[ x^2 = y \]
    \subsection*{Ropes}
    \begin{itemize}
    \item One rope
    \item Two \textit{ropes}
    \end{itemize}
    \begin{figure}\includegraphics[width=3cm]{x.png}\caption{The crane.}\end{figure}
    \begin{tabular}{ll} Year & 1998 \\ Rope & long \end{tabular}
    \begin{verbatim}
    x = 1 % stays
    \end{verbatim}
    \begin{equation} a = b \end{equation}
    \input{chapter2}
    \begin{thebibliography}{9}
    \bibitem{tarn} I. Tarn. \emph{Cranes}. 2001.
    \end{thebibliography}
    \end{document}
    Not read.
    """#

  @Test("Sections, abstract, lists, captions, notes; commands and formulas undone")
  func document() throws {
    let bytes = Array(Self.article.utf8)
    let document = try Reading.read(bytes, as: nil)
    #expect(document.source.format == .latex)
    #expect(document.title == "The crane & the quay")
    #expect(
      XMLReading.outline(document) == [
        "title/front: The crane & the quay", "paragraph/metadata: Ada Quäy",
        "paragraph/abstract: A short account of it.",
        "heading/body: History",
        "paragraph/body: It stood on the quay — as in and Fig. — for “years” and hummed, i.e. always. Café owners paid $5 for n ≤ 10 lifts.",
        "paragraph/note: So they say.", "paragraph/body: Second paragraph with bold words. x^2 = y",
        "heading/body: Ropes",
        "listItem/body: One rope", "listItem/body: Two ropes", "caption/body: The crane.",
        "tableCell/body: Year",
        "tableCell/body: 1998", "tableCell/body: Rope", "tableCell/body: long",
        "preformatted/body: x = 1 % stays", "preformatted/body: a = b",
        "listItem/bibliography: I. Tarn. Cranes. 2001.",
      ])
    #expect(document.sections.map(\.heading) == ["History", "Ropes"])
    #expect(document.sections[1].parent == 0)
    #expect(document.warnings.map(\.message) == ["\\input{chapter2} is not followed: give that file as well"])
    #expect(try XMLReading.block(document, "Second").elementPath == "/section[1]/p[2]")
    let undo = LayerUndo(undo: UndoLaTeX.text)
    let problems = ProvenanceChecker(document: document, bytes: bytes, undo: undo, samples: 10).problems()
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test("A text that speaks of LaTeX is none")
  func prose() throws {
    let text = "One writes \\documentclass at the top of a file.\n\nThat is all there is to it.\n"
    #expect(try Reading.read(Array(text.utf8), as: nil).source.format == .text)
  }

  @Test("Damaged LaTeX does not crash")
  func damage() { Damage.check(Array(Self.article.utf8), rounds: 400) }

  @Test(
    "What is never closed takes linear time",
    arguments: [
      "\\begin{verbatim} ", "\\footnote{a ", "{", "$x ", "\\label{", "\\section{", "\\[", "\\begin{",
      "\\newcommand{\\a}[",
    ])
  func unclosed(piece: String) {
    let text = "\\documentclass{article}\n\\begin{document}\n" + String(repeating: piece, count: 20_000)
    _ = try? Reading.read(Array(text.utf8), as: nil)
  }
}

/// Undoes the LaTeX of these tests in a cut-out piece.
private enum UndoLaTeX {
  static let words: [(String, String)] = [
    ("\\ie\\ ", "i.e. "), ("\\ie", "i.e."), ("\\&", "&"), ("\\$", "$"), ("\\\"a", "ä"), ("\\'e", "é"),
    ("---", "—"), ("``", "“"), ("''", "”"), ("~", " "), ("\\leq", "≤"), ("\\ ", " "), ("\\\\", " "),
  ]

  static func text(of text: String) -> String {
    if text.contains("% stays") { return text }
    var result = text
    for (from, to) in words { result = result.replacing(from, with: to) }
    for name in ["\\emph", "\\textbf", "\\textit"] { result = result.replacing(name, with: "") }
    return String(result.filter { !"{}".contains($0) }).replacing("$n", with: "n").replacing(
      "10$", with: "10")
  }
}
