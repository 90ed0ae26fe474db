import Platform

extension XMLExtractor {
  /// Enters an element.
  mutating func start(_ token: MarkupToken, position: Int? = nil) throws(IngestionError) {
    let name = names.index(of: UnsafeBufferPointer(rebasing: bytes[token.inner]))
    let element = ordinal
    ordinal += 1
    path.push(name, position: position)
    noteProperties(of: token, name: name)

    if names.entries[name].local == "include", LocalFiles.isInclude(bytes, token) {
      return leaveOutInclude(token)
    }
    var rule = rule(for: token, name: name, element: element)
    var frame = Frame(
      name: name, element: element, role: rule.role ?? frames.last?.role ?? .body, closing: .nothing)
    if let around = frames.last?.inline { enterInline(around, token, name: name, element, &rule, &frame) }
    if let selection {
      select(element, selection, &rule, &frame)
      if !isSelected, !frame.endsSelection {
        if selection.skip.contains(element) { return skip(token) }
        frames.append(frame)
        return
      }
    }
    if dialect.format == .mediawiki, token.kind == .startTag, names.entries[name].folded == "page",
      !options.readsAllPages,
      !WikiSite.isArticle(UnsafeBufferPointer(rebasing: bytes[token.range.lowerBound...]))
    {
      pagesLeftOut += 1
      rule = .skip
    }
    if dialect.format == .mediawiki, token.kind == .startTag { chooseRevision(token, name, &rule) }
    let action = settled(rule.action, token, &frame)
    enter(action, token, &frame)
    switch action {
    case .skip: skip(token)
    case .label: skipLabel(token)
    case .callout:
      skip(token, as: .callout)
      if token.kind == .startTag { furtherCallouts() }
    case .picture: skip(token, as: .mark(builder.hasOpenBlock ? pictureMark : nil))
    case .discretionary:
      skip(token)
      builder.glue()
    case .wikitext:
      frames.append(frame)
      if token.kind == .startTag { try wikitext() }
    case .html:
      frames.append(frame)
      if token.kind == .startTag { try html() }
    case .htmlTitle:
      frames.append(frame)
      if token.kind == .startTag { try htmlLine() }
    default: frames.append(frame)
    }
  }

  /// Of the versions of a wiki's page only the newest is read.
  private mutating func chooseRevision(_ token: MarkupToken, _ name: Int, _ rule: inout ElementRule) {
    switch names.entries[name].folded {
    case "page":
      revisions = (
        0, WikiSite.newestRevision(UnsafeBufferPointer(rebasing: bytes[token.range.lowerBound...]))
      )
    case "revision":
      if let newest = revisions.newest, revisions.read != newest { rule = .skip }
      revisions.read += 1
    default: break
    }
  }

  /// Leaves an element; `token` is its end tag, or the empty-element tag itself.
  mutating func end(_ token: MarkupToken) {
    guard let frame = frames.popLast() else { return }
    path.pop()
    if let suffix = frame.inline?.suffix, !suffix.isEmpty, token.kind == .endTag, builder.hasOpenBlock {
      builder.insert(suffix, for: token.range)
    }
    switch frame.closing {
    case .nothing:
      if frame.hasAnonymousBlock { builder.closeBlock() }
    case .structure:
      if frame.hasAnonymousBlock { builder.closeBlock() } else { builder.splitBlock() }
    case .block: builder.closeBlock()
    case .heading(let rank):
      builder.closeBlock()
      applyHeading(rank)
    case .line: builder.appendLineBreak()
    case .section(let depth):
      if frame.hasAnonymousBlock { builder.closeBlock() }
      builder.closeSections(downTo: depth)
    case .note(let start):
      if frame.hasAnonymousBlock { builder.closeBlock() }
      builder.endNote(start..<token.range.upperBound)
      if frame.role == .stage { keepApart(behind: token) }
    }
    isAfterField = frame.isField
    if let inline = frame.inline {
      if inline.leavesGap { needsGap = true }
      if inline.gluesNext {
        isAfterField = false
        builder.glue()
      }
    }
    if frame.endsSelection { isSelected = false }
  }

