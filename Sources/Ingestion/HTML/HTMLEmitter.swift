/// Walks through a page's content and hands it to a document builder, block after block.
struct HTMLEmitter {
  let tree: HTMLTree
  let filter: HTMLContentFilter
  let tokens: HTMLTokens
  let bytes: UnsafeBufferPointer<UInt8>
  var builder: DocumentBuilder

  /// Open elements that text may stand in directly, with the role and verse state that they hand down.
  private struct Container {
    var node: Int
    var role: Block.Role?
    var isVerse: Bool
    var isNote: Bool
  }
  private var containers: [Container] = []
  private var ranks: [(rank: Int, role: Block.Role)] = []
  var isBlockOpen = false
  var isKept = false
  private var isVerseOpen = false
  private var breaks = 0
  /// Whether something stood here that keeps words apart and has none itself: a picture, a button.
  var hasGap = false
  /// The formula in MathML that was read last.
  var lastFormula: Int?
  /// Whether text stands behind that formula.
  private(set) var isBehindFormula = false
  /// How many elements of MathML are open.
  private var formulaDepth = 0
  /// Whether the next letter of a formula begins a function's argument.
  var needsGap = false
  /// Open functions and large operators with their limits, by their nodes.
  var functions: Set<Int> = []
  /// How many children the open elements of a formula have had, by their nodes.
  var formulaChildren: [Int: Int] = [:]
  var skipDepth = 0
  private var rootDepth = 0
  /// Where something left out inside the open block began.
  private var omissionStart: Int?
  private var nextToken = 0
  /// What ends raised and lowered elements, by their nodes.
  var closingMarks: [Int: String] = [:]
  private var titleNode: Int?
  /// Whether the title is a heading that is named as one.
  private var isTitleNamed = false
  private(set) var titleText: String?

  init(
    tree: HTMLTree, filter: HTMLContentFilter, tokens: HTMLTokens, source: DecodedSource,
    bytes: UnsafeBufferPointer<UInt8>
  ) {
    self.tree = tree
    self.filter = filter
    self.tokens = tokens
    self.bytes = bytes
    builder = DocumentBuilder(source: source)
    builder.reserve(blocks: tokens.count { $0.kind == .text || $0.kind == .literal })
    findTitle()
  }

  /// Emits everything and returns the document.
  ///
  /// - Throws: `noText` where nothing is left.
  mutating func emit(
    _ description: SourceDescription, metadata: HTMLMetadata
  ) throws(IngestionError) -> Document {
    for (index, event) in tree.events.enumerated() {
      switch event {
      case .enter(let node): enter(node, at: index)
      case .leave(let node): leave(node)
      case .text(let token): text(token)
      }
    }
    return try builder.finish(
      description, title: isTitleNamed ? titleText : metadata.title(heading: titleText),
      language: metadata.language)
  }

  /// The page's one visible `h1` is its title.
  private mutating func findTitle() {
    var isInside = [Bool](repeating: filter.roots.isEmpty, count: tree.nodes.count)
    var inside: [Int] = []
    var outside: [Int] = []
    for (index, node) in tree.nodes.enumerated() {
      if node.parent >= 0, isInside[Int(node.parent)] || filter.roots.contains(index) {
        isInside[index] = true
      }
      guard tree.name(index) == "h1", !filter.isSkipped[index] else { continue }
      if isInside[index] { inside.append(index) } else { outside.append(index) }
    }
    if inside.isEmpty, outside.isEmpty, let named = filter.title, !filter.isSkipped[named] {
      if isInside[named] { inside = [named] } else { outside = [named] }
    }
    let candidates = inside.isEmpty ? outside : inside
    guard candidates.count == 1, let only = candidates.first else { return }
    for (at, event) in tree.events.enumerated() {
      if case .enter(only) = event {
        titleText = headingText(from: at)
        break
      }
    }
    if !inside.isEmpty, titleText != nil { titleNode = only }
    isTitleNamed = titleText != nil && only == filter.title
  }

