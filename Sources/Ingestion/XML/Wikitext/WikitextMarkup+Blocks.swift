// HTML's blocks, and variants of a language.
extension WikitextMarkup {
  /// What begins at a tag of HTML that is a block.
  enum BlockTag {
    /// Running text, in the item or cell that is open.
    case flow
    /// What follows an item, a cell or a heading, and begins a list or table.
    case outer
    case item, cell, caption
    case heading(Int)

    init?(_ name: String, isClosing: Bool) {
      switch name {
      case "p", "div", "center", "blockquote", "hr", "article", "figure", "poem", "details", "summary":
        self = .flow
      case "ul", "ol", "dl", "table", "tr", "tbody", "thead", "tfoot": self = .outer
      case "li", "dd", "dt": self = isClosing ? .outer : .item
      case "td", "th": self = isClosing ? .outer : .cell
      case "caption", "figcaption": self = isClosing ? .outer : .caption
      default:
        guard name.utf8.count == 2, name.hasPrefix("h"), let rank = name.last?.wholeNumberValue, 1...6 ~= rank
        else { return nil }
        self = isClosing ? .outer : .heading(rank)
      }
    }
  }

  /// `-{zh-hans:网络;zh-hant:網路}-`: of what a language's variants write the one in simplified signs, or the
  /// first.
  mutating func variants(_ at: Int) -> Int {
    guard has("-{", at), !has("-{{", at),
      let close = bytes.find("}-", in: at + 2..<min(bytes.count, at + 4_000))
    else { return at + 1 }
    let whole = at..<close.upperBound
    var content = at + 2..<close.lowerBound
    guard !bytes[content].contains(0x0A), bytes.find("-{", in: content) == nil else { return at + 1 }
    var flags: [String] = []
    if let bar = bytes.firstIndex(of: 0x7C, in: content), bar - at < 40 {
      let words = bytes.string(content.lowerBound..<bar).split(separator: ";").map { $0.withoutOuterSpace }
      if words.allSatisfy({
        ["A", "H", "T", "R", "D", "N", "-", "+", "", "L", "S", "E"].contains($0) || isVariant($0)
      }) {
        flags = words
        content = bar + 1..<content.upperBound
      }
    }
    let rules = variantRules(content)
    guard
      !rules.isEmpty
        || ["zh", "sr", "gan", "kk", "ku", "shi", "tg", "uz", "iu"].contains(where: site.language.hasPrefix)
    else { return at + 1 }
    if flags.contains(where: ["H", "T", "-"].contains) {
      drop(whole)
      return whole.upperBound
    }
    let wanted = ["zh-hans", "zh-cn", "zh", "sr-el", "sr-ec"]
    let chosen =
      wanted.lazy.compactMap { name in rules.first { $0.name == name } }.first?.range ?? rules.first?.range
      ?? content
    drop(at..<chosen.lowerBound)
    drop(chosen.upperBound..<whole.upperBound)
    // What has markup in it is scanned, what has none is done with: bars in it divide nothing.
    let hasMarkup = bytes[chosen].contains { [0x5B, 0x7B, 0x3C, 0x27].contains($0) }
    return hasMarkup ? chosen.lowerBound : whole.upperBound
  }

  private func isVariant(_ name: String) -> Bool {
    name.utf8.count < 12 && isLanguage(String(name.prefix { $0 != "-" }))
      && name.utf8.allSatisfy { $0 == 0x2D || 0x61...0x7A ~= $0 }
  }

  /// The texts of `zh-hans:网络;zh-hant:網路` by variant; none where it is plain text.
  private func variantRules(_ content: Range<Int>) -> [(name: String, range: Range<Int>)] {
    var rules: [(name: String, range: Range<Int>)] = []
    var start = content.lowerBound
    while start < content.upperBound {
      let end = bytes.firstIndex(of: 0x3B, in: start..<content.upperBound) ?? content.upperBound
      guard bytes[start..<end].contains(where: { !TextRun.isWhiteSpace($0) }) else {
        start = end + 1
        continue
      }
      guard let colon = bytes.firstIndex(of: 0x3A, in: start..<end) else { return [] }
      // "source=>zh-hans:text"
      let name =
        bytes.string(start..<colon).withoutOuterSpace.split(separator: ">").last.map(String.init) ?? ""
      guard isVariant(name) else { return [] }
      rules.append((name, trimmed(colon + 1..<end)))
      start = end + 1
    }
    return rules
  }
}
