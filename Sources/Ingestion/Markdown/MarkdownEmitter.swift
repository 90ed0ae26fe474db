/// Hands the blocks of a Markdown document to a document builder, their inline markup resolved.
struct MarkdownEmitter {
  private let parser: MarkdownBlockParser
  private let bytes: UnsafeBufferPointer<UInt8>
  private var builder: DocumentBuilder
  private var ranks: [(rank: Int, role: Block.Role)] = []
  /// Index of the block that is the document's title.
  private var titleBlock: Int?

  init(_ parser: MarkdownBlockParser, source: DecodedSource, bytes: UnsafeBufferPointer<UInt8>) {
    self.parser = parser
    self.bytes = bytes
    builder = DocumentBuilder(source: source)
    let first = parser.blocks.indices.filter { parser.blocks[$0].kind == .heading(1) }
    if first.count == 1 { titleBlock = first.first }
  }

  /// Emits everything and returns the document.
  ///
  /// - Throws: `noText` where there is none.
  mutating func emit(
    _ description: SourceDescription, _ frontMatter: FrontMatter
  ) throws(IngestionError) -> Document {
    for (index, block) in parser.blocks.enumerated() { emit(block, isTitle: index == titleBlock) }
    return try builder.finish(description, title: frontMatter.title, language: frontMatter.language)
  }

  private mutating func emit(_ block: MarkdownBlock, isTitle: Bool) {
    switch block.kind {
    case .code:
      builder.openBlock(.preformatted, role: role(of: block), path: block.path, whiteSpace: .keep)
      for line in parser.lines[block.lines] { builder.append(line.start..<line.next) }
      builder.closeBlock()
    case .html:
      var html = MarkdownHTMLEmitter(bytes, path: block.path, role: role(of: block))
      html.emit(parser.lines[block.lines], into: &builder)
    case .paragraph, .heading, .cell: emitInline(block, isTitle: isTitle)
    }
  }

  private func role(of block: MarkdownBlock) -> Block.Role {
    block.isNote ? .note : ranks.last?.role ?? .body
  }

  private mutating func emitInline(_ block: MarkdownBlock, isTitle: Bool) {
    var text = SplicedText()
    let lines = parser.lines[block.lines]
    for (index, line) in zip(lines.indices, lines) {
      text.append(bytes, line.start..<(index + 1 == lines.endIndex ? line.end : line.next))
    }
    let (edits, isOnlyImages) = text.bytes.withUnsafeBufferPointer {
      MarkdownInline.edits($0, labels: parser.labels, footnotes: parser.footnotes)
    }
    let kind: Block.Kind
    switch block.kind {
    case .heading(let level):
      if !isTitle { openSection(level, heading: Self.plain(text, edits)) }
      kind = isTitle ? .title : .heading
    case .cell: kind = .tableCell
    default: kind = block.isItem ? .listItem : isOnlyImages ? .caption : .paragraph
    }
    builder.openBlock(kind, role: isTitle ? .front : role(of: block), path: block.path)
    append(text, edits)
    builder.closeBlock()
  }

  private mutating func openSection(_ rank: Int, heading: String) {
    while let last = ranks.last, last.rank >= rank { ranks.removeLast() }
    let role = SectionRole.named(heading) ?? ranks.last?.role ?? .body
    ranks.append((rank, role))
    builder.openSection(atLevel: ranks.count, role: role)
  }

  /// The first words of a heading.
  private static func plain(_ text: SplicedText, _ edits: [MarkdownEdit]) -> String {
    var output: [UInt8] = []
    var at = 0
    for edit in edits {
      output.append(contentsOf: text.bytes[at..<edit.range.lowerBound])
      at = edit.range.upperBound
      if output.count > 200 { break }
    }
    output.append(contentsOf: text.bytes[at...].prefix(200))
    return String(decoding: output, as: UTF8.self)
  }

  private mutating func append(_ text: SplicedText, _ edits: [MarkdownEdit]) {
    var at = 0
    for edit in edits {
      text.forEachSource(of: at..<edit.range.lowerBound) { builder.append($0) }
      at = edit.range.upperBound
      let place = text.source(of: edit.range)
      switch edit.change {
      case .drop: break
      case .replace(let utf8): builder.append(utf8, for: place)
      case .space: builder.appendSpace(for: place)
      case .omit: builder.omit(place)
      }
    }
    text.forEachSource(of: at..<text.bytes.count) { builder.append($0) }
  }
}
