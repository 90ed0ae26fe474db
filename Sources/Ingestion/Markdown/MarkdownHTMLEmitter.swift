/// Reads a block of raw HTML inside Markdown: its text, divided at block-level tags, without its markup. What
/// such a block leaves open is nobody's business outside it, so no tree is built.
struct MarkdownHTMLEmitter {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let path: String
  private let role: Block.Role
  private var isOpen = false
  private var kind = Block.Kind.paragraph
  /// Rank of the heading that is open.
  private var rank = 0
  private var count = 0
  private var ranks: [(rank: Int, role: Block.Role)] = []
  /// What is printed behind the raised or lowered text that is open.
  private var scriptEnd = ""
  /// The token that is read next.
  private var next = 0
  /// Whether the first-rank heading in it is the document's title.
  var isTitle = false

  init(_ bytes: UnsafeBufferPointer<UInt8>, path: String, role: Block.Role) {
    self.bytes = bytes
    self.path = path
    self.role = role
  }

  /// Whether `lines` hold a heading of the first rank.
  static func holdsTitle(_ bytes: UnsafeBufferPointer<UInt8>, _ lines: ArraySlice<MarkdownLine>) -> Bool {
    lines.contains { line in
      let range = bytes[line.start..<line.next]
      return range.indices.contains { at in
        bytes[at] == 0x3C && at + 3 < range.endIndex && bytes[at + 1] | 0x20 == 0x68 && bytes[at + 2] == 0x31
          && (bytes[at + 3] == 0x3E || TextRun.isWhiteSpace(bytes[at + 3]))
      }
    }
  }

  /// Emits the text of `lines`; headings open sections among `ranks`.
  mutating func emit(
    _ lines: ArraySlice<MarkdownLine>, into builder: inout DocumentBuilder,
    ranks: inout [(rank: Int, role: Block.Role)]
  ) {
    var text = SplicedText()
    for line in lines { text.append(bytes, line.start..<line.next) }
    self.ranks = ranks
    text.bytes.withUnsafeBufferPointer { inner in
      var tokenizer = HTMLTokenizer(inner)
      var tokens: [HTMLToken] = []
      while let token = tokenizer.next() { tokens.append(token) }
      for (index, token) in tokens.enumerated() {
        guard index >= next else { continue }
        if let end = script(tokens, index, text, inner, &builder) {
          next = end
          continue
        }
        let rank = self.rank
        add(token, text, inner, &builder)
        guard self.rank > 0, rank == 0, !(isTitle && self.rank == 1) else { continue }
        let heading = Self.words(tokens[(index + 1)...], inner)
        if !heading.isEmpty {
          MarkdownEmitter.openSection(self.rank, heading: heading, &self.ranks, &builder)
        }
      }
    }
    close(&builder)
    ranks = self.ranks
  }

  /// Reads the tag of raised or lowered text at `index`: marks keep digits apart from those before them, and
  /// the number of a note goes.
  ///
  /// - Returns: the token to go on with, where the tag is one of those.
  private mutating func script(
    _ tokens: [HTMLToken], _ index: Int, _ text: SplicedText, _ inner: UnsafeBufferPointer<UInt8>,
    _ builder: inout DocumentBuilder
  ) -> Int? {
    let token = tokens[index]
    guard isOpen, token.kind == .startTag || token.kind == .endTag else { return nil }
    let name = HTMLSkeleton.parserName(inner, token.name)
    guard name == "sup" || name == "sub" else { return nil }
    guard token.kind == .startTag else {
      if !scriptEnd.isEmpty { builder.insert(scriptEnd, for: text.source(of: token.range)) }
      scriptEnd = ""
      return index + 1
    }
    let ahead = tokens[(index + 1)...].prefix(8)
    let end = ahead.firstIndex {
      $0.kind == .endTag && HTMLSkeleton.parserName(inner, $0.name) == name
    }
    let shown = tokens[(index + 1)..<(end ?? index + 1)].compactMap {
      $0.kind == .text ? HTMLMetadata.plainText(inner, $0.range) : nil
    }.joined()
    if let end, name == "sup", RaisedText.isCallout(shown.utf8, after: builder.tail(24)) {
      builder.omitCallout(text.source(of: token.range.lowerBound..<tokens[end].range.upperBound))
      return end + 1
    }
    let marks =
      name == "sup"
      ? RaisedText.marks(
        after: builder.tail(24), shown.utf8, inCell: builder.openBlock?.kind == .tableCell)
      : RaisedText.marks(loweredAfter: builder.lastByte, shown.utf8)
    if let marks {
      builder.insert(marks.before, for: text.source(of: token.range))
      scriptEnd = marks.after
    }
    return index + 1
  }

  /// The first words of a heading whose tag stands before `tokens`.
  private static func words(_ tokens: ArraySlice<HTMLToken>, _ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var words: [String] = []
    for token in tokens.prefix(40) {
      if token.kind == .text, let text = HTMLMetadata.plainText(bytes, token.range) { words.append(text) }
      guard token.kind == .endTag || token.kind == .startTag else { continue }
      if HTMLTraits(HTMLSkeleton.parserName(bytes, token.name)).display == .block { break }
    }
    return words.joined(separator: " ")
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
        let isStart = token.kind == .startTag
        rank = isStart ? traits.headingRank : 0
        kind = isStart ? rank == 1 && isTitle ? .title : traits.kind : .paragraph
      } else if name == "br", isOpen {
        builder.appendSpace(for: text.source(of: token.range))
      }
    case .dropped, .title, .formula:
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
      let role = kind == .title ? .front : rank > 0 ? ranks.last?.role ?? self.role : self.role
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
