/// Formats whose bytes are no text as a whole: they are told apart and taken apart before anything is decoded.
extension DocumentReader {
  /// The format of `bytes` where it is one of these.
  func structuredFormat(_ bytes: [UInt8]) -> DocumentFormat? {
    if let format = options.format { return format == .mail ? format : nil }
    return bytes.withUnsafeBufferPointer { buffer in
      MailParser.recognizes(UnsafeBufferPointer(rebasing: buffer.prefix(FormatDetector.headBytes))) ? .mail : nil
    }
  }

  /// Reads `bytes`, which are in `format`.
  func structured(_ format: DocumentFormat, bytes: [UInt8], name: String) throws(IngestionError) -> Document {
    try message(bytes, offset: 0, name: name, index: nil)
  }

  /// Reads the message `bytes`, which stands in its file from `offset` on.
  func message(_ bytes: [UInt8], offset: Int, name: String, index: Int?) throws(IngestionError) -> Document {
    let description = bytes.withUnsafeBytes {
      SourceDescription.of($0, path: name, format: .mail, encoding: "US-ASCII", recordIndex: index)
    }
    return UtteranceCutter.cut(
      try MailParser.parse(bytes, offset: offset, description: description, options: options))
  }
}
