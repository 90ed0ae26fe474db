/// Markup of Markdown's dialects that CommonMark does not have: marked and raised text, notes in the line,
/// links of wikis, attributes, formulas, short codes, and what tells a program what to do.
enum MarkdownDialects {
  /// Markup that opens, what closes it, and where reading goes on.
  struct Match {
    var opening: MarkdownEdit
    var closing: MarkdownEdit?
    var next: Int
  }

  /// Bytes that are looked at ahead.
  private static let reach = 400

  /// What begins at `at` with `=`, `^`, `{` or `$`.
  static func match(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Match? {
    switch bytes[at] {
    case UInt8(ascii: "="): marked(bytes, at)
    case UInt8(ascii: "^"):
      at + 1 < bytes.count && bytes[at + 1] == 0x5B ? note(bytes, at) : raised(bytes, at)
    case UInt8(ascii: "{"): braces(bytes, at)
    default: formula(bytes, at)
    }
  }

  /// `==marked==`.
  private static func marked(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Match? {
    let isOpening = at == 0 || !isWord(bytes[at - 1]) && bytes[at - 1] != 0x3D
    guard isOpening, at + 3 < bytes.count, bytes[at + 1] == 0x3D, bytes[at + 2] > 0x20,
      bytes[at + 2] != 0x3D,
      let close = find("==", bytes, from: at + 3), bytes[close - 1] > 0x20,
      close + 2 == bytes.count || !isWord(bytes[close + 2]) && bytes[close + 2] != 0x3D
    else { return nil }
    return Match(
      opening: omission(at..<at + 2), closing: omission(close..<close + 2), next: at + 2)
  }

  /// `text` without the marks of emphasis at its end.
  static func tail(_ text: some BidirectionalCollection<UInt8>) -> [UInt8] {
    let marks = text.reversed().prefix { [0x2A, 0x5F, 0x7E, 0x60].contains($0) }.count
    return Array(text.dropLast(marks).suffix(24))
  }

  /// `x^2^`.
  private static func raised(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Match? {
    guard at > 0, isWord(bytes[at - 1]) || [0x29, 0x2A, 0x5D].contains(bytes[at - 1]) else {
      return nil
    }
    var close = at + 1
    while close < bytes.count, close - at <= 24, bytes[close] > 0x20, bytes[close] != 0x5E {
      close += 1
    }
    guard close > at + 1, close < bytes.count, bytes[close] == 0x5E else { return nil }
    let marks = RaisedText.marks(after: tail(bytes[max(0, at - 40)..<at]), bytes[at + 1..<close])
    func edit(_ range: Range<Int>, _ text: String?) -> MarkdownEdit {
      text.map { $0.isEmpty ? omission(range) : MarkdownEdit(range: range, change: .insert($0)) }
        ?? omission(range)
    }
    return Match(
      opening: edit(at..<at + 1, marks?.before), closing: edit(close..<close + 1, marks?.after),
      next: at + 1)
  }

  /// `^[a note]`, which stands in brackets.
  private static func note(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Match? {
    var depth = 0
    var end = at + 1
    while end < bytes.count, end - at < 4 * reach {
      if bytes[end] == 0x5B { depth += 1 }
      if bytes[end] == 0x5D { depth -= 1 }
      if depth == 0 { break }
      end += 1
    }
    guard end < bytes.count, depth == 0, bytes[end] == 0x5D, end > at + 2 else { return nil }
    let isSpaced = at == 0 || bytes[at - 1] <= 0x20
    return Match(
      opening: MarkdownEdit(range: at..<at + 2, change: .insert(isSpaced ? "(" : " (")),
      closing: MarkdownEdit(range: end..<end + 1, change: .insert(")")), next: at + 2)
  }

  /// `$$ … $$`: what is inside is no Markdown.
  private static func formula(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Match? {
    guard at + 2 < bytes.count, bytes[at + 1] == 0x24, bytes[at + 2] != 0x24,
      let close = find("$$", bytes, from: at + 2, within: 4 * reach)
    else { return nil }
    return Match(opening: omission(at..<at + 2), closing: omission(close..<close + 2), next: close)
  }

  /// `{{< short code >}}`, `{% tag %}`, `{.class #name}`.
  private static func braces(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Match? {
    for (opening, closing) in [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")]
    where bytes[at...].starts(with: opening.utf8) {
      guard let end = find(closing, bytes, from: at + opening.utf8.count) else { return nil }
      return Match(opening: omission(at..<end + closing.utf8.count), next: end + closing.utf8.count)
    }
    guard at == 0 || bytes[at - 1] <= 0x20 || [0x29, 0x60, 0x5D].contains(bytes[at - 1]),
      let end = attributesEnd(bytes, at)
    else { return nil }
    return Match(opening: omission(at..<end), next: end)
  }

  /// One past attributes in braces that begin at `at`.
  static func attributesEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    guard at + 2 < bytes.count, bytes[at] == 0x7B else { return nil }
    var end = at + 1
    while end < bytes.count, end - at < reach, ![0x7D, 0x7B, 0x0A].contains(bytes[end]) { end += 1 }
    guard end < bytes.count, bytes[end] == 0x7D else { return nil }
    let words = String(decoding: bytes[at + 1..<end], as: UTF8.self).split(separator: " ")
    guard let first = words.first else { return nil }
    let name = first.drop { ".#:".contains($0) }
    let isNamed =
      name.utf8.count < first.utf8.count
      && name.utf8.allSatisfy { isWord($0) || "-:.=\"'".utf8.contains($0) }
    let isColon = first == ":" && words.count > 1
    let pair = first.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let isPair =
      pair.count == 2 && !pair[0].isEmpty && pair[0].utf8.allSatisfy { isWord($0) || $0 == 0x2D }
    return isNamed && (!name.isEmpty || isColon) || isPair && at > 0 && bytes[at - 1] > 0x20
      ? end + 1 : nil
  }

  /// `[[page]]`, `[[page|shown]]`: what is shown, and one past the end. `x[[1]]` is an element of something.
  static func wikiLink(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> (shown: Range<Int>, end: Int)? {
    guard at + 4 < bytes.count, bytes[at] == 0x5B, bytes[at + 1] == 0x5B,
      ![0x5B, 0x5D].contains(bytes[at + 2]), at == 0 || !isWord(bytes[at - 1])
    else { return nil }
    var end = at + 2
    var bar: Int?
    while end < bytes.count, end - at < reach, ![0x5D, 0x5B, 0x0A].contains(bytes[end]) {
      if bytes[end] == 0x7C, bar == nil { bar = end }
      end += 1
    }
    guard end + 1 < bytes.count, bytes[end] == 0x5D, bytes[end + 1] == 0x5D,
      end + 2 == bytes.count || bytes[end + 2] != 0x28
    else { return nil }
    let start = bar.map { $0 + 1 } ?? at + 2
    return start < end ? (start..<end, end + 2) : nil
  }

  /// Whether a paragraph tells a program what to do and is no text: `[TOC]`, `\\newpage`, imports of MDX.
  static func isDirective(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, "[\\ie{".utf8.contains(first), bytes.count < 2_000 else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    let directives: Set<String> = [
      "[TOC]", "[toc]", "[[TOC]]", "[[toc]]", "[[_TOC_]]", "{:toc}", "\\newpage", "\\pagebreak",
      "\\clearpage",
      "\\tableofcontents",
    ]
    var lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }
    for index in lines.indices {
      while lines[index].last == " " || lines[index].last == "\t" { lines[index].removeLast() }
    }
    if lines.count == 1, directives.contains(String(lines[0])) { return true }
    return lines.allSatisfy { line in
      let isImport =
        line.hasPrefix("import ")
        && (line.contains(" from ") || line.hasPrefix("import '") || line.hasPrefix("import \""))
      let isQuoted = ["'", "\"", "';", "\";"].contains { line.hasSuffix($0) }
      return isImport && isQuoted || line.hasPrefix("export const ") && line.contains(" = ")
        || line.hasPrefix("export default ") && ";{}()>".contains(line.last ?? ".")
    }
  }

  private static func omission(_ range: Range<Int>) -> MarkdownEdit {
    MarkdownEdit(range: range, change: .omit)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF || byte == 0x5F || byte >= 0x80
  }

  private static func find(
    _ mark: String, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, within reach: Int = reach
  ) -> Int? {
    let mark = Array(mark.utf8)
    var at = start
    let limit = min(bytes.count, start + reach)
    while at + mark.count <= limit {
      if bytes[at] == mark[0], bytes[at..<at + mark.count].elementsEqual(mark) { return at }
      at += 1
    }
    return nil
  }
}
