/// What formulas typed on one line have in common, whatever markup they come from.
enum MathSigns {
  /// Whether `text` is a word: the name of a function, or text.
  static func isWord(_ text: String) -> Bool { text.count(where: \.isLetter) >= 2 }

  /// Whether what follows `text` and its limits is its argument: a function's name, a large operator.
  static func hasArgument(_ text: String) -> Bool {
    isWord(text) || "∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂".contains { text == String($0) }
  }

  /// Whether `text` stands between two sides: lines that are set one below the other by it are tables of two
  /// columns.
  static func isRelation(_ text: String) -> Bool {
    [
      "=", "≠", "<", ">", "≤", "≥", "≈", "≡", "∼", "≅", "∝", "→", "↦", "⇒", "⇔", "⟹", "⟺", ":=", "∈", "⊂",
      "⊆",
    ].contains(text)
  }

  /// The numbers, names and signs in a run of text: letters one by one, unless three or more make a word.
  static func things(in text: String) -> [String] {
    var things: [String] = []
    var rest = text[...]
    while let first = rest.first {
      var end = rest.index(after: rest.startIndex)
      if first.isNumber || first.isLetter {
        let same = rest.prefix { first.isNumber ? $0.isNumber || $0 == "." : $0.isLetter }
        if first.isNumber || same.count > 2 { end = same.endIndex }
      }
      things.append(String(rest[..<end]))
      rest = rest[end...]
    }
    return things
  }

  /// Whether `text` is a function's application, a product or a comma that nobody sees.
  static func isInvisible(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { 0x2061...0x2064 ~= $0.value }
  }

  /// What stands before the bracket of a root with this index, and the bracket.
  static func root(index: String) -> String {
    switch index {
    case "", "2": "√("
    case "3": "∛("
    case "4": "∜("
    default: "√[\(index)]("
    }
  }

  /// Whether parts with these texts need brackets around them: more than one thing, unless it is in brackets
  /// already. As a script, "-1" and "+" after a letter need none.
  static func needsBrackets(_ texts: [String], isScript: Bool) -> Bool {
    guard texts.count > 1 else { return false }
    if ["(", "[", "{"].contains(texts[0]), [")", "]", "}"].contains(texts[texts.count - 1]) { return false }
    guard isScript, texts.count == 2 else { return true }
    return !["-", "−", "+", "±", "*", "∗", "†"].contains { $0 == texts[0] || $0 == texts[1] }
  }
}
