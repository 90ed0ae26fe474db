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
    guard RaisedText.isCallout(text) else { return false }
    guard dialect.hasBracketedCallouts, carriesSentence(token, text) else { return true }
    keptCalloutEnd = endOfElement(token)
    return false
  }

  /// Leaves out brackets that hold nothing but callouts, `[1–3]`, where `range`, which has just been read,
  /// ends with the opening one; its text before is appended.
  mutating func bracketedCallouts(after range: Range<Int>) -> Bool {
    if let opener = referringBracket(in: range),
      let end = endOfCallouts(closer: bytes[opener] == 0x5B ? 0x5D : 0x29)
    {
      builder.append(range.lowerBound..<opener)
      builder.omitCallout(opener..<end)
      passOver(to: end)
      return true
    }
    var opener = range.upperBound - 1
    while opener > range.lowerBound, TextRun.isWhiteSpace(bytes[opener]) { opener -= 1 }
    guard opener >= range.lowerBound, bytes[opener] == 0x5B || bytes[opener] == 0x28, builder.hasOpenBlock,
      let end = endOfCallouts(closer: bytes[opener] == 0x5B ? 0x5D : 0x29)
    else { return false }
    builder.append(range.lowerBound..<opener)
    var next = scanner
    next.seek(to: end)
    if isPartOfSentence(.bracketed, next: next) {
      builder.append(opener..<range.upperBound)
      keptCalloutEnd = range.upperBound
      return true
    }
    builder.omitCallout(opener..<end)
    passOver(to: end)
    return true
  }

  /// Where a bracket opens at the end of `range` that has no words but those that send the reader to the
  /// bibliography: `(reviewed in`, `[e.g.,`. It leaves no hole where all of it goes.
  private func referringBracket(in range: Range<Int>) -> Int? {
    guard builder.hasOpenBlock else { return nil }
    let start = max(range.lowerBound, range.upperBound - Self.peekedBytes)
    var opener = range.upperBound - 1
    while opener >= start, bytes[opener] != 0x28, bytes[opener] != 0x5B {
      if bytes[opener] == 0x29 || bytes[opener] == 0x5D { return nil }
      opener -= 1
    }
    guard opener >= start else { return nil }
    let words = bytes.string(opener + 1..<range.upperBound).lowercased().split { !$0.isLetter }
    guard words.allSatisfy({ Self.besideReferring.contains($0) || Self.referring.contains($0) }) else {
      return nil
    }
    return words.contains { Self.referring.contains($0) } ? opener : nil
  }

  /// Words that send the reader elsewhere, and words beside them ("e.g." has two).
  private static let referring: Set<Substring> = [
    "see", "reviewed", "review", "reviews", "g", "cf", "ref", "refs", "reference", "references", "discussed",
    "described", "summarized", "summarised", "siehe", "vgl", "voir", "véase", "vedi",
  ]
  private static let besideReferring: Set<Substring> = [
    "in", "e", "for", "also", "a", "an", "and", "recent", "recently", "example", "examples", "details",
    "further",
    "auch", "aussi", "por", "también", "by", "as",
  ]

  /// Leaves out the callouts that follow one that has just been left out, with the dash, the comma or the
  /// word between: `36–39`, `1, 2`, `[3] and [4]`.
  mutating func furtherCallouts() {
    guard dialect.hasBracketedCallouts, builder.hasOpenBlock, let end = endOfCallouts(closer: nil) else {
      return
    }
    builder.omitCallout(scanner.position..<end)
    passOver(to: end)
  }

  /// Goes on at `end`. The elements passed over are counted, for paths and for XPath.
  private mutating func passOver(to end: Int) {
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
  }

  /// Where a run of callouts ends that begins here, within a bracket that `closer` closes, or behind a
  /// callout.
  func endOfCallouts(closer: UInt8?, from start: MarkupScanner? = nil) -> Int? {
    var scanner = start ?? self.scanner
    var run = CalloutRun(closer: closer)
    var callout: (depth: Int, text: [UInt8])?
    var count = 0
    while count < Self.peekedTokens, let token = scanner.next() {
      count += 1
      switch token.kind {
      case .startTag:
        run.depth += 1
        if callout == nil, isCalloutTag(token) { callout = (run.depth, []) }
      case .emptyTag:
        if isCalloutTag(token), !run.pass(calloutEndingAt: token.range.upperBound) { return run.end }
      case .endTag:
        let done = callout
        run.depth -= 1
        if run.depth < 0 { return run.end }
        guard let done, done.depth == run.depth + 1 else {
          if callout == nil { run.close(endingAt: token.range.upperBound) }
          continue
        }
        let text = String(decoding: done.text, as: UTF8.self)
        guard RaisedText.isCallout(text), !Self.namesYear(text),
          run.pass(calloutEndingAt: token.range.upperBound)
        else { return run.end }
        callout = nil
      case .text, .cdata:
        if callout != nil {
          callout?.text += bytes[token.inner].prefix(Self.peekedBytes)
        } else {
          for offset in token.inner where !run.pass(bytes[offset], at: offset) { return run.end }
        }
      case .reference:
        var entities = self.entities
        guard case .text(let text) = entities.resolve(bytes, token.inner) else { return run.end }
        if callout != nil {
          callout?.text += text
        } else {
          guard text != [0x26], text.allSatisfy({ Self.isBetweenCallouts($0) || $0 == 0xC2 || $0 == 0xA0 })
          else {
            return run.end
          }
        }
      case .comment, .instruction: break
      case .doctype: return run.end
      }
    }
    return run.end
  }
}

/// How far callouts and what stands between them reach.
private struct CalloutRun {
  /// Brackets that are open, by what closes them.
  private var closers: [UInt8] = []
  /// Whether a callout stands in the bracket.
  private var hasCallout = false
  /// Whether the last callout stands in an element that is still open.
  private var isInElement = false
  /// Letters since the last callout.
  private var word: [UInt8] = []
  /// Elements that are open.
  var depth = 0
  /// Where the run ends, if there is one.
  private(set) var end: Int?

  /// Words that join callouts.
  private static let joints = ["and", "und", "et", "y", "e", "i", "en", "och", "og", "to", "through", "bis"]
    .map {
      Array($0.utf8)
    }

  init(closer: UInt8?) {
    if let closer { closers = [closer] }
  }

  /// Whether the run goes on with a callout that ends at `offset`.
  mutating func pass(calloutEndingAt offset: Int) -> Bool {
    guard word.isEmpty || Self.joints.contains(word) else { return false }
    word = []
    hasCallout = true
    isInElement = depth > 0
    if closers.isEmpty, depth == 0 { end = offset }
    return true
  }

  /// An element ends at `offset`; the run ends there, too, where its last callout stands in the element.
  mutating func close(endingAt offset: Int) {
    guard isInElement, depth == 0, closers.isEmpty, word.isEmpty else { return }
    isInElement = false
    end = offset
  }

  /// Whether the run goes on with `byte`.
  mutating func pass(_ byte: UInt8, at offset: Int) -> Bool {
    switch byte {
    case 0x5B, 0x28:
      closers.append(byte == 0x5B ? 0x5D : 0x29)
      hasCallout = false
      return closers.count <= 2
    case 0x5D, 0x29:
      guard closers.last == byte, hasCallout, depth == 0, word.isEmpty else { return false }
      closers.removeLast()
      if closers.isEmpty { end = offset + 1 }
      return true
    case 0x61...0x7A:
      word.append(byte)
      return word.count <= 7
    default: return XMLExtractor.isBetweenCallouts(byte)
    }
  }
}
