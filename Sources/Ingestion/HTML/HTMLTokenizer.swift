/// Cuts an HTML source into tags and text, each with its exact place, by the tokenization rules of the HTML
/// Living Standard, §13.2.5. Comments and declarations give no token.
///
/// - Complexity: one pass; whatever is not closed runs to the end of the source once.
struct HTMLTokenizer {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  /// Element whose raw content comes next.
  private var rawName: [UInt8]?
  /// Whether that element is a script that holds TeX.
  private var isFormula = false

  /// Whether the source says that it is XML, where `<script/>` is a whole element.
  let isXML: Bool
  /// Elements whose end tag does not stand in the rest of the source.
  private var unclosed: Set<[UInt8]> = []
  /// Where the next end tags of such elements stand.
  private var closing: [[UInt8]: Int] = [:]

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    let prologue = 0..<min(bytes.count, 1024)
    isXML =
      bytes.find("<?xml", in: 0..<min(bytes.count, 64)) != nil
      || bytes.find("=\"http://www.w3.org/1999/xhtml\"", in: prologue) != nil
  }

  /// Elements whose content is no markup and no text for a reader either.
  private static let dropped: Set<String> = [
    "script", "style", "iframe", "noembed", "noframes", "noscript", "textarea",
  ]

  /// The next token, or `nil` at the end.
  mutating func next() -> HTMLToken? {
    while position < bytes.count {
      if let name = rawName {
        rawName = nil
        if let token = raw(name) { return token }
      }
      guard position < bytes.count else { return nil }
      guard bytes[position] == UInt8(ascii: "<") else { return text() }
      switch lookahead {
      case .startTag: if let token = tag(.startTag) { return token }
      case .endTag: if let token = tag(.endTag) { return token }
      case .comment: skipComment()
      case .bogusComment: skip(past: UInt8(ascii: ">"))
      case .text: return text()
      }
    }
    return nil
  }

  private enum Opening { case startTag, endTag, comment, bogusComment, text }

  /// What the `<` at the position opens.
  private var lookahead: Opening {
    guard position + 1 < bytes.count else { return .text }
    switch bytes[position + 1] {
    case 0x41...0x5A, 0x61...0x7A: return .startTag
    case UInt8(ascii: "/"):
      guard position + 2 < bytes.count else { return .text }
      return 0x41...0x5A ~= bytes[position + 2] & 0xDF ? .endTag : .bogusComment
    case UInt8(ascii: "!"):
      return isAt("<!--") ? .comment : .bogusComment
    case UInt8(ascii: "?"): return .bogusComment
    default: return .text
    }
  }

  private func isAt(_ literal: StaticString) -> Bool {
    guard position + literal.utf8CodeUnitCount <= bytes.count else { return false }
    for i in 0..<literal.utf8CodeUnitCount where bytes[position + i] != literal.utf8Start[i] { return false }
    return true
  }

  private mutating func skip(past byte: UInt8) {
    while position < bytes.count, bytes[position] != byte { position += 1 }
    position = min(position + 1, bytes.count)
  }

  /// Skips a comment; `<!-->` and `<!--->` are empty ones, and `--!>` ends one as well.
  private mutating func skipComment() {
    position += 4
    if position < bytes.count, bytes[position] == UInt8(ascii: ">") {
      position += 1
      return
    }
    if isAt("->") {
      position += 2
      return
    }
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "-") {
        if isAt("-->") {
          position += 3
          return
        }
        if isAt("--!>") {
          position += 4
          return
        }
      }
      position += 1
    }
  }

  /// Reads a tag; `nil` where the source ends in the middle of it.
  private mutating func tag(_ kind: HTMLToken.Kind) -> HTMLToken? {
    let start = position
    position += kind == .startTag ? 1 : 2
    let nameStart = position
    while position < bytes.count, !HTMLAttributes.isSpace(bytes[position]),
      bytes[position] != UInt8(ascii: "/"),
      bytes[position] != UInt8(ascii: ">")
    {
      position += 1
    }
    let nameEnd = position
    var attributes = HTMLAttributes(bytes, position..<bytes.count)
    while attributes.next() != nil {}
    position = attributes.position
    guard position < bytes.count else { return nil }
    position += 1
    if kind == .startTag {
      enterRaw(nameStart..<nameEnd)
      // An element that is closed in its own tag, where the source is XML or no end tag follows.
      if let name = rawName, bytes[position - 2] == UInt8(ascii: "/"), isXML || !isClosed(name) {
        rawName = nil
      }
      isFormula = rawName != nil && bytes[nameStart..<nameEnd].count == 6 && isTeX(nameEnd..<position)
    }
    return HTMLToken(kind: kind, start: Int32(start), end: Int32(position), nameEnd: Int32(nameEnd))
  }

  /// Whether the attributes in `range` say that a script is TeX (`type="math/tex; mode=display"`).
  private func isTeX(_ range: Range<Int>) -> Bool {
    HTMLAttributes(bytes, range).contains { name, value in
      name.count == 4 && bytes[name].map { $0 | 0x20 }.elementsEqual("type".utf8)
        && bytes[value].prefix(8).map { $0 | 0x20 }.elementsEqual("math/tex".utf8)
    }
  }

  private mutating func enterRaw(_ name: Range<Int>) {
    guard 3...9 ~= name.count else { return }
    let lower = bytes[name].map { $0 | 0x20 }
    switch lower.count {
    case 3 where lower.elementsEqual("xmp".utf8), 5 where lower.elementsEqual("title".utf8),
      9 where lower.elementsEqual("plaintext".utf8):
      rawName = lower
    case 5, 6, 7, 8:
      if Self.dropped.contains(String(decoding: lower, as: UTF8.self)) { rawName = lower }
    default: break
    }
  }

  /// Whether an end tag of `name` follows.
  private mutating func isClosed(_ name: [UInt8]) -> Bool {
    if unclosed.contains(name) { return false }
    if closing[name, default: 0] > position { return true }
    let start = position
    defer { position = start }
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "<"), closes(name) {
        closing[name] = position
        return true
      }
      position += 1
    }
    unclosed.insert(name)
    return false
  }

  /// Reads raw content up to its end tag, which stays; `nil` where there is none.
  private mutating func raw(_ name: [UInt8]) -> HTMLToken? {
    let start = position
    let isPlaintext = name.count == 9 && name.elementsEqual("plaintext".utf8)
    if isPlaintext { position = bytes.count }
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "<"), closes(name) { break }
      position += 1
    }
    guard position > start else { return nil }
    let kind: HTMLToken.Kind
    switch name.count {
    case 3, 9: kind = isBlank(start..<position) ? .blank : .literal
    case 5 where name.elementsEqual("title".utf8): kind = .title
    default: kind = !isFormula ? .dropped : isBlank(start..<position) ? .blank : .formula
    }
    return HTMLToken(kind: kind, start: Int32(start), end: Int32(position), nameEnd: 0)
  }

  /// Whether the position is at the end tag of `name`.
  private func closes(_ name: [UInt8]) -> Bool {
    let after = position + 2 + name.count
    guard after < bytes.count, bytes[position + 1] == UInt8(ascii: "/") else { return false }
    for i in 0..<name.count where bytes[position + 2 + i] | 0x20 != name[i] { return false }
    let byte = bytes[after]
    return HTMLAttributes.isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
  }

  /// Reads text up to the next markup.
  private mutating func text() -> HTMLToken {
    let start = position
    repeat {
      position += 1
      while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    } while position < bytes.count && lookahead == .text
    let kind: HTMLToken.Kind = isBlank(start..<position) ? .blank : .text
    return HTMLToken(kind: kind, start: Int32(start), end: Int32(position), nameEnd: 0)
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy(HTMLAttributes.isSpace)
  }
}
