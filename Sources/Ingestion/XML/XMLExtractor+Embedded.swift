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
    let content = HTMLFragment.withParagraphs(try content())
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

/// HTML that is no page of its own.
enum HTMLFragment {
  /// What libxml2's parser puts around a fragment.
  static let pathPrefix = "/html[1]/body[1]"

  /// A text that is divided by blank lines and has no tags for paragraphs, as WordPress keeps posts, with a
  /// tag at each such line.
  static func withParagraphs(_ content: UndoneText) -> UndoneText {
    let divides = content.bytes.withUnsafeBufferPointer { bytes in
      bytes.blankLine(in: 0..<bytes.count) != nil && !hasBlockTags(bytes)
    }
    guard divides else { return content }
    var result = UndoneText()
    content.bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while let gap = bytes.blankLine(in: start..<bytes.count) {
        result.append(content, start..<gap.lowerBound)
        result.insert("<p>".utf8)
        start = gap.upperBound
      }
      result.append(content, start..<bytes.count)
    }
    return result
  }

  private static func hasBlockTags(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var tokenizer = HTMLTokenizer(bytes)
    while let token = tokenizer.next() {
      guard token.kind == .startTag else { continue }
      let name = HTMLSkeleton.parserName(bytes, token.name)
      if name == "p" || name == "div" || name == "pre" { return true }
    }
    return false
  }

  /// The text of `content` without tags and with references resolved.
  static func line(_ content: UndoneText) -> UndoneText {
    var result = UndoneText()
    content.bytes.withUnsafeBufferPointer { bytes in
      var tokenizer = HTMLTokenizer(bytes)
      while let token = tokenizer.next() {
        switch token.kind {
        case .startTag, .endTag, .dropped, .title, .formula: continue
        case .blank, .literal: result.append(content, token.range)
        case .text:
          var start = token.range.lowerBound
          var at = start
          while at < token.range.upperBound {
            if bytes[at] == UInt8(ascii: "&"),
              let match = CharacterReference.match(
                bytes, at: at, end: token.range.upperBound, dialect: .html),
              let place = content.map.source(of: at..<at + match.length)
            {
              result.append(content, start..<at)
              result.append(match.utf8, for: place.byteStart..<place.byteEnd)
              at += match.length
              start = at
            } else {
              at += 1
            }
          }
          result.append(content, start..<at)
        }
      }
    }
    return result
  }
}
