/// Rows that stand below each other in plain text: tables drawn with signs or set in columns, boxes of bits,
/// grammars.
enum TextRows {
  /// Whether the lines are rows, which must not run into one line.
  static func areRows(_ lines: ArraySlice<TextLine>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let filled = lines.filter(\.hasWords)
    guard lines.count >= 2, !filled.isEmpty else { return false }
    if isDrawn(lines, bytes) { return true }
    guard filled.count >= 2 else { return false }
    return areColumns(filled, bytes) || isGrammar(filled, bytes)
  }

  /// The part of the lines that is drawn, where others stand right before or behind it: the question that was
  /// put to a database, and `(2 rows)`.
  static func drawn(
    _ group: Range<Int>, _ lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    // Running text, which is most of what comes here, has no frame, and is not gone through for strokes.
    guard group.contains(where: { isFrame(lines[$0], bytes) }) else { return nil }
    func isPart(_ index: Int) -> Bool {
      isFrame(lines[index], bytes) || bytes[lines[index].range].contains(UInt8(ascii: "|"))
    }
    guard let first = group.first(where: isPart), let last = group.last(where: isPart) else { return nil }
    let part = first..<last + 1
    guard part != group, part.allSatisfy(isPart), isDrawn(lines[part], bytes) else { return nil }
    return part
  }

  private static func isFrame(_ line: TextLine, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    !line.hasWords && line.end - line.start >= 4
      && bytes[line.range].allSatisfy { "+-|=: ".utf8.contains($0) }
      && bytes[line.range].contains { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "|") }
  }

  /// Whether a line of a frame, `+----+` or `|====|`, stands among lines with strokes.
  private static func isDrawn(_ lines: ArraySlice<TextLine>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let frames = lines.count { isFrame($0, bytes) }
    let strokes = lines.count { $0.hasWords && bytes[$0.range].contains(UInt8(ascii: "|")) }
    return frames >= 1 && strokes >= 1
  }

  /// Whether most lines have a gap that ends in the same column. Two lines need a wide one, since text that
  /// is set flush has gaps as well.
  private static func areColumns(_ lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard lines.count <= 2000 else { return false }
    let width = lines.count < 4 ? 3 : 2
    var columns: [Int: Int] = [:]
    for line in lines {
      var last = UInt8(ascii: ".")
      var spaces = 0
      var found: Set<Int> = []
      for (offset, byte) in bytes[line.range].prefix(200).enumerated() {
        if TextLine.isSpace(byte) {
          spaces += byte == 0x09 ? 8 : 1
          continue
        }
        // Two spaces stand behind the end of a sentence, too.
        let isEnd = ".!?:".utf8.contains(last) && spaces < 3
        if spaces >= width, !isEnd {
          found.insert(spaces >= 8 && bytes[line.start + offset - 1] == 0x09 ? -1 : line.indent + offset)
        }
        spaces = 0
        last = byte
      }
      for column in found { columns[column, default: 0] += 1 }
    }
    return columns.values.contains { $0 >= 2 && $0 * 3 >= lines.count * 2 }
  }

  /// Whether each line defines a name, `rope = 1*strand`, but for those that go on with one.
  static func isGrammar(_ lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let least = lines.map(\.indent).min() else { return false }
    var rules = 0
    for line in lines where line.indent == least {
      let words = String(decoding: bytes[line.range].prefix(80), as: UTF8.self).split(separator: " ")
      guard words.count >= 3, ["=", "::=", ":=", "=/"].contains(words[1]),
        !words[0].contains(where: { ".,;".contains($0) })
      else { return false }
      rules += 1
    }
    return rules >= 2
  }
}
