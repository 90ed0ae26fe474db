/// What an element of MathML is a part of.
enum MathPart: Sendable {
  /// A name, a number, an operator, words.
  case leaf
  case fraction
  /// What is raised and lowered, with the sign before each child.
  case scripts([StaticString])
  /// What stands over another: a limit, or an accent.
  case over
  /// A root with its index.
  case root
}

/// MathML typed on one line: what is more than one thing stands in brackets, functions stay apart from
/// arguments.
extension XMLExtractor {
  /// The leaves of an element.
  private struct Leaves {
    var texts: [String] = []
    var first: String { texts.first ?? "" }
  }

  /// Does what a part of a formula asks for at its start tag.
  mutating func mathematical(
    _ part: MathPart, _ token: MarkupToken, _ frame: inout Frame
  ) -> ElementRule.Action {
    guard token.kind == .startTag else { return .inline }
    var inline = frame.inline ?? Inline()
    switch part {
    case .leaf: return leaf(token)
    case .fraction: inline.separators = ["", "/", ""]
    case .scripts(let separators):
      inline.separators = separators
      inline.leavesGap = MathSigns.hasArgument(leaves(in: scanner).first)
    case .over:
      inline.separators = ["", "", ""]
      inline.leavesGap = MathSigns.hasArgument(leaves(in: scanner).first)
    case .root:
      inline.separators = [""]
      let index = indexOfRoot()
      let sign = MathSigns.root(index: index)
      if builder.hasOpenBlock { builder.insert(sign, for: token.range) }
    }
    inline.part = part
    frame.inline = inline
    return .inline
  }

  /// A name, a number, an operator or words: words stay apart from letters and digits.
  private mutating func leaf(_ token: MarkupToken) -> ElementRule.Action {
    let text = String(decoding: peek(token).text, as: UTF8.self)
    let scalars = text.unicodeScalars.filter { !$0.properties.isWhitespace }
    guard !scalars.isEmpty else { return .inline }
    // Signs that nobody sees: a function's application, a product, a comma.
    if MathSigns.isInvisible(String(String.UnicodeScalarView(scalars))) { return .skip }
    let isWord = MathSigns.isWord(text)
    if isWord || needsGap, let first = scalars.first, first.properties.isAlphabetic || first.isNumber,
      builder.hasOpenBlock,
      let last = String(decoding: builder.tail(8), as: UTF8.self).unicodeScalars.last,
      last.properties.isAlphabetic || last.isNumber || last == ")"
    {
      builder.insert(" ", for: token.range)
    }
    needsGap = isWord
    return .inline
  }

  /// Looks at the child number `child` of a part: brackets go around what is more than one thing.
  mutating func enterPart(
    of part: MathPart, at child: Int, _ token: MarkupToken, _ local: String, _ rule: inout ElementRule,
    _ frame: inout Frame
  ) {
    switch part {
    case .leaf: return
    case .root:
      // The index has been read ahead, and stands before its root.
      if child == 1 {
        if builder.hasOpenBlock { builder.insert(")", for: token.range.lowerBound..<token.range.lowerBound) }
        rule = .skip
      }
      return
    case .over where child == 1:
      let text = String(decoding: peek(token).text, as: UTF8.self).filter { !$0.isWhitespace }
      if local == "mo", text.count == 1, !text.contains(where: { $0.isLetter || $0.isNumber || $0.isASCII }) {
        return
      }
      builder.insert("^", for: token.range)
    case .fraction, .scripts, .over: break
    }
    guard token.kind == .startTag, isCompound(local, isScript: child > 0, in: part) else { return }
    builder.insert("(", for: token.range)
    frame.inline = frame.inline ?? Inline()
    frame.inline?.suffix = ")"
  }

  /// Whether the element that begins at the scanner's place, with the name `local`, is more than one thing.
  private func isCompound(_ local: String, isScript: Bool, in part: MathPart) -> Bool {
    if local == "mfrac" { return true }
    guard ["mrow", "mstyle", "mpadded"].contains(local) else { return false }
    var isSmall = false
    if isScript, case .scripts = part { isSmall = true }
    return MathSigns.needsBrackets(leaves(in: scanner).texts, isScript: isSmall)
  }

  /// The texts of the leaves that `scanner` comes to before the element ends in which it stands, at most 40.
  private func leaves(in scanner: MarkupScanner) -> Leaves {
    var scanner = scanner
    var leaves = Leaves()
    var depth = 1
    var count = 0
    while depth > 0, count < Self.peekedTokens, leaves.texts.count < 40, let token = scanner.next() {
      count += 1
      switch token.kind {
      case .startTag: depth += 1
      case .endTag: depth -= 1
      case .text, .cdata, .reference:
        guard let text = shown(token) else { continue }
        leaves.texts.append(text)
      default: break
      }
    }
    return leaves
  }

  /// The index of the root in which the scanner stands.
  private func indexOfRoot() -> String {
    var scanner = scanner
    var depth = 0
    var children = 0
    var count = 0
    var index = ""
    while count < Self.peekedTokens, let token = scanner.next() {
      count += 1
      switch token.kind {
      case .startTag:
        if depth == 0 { children += 1 }
        depth += 1
      case .emptyTag: if depth == 0 { children += 1 }
      case .endTag:
        depth -= 1
        if depth < 0 { return index.utf8.count <= 24 ? index : "" }
      case .text, .cdata, .reference:
        if children == 2, let text = shown(token) { index += text }
      default: break
      }
    }
    return ""
  }

  /// What a piece of text in a formula shows, white space and invisible signs aside.
  private func shown(_ token: MarkupToken) -> String? {
    var text: String
    if token.kind == .reference {
      var entities = self.entities
      guard case .text(let bytes) = entities.resolve(bytes, token.inner) else { return nil }
      text = String(decoding: bytes, as: UTF8.self)
    } else {
      text = String(decoding: bytes[token.inner].prefix(Self.peekedBytes), as: UTF8.self)
    }
    text.unicodeScalars.removeAll { $0.properties.isWhitespace || 0x2061...0x2064 ~= $0.value }
    return text.isEmpty ? nil : text
  }
}

extension Unicode.Scalar {
  /// Whether it is a decimal digit.
  fileprivate var isNumber: Bool { properties.generalCategory == .decimalNumber }
}
