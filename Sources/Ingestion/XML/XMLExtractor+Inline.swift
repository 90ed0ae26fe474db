/// The form in which a formula is read.
enum FormulaForm {
  case math, text, tex, picture
}

/// How far TeX has been read: its preamble, or what it shows.
enum TeXPlace {
  case start, shown, end
}

/// Elements inside text that print more, or less, than the characters in them.
extension XMLExtractor {
  // MARK: Settling

  /// What `action` comes to at the element whose start tag is `token`: some actions depend on what it holds.
  mutating func settled(
    _ action: ElementRule.Action, _ token: MarkupToken, _ frame: inout Frame
  ) -> ElementRule.Action {
    switch action {
    case .callout: return isCallout(token) ? .callout : .inline
    case .picture:
      pictureMark = "[image]"
      return .picture
    case .raised:
      let content = peek(token)
      if content.isOnlyCallouts { return .callout }
      raise(content.text, token)
      return .inline
    case .lowered:
      let first = peek(token).text.first
      if let first, Self.isDigit(first), builder.lastByte.map(Self.isDigit) == true {
        builder.insert("_", for: token.range)
      }
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
      case "graphic", "inline-graphic", "imageobject", "mediaobject", "alt", "alt-text", "label": rule = .skip
      default: break
      }
    }
    guard !around.separators.isEmpty, builder.hasOpenBlock else { return }
    frames[frames.count - 1].inline?.children += 1
    let separator = around.separators[min(around.children, around.separators.count - 1)]
    insertSpaced("\(separator)", for: token.range)
  }

  /// Inserts `text`; a space at its beginning is not written twice.
  private mutating func insertSpaced(_ text: String, for range: Range<Int>) {
    let isSpaced = builder.lastByte.map { $0 == 0x20 } ?? true
    builder.insert(isSpaced && text.first == " " ? String(text.dropFirst()) : text, for: range)
  }

  // MARK: Raised text

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  /// Puts `^` before raised text that would change what stands before it.
  private mutating func raise(_ text: [UInt8], _ token: MarkupToken) {
    guard let last = builder.lastByte, last > 0x20, let mark = RaisedText.mark(after: last, text) else {
      return
    }
    builder.insert(mark, for: token.range)
  }

  // MARK: Callouts

  /// What an element holds.
  struct Content {
    /// Its text, as far as that is short.
    var text: [UInt8] = []
    /// Whether it holds callouts and what stands between them, and nothing else.
    var isOnlyCallouts = false
  }

  /// Most bytes of text, and tokens, that are looked at ahead.
  private static let peekedBytes = 64
  private static let peekedTokens = 400

  /// The content of the element whose start tag has just been read.
  mutating func peek(_ token: MarkupToken) -> Content {
    var content = Content()
    guard token.kind == .startTag else { return content }
    var scanner = self.scanner
    var depth = 1
    var calloutDepth: Int?
    var hasCallout = false
    var rest = true
    var count = 0
    while depth > 0, count < Self.peekedTokens, let token = scanner.next() {
      count += 1
      switch token.kind {
      case .startTag:
        depth += 1
        if calloutDepth == nil, isCalloutTag(token) {
          calloutDepth = depth
          hasCallout = true
        }
      case .endTag:
        if depth == calloutDepth { calloutDepth = nil }
        depth -= 1
      case .text, .cdata:
        if content.text.count < Self.peekedBytes { content.text += bytes[token.inner] }
        if calloutDepth == nil, !bytes[token.inner].allSatisfy(Self.isBetweenCallouts) { rest = false }
      case .reference:
        if content.text.count < Self.peekedBytes, case .text(let text) = entities.resolve(bytes, token.inner)
        {
          content.text += text
          if calloutDepth == nil, text.contains(where: { $0 < 0x80 && !Self.isBetweenCallouts($0) }) {
            rest = false
          }
        }
      default: break
      }
    }
    if depth > 0 { rest = false }
    content.isOnlyCallouts = hasCallout && rest
    return content
  }

  /// White space, commas, semicolons, dashes, brackets: what stands between callouts.
  private static func isBetweenCallouts(_ byte: UInt8) -> Bool {
    TextRun.isWhiteSpace(byte) || ",;-–—‐[]()".utf8.contains(byte)
  }

  /// Whether a tag may begin a callout, as far as the tag itself tells.
  private func isCalloutTag(_ token: MarkupToken) -> Bool {
    func value(_ name: String) -> String? {
      TagAttributes.value(of: name, in: token, bytes).map(bytes.string)
    }
    var name = bytes[token.inner]
    if let colon = name.firstIndex(of: 0x3A) { name = name[(colon + 1)...] }
    switch dialect.format {
    case .jats:
      guard name.elementsEqual("xref".utf8) else { return false }
      return ["bibr", "fn", "table-fn", "author-notes"].contains(value("ref-type") ?? "")
    case .tei:
      guard name.elementsEqual("ref".utf8) else { return false }
      if let type = value("type") {
        return ["bibr", "foot", "noteanchor", "note", "fn", "footnote", "endnote", "biblio"]
          .contains(type.lowercased())
      }
      return Self.isNoteTarget(value("target"))
    default:
      guard name.elementsEqual("a".utf8) else { return false }
      if value("epub:type") == "noteref" || value("role") == "doc-noteref" { return true }
      guard let href = value("href"), let hash = href.firstIndex(of: "#") else { return false }
      return Self.isNoteTarget(String(href[hash...]))
    }
  }

  /// `#fn3`, `#note-3`, `#n3`, `#cite_note-2`, `#ref12`, `#b7`.
  private static func isNoteTarget(_ target: String?) -> Bool {
    guard let target, target.hasPrefix("#") else { return false }
    let name = target.dropFirst().lowercased()
    let stems = [
      "fn", "ftn", "foot", "note", "endnote", "en", "cite", "ref", "bib", "n", "b", "cr", "_ftn", "_edn",
    ]
    return stems.contains { stem in
      name.hasPrefix(stem)
        && name.dropFirst(stem.count).first.map {
          $0.isNumber || "-_.".contains($0) || name.hasPrefix("cite")
        } ?? false
    }
  }

  /// Whether the element only calls a note: a number, a letter or a mark, no words.
  private mutating func isCallout(_ token: MarkupToken) -> Bool {
    guard isCalloutTag(token) else { return false }
    if token.kind == .emptyTag { return true }
    let text = String(decoding: peek(token).text, as: UTF8.self)
    return RaisedText.isCallout(text)
  }

  /// Leaves out brackets that hold nothing but callouts, `[1–3]`, where `range`, which has just been read, ends
  /// with the opening one; its text before is appended.
  mutating func bracketedCallouts(after range: Range<Int>) -> Bool {
    var opener = range.upperBound - 1
    while opener > range.lowerBound, TextRun.isWhiteSpace(bytes[opener]) { opener -= 1 }
    guard opener >= range.lowerBound, bytes[opener] == 0x5B || bytes[opener] == 0x28, builder.hasOpenBlock,
      let end = endOfCallouts(closer: bytes[opener] == 0x5B ? 0x5D : 0x29)
    else { return false }
    builder.append(range.lowerBound..<opener)
    builder.omitCallout(opener..<end)
    // The elements passed over are counted, for paths and for XPath.
    var depth = 0
    while scanner.position < end, let token = scanner.next() {
      switch token.kind {
      case .startTag, .emptyTag:
        if depth == 0 {
          path.push(names.index(of: UnsafeBufferPointer(rebasing: bytes[token.inner])))
          path.pop()
        }
        ordinal += 1
        if token.kind == .startTag { depth += 1 }
      case .endTag: depth -= 1
      default: break
      }
    }
    scanner.seek(to: end)
    return true
  }

  /// Offset past the bracket that closes a run of callouts that begins here.
  private mutating func endOfCallouts(closer: UInt8) -> Int? {
    var scanner = self.scanner
    var count = 0
    var depth = 0
    var callout: (depth: Int, text: [UInt8])?
    var found = false
    while count < Self.peekedTokens, let token = scanner.next() {
      count += 1
      switch token.kind {
      case .startTag:
        depth += 1
        if callout == nil, isCalloutTag(token) { callout = (depth, []) }
      case .emptyTag:
        if isCalloutTag(token) { found = true }
      case .endTag:
        if let done = callout, done.depth == depth {
          guard RaisedText.isCallout(String(decoding: done.text, as: UTF8.self)) else { return nil }
          found = true
          callout = nil
        }
        depth -= 1
        if depth < 0 { return nil }
      case .text, .cdata:
        if callout != nil {
          callout?.text += bytes[token.inner].prefix(Self.peekedBytes)
          continue
        }
        for offset in token.inner {
          if bytes[offset] == closer { return found && depth == 0 ? offset + 1 : nil }
          guard Self.isBetweenCallouts(bytes[offset]) else { return nil }
        }
      case .reference:
        guard case .text(let text) = entities.resolve(bytes, token.inner) else { return nil }
        if callout != nil {
          callout?.text += text
        } else if text.count > 3 || text.first == 0x26 {
          return nil
        }
      case .comment, .instruction: break
      case .doctype: return nil
      }
    }
    return nil
  }

  // MARK: Formulas

  /// Chooses the form in which the formula whose start tag is `token` is read: MathML, text, TeX, or a mark for a
  /// picture.
  private mutating func formula(_ token: MarkupToken, _ frame: inout Frame) -> ElementRule.Action {
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
  private func isFollowedByWord(_ token: MarkupToken) -> Bool {
    var scanner = self.scanner
    var depth = 1
    while depth > 0, let token = scanner.next() {
      if token.kind == .startTag { depth += 1 } else if token.kind == .endTag { depth -= 1 }
    }
    guard scanner.position < bytes.count else { return false }
    let next = bytes[scanner.position]
    return next >= 0x80 || Self.isDigit(next) || 0x41...0x5A ~= next & 0xDF
  }

  private func formulaForm(_ token: MarkupToken) -> FormulaForm {
    guard token.kind == .startTag else { return .picture }
    var scanner = self.scanner
    var open: [Substring] = []
    var (hasMath, hasText, hasTeX) = (false, false, false)
    while let token = scanner.next() {
      switch token.kind {
      case .startTag:
        let name = bytes.string(token.inner)
        open.append(name.split(separator: ":").last ?? "")
      case .endTag:
        guard open.popLast() != nil else {
          return hasMath ? .math : hasText ? .text : hasTeX ? .tex : .picture
        }
      case .text, .cdata, .reference:
        if token.kind != .reference, bytes.isBlank(token.inner) { continue }
        if open.contains("math") {
          hasMath = true
        } else if open.contains("tex-math") {
          hasTeX = true
        } else if !open.contains(where: { Self.besideFormulas.contains($0) }) {
          hasText = true
        }
      default: break
      }
    }
    return .picture
  }

  /// Elements of a formula that are not its content.
  private static let besideFormulas: Set<Substring> = [
    "label", "title", "alt-text", "long-desc", "object-id", "graphic", "inline-graphic", "attrib",
    "permissions",
    "imageobject", "info", "figDesc",
  ]

  /// Text inside TeX: what stands around the document, and the marks of mathematics, is left out.
  mutating func texText(_ range: Range<Int>) {
    let index = frames.count - 1
    guard let place = frames[index].inline?.tex else { return }
    var shown = range
    if place == .end { return builder.omit(range) }
    if place == .start {
      if let begin = bytes.find("\\begin{document}", in: range) {
        shown = begin.upperBound..<range.upperBound
      } else if bytes.find("\\documentclass", in: range) != nil
        || bytes.find("\\usepackage", in: range) != nil
      {
        return builder.omit(range)
      }
      while let first = shown.first, Self.isMathShift(bytes[first]) { shown = shown.dropFirst(1) }
      if shown.isEmpty { return builder.omit(range) }
      frames[index].inline?.tex = .shown
    }
    if let end = bytes.find("\\end{document}", in: shown) {
      shown = shown.lowerBound..<end.lowerBound
      frames[index].inline?.tex = .end
    }
    let isLast =
      frames[index].inline?.tex == .end
      || range.upperBound < bytes.count && [0x3C, 0x5D].contains(bytes[range.upperBound])
    while isLast, let last = shown.last, Self.isMathShift(bytes[last]) { shown = shown.dropLast(1) }
    if range.lowerBound < shown.lowerBound { builder.omit(range.lowerBound..<shown.lowerBound) }
    builder.append(shown)
    if shown.upperBound < range.upperBound { builder.omit(shown.upperBound..<range.upperBound) }
  }

  private static func isMathShift(_ byte: UInt8) -> Bool { byte == 0x24 || TextRun.isWhiteSpace(byte) }

  // MARK: References

  /// Inserts the title of what the element refers to, in place of the element.
  private mutating func crossReference(_ attribute: String, _ token: MarkupToken) -> ElementRule.Action {
    guard token.kind == .emptyTag || peek(token).text.allSatisfy(TextRun.isWhiteSpace), builder.hasOpenBlock,
      let value = TagAttributes.value(of: attribute, in: token, bytes), !value.isEmpty
    else { return .inline }
    var target = bytes.string(value)
    if target.hasPrefix("#") { target.removeFirst() }
    if titles == nil { titles = ElementTitles.collect(bytes) }
    builder.insert(titles?[target] ?? "[\(target.prefix(80))]", for: token.range)
    return .inline
  }

  // MARK: Lists without a known name

  /// Whether the rule makes a list item of an element of an unknown vocabulary that only holds other elements.
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

extension UnsafeBufferPointer<UInt8> {
  /// The first occurrence of `text` in `range`.
  func find(_ text: StaticString, in range: Range<Int>) -> Range<Int>? {
    let length = text.utf8CodeUnitCount
    var start = range.lowerBound
    while let hit = firstIndex(of: text.utf8Start[0], in: start..<range.upperBound) {
      if hit + length <= range.upperBound, (0..<length).allSatisfy({ self[hit + $0] == text.utf8Start[$0] }) {
        return hit..<hit + length
      }
      start = hit + 1
    }
    return nil
  }
}
