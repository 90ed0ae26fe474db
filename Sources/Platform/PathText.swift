import Glibc

/// Paths as text, whatever their bytes.
///
/// A file name is any bytes but `/` and NUL. What is not UTF-8 is written `\xE9`, and a backslash that would
/// read like that is written `\x5C`, so that every name has one text and every text leads back to one name.
/// All other names are their own text.
package enum PathText {
  private static let backslash = UInt8(ascii: "\\")

  /// The text of a path.
  package static func text(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    if !bytes.contains(backslash), let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    var decoder = UTF8()
    var at = 0
    while at < bytes.count {
      if bytes[at] == backslash {
        text += escaped(bytes, at: at) == nil ? "\\" : "\\x5C"
        at += 1
        continue
      }
      var rest = bytes[at...].prefix(4).makeIterator()
      decoder = UTF8()
      if case .scalarValue(let scalar) = decoder.decode(&rest) {
        text.unicodeScalars.append(scalar)
        at += UTF8.width(scalar)
      } else {
        text += "\\x" + Hexadecimal.text(CollectionOfOne(bytes[at])).uppercased()
        at += 1
      }
    }
    return text
  }

  /// The bytes that a text stands for, without a NUL at the end.
  package static func bytes(_ text: String) -> [UInt8] {
    let written = Array(text.utf8)
    guard written.contains(backslash) else { return written }
    var bytes: [UInt8] = []
    var at = 0
    while at < written.count {
      if let byte = escaped(written, at: at) {
        bytes.append(byte)
        at += 4
      } else {
        bytes.append(written[at])
        at += 1
      }
    }
    return bytes
  }

  /// Calls `body` with the path for the system.
  package static func withPath<Value>(_ text: String, _ body: (UnsafePointer<CChar>) -> Value) -> Value {
    // Nothing that holds a NUL names a file; the empty path names none either.
    let bytes = bytes(text)
    let path = bytes.contains(0) ? [0] : bytes.map { CChar(bitPattern: $0) } + [0]
    return path.withUnsafeBufferPointer { pointer in
      guard let base = pointer.baseAddress else { return "".withCString(body) }
      return body(base)
    }
  }

  /// The byte that the four characters at `at` stand for: `\x5C`, or `\x80` and above.
  private static func escaped(_ bytes: [UInt8], at: Int) -> UInt8? {
    guard at + 3 < bytes.count, bytes[at] == backslash, bytes[at + 1] == UInt8(ascii: "x"),
      let high = digit(bytes[at + 2]), let low = digit(bytes[at + 3])
    else { return nil }
    let byte = high << 4 | low
    return byte == backslash || byte >= 0x80 ? byte : nil
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
