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
    builder.reserve(blocks: parser.blocks.reduce(0) { $0 + max(1, $1.columns) })
    let first = parser.blocks.indices.filter { parser.blocks[$0].kind == .heading(1) }
    // A page may have its title as HTML, above all headings: `<h1 align="center">`.
    let written = parser.blocks.indices.filter { index in
      parser.blocks[index].kind == .html
        && MarkdownHTMLEmitter.holdsTitle(bytes, parser.lines[parser.blocks[index].lines])
    }
    if written.count == 1, let html = written.first, first.first.map({ html < $0 }) ?? true {
      titleBlock = html
    } else if first.count == 1 {
      titleBlock = first.first
    }
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
      builder.openBlock(.preformatted, role: role(of: block), path: block.path.text, whiteSpace: .keep)
      for line in parser.lines[block.lines] { builder.append(line.start..<line.next) }
      builder.closeBlock()
    case .html:
      var html = MarkdownHTMLEmitter(bytes, path: block.path.text, role: role(of: block))
      html.isTitle = isTitle
      html.emit(parser.lines[block.lines], into: &builder, ranks: &ranks)
    case .row, .headRow: emitRow(block)
    case .paragraph, .heading, .cell:
      emitInline(block, parser.lines[block.lines], path: block.path.text, isTitle: isTitle)
    }
  }

  private mutating func emitRow(_ row: MarkdownBlock) {
    let path = row.path.text
    let name = row.kind == .headRow ? "th" : "td"
    var cell = row
    cell.kind = .cell
    let cells = MarkdownTable.cells(bytes, parser.lines[row.lines.lowerBound].range)
    for (column, range) in cells.prefix(row.columns).enumerated() {
      emitInline(
        cell, [MarkdownLine(range)], path: "\(path)/\(name)[\(column + 1)]", isTitle: false)
    }
  }

  private func role(of block: MarkdownBlock) -> Block.Role {
    block.isNote ? .note : ranks.last?.role ?? .body
  }

  private mutating func emitInline(
    _ block: MarkdownBlock, _ lines: ArraySlice<MarkdownLine>, path: String, isTitle: Bool
  ) {
    if block.kind == .paragraph, !block.isItem, let definitions = definitions(lines) {
      for (index, part) in definitions.enumerated() {
        var item = block
        item.isItem = index > 0
        emitInline(item, part, path: path, isTitle: false)
      }
      return
    }
    var text = SplicedText()
    for (index, line) in zip(lines.indices, lines) {
      text.append(bytes, line.start..<(index + 1 == lines.endIndex ? line.end : line.next))
    }
    if block.kind == .paragraph, MarkdownDialects.isDirective(text.bytes) { return }
    let mark = block.kind == .paragraph ? Self.mark(text.bytes, block) : 0
    let (edits, isOnlyImages) = text.bytes.withUnsafeBufferPointer {
      MarkdownInline.edits($0, labels: parser.labels, footnotes: parser.footnotes, mark: mark)
    }
    let kind: Block.Kind
    switch block.kind {
    case .heading(let level):
      if !isTitle { openSection(Int(level), heading: Self.plain(text, edits)) }
      kind = isTitle ? .title : .heading
    case .cell: kind = .tableCell
    default: kind = block.isItem ? .listItem : isOnlyImages ? .caption : .paragraph
    }
    builder.openBlock(kind, role: isTitle ? .front : role(of: block), path: path)
    append(text, edits)
    builder.closeBlock()
  }

  /// A term, and its definitions without the colons before them, where lines behind the first begin with one.
  private func definitions(_ lines: ArraySlice<MarkdownLine>) -> [ArraySlice<MarkdownLine>]? {
    func isDefinition(_ line: MarkdownLine) -> Bool {
      line.range.count > 2 && bytes[line.start] == 0x3A
        && [0x20, 0x09].contains(bytes[line.start + 1])
    }
    guard lines.count > 1, let first = lines.first, !isDefinition(first),
      isDefinition(lines[lines.startIndex + 1])
    else { return nil }
    var parts: [[MarkdownLine]] = [[first]]
    for var line in lines.dropFirst() {
      if isDefinition(line) {
        line.start += 2
        while line.start < line.end, [0x20, 0x09].contains(bytes[line.start]) { line.start += 1 }
        parts.append([line])
      } else {
        parts[parts.count - 1].append(line)
      }
    }
    return parts.map { $0[...] }
  }

  private mutating func openSection(_ rank: Int, heading: String) {
    Self.openSection(rank, heading: heading, &ranks, &builder)
  }

  static func openSection(
    _ rank: Int, heading: String, _ ranks: inout [(rank: Int, role: Block.Role)],
    _ builder: inout DocumentBuilder
  ) {
    while let last = ranks.last, last.rank >= rank { ranks.removeLast() }
    let role = SectionRole.named(heading) ?? ranks.last?.role ?? .body
    ranks.append((rank, role))
    builder.openSection(atLevel: ranks.count, role: role)
  }

  /// Length of what says what a paragraph is, and is no text: `[x] ` of a task, `[!NOTE]` of an alert.
  private static func mark(_ bytes: [UInt8], _ block: MarkdownBlock) -> Int {
    guard bytes.count > 3, bytes[0] == 0x5B else { return 0 }
    if block.isItem, bytes[2] == 0x5D, [0x20, 0x78, 0x58].contains(bytes[1]) {
      return bytes[3] == 0x20 || bytes[3] == 0x09 ? 4 : 0
    }
    guard bytes[1] == 0x21, block.path.text.contains("blockquote["), block.path.text.hasSuffix("/p[1]"),
      let end = bytes.prefix(32).firstIndex(of: 0x5D), end > 2,
      bytes[2..<end].allSatisfy({ 0x41...0x5A ~= $0 & 0xDF || $0 == 0x2D })
    else { return 0 }
    // Obsidian folds with a sign behind it.
    let sign = end + 1 < bytes.count && (bytes[end + 1] == 0x2B || bytes[end + 1] == 0x2D) ? 1 : 0
    let next = end + 1 + sign
    guard next == bytes.count || [0x20, 0x0A, 0x0D].contains(bytes[next]) else { return 0 }
    return next
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
      case .insert(let text): builder.insert(text, for: place)
      }
    }
    text.forEachSource(of: at..<text.bytes.count) { builder.append($0) }
  }
}