  // MARK: Rules

  private func rule(for token: MarkupToken, name: Int, element: Int) -> ElementRule {
    if dialect.infersFromContent, let first = names.entries[name].candidates.first,
      isListOfFields(first.rule, element)
    {
      return .structure(first.rule.role)
    }
    if names.entries[name].isUnconditional {
      return settledInUnknown(names.entries[name].candidates[0].rule, element)
    }
    for candidate in names.entries[name].candidates {
      if let parent = candidate.parent {
        guard let frame = frames.last, names.entries[frame.name].folded == parent else { continue }
      }
      if let prefix = candidate.prefix, !names.entries[name].text.lowercased().hasPrefix(prefix) { continue }
      if let attribute = candidate.attribute {
        guard let value = TagAttributes.value(of: attribute.name, in: token, bytes) else { continue }
        guard attribute.value.isEmpty || bytes[value].elementsEqual(attribute.value.utf8) else { continue }
      }
      return settledInUnknown(candidate.rule, element)
    }
    guard dialect.infersFromContent, element < contents.count else { return .automatic }
    if builder.hasOpenBlock { return .field }
    return byContent(element)
  }

  private func byContent(_ element: Int) -> ElementRule {
    contents[element].contains(.text) ? .automatic : .structure()
  }

  /// The rule of a name that elements inside text often have, where it is a field of an unknown element that
  /// holds nothing but elements: there `a` is no link, nor `b` bold.
  private func settledInUnknown(_ rule: ElementRule, _ element: Int) -> ElementRule {
    guard dialect.infersFromContent, case .inline = rule.action, !builder.hasOpenBlock,
      let parent = frames.last, contents.indices.contains(parent.element), contents.indices.contains(element),
      contents[parent.element] == .elements, names.entries[parent.name].candidates.isEmpty
    else { return rule }
    return byContent(element)
  }

