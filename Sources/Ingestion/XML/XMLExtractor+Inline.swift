/// Elements inside text that print more, or less, than the characters in them.
extension XMLExtractor {
  // MARK: Settling

  /// What `action` comes to at the element whose start tag is `token`: some actions depend on what it holds.
  mutating func settled(
    _ action: ElementRule.Action, _ token: MarkupToken, _ frame: inout Frame
  ) -> ElementRule.Action {
    switch action {
    case .inline where dialect.format == .tei:
      guard let script = self.script(of: token) else { return .inline }
      return settled(script, token, &frame)
    case .callout: return isCallout(token) ? .callout : .inline
    case .picture:
      // Where an editor has left something out, a reader sees that.
      pictureMark = names.entries[frame.name].folded == "gap" ? "[…]" : "[image]"
      return .picture
    case .raised:
      let content = peek(token)
      let isCitation =
        dialect.hasBracketedCallouts && frame.inline?.form == nil
        && RaisedText.isCitation(content.text, after: builder.tail(24))
      if content.isOnlyCallouts || isCitation || RaisedText.isCallout(content.text, after: builder.tail(24)) {
        guard isRaisedPart(token) else { return .callout }
        if let last = builder.lastByte, last > 0x20 { builder.insert(" ", for: token.range) }
        return .inline
      }
      let isInCell = builder.openBlock?.kind == .tableCell
      put(RaisedText.marks(after: builder.tail(24), content.text, inCell: isInCell), token, &frame)
      return .inline
    case .lowered:
      put(RaisedText.marks(loweredAfter: builder.lastByte, peek(token).text), token, &frame)
      return .inline
    case .wrapped(let prefix, let suffix):
      if builder.hasOpenBlock, token.kind == .startTag {
        insertSpaced("\(prefix)", for: token.range)
        frame.inline = frame.inline ?? Inline()
        frame.inline?.suffix = "\(suffix)"
      }
      return .inline
    case .separated(let separators):
      frame.inline = frame.inline ?? Inline()
      frame.inline?.separators = separators
      // What is opened before a child is closed at the end.
      for (opening, closing) in [("(", ")"), ("[", "]")] {
        guard let first = separators.first(where: { "\($0)".hasSuffix(opening) }) else { continue }
        frame.inline?.suffix = "\(first)".hasPrefix(" ") ? closing + " " : closing
      }
      return .inline
    case .tex:
      if let form = frame.inline?.form, form != .tex { return .skip }
      frame.inline = frame.inline ?? Inline()
      frame.inline?.tex = .start
      return .inline
    case .parallel:
      frame.inline = frame.inline ?? Inline()
      frame.inline?.chosen = chosenReading(in: token)
      return .inline
    case .formula: return formula(token, &frame)
    case .mathematical(let part): return mathematical(part, token, &frame)
    case .joined: return joined(token, &frame)
    case .abbreviationMark: return isBeforeExpansion(token) ? .skip : .inline
    case .printed(let attribute):
      if builder.hasOpenBlock, token.kind == .emptyTag || peek(token).text.allSatisfy(TextRun.isWhiteSpace),
        let value = TagAttributes.value(of: "\(attribute)", in: token, bytes)
      {
        let word = bytes.string(value).prefix(80)
        builder.insert(word.prefix(1).uppercased() + word.dropFirst(), for: token.range)
      }
      return .inline
    case .crossReference(let attribute): return crossReference("\(attribute)", token)
    default: return action
    }
  }

  /// Looks at an element inside one that asks for something: a separator goes before it, or it is not read.
  mutating func enterInline(
    _ around: Inline, _ token: MarkupToken, name: Int, _ element: Int, _ rule: inout ElementRule,
    _ frame: inout Frame
  ) {
    let local = names.entries[name].folded
    if let chosen = around.chosen, element != chosen, local != "note" { rule = .skip }
    if let form = around.form {
      frame.inline = Inline(form: form)
      switch local {
      case "math" where form == .tex || form == .text: rule = .skip
      case "tex-math" where form != .tex: rule = .skip
      case "alt" where form == .alternative: break
      case "graphic", "inline-graphic", "imageobject", "mediaobject", "alt", "alt-text", "label": rule = .skip
      default: break
      }
    }
    guard builder.hasOpenBlock else { return }
    // Within brackets in a sentence there are no blocks.
    if around.suffix == ")", around.separators.isEmpty, local == "p" { rule = .inline }
    guard !around.separators.isEmpty else { return }
    // Members of a list that stands in a sentence.
    if local == "member" { rule = .inline }
    // A shortcut stands beside the menu's steps, before or behind them.
    if local == "shortcut" {
      frame.inline = frame.inline ?? Inline()
      frame.inline?.isShortcut = true
      if around.children == 0 { frames[frames.count - 1].inline?.beginsWithShortcut = true }
      return insertSpaced(around.children == 0 ? "" : " ", for: token.range)
    }
    if around.children == 0, around.beginsWithShortcut { insertSpaced(" ", for: token.range) }
    frames[frames.count - 1].inline?.children += 1
    let separator = around.separators[min(around.children, around.separators.count - 1)]
    insertSpaced("\(separator)", for: token.range)
    if "\(separator)".hasSuffix(" ") || "\(separator)".hasSuffix("(") { isAfterField = false }
    if let part = around.part { enterPart(of: part, at: around.children, token, local, &rule, &frame) }
  }

