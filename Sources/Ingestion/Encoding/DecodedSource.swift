/// A file's text in UTF-8, with the way back to its bytes.
package struct DecodedSource: Sendable {
  /// The text, well-formed and without NUL or byte order mark.
  package var utf8: [UInt8]
  /// From offsets in `utf8` to offsets in the file.
  package var map: SourceMap
  /// IANA name of the encoding.
  package var encoding: String
  /// Whether U+FFFD stands in it for bytes that could not be read.
  package var hasReplacements = false
  /// What the reader should know about how it was decoded.
  package var warnings: [IngestionWarning] = []

  /// Creates a source.
  package init(utf8: [UInt8], map: SourceMap, encoding: String) {
    self.utf8 = utf8
    self.map = map
    self.encoding = encoding
  }
}
