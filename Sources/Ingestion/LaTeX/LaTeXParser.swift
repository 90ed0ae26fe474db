/// Reads LaTeX: title, abstract, sections, paragraphs, lists, captions and notes.
///
/// Commands are undone where they are known and dropped with their name where not; formulas in the line keep what can
/// be read of them, displayed ones are left out. Nothing is executed, and no other file is read.
enum LaTeXParser {
  /// Parses `source`.
  ///
  /// - Throws: `noText` where there is none.
  static func parse(
    _ source: DecodedSource, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    let result = source.utf8.withUnsafeBufferPointer { bytes in
      Result { () throws(IngestionError) in
        var reader = LaTeXReader(source, bytes)
        return try reader.read(description)
      }
    }
    return try result.get()
  }

  /// Whether a text that begins with `head` is LaTeX.
  static func recognizes(_ head: [UInt8]) -> Bool {
    guard head.contains(UInt8(ascii: "\\")) else { return false }
    for line in head.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let content = line.drop { $0 <= 0x20 }
      guard content.first == UInt8(ascii: "\\") else { continue }
      let marks = ["\\documentclass", "\\documentstyle", "\\begin{document}"]
      if marks.contains(where: { content.starts(with: $0.utf8) }) { return true }
    }
    return false
  }
}

/// Goes through LaTeX once, without recursion: what a group or an environment ends is on a stack.
struct LaTeXReader {
  /// What the end of a group does.
  private enum Closing {
    case nothing
    case block
    case heading
    case note(start: Int)
  }

  /// An open environment.
  private struct Environment {
    var name: String
    var role: Block.Role?
    var isList = false
    var isTable = false
    var isFigure = false
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var builder: DocumentBuilder
  private var at = 0
  private var end: Int
  private var groups: [Closing] = []
  private var environments: [Environment] = []
  private var macros: [String: [UInt8]] = [:]
  private var isOpen = false
  /// Whether the next paragraph is the item that has just begun.
  private var beginsItem = false
  private var scopes: [(path: String, rank: Int, role: Block.Role?, counts: [String: Int])] = [
    ("", -1, nil, [:])
  ]
  private var warnings: [IngestionWarning] = []
  /// Marks that do not occur any more.
  private var absent: Set<String> = []
  init(_ source: DecodedSource, _ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    builder = DocumentBuilder(source: source)
    end = bytes.count
  }

  mutating func read(_ description: SourceDescription) throws(IngestionError) -> Document {
    if let begin = find("\\begin{document}", from: 0) {
      readPreamble(upTo: begin)
      at = begin + 16
      end = find("\\end{document}", from: at) ?? bytes.count
    }
    while at < end { step() }
    closeParagraph()
    while !groups.isEmpty { closeGroup() }
    var document = try builder.finish(description)
    document.warnings = warnings
    if document.title == nil, let first = document.blocks.first(where: { $0.kind == .heading }) {
      document.title = document.text(in: first.textRange)
    }
    return document
  }

  // MARK: Preamble