  /// The first words of the heading entered at event `start`.
  private func headingText(from start: Int) -> String? {
    guard case .enter(let heading) = tree.events[start] else { return nil }
    var words: [String] = []
    var skipped: Int?
    for event in tree.events[(start + 1)...].prefix(60) {
      if case .leave(heading) = event { break }
      if case .enter(let inner) = event, skipped == nil, filter.isSkipped[inner] { skipped = inner }
      if case .leave(let inner) = event, inner == skipped { skipped = nil }
      guard skipped == nil else { continue }
      if case .text(let token) = event, let text = HTMLMetadata.plainText(bytes, tokens[token].range) {
        words.append(text)
      }
    }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  // MARK: Events

  /// Whether the raised text entered at event `start` is the number of a note behind the end of a sentence.
  private func callsNote(at start: Int) -> Bool {
    guard let last = builder.lastByte, ".,;:?!\"'".utf8.contains(last), let text = headingText(from: start)
    else { return false }
    return RaisedText.isCallout(text.utf8, after: builder.tail(24))
  }

  private mutating func enter(_ node: Int, at event: Int) {
    let token = Int(tree.nodes[node].token)
    if token >= 0 { passBlanks(to: token) }
    let traits = filter.traits[Int(tree.nodes[node].name)]
    if skipDepth > 0 {
      skipDepth += 1
      return
    }
    if filter.roots.contains(node) { rootDepth += 1 }
    if filter.isSkipped[node] {
      skipDepth = 1
      if traits.display == .block || HTMLTraits.isSkippedBlock(tree.name(node)) {
        closeBlock()
      } else if token >= 0 {
        if omissionStart == nil { omissionStart = Int(tokens[token].start) }
        if Self.isShown(tree.name(node)) { hasGap = true }
      }
      return
    }
    if isBlockOpen, token >= 0, tree.name(node) == "sup", callsNote(at: event) {
      skipDepth = 1
      if omissionStart == nil { omissionStart = Int(tokens[token].start) }
      return
    }
    if filter.hints[node].contains(.apart) { hasGap = true }
    if tree.name(node) == "math" {
      formulaDepth += 1
      needsGap = false
    } else if formulaDepth > 0, token >= 0, !enterFormula(node, token, at: event) {
      skipDepth = 1
      if omissionStart == nil { omissionStart = Int(tokens[token].start) }
      return
    }
    switch display(node) {
    case .inline where isBlockOpen && token >= 0: inline(node, token, at: event)
    case .inline, .skipped: break
    case .void: void(node, token)
    case .block:
      closeBlock()
      // No formula holds a block: its end is missing.
      formulaDepth = 0
      let outer = containers.last
      let hints = filter.hints[node]
      let isNote = hints.contains(.note) || tree.name(node) == "aside"
      containers.append(
        Container(
          node: node, role: hints.role ?? (tree.name(node) == "aside" ? .note : outer?.role),
          isVerse: hints.contains(.verse) || outer?.isVerse == true, isNote: isNote || outer?.isNote == true))
      if traits.headingRank > 0, node != titleNode, isActive { openSection(traits.headingRank, event) }
    }
  }

  /// Marks that an inline element prints at its beginning.
  private mutating func inline(_ node: Int, _ token: Int, at event: Int) {
    let mark: String?
    switch tree.name(node) {
    case "sup", "sub":
      let text = headingText(from: event) ?? ""
      let marks =
        tree.name(node) == "sub"
        ? RaisedText.marks(loweredAfter: builder.lastByte, text.utf8)
        : RaisedText.marks(
          after: builder.tail(24), text.utf8, inCell: builder.openBlock?.kind == .tableCell)
      if let after = marks?.after, !after.isEmpty { closingMarks[node] = after }
      mark = marks?.before
    case "q": mark = "“"
    default: mark = nil
    }
    guard let mark else { return }
    settleOmission(at: Int(tokens[token].start))
    builder.insert(mark, for: tokens[token].range)
  }

  /// Whether the current place belongs to the content.
  var isActive: Bool { filter.roots.isEmpty || rootDepth > 0 }

  private mutating func void(_ node: Int, _ token: Int) {
    switch tree.name(node) {
    case "hr": closeBlock()
    case "br" where isBlockOpen && token >= 0:
      settleOmission(at: Int(tokens[token].start))
      breaks += 1
      if isKept || isVerseOpen {
        builder.appendLineBreak(for: tokens[token].range)
      } else if breaks == 2 {
        closeBlock()
      } else {
        builder.appendSpace(for: tokens[token].range)
      }
    case "img" where token >= 0 && isActive: image(node, tokens[token])
    default: break
    }
  }

  private mutating func leave(_ node: Int) {
    if skipDepth > 0 {
      skipDepth -= 1
      return
    }
    if filter.roots.contains(node) { rootDepth -= 1 }
    if let mark = closingMarks.removeValue(forKey: node), isBlockOpen { builder.insert(mark, for: 0..<0) }
    if formulaDepth > 0 { leaveFormula(node) }
    switch tree.name(node) {
    case "q" where isBlockOpen: builder.insert("”", for: 0..<0)
    case "s", "strike", "del": hasGap = true
    case "math":
      lastFormula = node
      isBehindFormula = false
      formulaDepth = max(0, formulaDepth - 1)
    default: if filter.hints[node].contains(.apart) { hasGap = true }
    }
    if display(node) == .block {
      closeBlock()
      containers.removeLast()
    }
  }

  /// How an element is laid out; a caption is a block whatever it is called.
  private func display(_ node: Int) -> HTMLTraits.Display {
    let display = filter.traits[Int(tree.nodes[node].name)].display
    return display == .inline && filter.hints[node].contains(.caption) ? .block : display
  }

  private mutating func text(_ index: Int) {
    passBlanks(to: index)
    nextToken = index + 1
    guard skipDepth == 0, isActive else { return }
    let token = tokens[index]
    if isBlockOpen, breaks > 0, isOnlySpace(token) {
      // `<br>&nbsp;<br>` is a blank line all the same.
      settleOmission(at: Int(token.start))
      return builder.omit(token.range)
    }
    if !isBlockOpen {
      if isOnlySpace(token) { return }
      openBlock()
    }
    settleOmission(at: Int(token.start))
    breaks = 0
    isBehindFormula = true
    if token.kind == .formula { return formula(token) }
    if hasGap { settleGap(before: token.range.lowerBound) }
    guard formulaDepth > 0 else { return append(token.range, isLiteral: token.kind == .literal) }
    // White space around a formula's parts is layout.
    var shown = token.range
    while let first = shown.first, HTMLAttributes.isSpace(bytes[first]) { shown = shown.dropFirst() }
    while let last = shown.last, HTMLAttributes.isSpace(bytes[last]) { shown = shown.dropLast() }
    append(shown, isLiteral: token.kind == .literal)
  }

  /// Whether a token shows nothing but spaces.
  private func isOnlySpace(_ token: HTMLToken) -> Bool {
    guard token.range.count <= 64 else { return false }
    let text = HTMLMetadata.plainText(bytes, token.range) ?? ""
    return text.unicodeScalars.allSatisfy { $0.value == 0xA0 || $0.properties.isWhitespace }
  }

  /// Brings in the white space between the last token and `token`, which the parser does not report, and
  /// notes what was left out.
  private mutating func passBlanks(to token: Int) {
    while nextToken < token {
      let passed = tokens[nextToken]
      if skipDepth == 0, isBlockOpen {
        switch passed.kind {
        case .blank where formulaDepth > 0: break
        case .blank:
          settleOmission(at: Int(passed.start))
          append(passed.range, isLiteral: true)
        case .dropped, .title:
          settleOmission(at: Int(passed.start))
          builder.omit(passed.range)
        case .startTag, .endTag, .text, .literal, .formula: break
        }
      }
      nextToken += 1
    }
    nextToken = max(nextToken, token + 1)
  }

  // MARK: Blocks

  private mutating func openSection(_ rank: Int, _ event: Int) {
    while let last = ranks.last, last.rank >= rank { ranks.removeLast() }
    let named = headingText(from: event).flatMap(SectionRole.named)
    let role = named ?? ranks.last?.role ?? .body
    ranks.append((rank, role))
    builder.openSection(atLevel: ranks.count, role: containers.last?.role ?? role)
  }

  mutating func openBlock() {
    let container = containers.last
    let node = container?.node ?? 0
    let traits = filter.traits[Int(tree.nodes[node].name)]
    var kind = traits.kind
    let isCaption = containers.suffix(2).contains { filter.hints[$0.node].contains(.caption) }
    if kind == .paragraph, isCaption { kind = .caption }
    var role = container?.role ?? ranks.last?.role ?? .body
    if node == titleNode {
      kind = .title
      role = .front
    }
    isVerseOpen = container?.isVerse == true && (kind == .paragraph || kind == .listItem)
    if isVerseOpen { kind = .verse }
    let cell = kind == .tableCell || kind == .paragraph || kind == .listItem ? dataCell(node) : nil
    if cell != nil { kind = .tableCell } else if kind == .tableCell { kind = .paragraph }
    if kind == .paragraph, tree.name(node) == "p", isInListItem(node) { kind = .listItem }
    isKept = kind == .preformatted
    builder.openBlock(
      kind, role: role, path: tree.path(node), whiteSpace: isKept ? .keep : .collapse,
      cell: cell.map(cellPlace) ?? CellPlace())
    isBlockOpen = true
    hasGap = false
    breaks = 0
    omissionStart = nil
  }

  private func isInListItem(_ paragraph: Int) -> Bool {
    let parent = Int(tree.nodes[paragraph].parent)
    return parent >= 0 && filter.traits[Int(tree.nodes[parent].name)].kind == .listItem
  }

  private mutating func closeBlock() {
    omissionStart = nil
    guard isBlockOpen else { return }
    builder.closeBlock()
    isBlockOpen = false
  }

  mutating func settleOmission(at end: Int) {
    guard let start = omissionStart else { return }
    omissionStart = nil
    builder.omit(start..<end)
  }

  /// Appends source text, resolving character references. Form feeds are white space in HTML.
  mutating func append(_ range: Range<Int>, isLiteral: Bool) {
    var start = range.lowerBound
    var at = start
    while at < range.upperBound {
      let byte = bytes[at]
      if byte == 0x0C, !isKept {
        builder.append(start..<at)
        builder.appendSpace(for: at..<at + 1)
        at += 1
        start = at
      } else if byte == UInt8(ascii: "&"), !isLiteral,
        let match = CharacterReference.match(bytes, at: at, end: range.upperBound, dialect: .html)
      {
        builder.append(start..<at)
        builder.append(match.utf8, for: at..<at + match.length)
        at += match.length
        start = at
      } else {
        at += 1
      }
    }
    builder.append(start..<at)
  }
}
