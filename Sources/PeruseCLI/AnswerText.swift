import Foundation
import Peruse

/// Answers as text: laid out on a terminal, one tab-separated line an answer in a pipe.
struct AnswerText {
  var showsFile: Bool

  func render(_ report: AnswersReport) -> String {
    Console.outputIsTerminal ? forTerminal(report) : forPipe(report)
  }

  /// answer ⇥ probability ⇥ file:start-end ⇥ element path ⇥ evidence sentence
  private func forPipe(_ report: AnswersReport) -> String {
    report.answers.map { answer in
      [
        Text.line(answer.text), Text.probability(answer.probability),
        Text.place(answer.source, in: report.document), answer.source?.path ?? "", Text.line(answer.evidence),
      ].joined(separator: "\t")
    }.joined(separator: "\n")
  }

  private func forTerminal(_ report: AnswersReport) -> String {
    let style = Style(enabled: Console.colours)
    var lines: [String] = []
    if showsFile || report.document.record != nil {
      lines.append(style.dim(Text.name(report.document)))
    }
    if report.answers.isEmpty { lines.append("No answer reaches the threshold.") }
    for answer in report.answers {
      lines.append(style.accent(Text.line(answer.text)) + "  " + style.dim(Text.percent(answer.probability)))
      lines.append(Style.wrapped(answer.evidence, indent: "  ", width: Console.width))
      lines.append(style.dim("  " + Text.citation(answer.source, in: report.document)))
    }
    return lines.joined(separator: "\n")
  }
}
