import Platform

/// The layout of a manual page as `man` prints it: its name at both ends of the head and at the end of the
/// foot, headings further out than the text, and terms and options that hang before what is said of them.
struct TextManual {
  /// The page's name with its section, `tar(1)`, as the head has it.
  let name: String
  /// Columns before running text.
  private let body: Int
  /// Columns before the outermost headings.
  private let margin: Int
  /// Where sections begin that have another role than the one before.
  private var roles: [(offset: Int, role: Block.Role)] = []

  /// Looks at the lines of a whole text; nil where they are no manual page.
  init?(_ lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) {
    guard let head = lines.first(where: { $0.hasWords }), let ends = Self.ends(head, bytes),
      ends.first == ends.last, Self.isName(ends.last)
    else { return nil }
    name = String(decoding: bytes[head.start..<head.end].prefix { $0 > 0x20 }, as: UTF8.self)
    // Most lines of a page are text; lists and terms have further columns.
    var counts: [Int: Int] = [:]
    for line in lines.prefix(5000) where line.hasWords && line.indent > 0 {
      counts[line.indent, default: 0] += 1
    }
    guard let most = counts.values.max() else { return nil }
    body = counts.filter { $0.value * 3 >= most }.keys.min() ?? 0
    let outer =
      lines.filter { $0.hasWords && Self.ends($0, bytes)?.last != ends.last }.map(\.indent).min() ?? 0
    guard outer < body else { return nil }
    margin = outer
    findRoles(lines, bytes)
  }

  /// Sections that say who wrote the page, and where to read on.
  private static let back: Set<String> = [
    "SEE ALSO", "AUTHOR", "AUTHORS", "COPYRIGHT", "LICENSE", "REPORTING BUGS", "COLOPHON", "AVAILABILITY",
    "CONTACT", "BUG REPORTS", "THANKS", "HISTORY", "STANDARDS", "CONFORMING TO",
  ]

  /// What stands before the description names the page and says how it is called.
  private mutating func findRoles(_ lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) {
    let outermost = TextHeading.Rank.marked(1)
    let sections = lines.filter { rank($0, bytes) == outermost }
    let names = sections.map { bytes.string($0.range).uppercased() }
    let description = names.firstIndex(of: "DESCRIPTION") ?? 0
    for (index, (line, name)) in zip(sections, names).enumerated() {
      roles.append((line.start, Self.back.contains(name) ? .back : index < description ? .front : .body))
    }
  }

  /// The role of what begins at `offset`.
  func role(at offset: Int) -> Block.Role {
    let index = roles.sortedIndex(pastAllThat: { $0.offset <= offset })
    return index > 0 ? roles[index - 1].role : .body
  }

  /// Whether a line is a head or a foot.
  func isFrame(_ line: TextLine, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard line.indent <= margin, let ends = Self.ends(line, bytes) else { return false }
    return ends.last == name.lowercased()
  }

  /// The rank of a line as a heading; nil where it is text.
  func rank(_ line: TextLine, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard line.hasWords, line.indent < body, line.end - line.start <= 70, !isFrame(line, bytes) else {
      return nil
    }
    return TextHeading.Rank.marked(line.indent <= margin ? 1 : 2)
  }

  /// Divides lines that no blank one divides: a term begins an entry, where what is said of the one before it
  /// stands further in, or where options stand below each other.
  func entries(_ group: Range<Int>, _ lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>]
  {
    let outer = lines[group].map(\.indent).min() ?? 0
    let options = group.filter { lines[$0].indent == outer && isOption(lines[$0], bytes) }.count
    let outermost = group.filter { lines[$0].indent == outer }.count
    var entries: [Range<Int>] = []
    var start = group.lowerBound
    for index in group.dropFirst() where lines[index].indent == outer {
      let hangs = lines[index - 1].indent > outer + 2
      guard hangs || options > 1 && options * 3 >= outermost * 2 && isOption(lines[index], bytes) else {
        continue
      }
      entries.append(start..<index)
      start = index
    }
    entries.append(start..<group.upperBound)
    return entries
  }

  /// Whether the entry is a term with what is said of it.
  func isItem(_ entry: Range<Int>, _ lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    isOption(lines[entry.lowerBound], bytes)
      || entry.count > 1 && lines[entry.lowerBound + 1].indent > lines[entry.lowerBound].indent + 2
  }

  private func isOption(_ line: TextLine, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    line.end - line.start > 1 && bytes[line.start] == 0x2D && bytes[line.start + 1] > 0x20
  }

  /// The first word of a line that is set in two or three columns, and the last one, in lower case.
  private static func ends(
    _ line: TextLine, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (first: String, last: String)? {
    guard line.end - line.start <= 300 else { return nil }
    let text = bytes[line.start..<line.end]
    guard bytes.find("   ", in: line.start..<line.end) != nil else { return nil }
    let last = text.reversed().prefix { $0 > 0x20 }
    return (
      String(decoding: text.prefix { $0 > 0x20 }, as: UTF8.self).lowercased(),
      String(decoding: Array(last.reversed()), as: UTF8.self).lowercased()
    )
  }

  /// `tar(1)`, `perlre(1perl)`, `SSL_read(3SSL)`.
  private static func isName(_ word: String) -> Bool {
    guard word.last == ")", let open = word.firstIndex(of: "("), open > word.startIndex else { return false }
    let section = word[word.index(after: open)...].dropLast()
    return 1...8 ~= section.count && section.first.map { "0123456789nlx".contains($0) } == true
      && section.allSatisfy { $0.isLetter || $0.isNumber }
  }
}
