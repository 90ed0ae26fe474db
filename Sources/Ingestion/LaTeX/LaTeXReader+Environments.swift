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
    case "tabular", "tabularx", "longtable", "array", "tabulary":
      environment.isTable = true
      cells.beginTable()
      cells.beginCell()
    case "acknowledgments", "acknowledgements", "acks": environment.role = .back
    case "keywords", "IEEEkeywords": environment.role = .metadata
    default: break
    }
    environments.append(environment)
  }

  mutating func endEnvironment() {
    guard let name = environmentName() else { return }
    closeParagraph()
    let plain = name.hasSuffix("*") ? String(name.dropLast()) : name
    guard let index = environments.lastIndex(where: { $0.name == plain }) else { return }
    environments.removeSubrange(index...)
    beginsItem = false
  }
}
