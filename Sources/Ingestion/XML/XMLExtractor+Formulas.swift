/// The form in which a formula is read.
enum FormulaForm {
  case math, text, tex, picture
  /// The text that stands in for a picture.
  case alternative
}

/// How far TeX has been read: its preamble, or what it shows.
enum TeXPlace {
  case start, shown, end
}

extension XMLExtractor {
  /// Chooses the form in which the formula whose start tag is `token` is read: MathML, text, TeX, or a mark
  /// for a picture.
  mutating func formula(_ token: MarkupToken, _ frame: inout Frame) -> ElementRule.Action {
    let form = formulaForm(token)
    let isInline = names.entries[frame.name].folded.hasPrefix("inline")
    guard form != .picture else {
      let isMedia = names.entries[frame.name].folded == "inlinemediaobject"
      pictureMark = isMedia ? "[image]" : "[formula]"
      return builder.hasOpenBlock ? .picture : .skip
    }
    frame.inline = frame.inline ?? Inline()
    frame.inline?.form = form
    if builder.hasOpenBlock {
      guard !isInline else { return .inline }
      // A formula on a line of its own is still a word of the sentence.
      if let last = builder.lastByte, last != 0x20 { builder.insert(" ", for: token.range) }
      frame.inline?.suffix = isFollowedByWord(token) ? " " : ""
      return .inline
    }
    return isInline ? .inline : .block(.preformatted)
  }

  /// Whether a letter or digit follows the end tag of the element closely.
  func isFollowedByWord(_ token: MarkupToken) -> Bool {
    var scanner = self.scanner
    var depth = 1
    while depth > 0, let token = scanner.next() {
      if token.kind == .startTag { depth += 1 } else if token.kind == .endTag { depth -= 1 }
    }
    guard scanner.position < bytes.count else { return false }
    let next = bytes[scanner.position]
    return next >= 0x80 || Self.isDigit(next) || 0x41...0x5A ~= next & 0xDF
  }

  func formulaForm(_ token: MarkupToken) -> FormulaForm {
    guard token.kind == .startTag else { return .picture }
    var scanner = self.scanner
    var open: [Substring] = []
    var (hasMath, hasText, hasTeX, hasAlternative) = (false, false, false, false)
    while let token = scanner.next() {
      switch token.kind {
      case .startTag:
        let name = bytes.string(token.inner)
        open.append(name.split(separator: ":").last ?? "")
      case .endTag:
        guard open.popLast() != nil else {
          return hasMath ? .math : hasText ? .text : hasTeX ? .tex : hasAlternative ? .alternative : .picture
        }
      case .text, .cdata, .reference:
        if token.kind != .reference, bytes.isBlank(token.inner) { continue }
        if open.contains("math") {
          hasMath = true
        } else if open.contains("tex-math") {
          hasTeX = true
        } else if open.contains("alt") {
          hasAlternative = true
        } else if !open.contains(where: { Self.besideFormulas.contains($0) }) {
          hasText = true
        }
      default: break
      }
    }
    return .picture
  }

  /// Elements of a formula that are not its content.
  static let besideFormulas: Set<Substring> = [
    "label", "title", "alt-text", "long-desc", "object-id", "graphic", "inline-graphic", "attrib",
    "permissions",
    "imageobject", "info", "figDesc",
  ]
}
