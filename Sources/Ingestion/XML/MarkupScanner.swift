import Glibc

/// One piece of an XML file, as offsets into its UTF-8.
struct MarkupToken {
  /// What the piece is.
  enum Kind {
    case text, reference, startTag, emptyTag, endTag, cdata, comment, instruction, doctype
  }

  /// What it is.
  var kind: Kind
  /// All of it, delimiters included.
  var range: Range<Int>
  /// The name in a tag, reference or instruction; the content of text and CDATA; the internal subset of a
  /// document type declaration (empty where there is none).
  var inner: Range<Int>
}

/// Cuts UTF-8 XML into tokens with exact byte ranges.
///
/// The scanner judges nothing: `WellFormednessJudge` does that. On bytes that are not well-formed it
/// still ends, stays inside its buffer and takes time linear in them, and its tokens mean nothing.
struct MarkupScanner {
  /// What is scanned.
  let bytes: UnsafeBufferPointer<UInt8>
  /// Offset of the next token.
  private(set) var position: Int
  /// Attributes in the start tag returned last.
  private(set) var attributeCount = 0
  /// Where the next `<` stands, as far as that has been looked up.
  private var nextTag = -1

  /// Starts at `position` in `bytes`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// The next token, or `nil` at the end; `position` is short of the end where the last token is cut off.
  mutating func next() -> MarkupToken? {
    guard position < bytes.count else { return nil }
    let token: MarkupToken?
    switch bytes[position] {
    case 0x3C: token = markup()
    case 0x26: token = reference()
    default: token = text()
    }
    if let token { position = token.range.upperBound }
    return token
  }

  /// Goes on at `offset`.
  mutating func seek(to offset: Int) {
    position = offset
    nextTag = -1
  }

  /// Passes over the rest of the element whose start tag `token` was returned last.
  mutating func skipElement(_ token: MarkupToken) {
    var depth = token.kind == .startTag ? 1 : 0
    while depth > 0, let inner = next() {
      if inner.kind == .startTag { depth += 1 } else if inner.kind == .endTag { depth -= 1 }
    }
  }

  // MARK: Character data

  private mutating func text() -> MarkupToken {
    if nextTag < position { nextTag = find(0x3C, from: position, to: bytes.count) ?? bytes.count }
    let end = find(0x26, from: position, to: nextTag) ?? nextTag
    return MarkupToken(kind: .text, range: position..<end, inner: position..<end)
  }

  /// `&name;`, or a single `&` where no reference follows.
  private func reference() -> MarkupToken? {
    var at = position + 1
    while at < bytes.count, Self.isNameByte(bytes[at]) || bytes[at] == 0x23 { at += 1 }
    guard at < bytes.count else { return nil }
    guard bytes[at] == 0x3B, at > position + 1 else {
      return MarkupToken(kind: .text, range: position..<position + 1, inner: position..<position + 1)
    }
    return MarkupToken(kind: .reference, range: position..<at + 1, inner: position + 1..<at)
  }

  // MARK: Markup

  private mutating func markup() -> MarkupToken? {
    guard position + 1 < bytes.count else { return nil }
    switch bytes[position + 1] {
    case 0x2F: return endTag()
    case 0x3F:
      guard let end = find("?>", from: position + 2) else { return nil }
      return MarkupToken(kind: .instruction, range: position..<end, inner: name(at: position + 2))
    case 0x21: return declaration()
    default: return startTag()
    }
  }

  private func endTag() -> MarkupToken? {
    guard let close = find(0x3E, from: position + 2, to: bytes.count) else { return nil }
    return MarkupToken(kind: .endTag, range: position..<close + 1, inner: name(at: position + 2))
  }

