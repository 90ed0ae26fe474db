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

extension DecodedSource {
  /// The document that `read` makes of a page or of Markdown, places in which are counted in four bytes.
  ///
  /// - Parameter read: gets the text and how deep it may be nested; offsets of its errors count in the text.
  /// - Throws: `limit` for sources over 2 GiB; what `read` throws, with line and offset in the file.
  func parse(
    _ file: String, _ options: IngestionOptions,
    _ read: (UnsafeBufferPointer<UInt8>, _ maximumDepth: Int) throws(IngestionError) -> Document
  ) throws(IngestionError) -> Document {
    guard utf8.count < Int(Int32.max) else {
      throw IngestionError(file: file, reason: .limit("size in bytes", Int(Int32.max)))
    }
    let depth = min(options.maximumDepth, IngestionOptions.greatestDepth)
    do throws(IngestionError) {
      return try utf8.withUnsafeBufferPointer { (bytes) throws(IngestionError) -> Document in
        try read(bytes, depth)
      }
    } catch {
      throw error.placed(in: self)
    }
  }
}
