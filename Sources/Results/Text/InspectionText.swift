import Ingestion

/// The structure of a document as text: a line a block, a sentence or a word piece, with its bytes.
struct InspectionText {
  private let options: RenderOptions
  private let style: TextStyle

  init(_ options: RenderOptions) {
    self.options = options
    style = TextStyle(enabled: options.terminal?.hasColours ?? false)
  }

  func render(_ result: TaskResult) -> String {
    guard let report = result.report as? InspectionReport, let part = result.parts.first else { return "" }
    var lines = [header(report)]
    if let tokens = report.tokens {
      lines += tokens.map { row($0.source, $0.piece, part) }
    } else if let sentences = report.sentences {
      lines += sentences.map { row($0.source, $0.text.onOneLine, part) }
    } else {
      lines += report.blocks.map { block in
        let indent = String(repeating: "  ", count: block.level)
        let label =
          block.role == .body ? block.kind.rawValue : "\(block.kind.rawValue) (\(block.role.rawValue))"
        let text = preview(block.text)
        let shown = block.kind == .heading || block.kind == .title ? style.bold(text) : text
        return row(block.source, "\(indent)\(style.dim(label))  \(shown)", part)
      }
    }
    return lines.joined(separator: "\n")
  }

  private func header(_ report: InspectionReport) -> String {
    let document = report.document
    let facts = [
      document.format.rawValue, report.encoding, report.language, "\(document.words) words",
      "\(report.sections) sections", "\(report.blocks.count) blocks",
    ].compactMap(\.self)
    return style.bold(document.name.onOneLine) + "\n" + style.dim(facts.joined(separator: " · "))
  }

  private func row(_ source: SourceReport?, _ text: String, _ part: TaskResult.Part) -> String {
    let place = source?.place.citationInFile ?? "-"
    let padding = String(repeating: " ", count: max(0, 17 - place.count))
    return style.dim(place + padding) + " " + text
  }

  private func preview(_ text: String) -> String {
    let line = text.onOneLine
    guard let terminal = options.terminal else { return line }
    let room = max(40, terminal.width - 44)
    return line.count > room ? line.prefix(room - 1) + "…" : line
  }
}
