/// Works out the block structure of a Markdown document, line by line (CommonMark 0.31, appendix "A parsing
/// strategy", phase 1; tables and footnotes as GitHub has them).
///
/// - Complexity: O(lines × nesting depth), which is limited.
struct MarkdownBlockParser {
  /// The leaves in source order.
  private(set) var blocks: [MarkdownBlock] = []
  /// The lines that they are made of.
  private(set) var lines: [MarkdownLine] = []
  /// Labels of link reference definitions, normalized.
  private(set) var labels: Set<String> = []
  /// Names of footnotes, normalized.
  private(set) var footnotes: Set<String> = []

  private let paths = PathTable()
  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: String
  private let maximumDepth: Int
  private var containers = [MarkdownContainer(.root, path: "")]
  private var leaf = Leaf.none
  /// Callouts that a line of their own closes.
  private var callouts: [MarkdownCallout.Fence] = []
  /// First line of the open leaf.
  private var firstLine = 0
  /// Whether the open leaf is the first thing in its container.
  private var isFirst = false

  private enum Leaf {
    case none
    case paragraph
    case fenced(character: UInt8, length: Int, indent: Int)
    case indented
    case html(MarkdownHTMLBlock.End)
    case table(columns: Int, path: String, rows: Int)
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String, maximumDepth: Int) {
    self.bytes = bytes
    self.file = file
    self.maximumDepth = maximumDepth
  }

  /// Reads everything from `start`.
  ///
  /// - Throws: `limit` where lists and quotations nest deeper than allowed.
  mutating func parse(from start: Int) throws(IngestionError) {
    var at = start
    while at < bytes.count {
      let line = MarkdownLine(at: at, in: bytes)
      try add(line)
      at = line.next
    }
    closeLeaf()
  }

  private var isInParagraph: Bool { if case .paragraph = leaf { true } else { false } }

  // MARK: A line

  private mutating func add(_ line: MarkdownLine) throws(IngestionError) {
    var cursor = MarkdownCursor(bytes, line)
    var matched = match(&cursor)
    if matched == containers.count {
      if continues(cursor) { return }
    } else if !isInParagraph {
      close(to: matched, keepsList: true)
    }
    // A paragraph goes on in a line without its containers' markers, unless something else begins there.
    var isLazy = matched < containers.count

    while true {
      let indent = cursor.indent
      if indent >= 4 {
        if isInParagraph || cursor.isBlank { break }
        if case .indented = leaf { break }
        close(to: matched)
        begin(.indented)
        break
      }
      var inner = cursor
      inner.skipSpaces()
      if inner.isAtEnd { break }
      if inner.byte == UInt8(ascii: ">") {
        close(to: matched)
        inner.advance()
        inner.skipIndent(1)
        try push(.quote, "blockquote", line)
        cursor = inner
      } else if let (name, length) = MarkdownBlockStarts.footnote(inner) {
        close(to: matched)
        inner.advance(length)
        inner.skipSpaces()
        footnotes.insert(MarkdownLabel.normalize(bytes[name]))
        try push(.footnote, "aside", line)
        cursor = inner
      } else if !isInParagraph, let title = MarkdownCallout.indented(inner) {
        close(to: matched)
        try push(.callout, "aside", line)
        if let title { addBlock(.paragraph, title) }
        return
      } else if beginsLeaf(inner, indent: indent, matched: matched, isLazy: isLazy) {
        return
      } else if let item = listItem(inner, indent: indent, mayInterrupt: !isInParagraph || isLazy) {
        try open(item, matched: matched, line)
        cursor = item.content
      } else {
        break
      }
      matched = containers.count
      isLazy = false
    }
    finish(cursor, matched: matched, isLazy: isLazy)
  }

  /// Matches the open containers against the line; returns how many go on.
  private func match(_ cursor: inout MarkdownCursor) -> Int {
    var matched = 1
    while matched < containers.count {
      switch containers[matched].kind {
      case .root, .list: break
      case .quote:
        var inner = cursor
        guard inner.indent < 4 else { return matched }
        inner.skipSpaces()
        guard inner.byte == UInt8(ascii: ">") else { return matched }
        inner.advance()
        inner.skipIndent(1)
        cursor = inner
      case .item(let indent):
        if cursor.isBlank {
          guard containers[matched].hasContent else { return matched }
        } else {
          guard cursor.indent >= indent else { return matched }
          cursor.skipIndent(indent)
        }
      case .footnote, .callout:
        if !cursor.isBlank {
          guard cursor.indent >= 4 else { return matched }
          cursor.skipIndent(4)
        }
      }
      matched += 1
    }
    return matched
  }

