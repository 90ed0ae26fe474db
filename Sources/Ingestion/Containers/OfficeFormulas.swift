/// Who reads the text of Word or PowerPoint, formulas included.
protocol OfficeExtractor {
  var bytes: UnsafeBufferPointer<UInt8> { get }
  var builder: DocumentBuilder { get set }
  /// Behind the token that is looked at.
  var scanner: MarkupScanner { get set }
  var path: ElementPath { get set }
  var entities: EntityTable { get set }
  /// Local names of the open elements.
  var open: [String] { get set }
  var formula: OfficeFormulaState { get set }
  var script: OfficeScriptState { get set }
  /// Whether there is a paragraph that signs could be typed in.
  var isInParagraph: Bool { get }
  /// Whether the block of that paragraph is open.
  var isBlockOpen: Bool { get }
  /// Opens the block of that paragraph where it is not open.
  mutating func openParagraph()
}

extension OfficeExtractor {
  /// Notes that the element `name` is open, inside a formula with what stands before it.
  mutating func beginElement(_ name: String, _ index: Int, _ token: MarkupToken) {
    if formula.depth > 0 { enterFormula(name, token) }
    if name == "oMath" { formula.depth += 1 }
    path.push(index)
    open.append(name)
  }

  /// Notes that the innermost element ends, inside a formula with what stands behind it; returns its name.
  mutating func endElement(_ token: MarkupToken) -> String? {
    guard let name = open.popLast() else { return nil }
    path.pop()
    if name == "oMath" { formula.depth -= 1 }
    if formula.depth > 0 { leaveFormula(token) }
    return name
  }

  /// Passes over an element, whose start `token` is, with everything in it.
  mutating func skip(_ token: MarkupToken, _ index: Int) {
    path.push(index)
    path.pop()
    guard token.kind == .startTag else { return }
    scanner.skipElement(token)
    if isBlockOpen { builder.omit(token.range.lowerBound..<scanner.position) }
  }

  /// Appends a token of text.
  mutating func append(_ token: MarkupToken) {
    openParagraph()
    guard token.kind == .reference else { return builder.append(token.inner) }
    if case .text(let text) = entities.resolve(bytes, token.inner) { builder.append(text, for: token.range) }
  }

  /// The value of the attribute called `name`, prefix included.
  func value(_ name: String, _ token: MarkupToken) -> String? {
    TagAttributes.value(of: name, in: token, bytes).map(bytes.string)
  }
}

/// What is known of the open elements of a formula, by their depth.
struct OfficeFormulaState {
  /// How many formulas are open.
  var depth = 0
  /// What stands behind elements.
  var closings: [Int: String] = [:]
  /// How many arguments or rows elements have had.
  var children: [Int: Int] = [:]
  /// What stands between the arguments of brackets.
  var separators: [Int: String] = [:]

  /// Tokens that are looked at ahead; more is no part of a formula.
  fileprivate static let reach = 300
  /// UTF-8 bytes of text that are looked at ahead: a formula looks into each of its elements, and they stand
  /// in each other.
  fileprivate static let textReach = 4096
  /// UTF-8 bytes of a sign at most. Office gives a sign one character; it may be printed between many
  /// arguments.
  fileprivate static let longestSign = 16
}

/// What an element of a formula holds.
private struct FormulaPart {
  /// The text of its runs.
  var text = ""
  /// Whether there is a fraction in it.
  var hasFraction = false
  /// Whether there are scripts, roots and the like in it.
  var hasParts = false
  /// The values of its own properties, by their names.
  var properties: [String: String] = [:]

  func needsBrackets(isScript: Bool) -> Bool {
    hasParts || MathSigns.needsBrackets(MathSigns.things(in: text), isScript: isScript)
  }

  /// Whether it is no single thing that could be raised.
  var isSum: Bool {
    let isBracketed = text.first.map { "([{".contains($0) } == true
    return hasFraction || !isBracketed && text.contains { "+-−±=/·×".contains($0) }
  }
}

