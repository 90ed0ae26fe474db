extension XMLExtractor {
  /// What an element holds.
  struct Content {
    /// Its text, as far as that is short.
    var text: [UInt8] = []
    /// Whether it holds callouts and what stands between them, and nothing else.
    var isOnlyCallouts = false
  }

  /// Most bytes of text, and tokens, that are looked at ahead.
  static let peekedBytes = 64
  static let peekedTokens = 400

  /// The content of the element whose start tag has just been read.
  mutating func peek(_ token: MarkupToken) -> Content {
    var content = Content()
    guard token.kind == .startTag else { return content }
    var scanner = self.scanner
    var depth = 1
    var calloutDepth: Int?
    var hasCallout = false
    var rest = true
    var count = 0
    while depth > 0, count < Self.peekedTokens, let token = scanner.next() {
      count += 1
      switch token.kind {
      case .startTag:
        depth += 1
        if calloutDepth == nil, isCalloutTag(token) {
          calloutDepth = depth
          hasCallout = true
        }
      case .endTag:
        if depth == calloutDepth { calloutDepth = nil }
        depth -= 1
      case .text, .cdata:
        if content.text.count < Self.peekedBytes { content.text += bytes[token.inner] }
        if calloutDepth == nil, !bytes[token.inner].allSatisfy(Self.isBetweenCallouts) { rest = false }
      case .reference:
        if content.text.count < Self.peekedBytes, case .text(let text) = entities.resolve(bytes, token.inner)
        {
          content.text += text
          if calloutDepth == nil, text.contains(where: { $0 < 0x80 && !Self.isBetweenCallouts($0) }) {
            rest = false
          }
        }
      default: break
      }
    }
    if depth > 0 { rest = false }
    content.isOnlyCallouts = hasCallout && rest
    return content
  }

  /// White space, commas, semicolons, dashes, brackets: what stands between callouts.
  static func isBetweenCallouts(_ byte: UInt8) -> Bool {
    TextRun.isWhiteSpace(byte) || ",;-–—‐[]()".utf8.contains(byte)
  }

  /// Whether a tag may begin a callout, as far as the tag itself tells.
  func isCalloutTag(_ token: MarkupToken) -> Bool {
    func value(_ name: String) -> String? {
      TagAttributes.value(of: name, in: token, bytes).map(bytes.string)
    }
    var name = bytes[token.inner]
    if let colon = name.firstIndex(of: 0x3A) { name = name[(colon + 1)...] }
    switch dialect.format {
    case .jats:
      guard name.elementsEqual("xref".utf8) else { return false }
      return ["bibr", "fn", "table-fn", "author-notes"].contains(value("ref-type") ?? "")
    case .tei:
      guard name.elementsEqual("ref".utf8) else { return false }
      if let type = value("type") {
        return ["bibr", "foot", "noteanchor", "note", "fn", "footnote", "endnote", "biblio"]
          .contains(type.lowercased())
      }
      return Self.isNoteTarget(value("target"))
    case .fb2: return name.elementsEqual("a".utf8) && value("type") == "note"
    default:
      guard name.elementsEqual("a".utf8) else { return false }
      if value("epub:type") == "noteref" || value("role") == "doc-noteref" { return true }
      guard let href = value("href"), let hash = href.firstIndex(of: "#") else { return false }
      return Self.isNoteTarget(String(href[hash...]))
    }
  }

  /// `#fn3`, `#note-3`, `#n3`, `#cite_note-2`, `#ref12`, `#b7`.
  static func isNoteTarget(_ target: String?) -> Bool {
    guard let target, target.hasPrefix("#") else { return false }
    let name = target.dropFirst().lowercased()
    let stems = [
      "fn", "ftn", "foot", "note", "endnote", "en", "cite", "ref", "bib", "n", "b", "cr", "_ftn", "_edn",
    ]
    return stems.contains { stem in
      name.hasPrefix(stem)
        && name.dropFirst(stem.count).first.map {
          $0.isNumber || "-_.".contains($0) || name.hasPrefix("cite")
        } ?? false
    }
  }

  /// Whether the element only calls a note: a number, a letter or a mark, no words.
  mutating func isCallout(_ token: MarkupToken) -> Bool {
    guard isCalloutTag(token) else { return false }
    if token.kind == .emptyTag { return true }
    let text = String(decoding: peek(token).text, as: UTF8.self)
    return RaisedText.isCallout(text)
  }

  /// Leaves out brackets that hold nothing but callouts, `[1–3]`, where `range`, which has just been read, ends
  /// with the opening one; its text before is appended.
  mutating func bracketedCallouts(after range: Range<Int>) -> Bool {
    var opener = range.upperBound - 1
    while opener > range.lowerBound, TextRun.isWhiteSpace(bytes[opener]) { opener -= 1 }
    guard opener >= range.lowerBound, bytes[opener] == 0x5B || bytes[opener] == 0x28, builder.hasOpenBlock,
      let end = endOfCallouts(closer: bytes[opener] == 0x5B ? 0x5D : 0x29)
    else { return false }
    builder.append(range.lowerBound..<opener)
    builder.omitCallout(opener..<end)
    // The elements passed over are counted, for paths and for XPath.
    var depth = 0
    while scanner.position < end, let token = scanner.next() {
      switch token.kind {
      case .startTag, .emptyTag:
        if depth == 0 {
          path.push(names.index(of: UnsafeBufferPointer(rebasing: bytes[token.inner])))
          path.pop()
        }
        ordinal += 1
        if token.kind == .startTag { depth += 1 }
      case .endTag: depth -= 1
      default: break
      }
    }
    scanner.seek(to: end)
    return true
  }

  /// Offset past the bracket that closes a run of callouts that begins here.
  mutating func endOfCallouts(closer: UInt8) -> Int? {
    var scanner = self.scanner
    var count = 0
    var depth = 0
    var callout: (depth: Int, text: [UInt8])?
    var found = false
    while count < Self.peekedTokens, let token = scanner.next() {
      count += 1
      switch token.kind {
      case .startTag:
        depth += 1
        if callout == nil, isCalloutTag(token) { callout = (depth, []) }
      case .emptyTag:
        if isCalloutTag(token) { found = true }
      case .endTag:
        if let done = callout, done.depth == depth {
          guard RaisedText.isCallout(String(decoding: done.text, as: UTF8.self)) else { return nil }
          found = true
          callout = nil
        }
        depth -= 1
        if depth < 0 { return nil }
      case .text, .cdata:
        if callout != nil {
          callout?.text += bytes[token.inner].prefix(Self.peekedBytes)
          continue
        }
        for offset in token.inner {
          if bytes[offset] == closer { return found && depth == 0 ? offset + 1 : nil }
          guard Self.isBetweenCallouts(bytes[offset]) else { return nil }
        }
      case .reference:
        guard case .text(let text) = entities.resolve(bytes, token.inner) else { return nil }
        if callout != nil {
          callout?.text += text
        } else if text.count > 3 || text.first == 0x26 {
          return nil
        }
      case .comment, .instruction: break
      case .doctype: return nil
      }
    }
    return nil
  }
}
