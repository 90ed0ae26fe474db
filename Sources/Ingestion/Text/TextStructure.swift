/// Divides plain text into titles, headings, paragraphs, list items and verse.
struct TextStructure {
  /// A piece of the text.
  struct Element {
    enum Kind: Equatable {
      case paragraph, item, verse, rows
      case heading(rank: Int)
      case cell(CellPlace, row: Int)
    }

    var kind: Kind
    /// Stretches of the source that it is made of, as indices into `TextStructure.pieces`.
    var pieces: Range<Int>
    var role: Block.Role
    /// Whether it stands at the very beginning, alone, and could be a title.
    var isTitleLike = false
  }

  private(set) var elements: [Element] = []
  /// Stretches of the source.
  private(set) var pieces: [Range<Int>] = []
  /// The title that a header declares: a mail's subject, a Project Gutenberg file's title.
  private(set) var declaredTitle: String?

  private let bytes: UnsafeBufferPointer<UInt8>
  private var lines: [TextLine] = []
  /// Whether paragraphs are broken into lines of about equal length.
  private var isWrapped = true
  private var role = Block.Role.body
  /// Whether lines that only say who writes or what begins, and when, stand above what they are about.
  private var hasBylines = false
  private var turns: TextTurns
  private let manual: TextManual?
  /// Elements of a memo's head; what is set in the middle below it is the title.
  private(set) var headEnd = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    turns = TextTurns([], bytes)
    lines = TextLine.all(of: bytes)
    manual = TextManual(lines, bytes)
    declaredTitle = manual?.name
    let isLog = TextMessages.areLog(lines, bytes)
    isWrapped = measure() && !isLog
    hasBylines = isWrapped && TextMessages.haveBylines(lines, bytes)
    TextPages.removeFurniture(from: &lines, bytes)
    if !isLog { TextRunningHeads.remove(from: &lines, bytes) }
    turns = TextTurns(lines, bytes)
    let frame = frame()
    let heads = manual == nil ? TextMailHeads(lines, bytes) : TextMailHeads([], bytes)
    var start = 0
    while start < lines.count {
      if lines[start].isBlank {
        start += 1
        continue
      }
      if elements.isEmpty, let whole = opening(start) {
        start = whole.upperBound
        continue
      }
      if let head = heads.ranges[start] {
        if elements.isEmpty, declaredTitle == nil { declaredTitle = heads.subjects[start] }
        role = .metadata
        append(.paragraph, stretches(head))
        start = head.upperBound
        continue
      }
      var end = start + 1
      while isWrapped, end < lines.count, !lines[end].isBlank, heads.ranges[end] == nil { end += 1 }
      role = start < frame.lowerBound ? .front : start >= frame.upperBound ? .back : .body
      if let manual { role = manual.role(at: lines[start].start) }
      if end == start + 1, manual?.isFrame(lines[start], bytes) == true {
        role = .metadata
        append(.paragraph, stretches(start..<end))
      } else {
        add(start..<end)
      }
      start = end
    }
  }

  /// The lines from `start` on that are the head of a memo or of a mail, which a whole text begins with. They
  /// are appended; nil where they are none.
  private mutating func opening(_ start: Int) -> Range<Int>? {
    // No head is longer.
    let rest = lines[start...].prefix(64)
    let group = start..<(rest.firstIndex(where: \.isBlank) ?? rest.endIndex)
    if let head = TextMemoHead(lines[group], bytes) {
      role = .metadata
      for side in head.sides { append(.paragraph, [side]) }
      headEnd = elements.count
    } else if isHeader(group) {
      role = .metadata
      append(.paragraph, stretches(group))
    } else {
      return nil
    }
    return group
  }

  /// Whether lines look wrapped: nine in ten have at most 150 characters.
  private func measure() -> Bool {
    var lengths: [Int] = []
    for line in lines where !line.isBlank {
      lengths.append(line.end - line.start)
      if lengths.count == 5000 { break }
    }
    lengths.sort()
    return lengths.isEmpty || lengths[lengths.count * 9 / 10] <= 150
  }

  /// The lines between a Project Gutenberg file's markers, or all. The markers themselves are made blank.
  private mutating func frame() -> Range<Int> {
    var start = 0
    var end = lines.count
    for (index, line) in lines.enumerated() {
      guard line.indent == 0, line.end - line.start > 20, bytes[line.start] == UInt8(ascii: "*") else {
        continue
      }
      let text = String(decoding: bytes[line.range], as: UTF8.self).uppercased().filter { $0 != "*" }
      let words = text.split(separator: " ")
      guard words.count > 3, words[1] == "OF", text.contains("PROJECT GUTENBERG") else { continue }
      if words[0] == "START", start == 0, index < 2000 {
        // An end before the beginning ends nothing.
        (start, end) = (index + 1, lines.count)
      } else if words[0] == "END", index > start {
        end = min(end, index)
      } else {
        continue
      }
      lines[index].end = lines[index].start
      lines[index].hasWords = false
    }
    for line in lines[..<start] where bytes[line.range].starts(with: "Title:".utf8) {
      let value = bytes[(line.start + 6)..<line.end].drop { $0 == 0x20 }
      declaredTitle = value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
    }
    return start..<end
  }

  /// Whether the lines are a mail's header or the like: each a name, a colon and a value.
  private mutating func isHeader(_ group: Range<Int>) -> Bool {
    guard 2...40 ~= group.count else { return false }
    var fields: [String: String] = [:]
    for line in lines[group] where line.indent == 0 {
      let text = bytes[line.range]
      let name = text.prefix { 0x41...0x5A ~= $0 & 0xDF || $0 == 0x2D }
      guard 2...24 ~= name.count, name.endIndex < line.end, bytes[name.endIndex] == UInt8(ascii: ":") else {
        return false
      }
      let value = bytes[(name.endIndex + 1)..<line.end].drop { $0 == 0x20 }
      fields[String(decoding: name, as: UTF8.self).lowercased()] = String(decoding: value, as: UTF8.self)
    }
    guard fields["from"] != nil || fields["subject"] != nil || fields["title"] != nil else { return false }
    let title = fields["subject"] ?? fields["title"] ?? ""
    if declaredTitle == nil, !title.isEmpty { declaredTitle = title }
    return true
  }

  // MARK: Groups of lines

  /// Adds the lines `group`, which no blank line divides.
  private mutating func add(_ group: Range<Int>) {
    guard !group.isEmpty else { return }
    let before = elements.count
    let isStart = before == headEnd && (before == 0 || lines[group.lowerBound].indent >= 4)
    var group = group
    repeat {
      while let first = group.first, !lines[first].hasWords { group = first + 1..<group.upperBound }
      guard let first = group.first else { return }
      if let (rank, content) = TextHeading.marked(bytes, lines[first]) {
        append(.heading(rank: rank), [content])
        group = first + 1..<group.upperBound
      } else if isWrapped, group.count > 2, isUnderline(first + 1, group),
        let table = TextTable(lines[group], bytes)
      {
        // One rule below the heads of columns.
        return append(table)
      } else if group.count > 1, isUnderline(first + 1, group) {
        let rank = TextHeading.underlineRank(bytes[lines[first + 1].range], under: lines[first]) ?? 0
        append(.heading(rank: rank), [lines[first].range])
        group = first + 2..<group.upperBound
      } else if let rank = manual?.rank(lines[first], bytes) {
        append(.heading(rank: rank), [lines[first].range])
        group = first + 1..<group.upperBound
      } else {
        break
      }
    } while true
    if isWrapped, let drawn = TextRows.drawn(group, lines, bytes) {
      add(group.lowerBound..<drawn.lowerBound)
      add(drawn)
      add(drawn.upperBound..<group.upperBound)
      return
    }
    while let last = group.last, !lines[last].hasWords { group = group.lowerBound..<last }
    if group.count <= 2, let rank = standingRank(group) {
      append(.heading(rank: rank), stretches(group))
    } else if isWrapped, TextRows.areRows(lines[group], bytes) {
      // Borders hold no text.
      let rows = group.filter { lines[$0].hasWords }
      if let table = TextTable(lines[group], bytes) {
        append(table)
      } else {
        append(.rows, rows.map { lines[$0].start..<($0 == rows.last ? lines[$0].end : lines[$0].next) })
      }
    } else if !addList(group) {
      if let manual {
        for entry in manual.entries(group, lines, bytes) {
          append(manual.isItem(entry, lines, bytes) ? .item : .paragraph, stretches(entry))
        }
      } else if !turns.areTurns(lines[group], bytes), isVerse(group) {
        append(.verse, stretches(group))
      } else {
        addParagraphs(group)
      }
    }
    if isStart, elements.count == before + 1, isTitleLike(group) { elements[before].isTitleLike = true }
  }

  private func isUnderline(_ index: Int, _ group: Range<Int>) -> Bool {
    group.contains(index) && lines[index - 1].hasWords
      && TextHeading.underlineRank(bytes[lines[index].range], under: lines[index - 1]) != nil
  }

  private func standingRank(_ group: Range<Int>) -> Int? {
    if group.count == 2, lines[group.lowerBound].end - lines[group.lowerBound].start > 40 { return nil }
    let text = group.map { String(decoding: bytes[lines[$0].range.prefix(200)], as: UTF8.self) }
      .joined(separator: " ")
    return TextHeading.standing(text, isFollowedByText: isFollowedByText(group, text))
  }

  /// Whether a paragraph follows that is longer than `text` and begins with no marker.
  private func isFollowedByText(_ group: Range<Int>, _ text: String) -> Bool {
    guard let next = lines[group.upperBound...].prefix(10).firstIndex(where: { !$0.isBlank }) else {
      return false
    }
    let isLonger =
      lines[next].end - lines[next].start > text.utf8.count
      || next + 1 < lines.count && !lines[next + 1].isBlank
    guard isLonger, let marker = TextListMarker(bytes, lines[next]) else { return isLonger }
    // A section of a memo may begin with a list, which is set in.
    let isNumber = marker.sort == .number || marker.sort == .numberInParentheses
    let isSetOff = headEnd > 0 || bytes.find("  ", in: lines[group.lowerBound].range) != nil
    return isSetOff && !isNumber && lines[next].indent > lines[group.lowerBound].indent
  }

  private func isTitleLike(_ group: Range<Int>) -> Bool {
    guard group.count <= 3, case .paragraph? = elements.last?.kind,
      !TextMessages.isMessage(bytes[lines[group.lowerBound].range]),
      !TextMessages.isByline(bytes, lines[group.lowerBound])
    else { return false }
    let isCentred = group.allSatisfy { lines[$0].indent >= 4 }
    guard group.count == 1 || isCentred, group.upperBound < lines.count,
      lines[group.upperBound].isBlank || !isWrapped
    else { return false }
    let count = group.reduce(0) { $0 + lines[$1].end - lines[$1].start }
    let last = bytes[lines[group.upperBound - 1].end - 1]
    // Dialogue may open with a dash.
    let opening = String(decoding: bytes[lines[group.lowerBound].range.prefix(8)], as: UTF8.self).first
    return count <= 120 && !".;,:".utf8.contains(last) && opening.map { !"-–—".contains($0) } == true
      && lines[group.upperBound...].contains { $0.hasWords }
  }

  // MARK: Lists, verse, paragraphs

  private mutating func addList(_ group: Range<Int>) -> Bool {
    // Most paragraphs have no marker, and one may have millions of lines: what is kept is kept for an item.
    var firstMarker: TextListMarker?
    var items: [(line: Int, contentStart: Int)] = []
    for index in group {
      guard let marker = TextListMarker(bytes, lines[index]) else { continue }
      firstMarker = firstMarker ?? marker
      if marker.sort == firstMarker?.sort { items.append((index, marker.contentStart)) }
    }
    guard let first = firstMarker, let start = items.first?.line else { return false }
    let isNumbered = first.sort == .number || first.sort == .numberInParentheses
    let isAfterItem = elements.last?.kind == .item
    if start == group.lowerBound {
      // A number alone may begin a sentence ("1998. The"), a hyphen alone dialogue.
      if isNumbered, items.count == 1, !isAfterItem, first.number != 1 { return false }
    } else {
      let before = lines[start - 1]
      guard items.count >= 2, !isNumbered || first.number <= 1,
        bytes[before.end - 1] == UInt8(ascii: ":") || items.count >= 3
      else { return false }
      addParagraphs(group.lowerBound..<start)
    }
    for (position, item) in items.enumerated() {
      let end = position + 1 < items.count ? items[position + 1].line : group.upperBound
      var content = stretches(item.line..<end)
      content[0] = item.contentStart..<content[0].upperBound
      append(.item, content)
    }
    return true
  }

  /// Whether the lines are verse or an address: short, each beginning with a capital, indented or at least
  /// three.
  private func isVerse(_ group: Range<Int>) -> Bool {
    guard isWrapped, group.count >= 2 else { return false }
    let isIndented = group.allSatisfy { lines[$0].indent >= 2 }
    // The last stanza may be shorter than those before it.
    guard isIndented || group.count >= 3 || elements.last?.kind == .verse else { return false }
    let limit = isIndented ? 65 : 45
    return group.allSatisfy { index in
      let line = lines[index]
      guard line.end - line.start <= limit, line.hasWords else { return false }
      let opening = String(decoding: bytes[line.range.prefix(16)], as: UTF8.self)
      guard let letter = opening.first(where: { $0.isLetter || $0.isNumber }) else { return false }
      return letter.isUppercase
    }
  }

  /// Adds paragraphs; an indented line after the end of a sentence begins a new one, and so does a turn of
  /// speech.
  private mutating func addParagraphs(_ group: Range<Int>) {
    var start = group.lowerBound
    let areTimed = TextMessages.areTimed(lines[group], bytes)
    for index in group.dropFirst() {
      let before = lines[index - 1]
      let isTimed = areTimed && TextMessages.isTimed(bytes[lines[index].range])
      if isTimed || hasBylines && (isByline(index) || index - 1 == start && isByline(start)) {
        append(.paragraph, stretches(start..<index))
        start = index
        continue
      }
      if turns.begins(lines[index], after: before, bytes) || isCue(index - 1, from: start)
        || TextQuotation(bytes, lines[index]).begins(after: TextQuotation(bytes, before), bytes, before)
      {
        append(.paragraph, stretches(start..<index))
        start = index
        continue
      }
      guard lines[index].indent >= 2, before.indent == 0, before.end > before.start,
        ".!?:\"')".utf8.contains(bytes[before.end - 1]) || bytes[before.end - 1] >= 0x80
      else { continue }
      append(.paragraph, stretches(start..<index))
      start = index
    }
    append(.paragraph, stretches(start..<group.upperBound))
  }

  /// Whether the line only says who writes or what begins, and when, and cuts no sentence of the line above
  /// it.
  private func isByline(_ index: Int) -> Bool {
    guard TextMessages.isByline(bytes, lines[index]) else { return false }
    guard index > 0, !lines[index - 1].isBlank else { return true }
    return ".!?:\"')]".utf8.contains(bytes[lines[index - 1].end - 1])
  }

  /// Whether the line is who speaks in a play or a film, or how: capitals or brackets, set further in than
  /// the words below.
  private func isCue(_ index: Int, from start: Int) -> Bool {
    let line = lines[index]
    guard index == start, line.indent >= 8, line.end - line.start <= 40, index + 1 < lines.count,
      line.indent >= lines[index + 1].indent + 2
    else { return false }
    let text = String(decoding: bytes[line.range], as: UTF8.self)
    if text.first == "(", text.last == ")" { return true }
    let letters = text.filter(\.isLetter)
    return letters.count >= 2 && letters == letters.uppercased() && letters != letters.lowercased()
      && !".,;".contains(text.last ?? ".")
  }

  /// The lines' content, each with its terminator but for the last.
  private func stretches(_ group: Range<Int>) -> [Range<Int>] {
    group.map { index in
      let line = lines[index]
      return line.start..<(index + 1 == group.upperBound ? line.end : line.next)
    }
  }

  private mutating func append(_ table: TextTable) {
    var counter = CellCounter()
    for (index, row) in table.rows.enumerated() {
      counter.beginRow()
      for cell in row {
        append(.cell(counter.next(inColumn: cell.column), row: index), [cell.content])
      }
    }
  }

  private mutating func append(_ kind: Element.Kind, _ content: [Range<Int>]) {
    guard !content.isEmpty else { return }
    let start = pieces.count
    pieces.append(contentsOf: content)
    elements.append(Element(kind: kind, pieces: start..<pieces.count, role: role))
  }
}