  /// Reads what the preamble says of the document: title, authors, and the author's own commands.
  private mutating func readPreamble(upTo begin: Int) {
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
        case "newcommand", "renewcommand", "providecommand", "def": readDefinition()
        default: at = max(at, start + 1)
        }
      } else {
        at += 1
      }
    }
  }

  /// Reads the argument that comes next as a block of its own.
  private mutating func readArgument(_ kind: Block.Kind, _ role: Block.Role, _ name: String) {
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

  /// `\newcommand{\name}{text}` without arguments is remembered where its text has no commands.
  private mutating func readDefinition() {
    skipSpaces()
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
    let isPlain = !bytes[content].contains { "\\$#&%{}~".utf8.contains($0) }
    if !hasArguments, isPlain, name.hasPrefix("\\"), content.count < 200 {
      macros[String(name.dropFirst())] = Array(bytes[content])
    }
  }

  // MARK: Steps

  /// Reads the next piece.
  private mutating func step() {
    let byte = bytes[at]
    switch byte {
    case UInt8(ascii: "\\"): command()
    case UInt8(ascii: "%"): skipComment()
    case UInt8(ascii: "{"):
      groups.append(.nothing)
      at += 1
    case UInt8(ascii: "}"):
      at += 1
      closeGroup()
    case UInt8(ascii: "$"): formula()
    case UInt8(ascii: "~"):
      if isOpen { builder.appendSpace(for: at..<at + 1) }
      at += 1
    case UInt8(ascii: "&") where environments.last?.isTable == true:
      closeParagraph()
      at += 1
    case UInt8(ascii: "-"), UInt8(ascii: "`"), UInt8(ascii: "'"): marks(byte)
    case 0x0A, 0x0D: lineEnd()
    default: words()
    }
  }

  /// Copies text up to the next character that means something.
  private mutating func words() {
    let start = at
    while at < end, !Self.isSpecial(bytes[at]) { at += 1 }
    if at == start { at += 1 }
    append(start..<at)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool { "\\%{}$~&-`'\n\r".utf8.contains(byte) }

  /// Dashes and quotation marks.
  private mutating func marks(_ byte: UInt8) {
    let run = bytes[at..<end].prefix(3).prefix { $0 == byte }.count
    let replacement: String? =
      switch (byte, run) {
      case (UInt8(ascii: "-"), 2): "–"
      case (UInt8(ascii: "-"), 3): "—"
      case (UInt8(ascii: "`"), 1): "‘"
      case (UInt8(ascii: "`"), 2): "“"
      case (UInt8(ascii: "'"), 2): "”"
      case (UInt8(ascii: "'"), 1): "’"
      default: nil
      }
    if let replacement {
      append(replacement, for: at..<at + run)
    } else {
      append(at..<at + 1)
      at += 1
      return
    }
    at += run
  }

  private mutating func lineEnd() {
    let start = at
    var ends = 0
    while at < end, bytes[at] <= 0x20 {
      if bytes[at] == 0x0A || bytes[at] == 0x0D && !(at + 1 < end && bytes[at + 1] == 0x0A) { ends += 1 }
      at += 1
    }
    if ends > 1 { closeParagraph() } else { append(start..<at) }
  }

  private mutating func skipComment() {
    let start = at
    while at < end, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    // The line end after a comment is none; a blank line after it is one.
    if at < end { at += bytes[at] == 0x0D && at + 1 < end && bytes[at + 1] == 0x0A ? 2 : 1 }
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    if isOpen { builder.omit(start..<at) }
  }

  // MARK: Formulas

  private mutating func formula() {
    let start = at
    let isDisplayed = at + 1 < end && bytes[at + 1] == UInt8(ascii: "$")
    let mark = isDisplayed ? 2 : 1
    var close = at + mark
    while close < end {
      if bytes[close] == UInt8(ascii: "\\") {
        close += 2
        continue
      }
      if bytes[close] == UInt8(ascii: "$"),
        !isDisplayed || close + 1 < end && bytes[close + 1] == bytes[close]
      {
        break
      }
      // A formula has no blank line: the sign was meant as one.
      if bytes[close] == 0x0A, bytes[(close + 1)..<end].first(where: { $0 != 0x20 && $0 != 0x09 }) == 0x0A {
        close = end
        break
      }
      close += 1
    }
    guard close < end else {
      append(at..<at + 1)
      at += 1
      return
    }
    if isDisplayed { omit(start..<close + 2) } else { inlineFormula(start + 1..<close) }
    at = close + mark
  }

  /// Puts in what can be read of a formula: letters, numbers, signs, and commands that are characters.
  private mutating func inlineFormula(_ range: Range<Int>) {
    let outer = (at, end)
    (at, end) = (range.lowerBound, range.upperBound)
    while at < end {
      let start = at
      switch bytes[at] {
      case UInt8(ascii: "\\"):
        let name = commandName()
        if let text = LaTeXSymbols.characters[name] {
          append(text, for: start..<at)
        } else if name.count == 1, "%&#$_{}".contains(name) {
          append(name, for: start..<at)
        } else if name.count == 1, ",;:! ".contains(name), isOpen {
          builder.appendSpace(for: start..<at)
        }
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "&"): at += 1
      default:
        while at < end, !"\\{}&".utf8.contains(bytes[at]) { at += 1 }
        append(start..<at)
      }
    }
    (at, end) = outer
  }

  /// Leaves `range` out of the text.
  private mutating func omit(_ range: Range<Int>) {
    if isOpen { builder.omit(range) }
  }

  // MARK: Text

  private mutating func append(_ range: Range<Int>) {
    if !isOpen {
      if bytes.isBlank(range) { return }
      openParagraph()
    }
    builder.append(range)
  }

  private mutating func append(_ text: String, for range: Range<Int>) {
    if !isOpen { openParagraph() }
    builder.append(Array(text.utf8), for: range)
  }

  private mutating func openParagraph() {
    let environment = environments.last
    let isInList = environments.contains(where: \.isList)
    let kind: Block.Kind =
      environment?.isTable == true ? .tableCell : beginsItem || isInList ? .listItem : .paragraph
    let role = environments.last { $0.role != nil }?.role ?? scopes.last?.role ?? .body
    builder.openBlock(
      kind, role: role, path: childPath(kind == .listItem ? "item" : kind == .tableCell ? "cell" : "p"))
    beginsItem = false
    isOpen = true
  }

  private mutating func closeParagraph() {
    // A note or a heading goes on over blank lines until its brace.
    if let last = groups.last {
      switch last {
      case .nothing: break
      case .block, .heading, .note:
        if isOpen { builder.appendSpace() }
        return
      }
    }
    if isOpen { builder.closeBlock() }
    isOpen = false
  }

  private mutating func childPath(_ name: String) -> String {
    let last = scopes.count - 1
    scopes[last].counts[name, default: 0] += 1
    return "\(scopes[last].path)/\(name)[\(scopes[last].counts[name] ?? 1)]"
  }

  private mutating func closeGroup() {
    switch groups.popLast() {
    case .block:
      builder.closeBlock()
      isOpen = false
    case .heading:
      builder.closeBlock()
      isOpen = false
      if let heading = builder.sectionHeading, let role = SectionRole.named(heading) {
        scopes[scopes.count - 1].role = role
        builder.setSectionRole(role)
      }
    case .note(let start):
      builder.closeBlock()
      builder.endNote(start..<at)
      isOpen = builder.hasOpenBlock
    case .nothing, nil: break
    }
  }

  // MARK: Commands

  /// The name of the command at the backslash, which is passed: letters, or one other character.
  private mutating func commandName() -> String {
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

  private mutating func command() {
    let start = at
    let name = commandName()
    guard let first = name.utf8.first else { return }
    if !(0x41...0x5A ~= first & 0xDF) { return sign(name, start) }
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
    case "verb": return verbatimWord(start)
    case "iffalse":
      let close = find("\\fi", from: at).map { $0 + 3 } ?? end
      at = min(close, end)
      return omit(start..<at)
    case "input", "include", "subfile": noteInclusion(name, start)
    case "cr", "newline", "linebreak", "quad", "qquad", "hfill", "tabularnewline", "space", "enspace",
      "thinspace":
      swallowSpace()
      if environments.last?.isTable == true, name.hasPrefix("tab") || name == "cr" { return closeParagraph() }
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
    if let text = LaTeXSymbols.characters[name] {
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

  private static let ranks: [String: Int] = [
    "part": 0, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5,
    "subparagraph": 6,
  ]

  /// Space behind a command's name is part of the command.
  private mutating func swallowSpace() {
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
  }

  /// A command whose name is no letter.
  private mutating func sign(_ name: String, _ start: Int) {
    switch name {
    case "%", "&", "#", "$", "_", "{", "}": append(name, for: start..<at)
    case "\\":
      skipOptional()
      if environments.last?.isTable == true { return closeParagraph() }
      if isOpen { builder.appendSpace(for: start..<at) }
    case " ", "\n", ",", ";", ":", ">": if isOpen { builder.appendSpace(for: start..<at) }
    case "[", "(":
      let isDisplayed = name == "["
      guard let close = find(isDisplayed ? "\\]" : "\\)", from: at), close < end else { return }
      if isDisplayed { omit(start..<close + 2) } else { inlineFormula(at..<close) }
      at = close + 2
    case "-", "/", "!", "@": omit(start..<at)
    default: if !accent(name, start) { omit(start..<at) }
    }
  }

  /// `\'e`, `\'{e}`, `\c{c}`, `\"\i`.
  private mutating func accent(_ name: String, _ start: Int) -> Bool {
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

  private mutating func heading(_ rank: Int, _ name: String) {
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

  private mutating func block(_ kind: Block.Kind) {
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

  private mutating func note(_ start: Int) {
    skipOptional()
    guard at < end, bytes[at] == UInt8(ascii: "{") else { return }
    at += 1
    builder.beginNote()
    builder.openBlock(.paragraph, role: .note, path: childPath("note"))
    isOpen = true
    groups.append(.note(start: start))
  }

  private mutating func item() {
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

  private mutating func verbatimWord(_ start: Int) {
    if at < end, bytes[at] == UInt8(ascii: "*") { at += 1 }
    guard at < end else { return }
    let mark = bytes[at]
    guard let close = bytes.firstIndex(of: mark, in: at + 1..<end), close - at < 400 else { return }
    if close > at + 1 { append(at + 1..<close) }
    at = close + 1
  }

  private mutating func noteInclusion(_ name: String, _ start: Int) {
    var close = at
    while close < end, bytes[close] != UInt8(ascii: "}"), close - at < 200 { close += 1 }
    let file = bytes.string(at..<close).drop { $0 == "{" || $0 == " " }
    warnings.append(
      IngestionWarning(
        line: bytes.lineEnds(before: start) + 1,
        message: "\\\(name){\(file)} is not followed: give that file as well"))
  }

  // MARK: Environments

  private mutating func environmentName() -> String? {
    swallowSpace()
    guard at < end, bytes[at] == UInt8(ascii: "{"), let close = closingBrace(at), close - at < 60 else {
      return nil
    }
    let name = bytes.string(at + 1..<close)
    at = close + 1
    return name
  }

  private mutating func begin(_ start: Int) {
    guard let name = environmentName() else { return }
    let plain = name.hasSuffix("*") ? String(name.dropLast()) : name
    if LaTeXSymbols.skippedEnvironments.contains(plain) {
      let mark = "\\end{\(name)}"
      if let close = find(mark, from: at), close < end {
        at = close + mark.utf8.count
        // A formula in the middle of a sentence does not end it.
        return omit(start..<at)
      }
      return
    }
    if LaTeXSymbols.verbatimEnvironments.contains(plain) {
      skipOptional()
      let mark = "\\end{\(name)}"
      guard let close = find(mark, from: at), close < end else { return }
      closeParagraph()
      builder.openBlock(
        .preformatted, role: scopes.last?.role ?? .body, path: childPath(plain), whiteSpace: .keep)
      builder.append(at..<close)
      builder.closeBlock()
      isOpen = false
      at = close + mark.utf8.count
      return
    }
    closeParagraph()
    skipOptional()
    for _ in 0..<(LaTeXSymbols.arguments[plain] ?? 0) { skipArgument() }
    var environment = Environment(name: plain)
    switch plain {
    case "abstract": environment.role = .abstract
    case "thebibliography":
      environment.role = .bibliography
      environment.isList = true
    case "itemize", "enumerate", "description", "compactitem", "compactenum": environment.isList = true
    case "tabular", "tabularx", "longtable", "array", "tabulary": environment.isTable = true
    case "acknowledgments", "acknowledgements", "acks": environment.role = .back
    case "keywords", "IEEEkeywords": environment.role = .metadata
    default: break
    }
    environments.append(environment)
  }

  private mutating func endEnvironment() {
    guard let name = environmentName() else { return }
    closeParagraph()
    let plain = name.hasSuffix("*") ? String(name.dropLast()) : name
    guard let index = environments.lastIndex(where: { $0.name == plain }) else { return }
    environments.removeSubrange(index...)
    beginsItem = false
  }

  // MARK: Passing over

  private mutating func skipSpaces() {
    while at < end, bytes[at] <= 0x20 { at += 1 }
  }

  /// Passes over `[…]`, where that comes next.
  private mutating func skipOptional() {
    while at < end, bytes[at] == UInt8(ascii: "[") {
      var depth = 0
      var close = at
      while close < end, close - at < 4000 {
        if bytes[close] == UInt8(ascii: "{") { depth += 1 }
        if bytes[close] == UInt8(ascii: "}") { depth -= 1 }
        if bytes[close] == UInt8(ascii: "]"), depth == 0 { break }
        close += 1
      }
      guard close < end, bytes[close] == UInt8(ascii: "]") else { return }
      at = close + 1
    }
  }

  /// Passes over `{…}`, where that comes next.
  private mutating func skipArgument() {
    skipOptional()
    let before = at
    skipSpaces()
    guard at < end, bytes[at] == UInt8(ascii: "{"), let close = closingBrace(at) else {
      at = before
      return
    }
    at = close + 1
  }

  /// The brace that closes the one at `open`; `nil` where there is none within what an argument can be.
  private func closingBrace(_ open: Int) -> Int? {
    var depth = 0
    var close = open
    while close < end, close - open < 5_000 {
      switch bytes[close] {
      case UInt8(ascii: "\\"): close += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return close }
      default: break
      }
      close += 1
    }
    return nil
  }

  /// Where `text` comes next. What was not found once is not there later either, and not looked for again.
  private mutating func find(_ text: String, from start: Int) -> Int? {
    if absent.contains(text) { return nil }
    let pattern = Array(text.utf8)
    var at = start
    while at + pattern.count <= bytes.count, let hit = bytes.firstIndex(of: pattern[0], in: at..<bytes.count)
    {
      if bytes[hit...].starts(with: pattern) { return hit }
      at = hit + 1
    }
    absent.insert(text)
    return nil
  }
}
