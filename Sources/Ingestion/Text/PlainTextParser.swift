import Platform

/// Reads plain text: paragraphs between blank lines, with headings, lists and verse where their layout is
/// plain.
package enum PlainTextParser {
  /// Parses `source`. Wrapped lines are joined by spaces; every byte of text is a byte of the source.
  ///
  /// - Throws: `noText` where there is nothing but white space, `limit` beyond what a document's text may
  ///   have.
  package static func parse(
    _ source: DecodedSource, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    guard source.utf8.count <= Block.mostText else {
      throw IngestionError(
        file: description.path, reason: .limit("size of the text in bytes", Block.mostText))
    }
    return try source.utf8.withUnsafeBufferPointer { (bytes) throws(IngestionError) -> Document in
      var emitter = PlainTextEmitter(TextStructure(bytes), source: source, bytes: bytes)
      return try emitter.emit(description)
    }
  }
}

/// Hands the elements of a plain text to a document builder.
struct PlainTextEmitter {
  private let structure: TextStructure
  private let bytes: UnsafeBufferPointer<UInt8>
  private var builder: DocumentBuilder
  private var open: [Scope] = [Scope(path: "", rank: 0, role: nil)]
  /// The table that is emitted, and the cell of its row.
  private var table = ""
  private var cell = 0

  /// A section, or the whole text.
  private struct Scope {
    var path: String
    var rank: Int
    var role: Block.Role?
    var counts: [String: Int] = [:]

    mutating func childPath(_ name: String) -> String {
      counts[name, default: 0] += 1
      return "\(path)/\(name)[\(counts[name] ?? 1)]"
    }
  }

  init(_ structure: TextStructure, source: DecodedSource, bytes: UnsafeBufferPointer<UInt8>) {
    self.structure = structure
    self.bytes = bytes
    builder = DocumentBuilder(source: source)
  }

  /// Emits everything and returns the document.
  ///
  /// - Throws: `noText` where there is none.
  mutating func emit(_ description: SourceDescription) throws(IngestionError) -> Document {
    let titleIndex = titleElement()
    var title = structure.declaredTitle
    for (index, element) in structure.elements.enumerated() {
      let text = index == 0 || index == titleIndex || element.isHeading ? plain(element) : ""
      if title == nil, index == titleIndex || index == 0 && element.isHeading { title = text }
      emit(element, isTitle: index == titleIndex, text: text)
    }
    return try builder.finish(description, title: title)
  }

  /// The first element, where it is a title: a short line that stands alone, or a heading of a rank that no
  /// other has. What stands before it says who sent it.
  private func titleElement() -> Int? {
    let index = structure.headEnd
    guard structure.elements.indices.contains(index), structure.elements[index].role == .body else {
      return nil
    }
    if structure.elements[index].isTitleLike { return index }
    guard case .heading(let rank) = structure.elements[index].kind else { return nil }
    if index > 0 { return isSetIn(index) ? index : nil }
    let isUnique = !structure.elements[(index + 1)...].contains { element in
      if case .heading(let other) = element.kind { other <= rank } else { false }
    }
    return isUnique ? index : nil
  }

  /// Whether the element's first line is set further in than a margin.
  private func isSetIn(_ index: Int) -> Bool {
    let start = structure.pieces[structure.elements[index].pieces.lowerBound].lowerBound
    return start >= 4 && bytes[(start - 4)..<start].allSatisfy { $0 == 0x20 }
  }

  private func plain(_ element: TextStructure.Element) -> String {
    structure.pieces[element.pieces].map { piece in
      String(decoding: bytes[piece.prefix(400)], as: UTF8.self).onOneLine
    }.joined(separator: " ")
  }

  private mutating func emit(_ element: TextStructure.Element, isTitle: Bool, text: String) {
    let kind: Block.Kind
    let name: String
    switch element.kind {
    case _ where isTitle: (kind, name) = (.title, "title")
    case .heading(let rank):
      openSection(rank, text)
      (kind, name) = (.heading, "heading")
    case .paragraph: (kind, name) = (.paragraph, "p")
    case .item: (kind, name) = (.listItem, "item")
    case .verse: (kind, name) = (.verse, "verse")
    case .rows: (kind, name) = (.preformatted, "pre")
    case .cell(let place, let row):
      emit(element, place, row: row)
      return
    }
    let role = isTitle ? .front : element.role == .body ? open.last?.role ?? .body : element.role
    builder.openBlock(kind, role: role, path: open[open.count - 1].childPath(name))
    let isByLine = kind == .verse || kind == .preformatted
    var lastEnd: Int?
    for (index, piece) in structure.pieces[element.pieces].enumerated() {
      if let lastEnd, lastEnd < piece.lowerBound,
        bytes.firstIndex(of: 0x0A, in: lastEnd..<piece.lowerBound) != nil
      {
        // The foot of a page and the head of the next, or the border between rows.
        let end = isByLine ? lineEnd(before: piece.lowerBound)?.lowerBound : nil
        builder.omit(lastEnd..<max(lastEnd, end ?? piece.lowerBound))
      }
      lastEnd = piece.upperBound
      if index > 0, isByLine {
        builder.appendLineBreak(for: lineEnd(before: piece.lowerBound))
      } else if index > 0 {
        builder.endLine()
      }
      append(isByLine ? trimmed(piece) : piece)
    }
    builder.closeBlock()
  }

  /// Emits a table's cell.
  private mutating func emit(_ element: TextStructure.Element, _ place: CellPlace, row: Int) {
    if place.startsTable { table = open[open.count - 1].childPath("table") }
    cell = place.startsRow ? 1 : cell + 1
    let role = element.role == .body ? open.last?.role ?? .body : element.role
    builder.openBlock(
      .tableCell, role: role, path: "\(table)/row[\(row + 1)]/cell[\(cell)]", cell: place)
    for piece in structure.pieces[element.pieces] { append(piece) }
    builder.closeBlock()
  }

  private mutating func openSection(_ rank: Int, _ heading: String) {
    while let last = open.last, open.count > 1, last.rank >= rank { open.removeLast() }
    let role = SectionRole.named(heading) ?? open.last?.role
    let path = open[open.count - 1].childPath("section")
    open.append(Scope(path: path, rank: rank, role: role))
    builder.openSection(atLevel: open.count - 1, role: role ?? .body)
  }

  /// Appends a stretch of text; form feeds and vertical tabs are white space.
  private mutating func append(_ piece: Range<Int>) {
    var start = piece.lowerBound
    for at in piece where bytes[at] == 0x0C || bytes[at] == 0x0B {
      builder.append(start..<at)
      builder.appendSpace(for: at..<at + 1)
      start = at + 1
    }
    builder.append(start..<piece.upperBound)
  }

  private func trimmed(_ piece: Range<Int>) -> Range<Int> {
    var end = piece.upperBound
    while end > piece.lowerBound,
      bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D || TextLine.isSpace(bytes[end - 1])
    {
      end -= 1
    }
    return piece.lowerBound..<end
  }

  /// The line end last before `offset`.
  private func lineEnd(before offset: Int) -> Range<Int>? {
    var at = offset - 1
    while at >= 0, bytes[at] != 0x0A, bytes[at] != 0x0D { at -= 1 }
    guard at >= 0 else { return nil }
    return (bytes[at] == 0x0A && at > 0 && bytes[at - 1] == 0x0D ? at - 1 : at)..<at + 1
  }
}

extension TextStructure.Element {
  /// Whether it is a heading.
  var isHeading: Bool { if case .heading = kind { true } else { false } }
}
