import Foundation
import Peruse

/// The structure of a document as text.
struct InspectionText {
  func render(_ report: InspectionReport) -> String {
    let style = Style(enabled: Console.colours)
    var lines = [header(report, style)]
    if let tokens = report.tokens {
      lines += tokens.map { row($0.source, $0.piece, style) }
    } else if let sentences = report.sentences {
      lines += sentences.map { row($0.source, Text.line($0.text), style) }
    } else {
      lines += report.blocks.map { block in
        let indent = String(repeating: "  ", count: block.level)
        let label =
          block.role == .body ? block.kind.rawValue : "\(block.kind.rawValue) (\(block.role.rawValue))"
        let text = preview(block.text)
        let shown = block.kind == .heading || block.kind == .title ? style.bold(text) : text
        return row(block.source, "\(indent)\(style.dim(label))  \(shown)", style)
      }
    }
    return lines.joined(separator: "\n")
  }

  private func header(_ report: InspectionReport, _ style: Style) -> String {
    let document = report.document
    let facts = [
      document.format.rawValue, report.encoding, report.language, "\(document.words) words",
      "\(report.sections) sections", "\(report.blocks.count) blocks",
    ].compactMap(\.self)
    return style.bold(Text.name(document)) + "\n" + style.dim(facts.joined(separator: " · "))
  }

  private func row(_ source: SourceReport?, _ text: String, _ style: Style) -> String {
    let place = source?.place.citationInFile ?? "-"
    return style.dim(place.padding(toLength: max(17, place.count), withPad: " ", startingAt: 0)) + " " + text
  }

  private func preview(_ text: String) -> String {
    let line = Text.line(text)
    guard Console.outputIsTerminal else { return line }
    let room = max(40, Console.width - 44)
    return line.count > room ? line.prefix(room - 1) + "…" : line
  }
}
