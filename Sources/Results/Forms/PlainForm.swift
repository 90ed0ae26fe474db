import Ingestion
import Platform

/// Text and nothing else: passages a line each, behind dashes, or as one paragraph; of an inspected document
/// its text.
struct PlainForm: ResultRenderer {
  enum Style { case lines, bullets, paragraph }
  var style: Style

  func render(_ result: TaskResult, _ options: RenderOptions) throws -> String {
    if result.kind == .inspection { return try gathered(result, options) }
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

  func write(_ result: TaskResult, _ options: RenderOptions, to sink: @escaping TextSink) throws {
    guard result.kind == .inspection else {
      let text = try render(result, options)
      return text.isEmpty ? () : try sink(text)
    }
    var pieces = TextPieces(to: sink)
    for (index, document) in result.parts.compactMap(\.document).enumerated() {
      if index > 0 { pieces.append("\n\n") }
      try write(document, to: &pieces)
    }
    try pieces.flush()
  }

  /// Title, then the blocks, each behind an empty line; what only describes the document is left to other
  /// forms.
  private func write(_ document: Document, to pieces: inout TextPieces) throws {
    var isFirst = true
    func begin() {
      if !isFirst { pieces.append("\n\n") }
      isFirst = false
    }
    if let title = document.title,
      !document.blocks.contains(where: { $0.kind == .title && $0.role != .metadata })
    {
      begin()
      pieces.append(title.onOneLine)
    }
    let repeated = RepeatedTitle.index(in: document, isShown: !isFirst)
    for (index, block) in document.blocks.enumerated() where block.role != .metadata && index != repeated {
      let text = document.text(in: block.textRange)
      begin()
      pieces.append(block.kind == .preformatted || block.kind == .verse ? text : text.onOneLine)
      try pieces.pass()
    }
  }
}
