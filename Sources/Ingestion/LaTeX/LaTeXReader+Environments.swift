extension LaTeXReader {
  mutating func environmentName() -> String? {
    swallowSpace()
    guard at < end, bytes[at] == UInt8(ascii: "{"), let close = closingBrace(at), close - at < 60 else {
      return nil
    }
    let name = bytes.string(at + 1..<close)
    at = close + 1
    return name
  }

  mutating func begin(_ start: Int) {
    guard let name = environmentName() else { return }
    let plain = name.hasSuffix("*") ? String(name.dropLast()) : name
    if LaTeXSymbols.formulas.contains(plain) { return formula(plain, written: name, start) }
    // Numbers the formulas in it alike, and is nothing else.
    if plain == "subequations" { return omit(start..<at) }
    if LaTeXSymbols.skippedEnvironments.contains(plain) {
      let mark = "\\end{\(name)}"
      if let close = find(mark, from: at), close < end {
        at = close + mark.utf8.count
        // A drawing in the middle of a sentence does not end it.
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
    for _ in 0..<(name == "tabular*" ? 2 : LaTeXSymbols.arguments[plain] ?? 0) { skipArgument() }
    var environment = Environment(name: plain)
    switch plain {
    case "abstract": environment.role = .abstract
    case "thebibliography":
      environment.role = .bibliography
      environment.isInList = true
    case "itemize", "enumerate", "description", "compactitem", "compactenum": environment.isInList = true
    case "tabular", "tabularx", "longtable", "array", "tabulary":
      environment.isTable = true
      environment.headRows = headRows(from: at)
      cells.beginTable()
    case "acknowledgments", "acknowledgements", "acks": environment.role = .back
    case "keywords", "IEEEkeywords": environment.role = .metadata
    default: break
    }
    // What is around it counts for what is in it, however deep that is.
    if let outer = environments.last {
      environment.isInList = environment.isInList || outer.isInList
      environment.role = environment.role ?? outer.role
    }
    environments.append(environment)
    if environment.isTable { beginCell() }
  }

  /// A formula on lines of its own, or in the line.
  private mutating func formula(_ name: String, written: String, _ start: Int) {
    let mark = "\\end{\(written)}"
    guard let close = find(mark, from: at), close < end else { return }
    if LaTeXSymbols.formulasWithArgument.contains(name) { skipArgument() }
    let (content, whole) = (min(at, close)..<close, start..<close + mark.utf8.count)
    if name == "math" {
      inlineFormula(content, in: whole)
    } else {
      // The lines of the former are one formula, which is too long for one.
      displayedFormula(content, in: whole, rowEnd: ["multline", "dmath"].contains(name) ? " " : "; ")
    }
    at = whole.upperBound
  }

  mutating func endEnvironment() {
    guard let name = environmentName(), name != "subequations" else { return }
    closeParagraph()
    let plain = name.hasSuffix("*") ? String(name.dropLast()) : name
    guard let index = environments.lastIndex(where: { $0.name == plain }) else { return }
    environments.removeSubrange(index...)
    beginsItem = false
  }
}
