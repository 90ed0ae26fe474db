/// The stretch of a text in single bytes that its encoding is told by: from a little before its first byte that is not ASCII.
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
}
