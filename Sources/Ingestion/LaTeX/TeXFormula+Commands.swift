// What commands print in a formula.
extension TeXFormula {
  mutating func command() {
    let start = at
    at = max(TeXScan.commandEnd(bytes, start, end), start + 1)
    let name = bytes.string(min(start + 1, at)..<at)
    guard let first = name.utf8.first else { return own("", for: start..<at) }
    if TeXScan.isLetter(first) { letters(name, start) } else { sign(name, start) }
  }

  /// A command whose name is no letter.
  private mutating func sign(_ name: String, _ start: Int) {
    switch name {
    case "\\": endRow(start..<at)
    case ",", ";", ":", ">", " ", "\n": space(start..<at)
    case "{", "}", "%", "&", "#", "$", "_":
      put(name, for: start..<at)
      complete()
    case "|":
      put("‖", for: start..<at)
      complete()
    default: own("", for: start..<at)
    }
  }

  private mutating func letters(_ name: String, _ start: Int) {
    if LaTeXSymbols.layout.contains(name) { return layout(name, start) }
    if LaTeXSymbols.spaces.contains(name) { return space(start..<at) }
    if LaTeXSymbols.fractions.contains(name) { return fraction(start) }
    if LaTeXSymbols.functions.contains(name) { return function(LaTeXSymbols.character(name) ?? name, start) }
    if let quantity = TeXQuantity.read(name, bytes, from: start, at: at, end: end) {
      return put(quantity.pieces, upTo: quantity.end)
    }
    if let accent = LaTeXSymbols.accentsAbove[name] {
      return begin(Frame(kind: .arguments, separators: [""], after: accent), "", start)
    }
    if let (before, after) = LaTeXSymbols.brackets[name] {
      if at < end, bytes[at] == 0x2A { at += 1 }
      return begin(Frame(kind: .arguments, separators: [""], after: after, hasBrackets: false), before, start)
    }
    if LaTeXSymbols.binomials.contains(name) {
      return begin(Frame(kind: .arguments, separators: [" choose ", ""], after: ")"), "(", start)
    }
    if LaTeXSymbols.words.contains(name) { return words(start) }
    if LaTeXSymbols.fonts.contains(name) {
      return begin(Frame(kind: .arguments, separators: [""], hasBrackets: false), "", start)
    }
    switch name {
    case "sqrt": root(start)
    case "begin", "end": environment(start, isEnd: name == "end")
    case "over": own("/", for: start..<at)
    case "choose": own(" choose ", for: start..<at)
    case "not": negation(start)
    case "overset", "underset", "stackrel":
      begin(Frame(kind: .arguments, separators: ["] ", ""], hasBrackets: false), "[", start)
    case "xrightarrow", "xleftarrow":
      put(name == "xrightarrow" ? "→" : "←", for: start..<at)
      if let option = TeXScan.option(bytes, at, end) { own("", for: at..<option.upperBound + 1, moves: true) }
      begin(Frame(kind: .arguments, separators: [""], after: "] ", hasBrackets: false), "[", at)
    case "tag":
      if at < end, bytes[at] == 0x2A { at += 1 }
      leaveOut(1, start)
    default:
      if let count = LaTeXSymbols.dropped[name] { return leaveOut(count, start) }
      if let text = LaTeXSymbols.character(name) { return symbol(text, name, start) }
      if let own = macros[name] {
        let text = String(decoding: own, as: UTF8.self)
        let isWord = text.count > 1 && text.allSatisfy(\.isLetter)
        return isWord ? function(text, start) : symbol(text, name, start)
      }
      unknown(start)
    }
  }

  /// Opens what waits for arguments; `before` stands for the command itself.
  private mutating func begin(_ frame: Frame, _ before: String, _ start: Int) {
    own(before, for: start..<at)
    frames.append(frame)
  }

  private mutating func own(_ text: String, for range: Range<Int>, moves: Bool) {
    own(text, for: range)
    if moves { at = range.upperBound }
  }

  private mutating func symbol(_ text: String, _ name: String, _ start: Int) {
    if let first = text.utf8.first { gap(before: start, first) }
    if text.isEmpty { own("", for: start..<at) } else { put(text, for: start..<at) }
    isOperator = LaTeXSymbols.largeOperators.contains(name)
    complete()
  }

  private mutating func function(_ text: String, _ start: Int) {
    gap(before: start, 0x61, isWord: true)
    put(text, for: start..<at)
    (needsGap, isOperator) = (true, true)
    complete()
  }