/// Formulas of Office (Office Math, ECMA-376 part 1, 22.1), typed on one line as MathML is: `x^(n+1)`,
/// `(a+b)/c`, `√(2)`.
extension OfficeExtractor {

  /// Prints what stands before the element `name` of a formula, which is about to be entered, and notes what
  /// stands behind it.
  mutating func enterFormula(_ name: String, _ token: MarkupToken) {
    guard token.kind == .startTag else { return }
    let parent = open.last ?? ""
    let depth = open.count
    let child = formula.children[depth, default: 0]
    if name == "e" || name == "mr" { formula.children[depth] = child + 1 }
    formula.children[depth + 1] = nil
    var before = ""
    var after = ""
    switch name {
    case "num", "den", "sub", "sup", "lim":
      let part = look()
      guard !part.text.isEmpty else { break }
      before = ["den": "/", "sub": "_", "sup": "^", "lim": parent == "limUpp" ? "^" : "_"][name] ?? ""
      if part.needsBrackets(isScript: name != "num" && name != "den") {
        before += "("
        after = ")"
      }
    case "rad":
      let index = look(into: "deg").text
      before = MathSigns.root(index: index.utf8.count > 24 ? "" : index)
      after = ")"
    case "d":
      let properties = look(into: "dPr").properties
      before = properties["begChr"] ?? "("
      after = properties["endChr"] ?? ")"
      formula.separators[depth + 1] = properties["sepChr"] ?? "|"
    case "nary": before = look(into: "naryPr").properties["chr"] ?? "∫"
    case "acc": after = look(into: "accPr").properties["chr"] ?? "\u{302}"
    case "bar": after = "¯"
    case "mr": before = child > 0 ? "; " : ""
    case "e" where child > 0:
      before = ["eqArr": "; ", "mr": ", ", "d": formula.separators[depth] ?? "|"][parent] ?? ""
    // A function and a large operator stay apart from what they are applied to.
    case "e" where parent == "func" || parent == "nary": before = " "
    case "e" where ["sSup", "sSub", "sSubSup"].contains(parent):
      if look().isSum {
        before = "("
        after = ")"
      }
    default: break
    }
    sign(before, token)
    formula.closings[depth + 1] = after
  }

  /// Prints what stands behind the part of a formula that has ended.
  mutating func leaveFormula(_ token: MarkupToken) {
    if let after = formula.closings.removeValue(forKey: open.count + 1) { sign(after, token) }
  }

  private mutating func sign(_ sign: String, _ token: MarkupToken) {
    guard !sign.isEmpty, isInParagraph else { return }
    openParagraph()
    builder.insert(sign, for: token.range)
  }

  /// Reads ahead to the end of the element that has just begun, or in it of its child `child` alone.
  private func look(into child: Substring? = nil) -> FormulaPart {
    var ahead = scanner
    var names: [Substring] = []
    var part = FormulaPart()
    for _ in 0..<OfficeFormulaState.reach {
      guard let token = ahead.next() else { break }
      let isWanted = child == nil || names.first == child
      switch token.kind {
      case .startTag, .emptyTag:
        let name = bytes.string(token.inner).split(separator: ":").last ?? ""
        if isWanted {
          part.hasFraction = part.hasFraction || name == "f"
          part.hasParts = part.hasParts || ["f", "rad", "nary", "sSup", "sSub", "sSubSup"].contains(name)
          if names.count == 1, let value = value("m:val", token),
            value.utf8.count <= OfficeFormulaState.longestSign
          {
            part.properties[String(name)] = value
          }
        }
        if token.kind == .startTag { names.append(name) }
      case .endTag:
        guard let name = names.popLast() else { return part }
        if names.isEmpty, name == child { return part }
      case .text, .reference:
        guard names.last == "t", isWanted else { break }
        let left = OfficeFormulaState.textReach - part.text.utf8.count
        let near = token.inner.lowerBound..<min(token.inner.upperBound, token.inner.lowerBound + max(0, left))
        part.text += bytes.string(near).filter { !$0.isWhitespace }
      default: break
      }
    }
    return part
  }
}