  /// Does what `action` says at a start tag.
  private mutating func enter(_ action: ElementRule.Action, _ token: MarkupToken, _ frame: inout Frame) {
    switch action {
    case .structure:
      closeAnonymousBlock()
      builder.splitBlock()
      frame.closing = .structure
      if names.entries[frame.name].folded == "table-cell" { cellAround = cellPlace(token, frame.name) }
    case .section(let attribute):
      closeAnonymousBlock()
      frame.closing = .section(depth: builder.sectionDepth)
      builder.openSection(role: frame.role)
      if let attribute, let value = TagAttributes.value(of: "\(attribute)", in: token, bytes) {
        let heading = plainText(value)
        builder.setHeading(heading)
        if frame.role == .body, let role = SectionRole.named(heading) {
          frame.role = role
          builder.setSectionRole(role)
        }
      }
    case .title: openTitle(asHeading: builder.title != nil, &frame)
    case .titleOrHeading: openTitle(asHeading: true, &frame)
    case .heading:
      openBlock(.heading, &frame)
      frame.closing = .heading(rank: nil)
    case .rankedHeading(let rank):
      closeAnonymousBlock()
      while let last = rankedRoles.last, last.rank >= rank { rankedRoles.removeLast() }
      builder.openSection(atLevel: rank, role: role(in: frame.role))
      openBlock(.heading, &frame)
      frame.closing = .heading(rank: rank)
    case .block(.tableCell):
      let own = cellPlace(token, frame.name)
      openBlock(.tableCell, &frame, cell: own == CellPlace() ? cellAround : own)
    case .block(let kind): openBlock(kind, &frame)
    case .preformatted: openBlock(.preformatted, &frame, whiteSpace: .keep)
    case .plainText:
      openBlock(.paragraph, &frame)
      frame.splitsAtBlankLines = true
    case .automatic:
      if builder.hasOpenBlock {
        enterField(&frame, frame.role == .metadata || frame.role == .bibliography)
      } else {
        openBlock(.paragraph, &frame)
        frame.splitsAtBlankLines = dialect.infersFromContent && contents[ordinal - 1] == .text
      }
    case .field: enterField(&frame, true)
    case .inline: enterField(&frame, false)
    case .line:
      if builder.hasOpenBlock { builder.appendLineBreak() } else { openAnonymousBlock(.verse) }
      frame.closing = .line
      frame.isTransparent = true
    case .note:
      if builder.hasOpenBlock {
        builder.beginNote()
        frame.closing = .note(start: token.range.lowerBound)
      } else {
        frame.closing = .structure
      }
    case .wordBreak, .lineEnd, .pageEnd:
      let value = TagAttributes.value(of: "break", in: token, bytes).map { bytes[$0] }
      if value?.elementsEqual("no".utf8) == true {
        builder.glue()
      } else if case .wordBreak = action {
        builder.appendSpace(for: token.range)
      } else if case .lineEnd = action {
        builder.appendLineEnd(for: token.range, isSpaced: true)
      } else {
        builder.appendLineEnd(for: token.range, isSpaced: value?.elementsEqual("yes".utf8) == true)
      }
      frame.isTransparent = true
    case .wrapped, .separated, .mathematical, .printed, .abbreviationMark, .tex, .raised, .lowered, .formula,
      .parallel, .crossReference:
      enterField(&frame, false)
    case .wikitext, .html:
      closeAnonymousBlock()
      builder.splitBlock()
      frame.closing = .structure
    case .htmlTitle: openTitle(asHeading: builder.title != nil, &frame)
    case .joined: enterField(&frame, true)
    case .skip, .label, .callout, .picture, .discretionary: break
    }
  }

  mutating func openBlock(
    _ kind: Block.Kind, _ frame: inout Frame, whiteSpace: DocumentBuilder.WhiteSpace = .collapse,
    cell: CellPlace = CellPlace()
  ) {
    closeAnonymousBlock()
    builder.openBlock(
      kind, role: role(in: frame.role), path: path.string, whiteSpace: whiteSpace, cell: cell)
    frame.closing = .block
    if label != nil { beginWithLabel() }
  }

  /// Lets the words of the heading just closed tell the role of a section that its markup left plain.
  private mutating func applyHeading(_ rank: Int?) {
    guard let heading = builder.sectionHeading, let role = SectionRole.named(heading),
      role != builder.sectionRole
    else { return }
    if let rank {
      guard builder.sectionRole == .body else { return }
      rankedRoles.append((rank, role))
      builder.setSectionRole(role)
      return
    }
    let index = frames.lastIndex { if case .section = $0.closing { true } else { false } }
    guard let index, frames[index].role == .body || frames[index].role == .back else { return }
    // A title inside an `info` element stands deeper than what it gives its role to.
    for inner in frames[index...].indices { frames[inner].role = role }
    builder.setSectionRole(role)
  }

  private mutating func openTitle(asHeading: Bool, _ frame: inout Frame) {
    let section = asHeading ? builder.sectionRole : nil
    if let section { frame.role = section }
    openBlock(section == nil ? .title : .heading, &frame)
    if section != nil { frame.closing = .heading(rank: nil) }
  }

  private mutating func enterField(_ frame: inout Frame, _ isField: Bool) {
    if isAfterField { builder.appendSpace() }
    frame.isTransparent = true
    // Without white space between them, the elements of a record are still words of their own.
    frame.isField = isField || frame.role == .metadata
  }

  /// Ends the paragraph without markup that the innermost element has open.
  private mutating func closeAnonymousBlock() {
    guard let last = frames.indices.last, frames[last].hasAnonymousBlock else { return }
    frames[last].hasAnonymousBlock = false
    builder.closeBlock()
  }