  /// Adds the line to a leaf that takes any line as it is.
  private mutating func continues(_ cursor: MarkdownCursor) -> Bool {
    switch leaf {
    case .fenced(let character, let length, let indent):
      if MarkdownBlockStarts.closesFence(cursor, character, length) {
        closeLeaf()
      } else {
        var inner = cursor
        inner.skipIndent(indent)
        append(inner)
      }
      return true
    case .html(let end):
      if end == .blank, cursor.isBlank {
        closeLeaf()
        return true
      }
      append(cursor)
      if case .marker(let marker) = end, MarkdownHTMLBlock.holds(cursor, marker) { closeLeaf() }
      return true
    case .none, .paragraph, .indented, .table: return false
    }
  }

  /// Begins a leaf that its first line alone makes known; `true` where the line is dealt with.
  private mutating func beginsLeaf(
    _ cursor: MarkdownCursor, indent: Int, matched: Int, isLazy: Bool
  ) -> Bool {
    if let (level, content) = MarkdownBlockStarts.heading(cursor) {
      close(to: matched)
      begin(.none)
      addBlock(.heading(UInt8(clamping: level)), content)
      return true
    }
    if let (fence, title) = MarkdownCallout.opened(cursor) {
      close(to: matched)
      callouts.append(fence)
      begin(.none)
      if let title { addBlock(.paragraph, title) }
      return true
    }
    if let fence = callouts.last, fence.isClosed(by: cursor) {
      close(to: matched)
      callouts.removeLast()
      return true
    }
    if let fence = MarkdownBlockStarts.fence(cursor) {
      close(to: matched)
      begin(.fenced(character: fence.character, length: fence.length, indent: indent))
      return true
    }
    if let end = MarkdownHTMLBlock.start(cursor, interruptsParagraph: isInParagraph) {
      close(to: matched)
      begin(.html(end))
      append(cursor)
      if case .marker(let marker) = end, MarkdownHTMLBlock.holds(cursor, marker) { closeLeaf() }
      return true
    }
    if isInParagraph, !isLazy {
      if let level = MarkdownBlockStarts.setextLevel(cursor), takeDefinitions() {
        blocks.append(block(.heading(UInt8(clamping: level)), firstLine..<lines.count))
        leaf = .none
        return true
      }
      if let columns = MarkdownTable.delimiterColumns(cursor), let header = lines.last,
        lines.count > firstLine,
        MarkdownTable.cells(bytes, header.range).count == columns
      {
        lines.removeLast()
        closeLeaf()
        begin(.table(columns: columns, path: containers[containers.count - 1].childPath("table"), rows: 0))
        addRow(header.range)
        return true
      }
    }
    if MarkdownBlockStarts.isThematicBreak(cursor) {
      close(to: matched)
      return true
    }
    return false
  }

  /// Deals with what is left of the line once no more blocks begin in it.
  private mutating func finish(_ cursor: MarkdownCursor, matched: Int, isLazy: Bool) {
    if cursor.isBlank {
      if isLazy { close(to: matched, keepsList: true) }
      if case .indented = leaf { return append(cursor) }
      return closeLeaf()
    }
    switch leaf {
    case .indented where cursor.indent >= 4:
      var inner = cursor
      inner.skipIndent(4)
      append(inner)
    case .table: addRow(cursor.rest)
    default:
      if !isInParagraph {
        close(to: matched)
        begin(.paragraph)
      }
      var inner = cursor
      inner.skipSpaces()
      append(inner)
    }
  }

  // MARK: Containers

  private struct ListItem {
    var marker: UInt8
    var isOrdered: Bool
    var indent: Int
    var content: MarkdownCursor
  }

  private func listItem(_ cursor: MarkdownCursor, indent: Int, mayInterrupt: Bool) -> ListItem? {
    guard let (marker, width, number) = MarkdownBlockStarts.listMarker(cursor) else { return nil }
    var content = cursor
    content.advance(width)
    let isBlank = content.isBlank
    if !mayInterrupt, isBlank || number.map({ $0 != 1 }) == true { return nil }
    let spaces = content.indent
    let padding = isBlank || spaces >= 5 ? 1 : spaces
    content.skipIndent(padding)
    return ListItem(
      marker: marker, isOrdered: number != nil, indent: indent + width + padding, content: content)
  }

