/// A piece of an HTML source: a tag or a stretch of text. Offsets are into the decoded UTF-8 source.
struct HTMLToken {
  /// What the piece is.
  enum Kind: UInt8 {
    case startTag, endTag
    /// Text in which character references count.
    case text
    /// Text without anything but white space.
    case blank
    /// The content of `title`.
    case title
    /// Text that is taken literally (`xmp`, `plaintext`).
    case literal
    /// The content of scripts, styles and the like.
    case dropped
    /// TeX in a script, from which another script makes a formula.
    case formula
  }

  var kind: Kind
  /// First byte; a tag's `<`.
  var start: Int32
  /// One past the last byte; behind a tag's `>`.
  var end: Int32
  /// One past the last byte of a tag's name.
  var nameEnd: Int32

  /// All of the piece.
  var range: Range<Int> { Int(start)..<Int(end) }
  /// A tag's name.
  var name: Range<Int> { Int(start) + (kind == .endTag ? 2 : 1)..<Int(nameEnd) }
  /// A start tag's attributes, with a closing slash.
  var attributes: Range<Int> { Int(nameEnd)..<max(Int(nameEnd), Int(end) - 1) }
}

/// The attributes of a start tag, read one after the other (HTML Living Standard, §13.2.5.32–40).
struct HTMLAttributes: Sequence, IteratorProtocol {
  /// Name (in the source's letter case) and value, as ranges of the source.
  typealias Element = (name: Range<Int>, value: Range<Int>)

  private let bytes: UnsafeBufferPointer<UInt8>
  private let end: Int
  private(set) var position: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
  }

  private mutating func skipSpaces() {
    while position < end, Self.isSpace(bytes[position]) { position += 1 }
  }

  mutating func next() -> Element? {
    while position < end, Self.isSpace(bytes[position]) || bytes[position] == UInt8(ascii: "/") {
      position += 1
    }
    guard position < end, bytes[position] != UInt8(ascii: ">") else { return nil }
    let nameStart = position
    position += 1
    while position < end, !Self.isSpace(bytes[position]), bytes[position] != UInt8(ascii: "="),
      bytes[position] != UInt8(ascii: ">"), bytes[position] != UInt8(ascii: "/")
    {
      position += 1
    }
    let name = nameStart..<position
    skipSpaces()
    guard position < end, bytes[position] == UInt8(ascii: "=") else { return (name, position..<position) }
    position += 1
    skipSpaces()
    guard position < end else { return (name, position..<position) }
    let quote = bytes[position]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let valueStart = position + 1
      position = valueStart
      while position < end, bytes[position] != quote { position += 1 }
      let value = valueStart..<position
      if position < end { position += 1 }
      return (name, value)
    }
    let valueStart = position
    while position < end, !Self.isSpace(bytes[position]), bytes[position] != UInt8(ascii: ">") {
      position += 1
    }
    return (name, valueStart..<position)
  }
}