  // MARK: Leaving out

  /// How something is left out.
  enum Omission {
    case plain
    /// A full stop behind it moves up to the word before.
    case callout
    /// Peruse's own text stands in its place.
    case mark(String?)
  }

  /// Passes over the element whose start tag is `token`.
  mutating func skip(_ token: MarkupToken, as omission: Omission = .plain) {
    if token.kind == .startTag {
      var depth = 1
      while depth > 0, let token = scanner.next() {
        switch token.kind {
        case .startTag:
          depth += 1
          ordinal += 1
        case .emptyTag: ordinal += 1
        case .endTag: depth -= 1
        default: break
        }
      }
      path.pop()
    } else {
      // `run` ends empty elements itself.
      frames.append(Frame(name: 0, role: .body, closing: .nothing, isTransparent: true))
    }
    let range = token.range.lowerBound..<scanner.position
    switch omission {
    case .callout: builder.omitCallout(range)
    case .mark(let mark?): builder.insert(mark, for: range)
    case .plain, .mark(nil): builder.omit(range)
    }
  }

  /// Leaves out an XInclude element and says so.
  private mutating func leaveOutInclude(_ token: MarkupToken) {
    let href = TagAttributes.value(of: "href", in: token, bytes).map(bytes.string) ?? ""
    if warnings.count < 50 {
      warnings.append(.leftOutInclude(String(href.prefix(200)), line: line(at: token.range.lowerBound)))
    }
    skip(token)
  }

  /// Applies the caller's own paths.
  private mutating func select(
    _ element: Int, _ selection: ElementSelection, _ rule: inout ElementRule, _ frame: inout Frame
  ) {
    if selection.skip.contains(element) {
      rule = .skip
    } else if selection.title.contains(element) {
      rule = .title
      frame.role = .front
      if !isSelected {
        isSelected = true
        frame.endsSelection = true
      }
    } else if let text = selection.text, text.contains(element), !isSelected {
      isSelected = true
      frame.endsSelection = true
      frame.role = .body
      if case .skip = rule.action { rule = .automatic }
    }
  }

  // MARK: Properties

  /// Takes language and identifier where the element has them.
  private mutating func noteProperties(of token: MarkupToken, name: Int) {
    if frames.count < 3, !hasOwnLanguage, token.range.count > token.inner.count + 8 {
      let value =
        TagAttributes.value(of: "xml:lang", in: token, bytes)
        ?? TagAttributes.value(of: "lang", in: token, bytes)
      if let value, !value.isEmpty {
        language = bytes.string(value)
        hasOwnLanguage = true
      }
    }
    guard identifier == nil else { return }
    if names.entries[name].isIdentifier {
      let start = token.range.upperBound
      let end = bytes[start...].firstIndex(of: 0x3C) ?? start
      identifier = token.kind == .startTag ? plainText(start..<end) : nil
    } else if frames.isEmpty {
      for attribute in dialect.identifiers where attribute.hasPrefix("@") {
        if let value = TagAttributes.value(of: String(attribute.dropFirst()), in: token, bytes) {
          identifier = plainText(value)
          return
        }
      }
    }
  }

  /// `range` with its references resolved and white space collapsed.
  private mutating func plainText(_ range: Range<Int>) -> String {
    let part = UnsafeBufferPointer(rebasing: bytes[range])
    // A number or a word, as nearly always.
    if part.allSatisfy({ $0 > 0x20 && $0 != 0x26 }) { return String(decoding: part, as: UTF8.self) }
    var scanner = MarkupScanner(part)
    var text: [UInt8] = []
    while let token = scanner.next() {
      guard token.kind == .reference else {
        text += part[token.range]
        continue
      }
      if case .text(let replacement) = entities.resolve(part, token.inner) { text += replacement }
    }
    return String(decoding: text, as: UTF8.self).onOneLine
  }
}
