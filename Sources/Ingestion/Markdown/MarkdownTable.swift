/// Rows of pipe tables (GitHub Flavored Markdown 0.29, §4.10).
enum MarkdownTable {
  /// The number of columns, if the line is a delimiter row such as `|---|:-:|`.
  static func delimiterColumns(_ cursor: MarkdownCursor) -> Int? {
    let row = cursor.bytes[cursor.rest]
    guard row.contains(UInt8(ascii: "-")) else { return nil }
    let isRow = row.allSatisfy { "|-: \t".utf8.contains($0) }
    guard isRow, row.contains(UInt8(ascii: "|")) || row.contains(UInt8(ascii: ":")) else { return nil }
    let cells = cells(cursor.bytes, cursor.rest)
    let areDashes = cells.allSatisfy { cell in
      var dashes = cursor.bytes[cell]
      if dashes.first == UInt8(ascii: ":") { dashes = dashes.dropFirst() }
      if dashes.last == UInt8(ascii: ":") { dashes = dashes.dropLast() }
      return !dashes.isEmpty && dashes.allSatisfy { $0 == UInt8(ascii: "-") }
    }
    return areDashes ? cells.count : nil
  }

  /// The cells of a row, without the white space around them. A pipe behind a backslash divides nothing.
  static func cells(_ bytes: UnsafeBufferPointer<UInt8>, _ row: Range<Int>) -> [Range<Int>] {
    let whole = trim(bytes, row)
    var start = whole.lowerBound
    var at = start
    if at < whole.upperBound, bytes[at] == UInt8(ascii: "|") {
      at += 1
      start = at
    }
    var cells: [Range<Int>] = []
    while at < whole.upperBound {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 2
      } else if bytes[at] == UInt8(ascii: "|") {
        cells.append(trim(bytes, start..<at))
        at += 1
        start = at
      } else {
        at += 1
      }
    }
    if start < whole.upperBound { cells.append(trim(bytes, start..<whole.upperBound)) }
    return cells
  }

  private static func trim(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    return start..<MarkdownBlockStarts.trimmedEnd(bytes, start..<range.upperBound)
  }
}
