/// Elements whose text is itself markup of another kind: MediaWiki's notation, HTML in a feed.
extension XMLExtractor {
  /// Reads the element whose start tag has just been passed up to its end tag, which stays: its text with
  /// references resolved and CDATA sections opened.
  private mutating func content() throws(IngestionError) -> UndoneText {
    var content = UndoneText()
    var nesting = 0
    while true {
      let before = scanner
      guard let token = scanner.next() else { break }
      switch token.kind {
      case .text, .cdata: content.append(bytes, token.inner)
      case .reference:
        switch entities.resolve(bytes, token.inner) {
        case .text(let text): content.append(text, for: token.range)
        case .undefined: content.append(EntityTable.replacementCharacter, for: token.range)
        case .refused(let reason): throw error(reason, at: token.range.lowerBound)
        }
      case .startTag:
        nesting += 1
        ordinal += 1
      case .emptyTag: ordinal += 1
      case .endTag:
        if nesting == 0 {
          // The end tag itself is for the caller.
          scanner = before
          return content
        }
        nesting -= 1
      case .comment, .instruction, .doctype: break
      }
    }
    return content
  }

  /// Reads the element whose start tag has just been passed as MediaWiki text.
  mutating func wikitext() throws(IngestionError) {
    let content = try content()
    guard isSelected else { return }
    let role = frames.last?.role ?? .body
    let path = path.string
    content.bytes.withUnsafeBufferPointer { text in
      var reader = WikitextReader(
        text, map: content.map, role: role, path: path, site: site,
        title: builder.sectionHeading ?? builder.title ?? "")
      reader.read(into: &builder)
    }
  }

  /// Reads the element whose start tag has just been passed as a piece of an HTML page.
  mutating func html() throws(IngestionError) {
    let content = HTMLFragment.withParagraphs(Shortcodes.undone(try content()))
    guard isSelected, !content.bytes.isEmpty else { return }
    let description = SourceDescription(
      path: file, format: .html, encoding: source.encoding, byteCount: 0, sha256: "")
    do {
      let page = try HTMLDocumentParser.parse(
        content.decoded(encoding: source.encoding), description: description, options: IngestionOptions())
      builder.graft(page, path: path.string, droppingPrefix: HTMLFragment.pathPrefix, role: frames.last?.role)
    } catch {
      // An element without text leaves no trace, as everywhere.
      if error.reason != .noText { throw error }
    }
  }

  /// Reads the element whose start tag has just been passed as one line of HTML, into the open block.
  mutating func htmlLine() throws(IngestionError) {
    let content = try content()
    guard isSelected else { return }
    HTMLFragment.line(content).forEachPiece(of: bytes) { text, place in
      if let text { builder.append(text, for: place) } else { builder.append(place) }
    }
  }
}
