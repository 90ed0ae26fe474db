/// A template that only carries text: pieces of text with arguments between them.
///
/// Of what a page in the dump's namespace for templates holds, one level is expanded: nothing that calls another
/// template, makes a table or decides something.
struct WikiTextTemplate: Sendable {
  /// An argument and the text before it.
  struct Piece: Sendable, Hashable {
    var before: String
    /// Its name in small letters, or its number.
    var argument: String
    /// What stands for it where it is not given.
    var standard: String?
  }

  private(set) var pieces: [Piece] = []
  /// What follows the last argument.
  private(set) var after = ""

  /// Bytes of a template that are kept at most: what is longer is a box, or a notice.
  static let longest = 400
  /// Elements that change nothing but the look of text, and notes, which are no text.
  private static let plainElements: Set<String> = [
    "span", "small", "big", "b", "i", "em", "strong", "nowiki", "nobr", "abbr", "u", "s", "font", "sub",
    "sup",
    "br", "ref", "cite", "dfn", "bdi", "code", "var", "kbd", "samp", "tt",
  ]
  /// Stands around an argument's number while the text is read: no character of XML.
  private static let mark: UInt8 = 0x1A

  /// Reads `body`, wikitext of a template's page; `nil` where it does more than carry text.
  init?(_ body: [UInt8]) {
    let text = Self.transcluded(String(decoding: body, as: UTF8.self)).withoutOuterSpace
    guard !text.isEmpty, text.utf8.count <= Self.longest, !text.utf8.contains(0x0A) else { return nil }
    guard let (marked, arguments) = Self.withArguments(Array(text.utf8)), Self.isPlain(marked) else {
      return nil
    }
    var parts = [""]
    var numbers: [Int] = []
    for (index, part) in Self.printed(marked).split(
      separator: Character(Unicode.Scalar(Self.mark)), omittingEmptySubsequences: false
    ).enumerated() {
      if index.isMultiple(of: 2) {
        if index > 0 { parts.append("") }
        parts[parts.count - 1] += part
      } else if let number = Int(part), arguments.indices.contains(number) {
        numbers.append(number)
      } else {
        return nil
      }
    }
    guard parts.count == numbers.count + 1 else { return nil }
    for (part, number) in zip(parts, numbers) {
      pieces.append(
        Piece(before: part, argument: arguments[number].name, standard: arguments[number].standard))
    }
    after = parts[parts.count - 1]
  }

  /// What a page that includes the template sees of it.
  private static func transcluded(_ body: String) -> String {
    var text = body
    if let only = between("<onlyinclude>", "</onlyinclude>", in: text[...]) {
      text = String(text[only.inner])
    }
    for (start, end) in [("<noinclude>", "</noinclude>"), ("<!--", "-->")] {
      while let found = between(start, end, in: text[...]) { text.removeSubrange(found.whole) }
    }
    for tag in ["<includeonly>", "</includeonly>", "<noinclude/>", "<includeonly/>"] {
      text = text.replacing(tag, with: "")
    }
    return text
  }

  private static func between(
    _ start: String, _ end: String, in text: Substring
  ) -> (whole: Range<String.Index>, inner: Range<String.Index>)? {
    guard let first = text.firstRange(of: start) else { return nil }
    guard let last = text[first.upperBound...].firstRange(of: end) else {
      return (first.lowerBound..<text.endIndex, first.upperBound..<text.endIndex)
    }
    return (first.lowerBound..<last.upperBound, first.upperBound..<last.lowerBound)
  }

  /// The text with a mark for each `{{{name|default}}}`, and those; `nil` where a default is not plain.
  private static func withArguments(
    _ text: [UInt8]
  ) -> (marked: [UInt8], arguments: [(name: String, standard: String?)])? {
    var marked: [UInt8] = []
    var arguments: [(name: String, standard: String?)] = []
    var at = 0
    while at < text.count {
      guard text[at...].starts(with: "{{{".utf8) else {
        marked.append(text[at])
        at += 1
        continue
      }
      let start = at + 3
      guard
        let end = text[start...].firstIndex(where: { $0 == 0x7B || $0 == 0x7D || $0 == 0x5B || $0 == 0x3C }),
        text[end...].starts(with: "}}}".utf8)
      else { return nil }
      let parts = text[start..<end].split(separator: 0x7C, maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(decoding: parts[0], as: UTF8.self).withoutOuterSpace.lowercased()
      guard !name.isEmpty else { return nil }
      marked += [mark] + Array("\(arguments.count)".utf8) + [mark]
      arguments.append((name, parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : nil))
      at = end + 3
    }
    return (marked, arguments)
  }

  /// Whether nothing in `text` calls a template, makes a table or is an element of more than looks.
  private static func isPlain(_ text: [UInt8]) -> Bool {
    for (index, byte) in text.enumerated() {
      let rest = text[index...]
      switch byte {
      case 0x7B where rest.starts(with: "{{".utf8) || rest.starts(with: "{|".utf8): return false
      case 0x7D where rest.starts(with: "}}".utf8): return false
      case 0x3C:
        let name = rest.dropFirst().drop { $0 == 0x2F }.prefix { ($0 | 0x20) &- 0x61 < 26 }
        guard name.isEmpty || plainElements.contains(String(decoding: name, as: UTF8.self).lowercased())
        else {
          return false
        }
      default: break
      }
    }
    // Lists and headings are blocks of their own.
    return text.first.map { ![0x2A, 0x23, 0x3A, 0x3B, 0x3D].contains($0) } ?? false
  }

  /// The text as it is printed, without markup.
  private static func printed(_ text: [UInt8]) -> String {
    let bytes = text.withUnsafeBufferPointer { buffer -> [UInt8] in
      let markup = WikitextMarkup(buffer)
      var result: [UInt8] = []
      var at = 0
      for range in markup.ranges {
        result += buffer[at..<max(at, range.lowerBound)]
        if markup.breaks.contains(range.lowerBound) { result.append(0x20) }
        result += Array((markup.insertions[range.lowerBound] ?? "").utf8)
        at = max(at, range.upperBound)
      }
      return result + buffer[at...]
    }
    return String(decoding: WikiTemplatePages.undone(bytes), as: UTF8.self)
  }
}
