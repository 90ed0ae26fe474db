import Ingestion
import Platform

/// Text and nothing else: passages a line each, behind dashes, or as one paragraph; of an inspected document its text.
struct PlainForm: ResultRenderer {
  enum Style { case lines, bullets, paragraph }
  var style: Style

  func render(_ result: TaskResult, _ options: RenderOptions) -> String {
    if result.kind == .inspection { return text(of: result) }
    let passages = result.passages.map { ($0.question ?? $0.text).onOneLine }
    let width = options.terminal?.proseWidth
    func line(_ text: String, first: String = "", rest: String = "") -> String {
      guard let width else { return first + text }
      let wrapped = TextStyle.wrapped(text, indent: rest, width: width)
      return first + wrapped.dropFirst(rest.count)
    }
    var lines: [String] = []
    let title = options.showsTitle && result.parts.count == 1 ? [result.parts[0].name.onOneLine] : []
    switch style {
    case .lines: lines = passages.map { line($0) }
    case .bullets: lines = passages.map { line($0, first: "- ", rest: "  ") }
    case .paragraph: if !passages.isEmpty { lines = [line(passages.joined(separator: " "))] }
    }
    if !result.keywords.isEmpty {
      lines += ["", line("Key phrases: " + result.keywords.joined(separator: ", "))]
    }
    return (title + lines).joined(separator: "\n")
  }

  /// Title, then the blocks, each behind an empty line; what only describes the document is left to other forms.
  private func text(of result: TaskResult) -> String {
    result.parts.compactMap(\.document).map { document in
      var blocks: [String] = []
      if let title = document.title,
        !document.blocks.contains(where: { $0.kind == .title && $0.role != .metadata })
      {
        blocks.append(title.onOneLine)
      }
      blocks += document.blocks.filter { $0.role != .metadata }.map { block in
        let text = document.text(in: block.textRange)
        return block.kind == .preformatted || block.kind == .verse ? text : text.onOneLine
      }
      return blocks.joined(separator: "\n\n")
    }.joined(separator: "\n\n")
  }
}
