/// Reads Jupyter notebooks (nbformat 3 and 4): the text of Markdown cells as Markdown, code as code, and what
/// outputs say in plain text.
enum NotebookParser {
  /// Parses `source`.
  ///
  /// - Throws: `malformed` where it is no JSON, `noText`.
  static func parse(
    _ source: DecodedSource, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    try source.utf8.withUnsafeBufferPointer { (bytes) throws(IngestionError) -> Document in
      var reader = NotebookReader(source, bytes, description, options)
      return try reader.read()
    }
  }

  /// Whether a text that begins with `head` is a notebook: an object with cells, and the format's number or a
  /// kind of cell among what can be seen.
  static func recognizes(_ head: [UInt8]) -> Bool {
    guard head.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return false }
    let text = String(decoding: head.prefix(1 << 16), as: UTF8.self)
    return (text.contains("\"cells\"") || text.contains("\"worksheets\""))
      && (text.contains("\"cell_type\"") || text.contains("\"nbformat\""))
  }
}

private struct NotebookReader {
  private let source: DecodedSource
  private let bytes: UnsafeBufferPointer<UInt8>
  private let description: SourceDescription
  private let options: IngestionOptions
  private var scanner: JSONScanner
  private var builder: DocumentBuilder
  private var title: String?
  private var cell = 0

  init(
    _ source: DecodedSource, _ bytes: UnsafeBufferPointer<UInt8>, _ description: SourceDescription,
    _ options: IngestionOptions
  ) {
    self.source = source
    self.bytes = bytes
    self.description = description
    self.options = options
    scanner = JSONScanner(bytes)
    builder = DocumentBuilder(source: source)
  }

  mutating func read() throws(IngestionError) -> Document {
    try readObject { (reader, key) throws(IngestionError) in
      if key == "cells" { return try reader.readCells() }
      if key == "worksheets" {
        return try reader.readArray { (reader) throws(IngestionError) in
          try reader.readObject { (reader, key) throws(IngestionError) in
            if key == "cells" { try reader.readCells() } else { try reader.skip() }
          }
        }
      }
      try reader.skip()
    }
    return try builder.finish(description, title: title)
  }

  // MARK: JSON

  private func malformed() -> IngestionError {
    IngestionError(
      file: description.path, line: bytes.lineEnds(before: scanner.position) + 1,
      byteOffset: scanner.position,
      reason: .malformed("the notebook is no JSON from here on"))
  }

  private mutating func skip() throws(IngestionError) {
    guard scanner.skip() else { throw malformed() }
  }

  private mutating func readObject(
    _ body: (inout NotebookReader, String) throws(IngestionError) -> Void
  ) throws(IngestionError) {
    guard scanner.peek() == UInt8(ascii: "{") else { throw malformed() }
    scanner.enter()
    while !scanner.closes(UInt8(ascii: "}")) {
      guard let key = scanner.string() else { throw malformed() }
      try body(&self, bytes.string(key))
    }
    guard bytes[scanner.position - 1] == UInt8(ascii: "}") else { throw malformed() }
  }

  private mutating func readArray(
    _ body: (inout NotebookReader) throws(IngestionError) -> Void
  ) throws(IngestionError) {
    guard scanner.peek() == UInt8(ascii: "[") else { throw malformed() }
    scanner.enter()
    while !scanner.closes(UInt8(ascii: "]")) { try body(&self) }
    guard bytes[scanner.position - 1] == UInt8(ascii: "]") else { throw malformed() }
  }

  /// A string, or a list of strings that are one text.
  private mutating func readText() throws(IngestionError) -> UndoneText {
    var text = UndoneText()
    if scanner.peek() == UInt8(ascii: "[") {
      scanner.enter()
      while !scanner.closes(UInt8(ascii: "]")) {
        guard let line = scanner.string() else { throw malformed() }
        JSONScanner.text(bytes, line, onto: &text)
      }
    } else if let line = scanner.string() {
      JSONScanner.text(bytes, line, onto: &text)
    } else {
      try skip()
    }
    return text
  }

  // MARK: Cells

  private mutating func readCells() throws(IngestionError) {
    try readArray { (reader) throws(IngestionError) in try reader.readCell() }
  }

  private mutating func readCell() throws(IngestionError) {
    cell += 1
    var type = ""
    var level = 1
    var text = UndoneText()
    var outputs: [UndoneText] = []
    try readObject { (reader, key) throws(IngestionError) in
      switch key {
      case "cell_type": type = reader.scanner.string().map(reader.bytes.string) ?? ""
      case "source", "input": text = try reader.readText()
      case "level":
        _ = reader.scanner.peek()
        level = Int(reader.bytes[reader.scanner.position] &- 0x30)
        try reader.skip()
      case "outputs":
        try reader.readArray { (reader) throws(IngestionError) in
          if let output = try reader.readOutput() { outputs.append(output) }
        }
      default: try reader.skip()
      }
    }
    let path = "/cell[\(cell)]"
    switch type {
    case "markdown", "html": try graftMarkdown(text, path)
    case "heading":
      var heading = UndoneText()
      heading.insert(Array(repeating: UInt8(ascii: "#"), count: max(1, min(6, level))) + [0x20])
      heading.append(text, 0..<text.bytes.count)
      try graftMarkdown(heading, path)
    case "raw": append(text, .paragraph, .metadata, path + "/source[1]")
    default: append(text, .preformatted, .body, path + "/source[1]")
    }
    for (index, output) in outputs.enumerated() {
      append(output, .preformatted, .body, "\(path)/output[\(index + 1)]")
    }
  }

  /// What an output says in plain text: what a program printed, a result, an error's message.
  private mutating func readOutput() throws(IngestionError) -> UndoneText? {
    var text: UndoneText?
    try readObject { (reader, key) throws(IngestionError) in
      switch key {
      case "text", "evalue": text = try reader.readText()
      case "data":
        try reader.readObject { (reader, key) throws(IngestionError) in
          if key == "text/plain" { text = try reader.readText() } else { try reader.skip() }
        }
      default: try reader.skip()
      }
    }
    return text
  }

  private mutating func graftMarkdown(_ text: UndoneText, _ path: String) throws(IngestionError) {
    guard text.bytes.contains(where: { $0 > 0x20 }) else { return }
    let inner: Document
    do {
      inner = try MarkdownParser.parse(
        text.decoded(encoding: source.encoding),
        description: SourceDescription(
          path: description.path, format: .markdown, encoding: source.encoding, byteCount: 0, sha256: ""),
        options: options)
    } catch {
      if error.reason == .noText { return }
      throw error
    }
    // The first heading is what the notebook is called.
    let isFirst = title == nil
    if isFirst, let heading = inner.blocks.first, heading.kind == .title || heading.kind == .heading {
      title = inner.text(in: heading.textRange)
    }
    builder.graft(inner, path: path, keepsTitle: isFirst)
  }

  private mutating func append(_ text: UndoneText, _ kind: Block.Kind, _ role: Block.Role, _ path: String) {
    builder.openBlock(kind, role: role, path: path, whiteSpace: kind == .preformatted ? .keep : .collapse)
    text.forEachPiece(of: bytes) { text, place in
      if let text { builder.append(Array(text), for: place) } else { builder.append(place) }
    }
    builder.closeBlock()
  }
}
