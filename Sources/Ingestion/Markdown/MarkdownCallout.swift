/// Lines that open and close callouts which CommonMark does not have: `!!! note "Title"`, `??? tip` and
/// `=== "Tab"` (Python-Markdown, MkDocs), whose content is indented; `:::warning Title`, `::: {.tip}`,
/// `:::note[Title]` (Pandoc, Docusaurus, VuePress) and ` ```{note} Title ` (MyST), which are closed by a line
/// of their own.
enum MarkdownCallout {
  /// What an indented callout begins with: the title, where it has one.
  ///
  /// Only where the next line with text is indented: else it is a line like any other.
  static func indented(_ cursor: MarkdownCursor) -> Range<Int>?? {
    let bytes = cursor.bytes
    let end = MarkdownBlockStarts.trimmedEnd(bytes, cursor.rest)
    var at = cursor.at
    let mark = cursor.byte
    while at < end, bytes[at] == mark { at += 1 }
    guard at - cursor.at == 3 else { return nil }
    let isTab: Bool
    switch mark {
    case UInt8(ascii: "!"): isTab = false
    case UInt8(ascii: "?"):
      isTab = false
      if at < end, bytes[at] == UInt8(ascii: "+") { at += 1 }
    case UInt8(ascii: "="):
      isTab = true
      if at < end, [UInt8(ascii: "!"), UInt8(ascii: "+")].contains(bytes[at]) { at += 1 }
    default: return nil
    }
    let words = at
    while at < end, bytes[at] == 0x20 { at += 1 }
    guard at > words, at < end, hasIndentedContent(cursor) else { return nil }
    if !isTab {
      // The kind, and other names of classes.
      guard isLetter(bytes[at]) else { return nil }
      while at < end, isLetter(bytes[at]) || bytes[at] == UInt8(ascii: "-") || bytes[at] == 0x20 { at += 1 }
      if at == end { return .some(nil) }
    }
    guard bytes[at] == UInt8(ascii: "\""), end - at >= 2, bytes[end - 1] == UInt8(ascii: "\"") else {
      return nil
    }
    let title = at + 1..<end - 1
    return .some(title.isEmpty ? nil : title)
  }

  /// A line that opens a callout which another line closes: its fence, and its title, where it has one.
  static func opened(_ cursor: MarkdownCursor) -> (fence: Fence, title: Range<Int>?)? {
    let bytes = cursor.bytes
    let end = MarkdownBlockStarts.trimmedEnd(bytes, cursor.rest)
    let mark = cursor.byte
    guard [UInt8(ascii: ":"), UInt8(ascii: "`"), UInt8(ascii: "~")].contains(mark) else { return nil }
    var at = cursor.at
    while at < end, bytes[at] == mark { at += 1 }
    let fence = Fence(character: mark, length: at - cursor.at)
    guard fence.length >= 3 else { return nil }
    while at < end, bytes[at] == 0x20 { at += 1 }
    guard at < end else { return nil }
    if bytes[at] == UInt8(ascii: "{") {
      guard let close = bytes[at..<end].firstIndex(of: UInt8(ascii: "}")), close > at + 1 else { return nil }
      if mark != UInt8(ascii: ":") {
        guard admonitions.contains(String(decoding: bytes[at + 1..<close], as: UTF8.self).lowercased()) else {
          return nil
        }
      }
      at = close + 1
    } else {
      guard mark == UInt8(ascii: ":"), isLetter(bytes[at]) else { return nil }
      while at < end, isLetter(bytes[at]) || bytes[at] == UInt8(ascii: "-") || 0x30...0x39 ~= bytes[at] {
        at += 1
      }
      guard at == end || [0x20, UInt8(ascii: "["), UInt8(ascii: "{")].contains(bytes[at]) else { return nil }
    }
    while at < end, bytes[at] == 0x20 { at += 1 }
    var last = end
    // Pandoc may close the opening line with colons.
    while last > at, bytes[last - 1] == UInt8(ascii: ":") || bytes[last - 1] == 0x20 { last -= 1 }
    if last > at, bytes[last - 1] == UInt8(ascii: "}"),
      let open = bytes[at..<last].lastIndex(of: UInt8(ascii: "{"))
    {
      last = MarkdownBlockStarts.trimmedEnd(bytes, at..<open)
    }
    if at < last, bytes[at] == UInt8(ascii: "["), bytes[last - 1] == UInt8(ascii: "]") {
      (at, last) = (at + 1, last - 1)
    }
    return (fence, at < last ? at..<last : nil)
  }

  /// What opened a callout.
  struct Fence {
    var character: UInt8
    var length: Int

    /// Whether a line closes it.
    func isClosed(by cursor: MarkdownCursor) -> Bool {
      let end = MarkdownBlockStarts.trimmedEnd(cursor.bytes, cursor.rest)
      return end - cursor.at >= 3 && end - cursor.at <= max(3, length)
        && cursor.bytes[cursor.at..<end].allSatisfy { $0 == character }
    }
  }

  /// Kinds of callouts that MyST writes as fences; other names in braces are code or pictures.
  private static let admonitions: Set<String> = [
    "note", "tip", "hint", "important", "warning", "caution", "danger", "attention", "error", "seealso",
    "admonition",
  ]

  private static func isLetter(_ byte: UInt8) -> Bool { 0x41...0x5A ~= byte & 0xDF }

  /// Whether the next line that is not blank is indented as content of this one.
  private static func hasIndentedContent(_ cursor: MarkdownCursor) -> Bool {
    let bytes = cursor.bytes
    var own = 0
    var at = cursor.at
    while at > 0, bytes[at - 1] == 0x20 || bytes[at - 1] == 0x09 { (at, own) = (at - 1, own + 1) }
    var next = cursor.line.next
    for _ in 0..<3 where next < bytes.count {
      let line = MarkdownLine(at: next, in: bytes)
      let text = bytes[line.start..<line.end].firstIndex { $0 != 0x20 && $0 != 0x09 }
      if let text {
        let indent = bytes[line.start..<text].reduce(0) { $0 + ($1 == 0x09 ? 4 : 1) }
        return indent >= own + 4
      }
      next = line.next
    }
    return false
  }
}
