/// Tables: `{|` to `|}`, with captions (`|+`), rows (`|-`), heads (`!`, `!!`) and cells (`|`, `||`).
///
/// Each cell is a block of its own. What stands before a single `|` in a cell is its attributes and no text.
extension WikitextReader {
  /// Reads the line where it opens, closes or continues a table; false where it is no part of one.
  mutating func tableLine(_ pieces: [Range<Int>], into builder: inout DocumentBuilder) -> Bool {
    let text = dropping(pieces) { TextRun.isWhiteSpace($0) || $0 == 0x3A }
    guard let first = text.first?.lowerBound else {
      if tableDepth > 0 { closeParagraph(&builder) }
      return tableDepth > 0
    }
    if tableStarts.contains(first) {
      closeParagraph(&builder)
      tableDepth += 1
      cells.beginTable()
      return true  // what follows on the line is the table's attributes
    }
    guard tableDepth > 0 else { return false }
    if tableEnds.contains(first + 2) {
      tableDepth -= 1
      cells.beginTable()
      let rest = skipping(2, of: text)
      if !rest.isEmpty { line(rest, start: first + 2, into: &builder) }
      return true
    }
    let second = first + 1 < bytes.count ? bytes[first + 1] : 0
    switch (bytes[first], second) {
    case (0x7C, 0x2D): cells.beginRow()  // and its attributes
    case (0x7C, 0x2B): cell(skipping(2, of: text), .caption, into: &builder)
    case (0x7C, _), (0x21, _):
      let isHead = bytes[first] == 0x21
      for part in parts(skipping(1, of: text), isHead: isHead) {
        let attributes = attributes(part)
        cells.beginCell(
          columns: number("colspan", attributes) ?? 1, rows: number("rowspan", attributes) ?? 1,
          isHead: isHead)
        cell(part, .tableCell, into: &builder)
      }
    default: block(.tableCell, trimmed(text), into: &builder)  // a cell goes on
    }
    return true
  }

  private mutating func cell(
    _ pieces: [Range<Int>], _ kind: Block.Kind, into builder: inout DocumentBuilder
  ) {
    block(kind, trimmed(withoutAttributes(pieces)), into: &builder)
  }

  /// The cells of a line: apart at `||`, heads also at `!!`.
  private func parts(_ pieces: [Range<Int>], isHead: Bool) -> [[Range<Int>]] {
    var cells: [[Range<Int>]] = [[]]
    for piece in pieces {
      guard !isBreak(piece), !isInserted(piece) else {
        cells[cells.count - 1].append(piece)
        continue
      }
      var start = piece.lowerBound
      var at = start
      while at + 1 < piece.upperBound {
        if bytes[at] == bytes[at + 1], bytes[at] == 0x7C || isHead && bytes[at] == 0x21 {
          if start < at { cells[cells.count - 1].append(start..<at) }
          cells.append([])
          at += 2
          start = at
        } else {
          at += 1
        }
      }
      if start < piece.upperBound { cells[cells.count - 1].append(start..<piece.upperBound) }
    }
    return cells
  }

  private func withoutAttributes(_ pieces: [Range<Int>]) -> [Range<Int>] {
    guard let (index, bar) = attributesEnd(pieces) else { return pieces }
    let rest = bar + 1 < pieces[index].upperBound ? [bar + 1..<pieces[index].upperBound] : []
    return rest + pieces[(index + 1)...]
  }

  /// The bar behind a cell's attributes: its piece, and its place.
  private func attributesEnd(_ pieces: [Range<Int>]) -> (piece: Int, bar: Int)? {
    for (index, piece) in pieces.enumerated() where !isBreak(piece) && !isInserted(piece) {
      if let bar = bytes.firstIndex(of: 0x7C, in: piece) { return (index, bar) }
    }
    return nil
  }

  /// A cell's attributes, in lower case.
  private func attributes(_ pieces: [Range<Int>]) -> String {
    guard let (index, bar) = attributesEnd(pieces), bar - pieces[0].lowerBound < 400 else { return "" }
    let parts = pieces[..<index] + [pieces[index].lowerBound..<bar]
    return parts.map { bytes.string($0) }.joined().lowercased()
  }

  /// The number behind `name=`, in quotation marks or not.
  private func number(_ name: String, _ attributes: String) -> Int? {
    guard let place = attributes.firstRange(of: name) else { return nil }
    let value = attributes[place.upperBound...].prefix(12).drop { " =\"'".contains($0) }
    return Int(value.prefix { ("0"..."9").contains($0) })
  }

  /// `pieces` without their first `count` bytes of text.
  private func skipping(_ count: Int, of pieces: [Range<Int>]) -> [Range<Int>] {
    guard let first = pieces.first else { return [] }
    guard first.count > count else {
      return first.count == count
        ? Array(pieces.dropFirst()) : skipping(count - first.count, of: Array(pieces.dropFirst()))
    }
    return [first.lowerBound + count..<first.upperBound] + pieces.dropFirst()
  }
}