  /// Inserts `text`; a space at its beginning is not written twice.
  mutating func insertSpaced(_ text: String, for range: Range<Int>) {
    let isSpaced = builder.lastByte.map { $0 == 0x20 } ?? true
    builder.insert(isSpaced && text.first == " " ? String(text.dropFirst()) : text, for: range)
  }

  // MARK: Raised text

  /// What TEI's attributes say of an element that is raised or lowered: `rend="vertical-align:super"`,
  /// `rendition="#sup"`.
  func script(of token: MarkupToken) -> ElementRule.Action? {
    // No room for such an attribute.
    guard token.kind == .startTag, token.range.count > token.inner.count + 9 else { return nil }
    for name in ["rend", "rendition", "style"] {
      guard let value = TagAttributes.value(of: name, in: token, bytes), value.count < 200 else { continue }
      let words = bytes.string(value).lowercased().split { !$0.isLetter }
      if words.contains(where: { ["sup", "super", "superscript", "superscripted", "raised"].contains($0) }) {
        return .raised
      }
      if words.contains(where: { ["sub", "subscript", "subscripted", "lowered"].contains($0) }) {
        return .lowered
      }
    }
    return nil
  }

  static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  /// Puts marks around raised or lowered text that would change what stands before it.
  private mutating func put(_ marks: RaisedText.Marks?, _ token: MarkupToken, _ frame: inout Frame) {
    guard let marks else { return }
    builder.insert(marks.before, for: token.range)
    guard !marks.after.isEmpty else { return }
    frame.inline = frame.inline ?? Inline()
    frame.inline?.suffix = marks.after
  }

  // MARK: References

  /// Inserts the title of what the element refers to, in place of the element.
  mutating func crossReference(_ attribute: String, _ token: MarkupToken) -> ElementRule.Action {
    guard token.kind == .emptyTag || peek(token).text.allSatisfy(TextRun.isWhiteSpace), builder.hasOpenBlock,
      let value = TagAttributes.value(of: attribute, in: token, bytes), !value.isEmpty
    else { return .inline }
    var target = bytes.string(value)
    // Behind a word it calls a note, and does not name it.
    let isBehindWord =
      String(decoding: builder.tail(8), as: UTF8.self).last.map { $0.isLetter || $0.isNumber } ?? false
    let isBehindStop = builder.lastByte.map { ".,;:?!\"')".utf8.contains($0) } ?? false
    if dialect.format == .tei, isBehindWord || isBehindStop, Self.isNoteTarget(target) { return .callout }
    let space = isBehindWord ? " " : ""
    if target.hasPrefix("#") { target.removeFirst() }
    if target.contains("://") || target.hasPrefix("mailto:") {
      // An address is printed as it is.
      builder.insert(space + target.prefix(200), for: token.range)
      return .inline
    }
    if titles == nil { titles = ElementTitles.collect(bytes) }
    builder.insert(space + (titles?[target] ?? "[\(target.prefix(80))]"), for: token.range)
    return .inline
  }

  // MARK: Lists without a known name

  /// Whether the rule makes a list item of an element of an unknown vocabulary that only holds other
  /// elements.
  func isListOfFields(_ rule: ElementRule, _ element: Int) -> Bool {
    guard case .block(.listItem) = rule.action, element < contents.count else { return false }
    guard contents[element] == .elements else { return false }
    var scanner = self.scanner
    while let token = scanner.next() {
      guard token.kind == .startTag || token.kind == .emptyTag else {
        if token.kind == .endTag { return false }
        continue
      }
      let name = names.index(of: UnsafeBufferPointer(rebasing: bytes[token.inner]))
      guard let first = names.entries[name].candidates.first else { return true }
      if case .inline = first.rule.action { return false }
      return true
    }
    return false
  }
}
