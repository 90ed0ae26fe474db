/// Reads the encoding that a document declares about itself, in bytes that are not decoded yet.
enum EncodingDeclaration {
  /// Bytes of the head that are searched. Browsers look at 1,024; long licence comments call for more.
  static let searchedBytes = 4096

  /// The name in an XML declaration, `<?xml version="1.0" encoding="NAME"?>`, if there is one at the start.
  static func xml(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    var scanner = ByteScanner(bytes, limit: 512)
    guard scanner.skip("<?xml"), scanner.isAtSpace else { return nil }
    while !scanner.isAtEnd, !scanner.isAt("?>") {
      scanner.skipSpaces()
      let name = scanner.name()
      if name.isEmpty { return nil }
      scanner.skipSpaces()
      guard scanner.skip("=") else { return nil }
      scanner.skipSpaces()
      guard let value = scanner.quoted() else { return nil }
      if name == "encoding" { return value }
      scanner.skipSpaces()
    }
    return nil
  }

  /// Whether the bytes begin with an XML declaration.
  static func hasXMLDeclaration(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = ByteScanner(bytes, limit: 16)
    return scanner.skip("<?xml") && scanner.isAtSpace
  }

  /// The name in `<meta charset>` or `<meta http-equiv="Content-Type">` (HTML Living Standard, §13.2.3.2),
  /// for bytes that begin like markup.
  static func html(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    var scanner = ByteScanner(bytes, limit: searchedBytes)
    scanner.skipSpaces()
    guard scanner.isAt("<") else { return nil }
    while scanner.skip(to: "<") {
      if scanner.isAt("<!--") {
        scanner.advance(4)
        guard scanner.skip(to: "-->") else { return nil }
      } else if scanner.skip("<meta"), scanner.isAtSpace || scanner.isAt("/") {
        if let label = metaLabel(&scanner) { return label }
      } else if scanner.isAt("<") {
        scanner.advance(1)
      }
    }
    return nil
  }

  /// Reads the attributes of a `meta` tag.
  private static func metaLabel(_ scanner: inout ByteScanner) -> String? {
    var charset: String?
    var content: String?
    var isContentType = false
    while !scanner.isAtEnd, !scanner.isAt(">") {
      scanner.skipSpaces()
      let name = scanner.name()
      if name.isEmpty {
        scanner.advance(1)
        continue
      }
      scanner.skipSpaces()
      var value = ""
      if scanner.skip("=") {
        scanner.skipSpaces()
        value = scanner.quoted() ?? scanner.unquoted()
      }
      switch name {
      case "charset": charset = value
      case "content": content = value
      case "http-equiv": isContentType = value.lowercased() == "content-type"
      default: break
      }
    }
    if let charset, !charset.isEmpty { return charset }
    guard isContentType, let content else { return nil }
    var value = Array(content.utf8)
    return value.withUnsafeMutableBufferPointer { buffer in
      var inner = ByteScanner(UnsafeBufferPointer(buffer), limit: buffer.count)
      guard inner.skip(to: "charset") else { return nil }
      inner.advance(7)
      inner.skipSpaces()
      guard inner.skip("=") else { return nil }
      inner.skipSpaces()
      let label = inner.quoted() ?? inner.unquoted()
      return label.isEmpty ? nil : label
    }
  }
}

/// A cursor over ASCII-compatible bytes; letters match in either case.
struct ByteScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let end: Int
  private(set) var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) {
    self.bytes = bytes
    end = min(limit, bytes.count)
  }

  var isAtEnd: Bool { position >= end }
  var isAtSpace: Bool { position < end && Self.isSpace(bytes[position]) }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D && byte != 0x0B)
  }

  func isAt(_ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard position + count <= end else { return false }
    for i in 0..<count {
      var byte = bytes[position + i]
      if byte >= 0x41, byte <= 0x5A { byte |= 0x20 }
      if byte != literal.utf8Start[i] { return false }
    }
    return true
  }

  mutating func advance(_ count: Int) { position = min(position + count, end) }

  mutating func skip(_ literal: StaticString) -> Bool {
    guard isAt(literal) else { return false }
    position += literal.utf8CodeUnitCount
    return true
  }

  /// Moves to the next `literal`; to the end where there is none.
  mutating func skip(to literal: StaticString) -> Bool {
    while !isAtEnd {
      if isAt(literal) { return true }
      position += 1
    }
    return false
  }

  mutating func skipSpaces() {
    while isAtSpace { position += 1 }
  }

  /// A name of letters, digits, `-`, `_` and `:`, in lower case.
  mutating func name() -> String {
    var name = ""
    while position < end {
      let byte = bytes[position]
      switch byte {
      case 0x41...0x5A: name.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
      case 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F, 0x3A: name.unicodeScalars.append(Unicode.Scalar(byte))
      default: return name
      }
      position += 1
    }
    return name
  }

  /// A value in single or double quotes, or `nil` where there is none.
  mutating func quoted() -> String? {
    guard position < end, bytes[position] == 0x22 || bytes[position] == 0x27 else { return nil }
    let quote = bytes[position]
    var stop = position + 1
    while stop < end, bytes[stop] != quote { stop += 1 }
    guard stop < end else { return nil }
    defer { position = stop + 1 }
    return String(decoding: bytes[(position + 1)..<stop], as: UTF8.self)
  }

  /// A value up to a space, `;`, `>` or the end.
  mutating func unquoted() -> String {
    let start = position
    while position < end, !isAtSpace, bytes[position] != 0x3B, bytes[position] != 0x3E { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
