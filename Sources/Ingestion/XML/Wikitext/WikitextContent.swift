/// The content of an element with its references resolved, and the way back to the unit it stands in.
struct WikitextContent {
  /// Text in MediaWiki's notation.
  private(set) var bytes: [UInt8] = []
  /// From offsets in ``bytes`` to offsets in the unit.
  private(set) var map = SourceMap()

  /// Adds `range` of `unit` as it is.
  mutating func append(_ unit: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    map.append(
      textStart: bytes.count, sourceStart: range.lowerBound, textUnit: 1, sourceUnit: 1, count: range.count)
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: unit[range]))
  }

  /// Adds `replacement`, which stands in the unit as `range`.
  mutating func append(_ replacement: [UInt8], for range: Range<Int>) {
    map.append(
      textStart: bytes.count, sourceStart: range.lowerBound, textUnit: replacement.count,
      sourceUnit: range.count, count: 1)
    bytes += replacement
  }
}

extension XMLExtractor {
  /// Reads the element whose start tag has just been passed as MediaWiki text, up to its end tag.
  mutating func wikitext() throws(IngestionError) {
    var content = WikitextContent()
    var nesting = 0
    reading: while true {
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
          break reading
        }
        nesting -= 1
      case .comment, .instruction, .doctype: break
      }
    }
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
}
