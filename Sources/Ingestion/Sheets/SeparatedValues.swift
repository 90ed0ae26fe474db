/// Reads rows of values with commas, semicolons, tabs or bars between them (RFC 4180 and what programs write
/// beside it): one sheet without a name.
struct SeparatedValues {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let separator: UInt8
  private var at: Int

  private init(_ bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, start: Int) {
    (self.bytes, self.separator, at) = (bytes, separator, start)
  }

  /// What may stand between values.
  private static let separators = [
    UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"),
  ]
  /// Rows that are looked at before it is believed that text is a table.
  private static let sample = 100

  // MARK: Recognizing

  /// What separates values in `head`, the decoded beginning of a file; nil where it is no table.
  static func separator(in head: some Collection<UInt8>) -> UInt8? {
    let head = Array(head)
    return head.withUnsafeBufferPointer { bytes in
      if let (declared, _) = declared(bytes) { return declared }
      var best: (separator: UInt8, share: Double, width: Int)?
      for separator in separators where bytes.contains(separator) {
        var reader = SeparatedValues(bytes, separator: separator, start: 0)
        var widths: [Int: Int] = [:]
        var rows = 0
        while rows < sample, let row = reader.next() {
          // The last row may be cut off.
          guard reader.at < bytes.count || rows == 0 || bytes.last == 0x0A || bytes.last == 0x0D else {
            break
          }
          guard row.count > 1 || !row[0].isEmpty else { continue }
          rows += 1
          widths[row.count, default: 0] += 1
        }
        guard rows > 1, let common = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
          common.key > 1
        else { continue }
        let share = Double(common.value) / Double(rows)
        guard share >= 0.5 else { continue }
        if best.map({ ($0.share, $0.width) < (share, common.key) }) ?? true {
          best = (separator, share, common.key)
        }
      }
      return best?.separator
    }
  }

  /// The separator that a first line `sep=;` names, and where that line ends.
  private static func declared(_ bytes: UnsafeBufferPointer<UInt8>) -> (UInt8, Int)? {
    guard bytes.count > 5, bytes.prefix(4).elementsEqual("sep=".utf8), bytes[5] == 0x0A || bytes[5] == 0x0D
    else {
      return nil
    }
    return (bytes[4], bytes[5] == 0x0D && bytes.count > 6 && bytes[6] == 0x0A ? 7 : 6)
  }

  // MARK: Reading

  /// Reads `source`.
  ///
  /// - Throws: `noText` where no value stands in it, `limit`.
  static func parse(
    _ source: DecodedSource, description: SourceDescription
  ) throws(IngestionError) -> Document {
    var writer = SheetWriter(DocumentBuilder(source: source))
    source.utf8.withUnsafeBufferPointer { bytes in
      let declared = declared(bytes)
      let separator =
        declared?.0 ?? separator(in: bytes.prefix(FormatDetector.headBytes)) ?? UInt8(ascii: ",")
      var reader = SeparatedValues(bytes, separator: separator, start: declared?.1 ?? 0)
      writer.builder.reserve(
        blocks: bytes.count { $0 == separator || $0 == 0x0A || $0 == 0x0D } + 1)
      var number = 0
      while let row = reader.next() {
        number += 1
        writer.row(number, reader.cells(row, number))
      }
    }
    writer.finishTable()
    let title = writer.title
    return try writer.builder.finish(description, title: title)
  }

  /// The values of the next row, quotation marks included; nil at the end.
  private mutating func next() -> [Range<Int>]? {
    guard at < bytes.count else { return nil }
    var row: [Range<Int>] = []
    var start = at
    /// Whether nothing but blanks stands in the value so far.
    var isBlank = true
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x22, isBlank {
        at = endOfQuoted()
        isBlank = false
      } else if byte == separator {
        row.append(start..<at)
        at += 1
        (start, isBlank) = (at, true)
      } else if byte == 0x0A || byte == 0x0D {
        row.append(start..<at)
        at += byte == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A ? 2 : 1
        return row
      } else {
        if byte != 0x20 { isBlank = false }
        at += 1
      }
    }
    row.append(start..<at)
    return row
  }

  /// Behind the quotation mark that ends what begins here; behind this one where none does.
  private func endOfQuoted() -> Int {
    var end = at + 1
    while let mark = bytes.firstIndex(of: 0x22, in: end..<bytes.count) {
      guard mark + 1 < bytes.count, bytes[mark + 1] == 0x22 else { return mark + 1 }
      end = mark + 2
    }
    return at + 1
  }

  private func cells(_ row: [Range<Int>], _ number: Int) -> [SheetCell] {
    var cells: [SheetCell] = []
    for (column, range) in row.enumerated() where cells.count < SheetCell.most {
      let pieces = pieces(range)
      guard pieces.contains(where: { $0.text != nil || bytes[$0.range].contains { $0 > 0x20 } }) else {
        continue
      }
      cells.append(
        SheetCell(
          column: column, pieces: pieces, isNumber: Self.isNumber(bytes[range]),
          path: "/row[\(number)]/cell[\(column + 1)]"))
    }
    return cells
  }

  /// What a value shows, without the quotation marks around it; two in it are one.
  private func pieces(_ range: Range<Int>) -> [SheetCell.Piece] {
    let content = bytes[range].drop { $0 == 0x20 }
    guard content.first == 0x22, let last = content.lastIndex(of: 0x22), last > content.startIndex else {
      return range.isEmpty ? [] : [SheetCell.Piece(range: range, text: nil)]
    }
    var pieces: [SheetCell.Piece] = []
    var start = content.startIndex + 1
    while let mark = bytes.firstIndex(of: 0x22, in: start..<last) {
      if start < mark { pieces.append(SheetCell.Piece(range: start..<mark, text: nil)) }
      let isDoubled = mark + 1 < last && bytes[mark + 1] == 0x22
      pieces.append(SheetCell.Piece(range: mark..<mark + (isDoubled ? 2 : 1), text: [0x22]))
      start = mark + (isDoubled ? 2 : 1)
    }
    if start < last { pieces.append(SheetCell.Piece(range: start..<last, text: nil)) }
    // Quotation marks around a part of the value alone.
    if bytes[last + 1..<range.upperBound].contains(where: { $0 > 0x20 }) {
      pieces.append(SheetCell.Piece(range: last + 1..<range.upperBound, text: nil))
    }
    return pieces
  }

  /// Whether a value is made of figures: an amount, a share, a day.
  private static func isNumber(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    value.contains { $0 >= 0x30 && $0 <= 0x39 } && !value.contains { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
  }
}
