/// The stretch of a text in single bytes that its encoding is told by: from a little before its first byte
/// that is not ASCII.
struct EncodingSample {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Bytes that are not ASCII, and letters that are.
  let high, low: Int

  private static let most = 1 << 13
  private static let before = 256

  init(_ text: UnsafeBufferPointer<UInt8>) {
    let start = max(0, (text.firstIndex { $0 >= 0x80 } ?? 0) - Self.before)
    bytes = UnsafeBufferPointer(rebasing: text[start..<min(text.count, start + Self.most)])
    high = bytes.count { $0 >= 0x80 }
    low = bytes.count { 0x41...0x5A ~= $0 & 0xDF }
  }

  /// The characters of the sample in `encoding`; `nil` where they are none in it.
  func scalars(in encoding: CharacterEncoding) -> String.UnicodeScalarView? {
    Self.utf8(of: bytes, in: encoding).map { String(decoding: $0, as: UTF8.self).unicodeScalars }
  }

  /// `bytes` in UTF-8; `nil` where they are no text in `encoding`.
  static func utf8(of bytes: UnsafeBufferPointer<UInt8>, in encoding: CharacterEncoding) -> [UInt8]? {
    guard let decoder = try? IncrementalDecoder(encoding: encoding, file: "", sourceOffset: 0),
      let output = try? decoder.decode(bytes, isLast: false)
    else { return nil }
    return output.utf8
  }

  /// Most bytes of a page that are looked through, and most of its text that is kept.
  private static let mostMarkup = 1 << 20
  private static let mostText = 1 << 16

  /// Whether `text` begins like HTML or XML: with a tag, a comment or a declaration.
  static func isMarkup(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.firstIndex(where: { $0 > 0x20 }), text[start] == UInt8(ascii: "<"),
      start + 1 < text.count
    else { return false }
    let next = text[start + 1]
    return 0x41...0x5A ~= next & 0xDF || next == UInt8(ascii: "!") || next == UInt8(ascii: "?")
  }

  /// The words of `page` without tags, scripts and styles, whose ASCII letters say nothing of the text's
  /// language; `page` itself where it does not begin like markup.
  ///
  /// No encoding that is guessed has `<` or `>` in a character of several bytes.
  static func withoutMarkup(_ page: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard page.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") else {
      let start = max(0, (page.firstIndex { $0 >= 0x80 } ?? 0) - 1024)
      return Array(page[start..<min(page.count, start + mostText)])
    }
    var text: [UInt8] = []
    var scanner = ByteScanner(page, limit: mostMarkup)
    while !scanner.isAtEnd, text.count < mostText {
      guard page[scanner.position] == UInt8(ascii: "<") else {
        text.append(page[scanner.position])
        scanner.advance(1)
        continue
      }
      if text.last != 0x20 { text.append(0x20) }
      var end: StaticString = ">"
      if scanner.isAt("<!--") { end = "-->" }
      if scanner.isAt("<script") { end = "</script" }
      if scanner.isAt("<style") { end = "</style" }
      guard scanner.skip(to: end) else { break }
      if end.utf8CodeUnitCount > 3 { guard scanner.skip(to: ">") else { break } }
      scanner.advance(end.utf8CodeUnitCount == 3 ? 3 : 1)
    }
    return text
  }
}
