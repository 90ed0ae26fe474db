/// The attributes of one start tag, read where they stand.
struct TagAttributes: Sequence, IteratorProtocol {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position: Int
  private let end: Int

  /// Reads the attributes of the start tag `tag`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, of tag: MarkupToken) {
    self.bytes = bytes
    position = tag.inner.upperBound
    end = tag.range.upperBound - 1
  }

  /// The next attribute: name and raw value, references not resolved.
  mutating func next() -> (name: Range<Int>, value: Range<Int>)? {
    while position < end, TextRun.isWhiteSpace(bytes[position]) { position += 1 }
    let start = position
    while position < end, bytes[position] != 0x3D, !TextRun.isWhiteSpace(bytes[position]) { position += 1 }
    let name = start..<position
    while position < end, bytes[position] != 0x22, bytes[position] != 0x27 { position += 1 }
    guard position < end, !name.isEmpty else { return nil }
    let quote = bytes[position]
    let valueStart = position + 1
    position = valueStart
    while position < end, bytes[position] != quote { position += 1 }
    defer { position += 1 }
    return (name, valueStart..<position)
  }

  /// Raw value of the attribute `name` of `tag`.
  static func value(
    of name: String, in tag: MarkupToken, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    for attribute in TagAttributes(bytes, of: tag)
    where bytes[attribute.name].elementsEqual(name.utf8) { return attribute.value }
    return nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The UTF-8 text of `range`.
  func string(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: self[range]), as: UTF8.self)
  }

  /// Number of line ends before `offset`.
  func lineEnds(before offset: Int) -> Int { lineEnds(in: 0..<Swift.min(offset, count)) }

  /// Number of line ends in `range`.
  func lineEnds(in range: Range<Int>) -> Int {
    var lines = 0
    var start = range.lowerBound
    while let end = firstIndex(of: 0x0A, in: start..<range.upperBound) {
      lines += 1
      start = end + 1
    }
    return lines
  }
}
