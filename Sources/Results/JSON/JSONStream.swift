/// Takes the pieces of a result as it is written; together they are the result. No piece ends inside a
/// character.
public typealias TextSink = (String) throws -> Void

/// Gathers text and hands it on in pieces, so that what is written never stands in memory as a whole.
package struct TextPieces {
  /// Bytes after which a piece is handed on.
  package static let pieceBytes = 1 << 16

  private let sink: TextSink
  private var bytes: [UInt8] = []

  init(to sink: @escaping TextSink) {
    self.sink = sink
    bytes.reserveCapacity(Self.pieceBytes + 1024)
  }

  /// Adds one byte of ASCII, or of a character whose other bytes follow.
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Adds whole characters.
  mutating func append(_ text: some StringProtocol) { bytes.append(contentsOf: text.utf8) }

  /// Adds bytes of UTF-8.
  mutating func append(_ utf8: some Sequence<UInt8>) { bytes.append(contentsOf: utf8) }

  /// Hands on what there is once it is a piece; called between characters.
  mutating func pass() throws {
    if bytes.count >= Self.pieceBytes { try flush() }
  }

  /// Hands on what there is.
  mutating func flush() throws {
    guard !bytes.isEmpty else { return }
    let piece = String(decoding: bytes, as: UTF8.self)
    bytes.removeAll(keepingCapacity: true)
    try sink(piece)
  }
}

/// Writes JSON member by member, byte for byte as Foundation's encoder does with the settings of
/// `JSONEncoder.peruse(pretty:)`, without a tree of values and without the whole text in memory.
///
/// That encoder sorts members by name: whoever calls writes them in that order.
package struct JSONStream {
  private var pieces: TextPieces
  private let isPretty: Bool
  /// Whether each open object or array has a member so far.
  private var isFilled: [Bool] = []
  /// Whether a name has been written whose value comes next.
  private var isNamed = false

  package init(isPretty: Bool, to sink: @escaping TextSink) {
    pieces = TextPieces(to: sink)
    self.isPretty = isPretty
  }

  // MARK: Objects and arrays

  package mutating func beginObject() { begin(UInt8(ascii: "{")) }
  package mutating func endObject() throws { try end(UInt8(ascii: "}")) }
  package mutating func beginArray() { begin(UInt8(ascii: "[")) }
  package mutating func endArray() throws { try end(UInt8(ascii: "]")) }

  /// The name of the value that comes next.
  package mutating func name(_ name: StaticString) {
    place()
    pieces.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { pieces.append($0) }
    pieces.append(isPretty ? "\" : " : "\":")
    isNamed = true
  }

  /// Hands on what is left.
  package mutating func finish() throws { try pieces.flush() }

  private mutating func begin(_ bracket: UInt8) {
    place()
    pieces.append(bracket)
    isFilled.append(false)
  }

  private mutating func end(_ bracket: UInt8) throws {
    let wasFilled = isFilled.popLast() ?? false
    if isPretty {
      // Foundation leaves an empty line in what is empty.
      if !wasFilled { pieces.append(UInt8(ascii: "\n")) }
      newLine()
    }
    pieces.append(bracket)
    try pieces.pass()
  }

  /// What stands before a name or a value.
  private mutating func place() {
    if isNamed {
      isNamed = false
      return
    }
    guard let last = isFilled.indices.last else { return }
    if isFilled[last] { pieces.append(UInt8(ascii: ",")) }
    isFilled[last] = true
    if isPretty { newLine() }
  }

  private mutating func newLine() {
    pieces.append(UInt8(ascii: "\n"))
    for _ in isFilled { pieces.append("  ") }
  }

  // MARK: Values

  package mutating func value(_ number: Int) {
    place()
    pieces.append(String(number))
  }

  package mutating func value(_ text: String) throws {
    var text = text
    try text.withUTF8 { try value(utf8: $0) }
  }

  /// A string of these bytes, which are UTF-8.
  package mutating func value(utf8: UnsafeBufferPointer<UInt8>) throws {
    place()
    pieces.append(UInt8(ascii: "\""))
    var start = 0
    for (index, byte) in utf8.enumerated() {
      // A long text is handed on in pieces as well, each of whole characters.
      if index - start >= TextPieces.pieceBytes, byte & 0xC0 != 0x80 {
        pieces.append(utf8[start..<index])
        try pieces.pass()
        start = index
      }
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      pieces.append(utf8[start..<index])
      escape(byte)
      start = index + 1
    }
    pieces.append(utf8[start...])
    pieces.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    pieces.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: pieces.append(UInt8(ascii: "b"))
    case 0x09: pieces.append(UInt8(ascii: "t"))
    case 0x0A: pieces.append(UInt8(ascii: "n"))
    case 0x0C: pieces.append(UInt8(ascii: "f"))
    case 0x0D: pieces.append(UInt8(ascii: "r"))
    case 0x00..<0x20:
      pieces.append("u00")
      pieces.append(String(byte >> 4))
      pieces.append(String(byte & 0x0F, radix: 16))
    default: pieces.append(byte)
    }
  }

  /// A value that Foundation has encoded with the same settings, `pretty` or not as this stream is.
  package mutating func value(encoded: some Collection<UInt8>) throws {
    place()
    for byte in encoded {
      // Line ends are layout: those inside strings are escaped.
      if byte == UInt8(ascii: "\n") { newLine() } else { pieces.append(byte) }
    }
    try pieces.pass()
  }
}
