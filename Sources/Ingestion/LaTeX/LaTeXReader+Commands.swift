extension LaTeXReader {
  /// The name of the command at the backslash, which is passed: letters, or one other character.
  mutating func commandName() -> String {
    let start = at + 1
    guard start < end else {
      at = end
      return ""
    }
    var stop = start
    while stop < end, 0x41...0x5A ~= bytes[stop] & 0xDF { stop += 1 }
    if stop == start {
      stop += 1
      while stop < end, bytes[stop] & 0xC0 == 0x80 { stop += 1 }
      at = stop
      return bytes.string(start..<stop)
    }
    at = stop
    return bytes.string(start..<stop)
  }

  mutating func command() {
    let start = at
    let name = commandName()
    guard let first = name.utf8.first else { return }
    if !(0x41...0x5A ~= first & 0xDF) { return sign(name, start) }
    if name == "multicolumn" || name == "multirow" { cover(name) }
    switch name {
    case "begin": return begin(start)
    case "end": return endEnvironment()
    case "item": return item()
    case "par": return closeParagraph()
    case "footnote", "footnotetext", "marginpar", "sidenote": return note(start)
    case "caption", "captionof": return block(.caption)
    case "title": return readArgument(.title, .front, "title")
    case "author", "date": return readArgument(.paragraph, .metadata, name)
    case "newcommand", "renewcommand", "providecommand", "def", "newenvironment", "renewenvironment",
      "DeclareMathOperator":
      readDefinition()
      if name.hasSuffix("environment"), at < end, bytes[at] == UInt8(ascii: "{"), let close = closingBrace(at)
      {
        at = close + 1
      }
      return omit(start..<at)
    case "cmidrule":
      if at < end, bytes[at] == UInt8(ascii: "("),
        let close = bytes.firstIndex(of: UInt8(ascii: ")"), in: at..<min(end, at + 40))
      {
        at = close + 1
      }
      skipArgument()
      return omit(start..<at)
    case "verb": return verbatimWord(start)
    case "textsuperscript", "textsubscript", "up", "fup":
      return raised(start, isLowered: name == "textsubscript")
    case "ensuremath":
      guard at < end, bytes[at] == UInt8(ascii: "{"), let close = closingBrace(at) else { return }
      inlineFormula(at + 1..<close, in: start..<close + 1)
      at = close + 1
      return
    case "iffalse":
      let close = find("\\fi", from: at).map { $0 + 3 } ?? end
      at = min(close, end)
      return omit(start..<at)
    case "input", "include", "subfile": noteInclusion(name, start)
    case "cr", "newline", "linebreak", "quad", "qquad", "hfill", "tabularnewline", "space", "enspace",
      "thinspace":
      swallowSpace()
      if environments.last?.isTable == true, name.hasPrefix("tab") || name == "cr" { return endRow() }
      if isOpen { builder.appendSpace(for: start..<at) }
      return
    case "newpage", "clearpage", "pagebreak", "bigskip", "medskip", "smallskip", "maketitle", "appendix",
      "centering",
      "noindent", "indent", "hline", "toprule", "midrule", "bottomrule", "tableofcontents", "raggedright":
      swallowSpace()
      return
    default: break
    }
    if let rank = Self.ranks[name] { return heading(rank, name) }
    if let quantity = TeXQuantity.read(name, bytes, from: start, at: at, end: end) {
      if !isOpen { openParagraph() }
      put(quantity.pieces)
      at = quantity.end
      return
    }
    if LaTeXSymbols.fractions.contains(name) || LaTeXSymbols.binomials.contains(name) {
      return fraction(start)
    }
    if let text = LaTeXSymbols.textual(name) {
      swallowSpace()
      // The braces that keep the space behind a command are part of it.
      if at + 1 < end, bytes[at] == UInt8(ascii: "{"), bytes[at + 1] == UInt8(ascii: "}") { at += 2 }
      return append(text, for: start..<at)
    }
    if accent(name, start) { return }
    if let text = macros[name] {
      swallowSpace()
      if at + 1 < end, bytes[at] == UInt8(ascii: "{"), bytes[at + 1] == UInt8(ascii: "}") { at += 2 }
      if !isOpen { openParagraph() }
      if !text.isEmpty { builder.append(text, for: start..<at) }
      return
    }
    if at < end, bytes[at] == UInt8(ascii: "*") { at += 1 }
    if let count = LaTeXSymbols.dropped[name] {
      skipOptional()
      for _ in 0..<count { skipArgument() }
      // An option may also come between.
      return omit(start..<at)
    }
    // Anything else is taken for a change of type: its argument is text, and what stands in brackets is not.
    swallowSpace()
    skipOptional()
  }

  static let ranks: [String: Int] = [
    "part": 0, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5,
    "subparagraph": 6,
  ]

  /// Space behind a command's name is part of the command.
  mutating func swallowSpace() {
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
  }

  /// A fraction, or a choice, between words: `\nicefrac{1}{2}`.
  private mutating func fraction(_ start: Int) {
    var next = at
    for _ in 0..<2 {
      next = TeXScan.space(bytes, next, end)
      if let option = TeXScan.option(bytes, next, end) { next = option.upperBound + 1 }
      guard next < end, bytes[next] == UInt8(ascii: "{"), let close = closingBrace(next) else { return }
      next = close + 1
    }
    inlineFormula(start..<next, in: start..<next)
    at = next
  }

  /// Ends a row of a table.
  private mutating func endRow() {
    closeParagraph()
    cells.beginRow()
    environments[environments.count - 1].rows += 1
    beginCell()
  }

  /// Notes what the cell covers that `\multicolumn{2}` or `\multirow{2}` begins.
  private mutating func cover(_ name: String) {
    guard at < end, bytes[at] == UInt8(ascii: "{"), let close = closingBrace(at), close < at + 6 else {
      return
    }
    let count = Int(bytes.string(at + 1..<close))
    if name == "multirow" { cells.cover(rows: count) } else { cells.cover(columns: count) }
  }

  /// A command whose name is no letter.
  mutating func sign(_ name: String, _ start: Int) {
    switch name {
    case "%", "&", "#", "$", "_", "{", "}": append(name, for: start..<at)
    case "\\":
      skipOptional()
      if environments.last?.isTable == true { return endRow() }
      if isOpen { builder.appendSpace(for: start..<at) }
    case " ", "\n", ",", ";", ":", ">": if isOpen { builder.appendSpace(for: start..<at) }
    case "[", "(":
      let isDisplayed = name == "["
      guard let close = find(isDisplayed ? "\\]" : "\\)", from: at), close < end else { return }
      if isDisplayed {
        displayedFormula(at..<close, in: start..<close + 2)
      } else {
        inlineFormula(at..<close, in: start..<close + 2)
      }
      at = close + 2
    case "-", "/", "!", "@": omit(start..<at)
    default: if !accent(name, start) { omit(start..<at) }
    }
  }

  /// `\'e`, `\'{e}`, `\c{c}`, `\"\i`.
  mutating func accent(_ name: String, _ start: Int) -> Bool {
    var next = at
    let isLetter = name.utf8.first.map { 0x41...0x5A ~= $0 & 0xDF } == true
    if isLetter, next < end, bytes[next] != UInt8(ascii: "{"), bytes[next] != 0x20 { return false }
    while next < end, bytes[next] == 0x20 { next += 1 }
    let hasBrace = next < end && bytes[next] == UInt8(ascii: "{")
    if hasBrace { next += 1 }
    if next < end, bytes[next] == UInt8(ascii: "\\") { next += 1 }
    guard next < end, bytes[next] < 0x80 else { return false }
    let letter = Character(Unicode.Scalar(bytes[next]))
    guard let text = LaTeXSymbols.accented(name, letter) else { return false }
    next += 1
    if hasBrace {
      guard next < end, bytes[next] == UInt8(ascii: "}") else { return false }
      next += 1
    }
    at = next
    append(text, for: start..<at)
    return true
  }

  mutating func heading(_ rank: Int, _ name: String) {
    if at < end, bytes[at] == UInt8(ascii: "*") { at += 1 }
    swallowSpace()
    skipOptional()
    guard at < end, bytes[at] == UInt8(ascii: "{") else { return }
    at += 1
    closeParagraph()
    while let last = scopes.last, scopes.count > 1, last.rank >= rank { scopes.removeLast() }
    let path = childPath(name)
    let role = scopes.last?.role
    scopes.append((path, rank, role, [:]))
    builder.openSection(atLevel: scopes.count - 1, role: role ?? .body)
    builder.openBlock(.heading, role: role ?? .body, path: childPath("heading"))
    isOpen = true
    groups.append(.heading)
  }

  mutating func block(_ kind: Block.Kind) {
    if at < end, bytes[at] == UInt8(ascii: "*") { at += 1 }
    skipOptional()
    guard at < end, bytes[at] == UInt8(ascii: "{") else { return }
    at += 1
    closeParagraph()
    guard !isOpen else { return groups.append(.nothing) }
    builder.openBlock(kind, role: scopes.last?.role ?? .body, path: childPath(kind.rawValue))
    isOpen = true
    groups.append(.block)
  }

  mutating func note(_ start: Int) {
    skipOptional()
    guard at < end, bytes[at] == UInt8(ascii: "{") else { return }
    at += 1
    builder.beginNote()
    builder.openBlock(.paragraph, role: .note, path: childPath("note"))
    isOpen = true
    groups.append(.note(start: start))
  }

  mutating func item() {
    let label = at
    closeParagraph()
    swallowSpace()
    skipOptional()
    // The label of a description is part of its text.
    beginsItem = true
    if at > label, let open = bytes.firstIndex(of: UInt8(ascii: "["), in: label..<at),
      environments.last?.name == "description"
    {
      append(open + 1..<at - 1)
      builder.appendSpace()
    }
  }

  mutating func verbatimWord(_ start: Int) {
    if at < end, bytes[at] == UInt8(ascii: "*") { at += 1 }
    guard at < end else { return }
    let mark = bytes[at]
    guard let close = bytes.firstIndex(of: mark, in: at + 1..<end), close - at < 400 else { return }
    if close > at + 1 { append(at + 1..<close) }
    at = close + 1
  }

  mutating func noteInclusion(_ name: String, _ start: Int) {
    var close = at
    while close < end, bytes[close] != UInt8(ascii: "}"), close - at < 200 { close += 1 }
    let file = bytes.string(at..<close).drop { $0 == "{" || $0 == " " }
    warnings.append(
      IngestionWarning(
        line: bytes.lineEnds(before: start) + 1,
        message: "\\\(name){\(file)} is not followed: give that file as well"))
  }
}
