import Foundation
import Peruse

/// Summaries as text: laid out on a terminal, one tab-separated line a sentence in a pipe.
struct SummaryText {
  var showsFile: Bool

  func render(_ report: SummarizationReport) -> String {
    Console.outputIsTerminal ? forTerminal(report) : forPipe(report)
  }

  /// sentence ⇥ file:start-end ⇥ element path
  private func forPipe(_ report: SummarizationReport) -> String {
    report.summary.map { sentence in
      [
        Text.line(sentence.text), Text.place(sentence.source, in: report.document),
        sentence.source?.path ?? "",
      ]
      .joined(separator: "\t")
    }.joined(separator: "\n")
  }

  private func forTerminal(_ report: SummarizationReport) -> String {
    let style = Style(enabled: Console.colours)
    let document = report.document
    var lines = [
      style.bold(Text.name(document)),
      style.dim(
        "\(showsFile ? document.path + " · " : "")\(document.format.rawValue) · \(document.words) words"),
    ]
    for sentence in report.summary {
      lines.append("")
      lines.append(Style.wrapped(sentence.text, indent: "", width: min(Console.width, 100)))
      lines.append(style.dim("  " + Text.citation(sentence.source, in: document)))
    }
    return lines.joined(separator: "\n")
  }
}