  private mutating func startTag() -> MarkupToken? {
    let name = name(at: position + 1)
    var at = name.upperBound
    var attributes = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x3E {
        attributeCount = attributes
        let isEmpty = bytes[at - 1] == 0x2F && at - 1 >= name.upperBound
        return MarkupToken(kind: isEmpty ? .emptyTag : .startTag, range: position..<at + 1, inner: name)
      }
      if byte == 0x22 || byte == 0x27 {
        guard let close = find(byte, from: at + 1, to: bytes.count) else { return nil }
        attributes += 1
        at = close
      }
      at += 1
    }
    return nil
  }

  private func declaration() -> MarkupToken? {
    let rest = position + 2
    if starts(with: "--", at: rest) {
      guard let end = find("-->", from: rest + 2) else { return nil }
      return MarkupToken(kind: .comment, range: position..<end, inner: rest + 2..<end - 3)
    }
    if starts(with: "[CDATA[", at: rest) {
      guard let end = find("]]>", from: rest + 7) else { return nil }
      return MarkupToken(kind: .cdata, range: position..<end, inner: rest + 7..<end - 3)
    }
    // Too little to tell what it is.
    if bytes.count - rest < 7, !bytes[rest...].contains(0x3E) { return nil }
    return doctype()
  }

  private func doctype() -> MarkupToken? {
    var at = position + 2
    var subset = at..<at
    while at < bytes.count {
      switch bytes[at] {
      case 0x3E: return MarkupToken(kind: .doctype, range: position..<at + 1, inner: subset)
      case 0x22, 0x27:
        guard let close = find(bytes[at], from: at + 1, to: bytes.count) else { return nil }
        at = close + 1
      case 0x5B:
        guard let end = endOfInternalSubset(from: at + 1) else { return nil }
        subset = at + 1..<end
        at = end + 1
      default: at += 1
      }
    }
    return nil
  }

  /// Offset of the `]` that ends the internal subset.
  private func endOfInternalSubset(from start: Int) -> Int? {
    var at = start
    var inDeclaration = false
    while at < bytes.count {
      switch bytes[at] {
      case 0x5D where !inDeclaration: return at
      case 0x22 where inDeclaration, 0x27 where inDeclaration:
        guard let close = find(bytes[at], from: at + 1, to: bytes.count) else { return nil }
        at = close + 1
      case 0x3C:
        if starts(with: "<!--", at: at) {
          guard let end = find("-->", from: at + 4) else { return nil }
          at = end
        } else if starts(with: "<?", at: at) {
          guard let end = find("?>", from: at + 2) else { return nil }
          at = end
        } else {
          inDeclaration = true
          at += 1
        }
      case 0x3E:
        inDeclaration = false
        at += 1
      default: at += 1
      }
    }
    return nil
  }

  // MARK: Searching

  /// The name that begins at `offset`: everything up to white space or a delimiter.
  @inline(__always)
  private func name(at offset: Int) -> Range<Int> {
    var at = offset
    while at < bytes.count {
      let byte = bytes[at]
      if byte <= 0x20 || byte == 0x3E || byte == 0x2F || byte == 0x3F { break }
      at += 1
    }
    return offset..<at
  }

  @inline(__always)
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x2D, 0x2E, 0x3A, 0x5F, 0x80...0xFF: true
    default: false
    }
  }

  @inline(__always)
  private func find(_ byte: UInt8, from start: Int, to end: Int) -> Int? {
    start < end ? bytes.firstIndex(of: byte, in: start..<end) : nil
  }

  /// Offset just past the next `mark`.
  private func find(_ mark: StaticString, from start: Int) -> Int? {
    let length = mark.utf8CodeUnitCount
    var at = start
    while let hit = find(mark.utf8Start[0], from: at, to: bytes.count) {
      if starts(with: mark, at: hit) { return hit + length }
      at = hit + 1
    }
    return nil
  }

  private func starts(with mark: StaticString, at offset: Int) -> Bool {
    let length = mark.utf8CodeUnitCount
    guard offset + length <= bytes.count, let base = bytes.baseAddress else { return false }
    return memcmp(base + offset, mark.utf8Start, length) == 0
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are those of `other`.
  @inline(__always)
  func equals(_ other: [UInt8]) -> Bool {
    guard count == other.count, let base = baseAddress else { return count == other.count }
    return other.withUnsafeBytes { memcmp(base, $0.baseAddress ?? UnsafeRawPointer(base), count) == 0 }
  }

  /// Offset of the first `byte` in `range`.
  @inline(__always)
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard !range.isEmpty, let base = baseAddress else { return nil }
    guard let hit = memchr(base + range.lowerBound, Int32(byte), range.count) else { return nil }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
  }
}
