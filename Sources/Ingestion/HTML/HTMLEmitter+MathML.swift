/// MathML in a page, typed on one line as that of XML is: `x^(n+1)`, `(a+b)/c`, `√(2)`. What is more than one
/// thing stands in brackets, and functions stay apart from their arguments.
extension HTMLEmitter {
  /// Signs before the children of a part, from the second on.
  private static let separators: [String: [String]] = [
    "mfrac": ["/"], "msup": ["^"], "msub": ["_"], "munder": ["_"], "mover": ["^"], "msubsup": ["_", "^"],
    "munderover": ["_", "^"],
  ]
  private static let leaves: Set<String> = ["mi", "mo", "mn", "mtext", "ms"]
  /// Events that are looked at ahead; so much is more than one thing.
  private static let reach = 400

  /// Prints what stands before a part of a formula, and notes what stands behind it.
  ///
  /// - Returns: `false` where the part itself is not to be read.
  mutating func enterFormula(_ node: Int, _ token: Int, at event: Int) -> Bool {
    let name = tree.name(node)
    let parent = Int(tree.nodes[node].parent)
    var before = ""
    var after = ""
    let child = formulaChildren[parent, default: 0]
    formulaChildren[parent] = child + 1
    let above = tree.name(parent)
    // The index has been read ahead, and stands before its root.
    if above == "mroot", child == 1 { return false }
    if let signs = Self.separators[above] {
      if child > 0, !isAccent(node, over: above, at: event) { before = signs[min(child, signs.count) - 1] }
      if isCompound(node, isScript: above != "mfrac" && child > 0, at: event) {
        before += "("
        after = ")"
      }
    } else if child > 0 {
      switch above {
      case "mfenced": before = ","
      case "mtable": before = "; "
      case "mtr", "mlabeledtr": before = MathSigns.isRelation(texts(at: event).first ?? "") ? "" : ", "
      default: break
      }
    }
    switch name {
    case "msqrt":
      before += "√("
      after = ")" + after
    case "mroot":
      before += root(at: event)
      after = ")" + after
    case "mfenced":
      before += "("
      after = ")" + after
    case _ where Self.leaves.contains(name):
      let text = texts(at: event).joined()
      // Signs that nobody sees: a function's application, a product, a comma.
      if MathSigns.isInvisible(text) { return false }
      let isWord = MathSigns.isWord(text)
      if before.isEmpty, isWord || needsGap, let first = text.first, first.isLetter || first.isNumber,
        let last = String(decoding: builder.tail(8), as: UTF8.self).last,
        last.isLetter || last.isNumber || last == ")"
      {
        before = " "
      }
      if !text.isEmpty { needsGap = isWord }
    case _ where Self.separators[name] != nil && name != "mfrac":
      if MathSigns.hasArgument(texts(at: event).first ?? "") { functions.insert(node) }
    default: break
    }
    guard !before.isEmpty || !after.isEmpty else { return true }
    if !isBlockOpen {
      guard isActive else { return true }
      openBlock()
    }
    if !before.isEmpty {
      settleOmission(at: Int(tokens[token].start))
      builder.insert(before, for: tokens[token].range)
    }
    if !after.isEmpty { closingMarks[node] = after }
    return true
  }

  /// What follows a function's name or a large operator, with its limits, is its argument.
  mutating func leaveFormula(_ node: Int) {
    if functions.remove(node) != nil { needsGap = true }
    formulaChildren[node] = nil
  }

  /// The shown texts of the leaves of the element entered at event `start`.
  private func texts(at start: Int) -> [String] {
    guard case .enter(let node) = tree.events[start] else { return [] }
    var texts: [String] = []
    var skipped: Int?
    for event in tree.events[(start + 1)...].prefix(Self.reach) {
      switch event {
      case .leave(node): return texts
      case .enter(let inner): if skipped == nil, filter.isSkipped[inner] { skipped = inner }
      case .leave(let inner): if skipped == inner { skipped = nil }
      case .text(let token):
        guard skipped == nil, let text = HTMLMetadata.plainText(bytes, tokens[token].range) else { continue }
        let shown = text.filter { !$0.isWhitespace }
        if !shown.isEmpty { texts.append(shown) }
      }
    }
    return texts
  }

  /// Whether the element entered at event `start` is more than one thing.
  private func isCompound(_ node: Int, isScript: Bool, at start: Int) -> Bool {
    let name = tree.name(node)
    if name == "mfrac" { return true }
    guard ["mrow", "mstyle", "mpadded", "mtd"].contains(name) else { return false }
    return MathSigns.needsBrackets(texts(at: start), isScript: isScript)
  }

  /// Whether what stands over another is a bar, a hat or an arrow.
  private func isAccent(_ node: Int, over name: String, at start: Int) -> Bool {
    guard name == "mover", tree.name(node) == "mo" else { return false }
    let text = texts(at: start).joined()
    return text.count == 1 && !text.contains { $0.isLetter || $0.isNumber || $0.isASCII }
  }

  /// The sign of the root entered at event `start`, with its index.
  private func root(at start: Int) -> String {
    guard case .enter(let node) = tree.events[start] else { return "√(" }
    var children = 0
    for (offset, event) in tree.events[(start + 1)...].prefix(Self.reach).enumerated() {
      if case .leave(node) = event { break }
      guard case .enter(let inner) = event, tree.nodes[inner].parent == Int32(node) else { continue }
      children += 1
      guard children == 2 else { continue }
      let index = texts(at: start + 1 + offset).joined()
      return MathSigns.root(index: index.utf8.count > 24 ? "" : index)
    }
    return "√("
  }
}
