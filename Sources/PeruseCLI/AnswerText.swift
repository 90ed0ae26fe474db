import Foundation
import Peruse

/// Answers as text: laid out on a terminal, one tab-separated line an answer in a pipe.
struct AnswerText {
  var showsFile: Bool
  var showsQuestion = false

  func render(_ report: AnswersReport) -> String {
    Console.outputIsTerminal ? forTerminal(report) : forPipe(report)
  }

  /// answer ⇥ probability ⇥ file:start-end ⇥ element path ⇥ evidence sentence, behind the question where there are several
  private func forPipe(_ report: AnswersReport) -> String {
    report.answers.map { answer in
      (showsQuestion ? [Text.line(report.question)] : []) + [
        Text.line(answer.text), Text.probability(answer.probability),
        Text.place(answer.source, in: report.document), answer.source?.path ?? "", Text.line(answer.evidence),
      ]
    }.map { $0.joined(separator: "\t") }.joined(separator: "\n")
  }

  private func forTerminal(_ report: AnswersReport) -> String {
    let style = Style(enabled: Console.colours)
    var lines: [String] = []
    if showsFile || report.document.record != nil {
      lines.append(style.dim(Text.name(report.document)))
    }
    if showsQuestion { lines.append(style.bold(Text.line(report.question))) }
    if report.answers.isEmpty { lines.append(Self.silence(report)) }
    for answer in report.answers {
      lines.append(style.accent(Text.line(answer.text)) + "  " + style.dim(Text.percent(answer.probability)))
      lines.append(Style.wrapped(answer.evidence, indent: "  ", width: Console.width))
      lines.append(style.dim("  " + Text.citation(answer.source, in: report.document)))
    }
    return lines.joined(separator: "\n")
  }

  /// Why there is no answer.
  static func silence(_ report: AnswersReport) -> String {
    guard let absent = report.noAnswerProbability, absent > 0.5 else {
      return "No answer reaches the threshold."
    }
    return "No answer in this document (\(Text.percent(absent)) sure)."
  }
}
