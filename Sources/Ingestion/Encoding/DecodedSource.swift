/// A source as UTF-8, with the way back to the bytes of the file.
struct DecodedSource: Sendable {
  /// The text, valid UTF-8, without a byte order mark.
  var utf8: [UInt8]
  /// From offsets in ``utf8`` to byte offsets in the file; the identity for UTF-8 without a byte order mark.
  var map: SourceMap
  /// IANA name of the encoding that the bytes were read in.
  var encoding: String
}
