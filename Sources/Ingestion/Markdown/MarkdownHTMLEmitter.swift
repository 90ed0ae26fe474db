/// Reads a block of raw HTML inside Markdown: its text, divided at block-level tags, without its markup. What such
/// a block leaves open is nobody's business outside it, so no tree is built.
struct MarkdownHTMLEmitter {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let path: String
  private let role: Block.Role
  private var isOpen = false
  private var kind = Block.Kind.paragraph
  private var count = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, path: String, role: Block.Role) {
    self.bytes = bytes
    self.path = path
    self.role = role
  }

  /// Emits the text of `lines`.
  mutating func emit(_ lines: ArraySlice<MarkdownLine>, into builder: inout DocumentBuilder) {
    var text = SplicedText()
    for line in lines { text.append(bytes, line.start..<line.next) }
    text.bytes.withUnsafeBufferPointer { inner in
      var tokenizer = HTMLTokenizer(inner)
      while let token = tokenizer.next() { add(token, text, inner, &builder) }
    }
    close(&builder)
  }

  private mutating func add(
    _ token: HTMLToken, _ text: SplicedText, _ inner: UnsafeBufferPointer<UInt8>,
    _ builder: inout DocumentBuilder
  ) {
    switch token.kind {
    case .startTag, .endTag:
      let name = HTMLSkeleton.parserName(inner, token.name)
      let traits = HTMLTraits(name)
      if traits.display == .block || name == "hr" {
        close(&builder)
        kind = token.kind == .startTag && traits.kind != .heading ? traits.kind : .paragraph
      } else if name == "br", isOpen {
        builder.appendSpace(for: text.source(of: token.range))
      }
    case .dropped, .title:
      if isOpen { builder.omit(text.source(of: token.range)) }
    case .blank:
      if isOpen { text.forEachSource(of: token.range) { builder.append($0) } }
    case .text, .literal: append(token, text, inner, &builder)
    }
  }

  private mutating func append(
    _ token: HTMLToken, _ text: SplicedText, _ inner: UnsafeBufferPointer<UInt8>,
    _ builder: inout DocumentBuilder
  ) {
    if !isOpen {
      count += 1
      builder.openBlock(
        kind, role: role, path: "\(path)/p[\(count)]", whiteSpace: kind == .preformatted ? .keep : .collapse)
      isOpen = true
    }
    var start = token.range.lowerBound
    var at = start
    while at < token.range.upperBound {
      if inner[at] == UInt8(ascii: "&"), token.kind == .text,
        let match = CharacterReference.match(inner, at: at, end: token.range.upperBound, dialect: .html)
      {
        text.forEachSource(of: start..<at) { builder.append($0) }
        builder.append(match.utf8, for: text.source(of: at..<at + match.length))
        at += match.length
        start = at
      } else {
        at += 1
      }
    }
    text.forEachSource(of: start..<at) { builder.append($0) }
  }

  private mutating func close(_ builder: inout DocumentBuilder) {
    if isOpen { builder.closeBlock() }
    isOpen = false
  }
}
