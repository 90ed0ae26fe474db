import Foundation
import Peruse

/// Summaries as text: laid out on a terminal, one tab-separated line a sentence in a pipe.
struct SummaryText {
  var showsFile: Bool

  func render(_ report: SummarizationReport) -> String {
    Console.outputIsTerminal ? forTerminal(report) : forPipe(report)
  }

  /// A summary of many documents; each sentence names its own.
  func render(_ report: MergedReport) -> String {
    let style = Style(enabled: Console.colours)
    return report.summary.map { item in
      let document = report.documents[item.document]
      guard Console.outputIsTerminal else {
        return [Text.line(item.text), Text.place(item.source, in: document), item.source?.path ?? ""]
          .joined(separator: "\t")
      }
      return Style.wrapped(item.text, indent: "", width: min(Console.width, 100)) + "\n"
        + style.dim("  " + Text.citation(item.source, in: document)) + "\n"
    }.joined(separator: "\n")
  }

  /// sentence ⇥ file:start-end ⇥ element path, and with reasons ⇥ why
  private func forPipe(_ report: SummarizationReport) -> String {
    report.summary.map { sentence in
      [
        Text.line(sentence.text), Text.place(sentence.source, in: report.document),
        sentence.source?.path ?? "",
      ].joined(separator: "\t") + (sentence.reasons.map { "\t" + $0.joined(separator: "; ") } ?? "")
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
      if let reasons = sentence.reasons { lines.append(style.dim("  " + reasons.joined(separator: "; "))) }
    }
    return lines.joined(separator: "\n")
  }
}
