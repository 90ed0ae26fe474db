/// Undoes what mail does to bytes on their way: quoted-printable and base64, with the place of every byte.
enum TransferDecoding {
  /// The content in `range` of `bytes`, encoded as `encoding` says.
  static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ encoding: MailParts.Encoding
  ) -> UndoneText {
    switch encoding {
    case .plain:
      var text = UndoneText()
      text.append(bytes, range)
      return text
    case .quotedPrintable: return quotedPrintable(bytes, range)
    case .base64: return base64(bytes, range)
    }
  }

  /// RFC 2045, §6.7: `=C3`, `=` at the end of a line that goes on, white space at the end of a line dropped.
  ///
  /// `isHeader`: the form that headers use, in which `_` is a space (RFC 2047, §4.2).
  static func quotedPrintable(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, isHeader: Bool = false
  ) -> UndoneText {
    var text = UndoneText()
    var start = range.lowerBound
    var at = start
    while at < range.upperBound {
      if isHeader, bytes[at] == UInt8(ascii: "_") {
        text.append(bytes, start..<at)
        text.append(CollectionOfOne(UInt8(ascii: " ")), for: at..<at + 1)
        at += 1
        start = at
      } else if bytes[at] == UInt8(ascii: "="), let (byte, length) = escape(bytes, at, range.upperBound) {
        text.append(bytes, start..<at)
        if let byte { text.append(CollectionOfOne(byte), for: at..<at + length) }
        at += length
        start = at
      } else {
        at += 1
      }
    }
    text.append(bytes, start..<at)
    return text
  }

  /// What the `=` at `at` stands for (nothing, where it joins two lines), and how many bytes it takes; `nil`
  /// where it is an equals sign that should have been escaped.
  private static func escape(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
  ) -> (byte: UInt8?, length: Int)? {
    if at + 2 < end, let high = hexadecimalValue(bytes[at + 1]), let low = hexadecimalValue(bytes[at + 2]) {
      return (high << 4 | low, 3)
    }
    var next = at + 1
    while next < end, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
    if next == end { return (nil, next - at) }
    if bytes[next] == 0x0D { return (nil, next - at + (next + 1 < end && bytes[next + 1] == 0x0A ? 2 : 1)) }
    return bytes[next] == 0x0A ? (nil, next - at + 1) : nil
  }

  static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// RFC 2045, §6.8. A group of four characters is the source of each of its three bytes, for a byte has no
  /// character of its own; characters that are not of the alphabet are passed over.
  static func base64(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UndoneText {
    var text = UndoneText()
    var group: UInt32 = 0
    var count = 0
    var start = range.lowerBound
    var isPadded = false
    for at in range {
      guard let value = base64Value(bytes[at]) else {
        if bytes[at] == UInt8(ascii: "="), count >= 2 { isPadded = true } else { continue }
        break
      }
      if count == 0 { start = at }
      group = group << 6 | UInt32(value)
      count += 1
      guard count == 4 else { continue }
      text.append(
        [UInt8(group >> 16 & 0xFF), UInt8(group >> 8 & 0xFF), UInt8(group & 0xFF)], for: start..<at + 1)
      (group, count) = (0, 0)
    }
    // A last group without its padding counts as if it had it.
    guard count >= 2 else { return text }
    var end = start
    var seen = 0
    while end < range.upperBound, seen < count || isPadded && bytes[end] == UInt8(ascii: "=") {
      if base64Value(bytes[end]) != nil { seen += 1 }
      end += 1
    }
    group <<= UInt32(6 * (4 - count))
    let last = [UInt8(group >> 16 & 0xFF), UInt8(group >> 8 & 0xFF)].prefix(count - 1)
    text.append(last, for: start..<end)
    return text
  }

  private static func base64Value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