  private mutating func open(_ item: ListItem, matched: Int, _ line: MarkdownLine) throws(IngestionError) {
    closeLeaf()
    containers.removeLast(max(0, containers.count - matched))
    if case .list(let marker) = containers[containers.count - 1].kind {
      if marker != item.marker { containers.removeLast() }
    }
    if case .list = containers[containers.count - 1].kind {
    } else {
      try push(.list(marker: item.marker), item.isOrdered ? "ol" : "ul", line)
    }
    try push(.item(indent: item.indent), "li", line)
  }

  private mutating func push(
    _ kind: MarkdownContainer.Kind, _ name: String, _ line: MarkdownLine
  ) throws(IngestionError) {
    guard containers.count <= maximumDepth else {
      throw IngestionError(
        file: file, byteOffset: line.start,
        reason: .limit(IngestionError.Reason.listDepthLimit, maximumDepth))
    }
    let path = containers[containers.count - 1].childPath(name)
    containers.append(MarkdownContainer(kind, path: path))
  }

  /// Closes the open leaf and all containers but `count`; a list whose item is closed goes too, unless
  /// another item may follow.
  private mutating func close(to count: Int, keepsList: Bool = false) {
    closeLeaf()
    containers.removeLast(max(0, containers.count - count))
    if !keepsList, case .list = containers[containers.count - 1].kind { containers.removeLast() }
  }

  // MARK: Leaves

  private mutating func begin(_ leaf: Leaf) {
    self.leaf = leaf
    firstLine = lines.count
    isFirst = !containers[containers.count - 1].hasContent
    containers[containers.count - 1].hasContent = true
  }

  private mutating func append(_ cursor: MarkdownCursor) {
    var line = cursor.line
    line.start = cursor.at
    lines.append(line)
  }

  private mutating func closeLeaf() {
    switch leaf {
    case .none, .table: break
    case .paragraph: if takeDefinitions() { blocks.append(block(.paragraph, firstLine..<lines.count)) }
    case .fenced, .indented: blocks.append(block(.code, firstLine..<lines.count))
    case .html: blocks.append(block(.html, firstLine..<lines.count))
    }
    leaf = .none
  }

  /// Takes link reference definitions off the open paragraph; `false` where nothing else is left.
  private mutating func takeDefinitions() -> Bool {
    guard firstLine < lines.count else { return false }
    guard bytes[lines[firstLine].start] == UInt8(ascii: "[") else { return true }
    let taken = MarkdownLabel.definitions(bytes, lines[firstLine...], into: &labels)
    firstLine += taken
    return firstLine < lines.count
  }

  private mutating func addBlock(_ kind: MarkdownBlock.Kind, _ content: Range<Int>) {
    lines.append(MarkdownLine(content))
    blocks.append(block(kind, lines.count - 1..<lines.count))
  }

  private mutating func addRow(_ range: Range<Int>) {
    guard case .table(let columns, let path, let rows) = leaf else { return }
    leaf = .table(columns: columns, path: path, rows: rows + 1)
    lines.append(MarkdownLine(range))
    blocks.append(
      MarkdownBlock(
        row: lines.count - 1, columns: columns, isHead: rows == 0,
        path: paths.store("\(path)/tr[\(rows + 1)]"), isNote: isInNote))
  }

  private var isInNote: Bool { containers.contains { $0.kind == .footnote } }

  private mutating func block(_ kind: MarkdownBlock.Kind, _ range: Range<Int>) -> MarkdownBlock {
    let tip = containers.count - 1
    var isItem = false
    if case .item = containers[tip].kind { isItem = kind == .paragraph }
    let path: String
    switch kind {
    case .paragraph: path = isItem && isFirst ? containers[tip].path : containers[tip].childPath("p")
    case .heading(let level): path = containers[tip].childPath("h\(level)")
    case .code: path = containers[tip].childPath("pre")
    case .html: path = containers[tip].childPath("html")
    case .row, .headRow, .cell: path = containers[tip].path
    }
    return MarkdownBlock(
      kind: kind, lines: range, path: paths.store(path), isItem: isItem, isNote: isInNote)
  }
}

extension MarkdownLine {
  /// A piece of a line, without a terminator.
  init(_ range: Range<Int>) {
    start = range.lowerBound
    end = range.upperBound
    next = range.upperBound
  }
}
