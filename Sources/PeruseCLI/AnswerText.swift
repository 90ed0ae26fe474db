import Foundation
import Peruse

/// Answers as text: laid out on a terminal, one tab-separated line an answer in a pipe.
struct AnswerText {
  var showsFile: Bool
  var showsQuestion = false

  func render(_ report: AnswersReport) -> String {
    Console.outputIsTerminal ? forTerminal(report) : forPipe(report)
  }

  /// answer ⇥ probability ⇥ file:start-end ⇥ element path ⇥ evidence sentence ⇥ mark, behind the question where there are
  /// several. The mark is empty for what the reader is sure of; without verdicts there is no such column.
  private func forPipe(_ report: AnswersReport) -> String {
    report.answers.map { answer in
      (showsQuestion ? [Text.line(report.question)] : []) + [
        Text.line(answer.text), Text.probability(answer.probability),
        Text.place(answer.source, in: report.document), answer.source?.path ?? "", Text.line(answer.evidence),
      ] + (report.verdict.map { [$0.mark(answer.kind)] } ?? [])
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
      let mark = report.verdict?.mark(answer.kind) ?? ""
      lines.append(
        style.accent(Text.line(answer.text)) + "  " + style.dim(Text.percent(answer.probability))
          + (mark.isEmpty ? "" : "  " + style.bold(mark)))
      lines.append(Style.wrapped(answer.evidence, indent: "  ", width: Console.width))
      lines.append(style.dim("  " + Text.citation(answer.source, in: report.document)))
    }
    return lines.joined(separator: "\n")
  }

  /// Why there is no answer.
  static func silence(_ report: AnswersReport) -> String {
    if report.verdict != nil, QuestionKind(of: report.question) == .none { return "That is no question." }
    guard let absent = report.noAnswerProbability, absent > (report.verdict == nil ? 0.5 : 0) else {
      return "No answer reaches the threshold."
    }
    return "No answer in this document (\(Text.percent(absent)) sure)."
  }

  /// The same for standard error, where standard output says nothing; nil where it does, or where nothing is to be said.
  func silence(_ report: AnswersReport) -> String? {
    guard report.verdict == Verdict.none, !Console.outputIsTerminal else { return nil }
    if QuestionKind(of: report.question) == .none {
      return "\(Text.source(report.document)): \"\(Text.line(report.question))\" is no question"
    }
    let sure = report.noAnswerProbability.map { " (\(Text.percent($0)) sure)" } ?? ""
    return "\(Text.source(report.document)): no answer to \"\(Text.line(report.question))\"\(sure)"
  }
}

extension Verdict {
  /// What stands beside an answer, or beside a sentence that bears on a question.
  func mark(_ kind: String?) -> String {
    [kind, self == .unsure ? rawValue : nil].compactMap(\.self).joined(separator: ", ")
  }
}
