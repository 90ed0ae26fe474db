import Ingestion
import Platform

/// The structure of a document as text: a line a block, a sentence or a word piece, with its bytes.
struct InspectionText {
  private let options: RenderOptions
  private let style: TextStyle

  init(_ options: RenderOptions) {
    self.options = options
    style = TextStyle(enabled: options.terminal?.hasColours ?? false)
  }

  /// Gives the lines to `sink`, without a line end behind the last.
  func write(_ result: TaskResult, to sink: @escaping TextSink) throws {
    guard let inspection = result.report as? Inspection else { return }
    let document = inspection.document
    var pieces = TextPieces(to: sink)
    pieces.append(header(inspection))
    func add(_ range: Range<Int>, _ text: String) throws {
      pieces.append("\n")
      pieces.append(row(document.provenance(of: range), text))
      try pieces.pass()
    }
    if let tokens = inspection.pieces {
      for (id, range) in zip(tokens.ids, tokens.offsets) { try add(range, inspection.piece(for: id)) }
    } else if let sentences = inspection.sentences {
      for sentence in sentences { try add(sentence.range, document.text(in: sentence.range).onOneLine) }
    } else {
      for (index, block) in document.blocks.enumerated() {
        let indent = String(repeating: "  ", count: inspection.section(ofBlock: index)?.level ?? 0)
        let label =
          block.role == .body ? block.kind.rawValue : "\(block.kind.rawValue) (\(block.role.rawValue))"
        let text = preview(document.text(in: block.textRange))
        let shown = block.kind == .heading || block.kind == .title ? style.bold(text) : text
        try add(block.textRange, "\(indent)\(style.dim(label))  \(shown)")
      }
    }
    try pieces.flush()
  }

  private func header(_ inspection: Inspection) -> String {
    let (facts, document) = (inspection.facts, inspection.document)
    let words = [
      facts.format.rawValue, document.source.encoding, inspection.language, "\(facts.words) words",
      "\(document.sections.count) sections", "\(document.blocks.count) blocks",
    ].compactMap(\.self)
    return style.bold(facts.name.onOneLine) + "\n" + style.dim(words.joined(separator: " · "))
  }

  private func row(_ place: Provenance?, _ text: String) -> String {
    let place = place?.citationInFile ?? "-"
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
