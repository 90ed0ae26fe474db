/// Pictures between words, and pictures and scripts that are formulas.
extension HTMLEmitter {
  /// Words of a class that make a picture a formula.
  private static let formulaClasses: Set<Substring> = [
    "latex", "tex", "math", "formula", "equation", "mathtex", "mimetex", "ltx_math", "mathimage", "texrender",
  ]
  /// What stands in the addresses of pictures that are made of TeX.
  private static let formulaSources = [
    "latex.php?", "/math/render/", "codecogs.com/", "mathtex.cgi", "mimetex.cgi", "cht=tx&",
  ]
  private static let longestFormula = 4000

  /// Whether a left out inline element takes up room between the words.
  static func isShown(_ name: String) -> Bool {
    ["del", "button", "input", "select", "svg", "canvas", "object", "video", "audio", "embed"].contains(name)
  }

  /// Reads a picture: the words beside it stay apart, and one of a formula is its alternative text.
  mutating func image(_ node: Int, _ token: HTMLToken) {
    guard let formula = formulaText(token) else {
      hasGap = hasGap || isBlockOpen
      return
    }
    // The same formula in MathML stands before it.
    if let last = lastFormula, lies(last, near: node) { return }
    if !isBlockOpen { openBlock() }
    settleOmission(at: Int(token.start))
    if let last = builder.lastByte, Self.isWordEnd(last) { builder.insert(" ", for: 0..<0) }
    builder.insert(formula, for: token.range)
    hasGap = true
  }

  /// Whether `formula` lies in the element that holds `picture`, not far below it; in a block, with nothing
  /// between them.
  private func lies(_ formula: Int, near picture: Int) -> Bool {
    let parent = Int(tree.nodes[picture].parent)
    var at = formula
    for _ in 0..<4 where at > parent { at = Int(tree.nodes[at].parent) }
    guard at == parent else { return false }
    return !isBehindFormula || filter.traits[Int(tree.nodes[parent].name)].display == .inline
  }

  /// The alternative text of a picture that is a formula, a mark where it has none.
  private func formulaText(_ token: HTMLToken) -> String? {
    var isFormula = false
    var alternative: Range<Int>?
    for (name, value) in HTMLAttributes(bytes, token.attributes) where name.count <= 5 {
      switch String(decoding: bytes[name], as: UTF8.self).lowercased() {
      case "class":
        let text = String(decoding: bytes[value.prefix(400)], as: UTF8.self).lowercased()
        isFormula =
          isFormula
          || text.split(whereSeparator: \.isWhitespace).contains {
            Self.formulaClasses.contains($0) || $0.hasPrefix("mwe-math-fallback")
          }
      case "src":
        let text = String(decoding: bytes[value.prefix(200)], as: UTF8.self).lowercased()
        isFormula = isFormula || Self.formulaSources.contains { text.contains($0) }
      case "alt": alternative = alternative ?? value
      default: break
      }
    }
    guard isFormula else { return nil }
    guard let alternative, alternative.count <= Self.longestFormula,
      let text = HTMLMetadata.plainText(bytes, alternative)
    else { return "[formula]" }
    return Self.withoutStyle(text)
  }

  /// `{\displaystyle x^{2}}` without what says how large it is set.
  private static func withoutStyle(_ text: String) -> String {
    for start in ["{\\displaystyle ", "{\\textstyle ", "{\\scriptstyle "] where text.hasPrefix(start) {
      if text.last == "}", text.count > start.count + 1 {
        return String(text.dropFirst(start.count).dropLast())
      }
    }
    for mark in ["$$", "$"] where text.count > 2 * mark.count && text.hasPrefix(mark) && text.hasSuffix(mark)
    {
      return String(text.dropFirst(mark.count).dropLast(mark.count))
    }
    return text
  }

  /// TeX in a script, without the marks that hide it from readers of XML.
  mutating func formula(_ token: HTMLToken) {
    var shown = token.range
    if let start = bytes.find("<![CDATA[", in: shown), start.lowerBound - shown.lowerBound <= 8 {
      shown = start.upperBound..<shown.upperBound
      if let end = bytes.find("]]>", in: shown) { shown = shown.lowerBound..<end.lowerBound }
      while let last = shown.last, bytes[last] == UInt8(ascii: "%") || HTMLAttributes.isSpace(bytes[last]) {
        shown = shown.dropLast(1)
      }
    }
    if let last = builder.lastByte, Self.isWordEnd(last) { builder.insert(" ", for: 0..<0) }
    builder.omit(token.range.lowerBound..<shown.lowerBound)
    append(shown, isLiteral: true)
    builder.omit(shown.upperBound..<token.range.upperBound)
    hasGap = true
  }

  /// Keeps the words before and behind a picture apart.
  mutating func settleGap(before start: Int) {
    hasGap = false
    guard !isKept, let last = builder.lastByte, Self.isWordEnd(last) || ".,;:!?)%".utf8.contains(last) else {
      return
    }
    let next = bytes[start]
    let second = start + 1 < bytes.count ? bytes[start + 1] : 0
    // In Chinese and Japanese nothing stands between words; marks of punctuation follow the word.
    let isWord =
      switch next {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "$"): true
      case UInt8(ascii: "("): true
      case 0xC2: second >= 0xA2 && second != 0xAD && second != 0xBB
      case 0xE2: second != 0x80
      case 0xE3...0xE9, 0xEF: false
      default: next >= 0xC3
      }
    if isWord { builder.insert(" ", for: 0..<0) }
  }

  private static func isWordEnd(_ byte: UInt8) -> Bool {
    byte >= 0x80 || 0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF
  }
}
