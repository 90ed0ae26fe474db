// What stands before the text: title, authors, definitions.
extension LaTeXReader {
  /// Reads what the preamble says of the document: title, authors, and the author's own commands.
  mutating func readPreamble(upTo begin: Int) {
    end = begin
    while at < end {
      if bytes[at] == UInt8(ascii: "%") {
        skipComment()
      } else if bytes[at] == UInt8(ascii: "\\") {
        let start = at
        let name = commandName()
        switch name {
        case "title": readArgument(.title, .front, "title")
        case "author", "date":
          readArgument(.paragraph, .metadata, name)
        case "newcommand", "renewcommand", "providecommand", "def", "DeclareMathOperator": readDefinition()
        default: at = max(at, start + 1)
        }
      } else {
        at += 1
      }
    }
  }

  /// Reads the argument that comes next as a block of its own.
  mutating func readArgument(_ kind: Block.Kind, _ role: Block.Role, _ name: String) {
    skipOptional()
    guard at < end, bytes[at] == UInt8(ascii: "{") else { return }
    closeParagraph()
    at += 1
    groups.append(.block)
    builder.openBlock(kind, role: role, path: childPath(name))
    isOpen = true
    let depth = groups.count
    while at < end, groups.count >= depth { step() }
  }

  /// `\newcommand{\name}{text}` without arguments is remembered where its text has no commands but those for
  /// letters and for how they look: `\mathbb{R}`.
  mutating func readDefinition() {
    skipSpaces()
    if at < end, bytes[at] == UInt8(ascii: "*") {
      at += 1
      skipSpaces()
    }
    var name = ""
    if at < end, bytes[at] == UInt8(ascii: "{"), let close = closingBrace(at) {
      name = bytes.string(at + 1..<close)
      at = close + 1
    } else if at < end, bytes[at] == UInt8(ascii: "\\") {
      name = "\\" + commandName()
    }
    let before = at
    skipOptional()
    let hasArguments = at > before
    // TeX's own form may have them as `#1`.
    while at < end, bytes[at] != UInt8(ascii: "{"), bytes[at] != 0x0A { at += 1 }
    guard at < end, bytes[at] == UInt8(ascii: "{"), let close = closingBrace(at) else { return }
    let content = at + 1..<close
    at = close + 1
    if !hasArguments, name.hasPrefix("\\"), content.count < 200, let text = letters(in: content) {
      macros[String(name.dropFirst())] = text
    }
  }

  /// What a definition shows, where that is nothing but text.
  private func letters(in range: Range<Int>) -> [UInt8]? {
    let isPlain = !bytes[range].contains { "\\{}".utf8.contains($0) }
    guard !bytes[range].contains(where: { "$#&%~".utf8.contains($0) }) else { return nil }
    if isPlain { return Array(bytes[range]) }
    guard !bytes[range].contains(where: { "^_".utf8.contains($0) }) else { return nil }
    var place = range.lowerBound
    while let command = bytes.firstIndex(of: UInt8(ascii: "\\"), in: place..<range.upperBound) {
      let stop = TeXScan.commandEnd(bytes, command, range.upperBound)
      let name = bytes.string(min(command + 1, stop)..<stop)
      let isKnown =
        LaTeXSymbols.fonts.contains(name) || LaTeXSymbols.words.contains(name)
        || LaTeXSymbols.character(name) != nil
      guard isKnown else { return nil }
      place = stop
    }
    return Array(TeXScan.plain(bytes, range).utf8)
  }
}