  /// `1\frac{1}{2}` is one and a half, and no eleven.
  private mutating func fraction(_ start: Int) {
    if isBehindWord { own(" ", for: start..<start) }
    if let option = TeXScan.option(bytes, at, end) { at = option.upperBound + 1 }
    begin(Frame(kind: .arguments, separators: ["/", ""], leavesGap: true), "", start)
  }

  private mutating func root(_ start: Int) {
    var index = ""
    let next = TeXScan.space(bytes, at, end)
    if let option = TeXScan.option(bytes, next, end) {
      index = TeXScan.plain(bytes, option).filter { !$0.isWhitespace }
      at = option.upperBound + 1
    }
    let sign = MathSigns.root(index: index.utf8.count > 24 ? "" : index)
    begin(Frame(kind: .arguments, separators: [""], after: ")", hasBrackets: false), sign, start)
  }

  /// Words stay apart from letters and digits beside them.
  private mutating func words(_ start: Int) {
    if at < end, bytes[at] == 0x2A { at += 1 }
    let text = TeXScan.plain(bytes, argument(at))
    let isWord = MathSigns.isWord(text)
    if isWord, let first = text.utf8.first { gap(before: start, first, isWord: true) }
    begin(
      Frame(kind: .arguments, separators: [""], hasBrackets: false, leavesGap: isWord && text.last != " "),
      "",
      start)
  }

  private mutating func negation(_ start: Int) {
    omitSpace()
    let signs: [(String, String)] = [("=", "≠"), ("\\in", "∉"), ("<", "≮"), (">", "≯"), ("\\subset", "⊄")]
    for (written, sign) in signs where bytes[at..<end].starts(with: written.utf8) {
      let next = at + written.utf8.count
      guard next == end || !TeXScan.isLetter(bytes[next]) || written.utf8.count == 1 else { continue }
      at = next
      put(sign, for: start..<at)
      return complete()
    }
    begin(Frame(kind: .arguments, separators: [""], after: "\u{338}", hasBrackets: false), "", start)
  }

  private mutating func layout(_ name: String, _ start: Int) {
    if LaTeXSymbols.delimiters.contains(name) {
      at = TeXScan.space(bytes, at, end)
      // A bracket that is not there: \right.
      if at < end, bytes[at] == 0x2E, name == "left" || name == "right" { at += 1 }
    }
    own("", for: start..<at)
  }

  /// Leaves a command out with `count` arguments.
  private mutating func leaveOut(_ count: Int, _ start: Int) {
    for _ in 0..<count {
      var next = TeXScan.space(bytes, at, end)
      if let option = TeXScan.option(bytes, next, end) { next = option.upperBound + 1 }
      guard next < end, bytes[next] == 0x7B, let close = TeXScan.brace(bytes, next, end) else { break }
      at = close + 1
    }
    own("", for: start..<at)
  }

  /// Stays as it is written, with brackets around its argument.
  private mutating func unknown(_ start: Int) {
    gap(before: start, 0x61)
    copyName(start..<at)
    if at < end, bytes[at] == 0x7B {
      frames.append(Frame(kind: .arguments, separators: ["("], after: ")", hasBrackets: false))
    } else {
      complete()
      needsGap = true
    }
  }

  // MARK: Environments

  private mutating func environment(_ start: Int, isEnd: Bool) {
    let open = TeXScan.space(bytes, at, end)
    guard open < end, bytes[open] == 0x7B, let close = TeXScan.brace(bytes, open, end) else {
      return own("", for: start..<at)
    }
    at = close + 1
    if isEnd {
      while let frame = frames.popLast() {
        let isDone = frame.kind == .environment
        if isDone { _ = cells.popLast() }
        own(frame.after, for: isDone ? start..<at : start..<start)
        if isDone { return complete() }
      }
      return own("", for: start..<at)
    }
    var name = bytes.string(open + 1..<close)
    if name.hasSuffix("*") { name.removeLast() }
    if let option = TeXScan.option(bytes, at, end) { at = option.upperBound + 1 }
    if ["array", "tabular", "alignedat", "subarray"].contains(name), at < end, bytes[at] == 0x7B,
      let columns = TeXScan.brace(bytes, at, end)
    {
      at = columns + 1
    }
    let grid = LaTeXSymbols.grids[name] ?? ("", "", "")
    own(grid.before, for: start..<at)
    frames.append(Frame(kind: .environment, after: grid.after))
    cells.append(grid.cell)
    omitSpace()
  }
}
