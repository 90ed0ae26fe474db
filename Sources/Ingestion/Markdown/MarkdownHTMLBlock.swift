/// The seven ways in which raw HTML begins a block in Markdown (CommonMark 0.31, §4.6).
enum MarkdownHTMLBlock {
  /// How a block that has begun ends.
  enum End: Equatable {
    /// With the line that holds this.
    case marker(String)
    /// Before a blank line.
    case blank
  }

  private static let blockNames: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col",
    "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer",
    "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe",
    "legend", "li", "link", "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p",
    "param",
    "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track",
    "ul",
  ]

  /// How the block that begins at the cursor ends, or `nil` where none begins.
  static func start(_ cursor: MarkdownCursor, interruptsParagraph: Bool) -> End? {
    let bytes = cursor.bytes
    let end = cursor.line.end
    guard cursor.byte == UInt8(ascii: "<"), cursor.at + 1 < end else { return nil }
    let second = bytes[cursor.at + 1]
    if second == UInt8(ascii: "?") { return .marker("?>") }
    if second == UInt8(ascii: "!") {
      let rest = bytes[(cursor.at + 2)..<end]
      if rest.starts(with: "--".utf8) { return .marker("-->") }
      if rest.starts(with: "[CDATA[".utf8) { return .marker("]]>") }
      return rest.first.map { 0x41...0x5A ~= $0 & 0xDF } == true ? .marker(">") : nil
    }
    var at = cursor.at + 1
    let isClosing = second == UInt8(ascii: "/")
    if isClosing { at += 1 }
    let nameStart = at
    while at < end, 0x41...0x5A ~= bytes[at] & 0xDF || 0x30...0x39 ~= bytes[at] || bytes[at] == 0x2D {
      at += 1
    }
    guard at > nameStart, at - nameStart < 40, !(0x30...0x39 ~= bytes[nameStart]) else { return nil }
    let name = String(decoding: bytes[nameStart..<at], as: UTF8.self).lowercased()
    let follows = at == end ? 0x20 : bytes[at]
    let isDelimited = follows == 0x20 || follows == 0x09 || follows == UInt8(ascii: ">")
    if !isClosing, isDelimited, ["script", "pre", "style", "textarea"].contains(name) {
      return .marker("</\(name)>")
    }
    if blockNames.contains(name), isDelimited || bytes[at..<end].starts(with: "/>".utf8) { return .blank }
    guard !interruptsParagraph, let tagEnd = MarkdownTag.end(bytes, at: cursor.at, limit: end) else {
      return nil
    }
    return bytes[tagEnd..<end].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) ? .blank : nil
  }

  /// Whether the line holds `marker`, letter case aside.
  static func holds(_ cursor: MarkdownCursor, _ marker: String) -> Bool {
    let pattern = Array(marker.utf8)
    let line = cursor.bytes[cursor.rest]
    guard line.count >= pattern.count else { return false }
    for start in line.startIndex...(line.endIndex - pattern.count) {
      let matches = pattern.indices.allSatisfy { k in
        let byte = line[start + k]
        return (0x41...0x5A ~= byte ? byte | 0x20 : byte) == pattern[k]
      }
      if matches { return true }
    }
    return false
  }
}

/// The grammar of an HTML tag inside Markdown text, which is stricter than HTML's own (CommonMark 0.31,
/// §6.6).
enum MarkdownTag {
  /// One past the open or closing tag at `start`, or `nil` where there is none.
  static func end(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, limit: Int) -> Int? {
    var at = start + 1
    let isClosing = at < limit && bytes[at] == UInt8(ascii: "/")
    if isClosing { at += 1 }
    guard at < limit, isLetter(bytes[at]) else { return nil }
    while at < limit, isLetter(bytes[at]) || isDigit(bytes[at]) || bytes[at] == 0x2D { at += 1 }
    while true {
      let afterName = at
      while at < limit, isSpace(bytes[at]) { at += 1 }
      guard at < limit else { return nil }
      if bytes[at] == UInt8(ascii: ">") { return at + 1 }
      if isClosing { return nil }
      if bytes[at] == UInt8(ascii: "/") {
        return at + 1 < limit && bytes[at + 1] == UInt8(ascii: ">") ? at + 2 : nil
      }
      guard at > afterName,
        isLetter(bytes[at]) || bytes[at] == UInt8(ascii: "_") || bytes[at] == UInt8(ascii: ":")
      else { return nil }
      while at < limit, isLetter(bytes[at]) || isDigit(bytes[at]) || "_.:-".utf8.contains(bytes[at]) {
        at += 1
      }
      var value = at
      while value < limit, isSpace(bytes[value]) { value += 1 }
      guard value < limit, bytes[value] == UInt8(ascii: "=") else { continue }
      value += 1
      while value < limit, isSpace(bytes[value]) { value += 1 }
      guard value < limit else { return nil }
      let quote = bytes[value]
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        value += 1
        while value < limit, bytes[value] != quote { value += 1 }
        guard value < limit else { return nil }
        at = value + 1
      } else {
        at = value
        while at < limit, !isSpace(bytes[at]), !"\"'=<>`".utf8.contains(bytes[at]) { at += 1 }
        guard at > value else { return nil }
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 0x41...0x5A ~= byte & 0xDF }
  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
