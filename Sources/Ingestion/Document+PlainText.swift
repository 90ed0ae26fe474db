import Platform

extension Document {
  /// A document of one paragraph whose text is its source, for text that is in memory already.
  ///
  /// Offsets in the text, bytes of the source, and UTF-8 offsets of `text` are the same numbers.
  public init(text: String, name: String = "-") {
    let bytes = Array(text.utf8)
    let paragraph = Block(kind: .paragraph, role: .body, textRange: 0..<bytes.count, elementPath: "/p[1]")
    self.init(
      source: SourceDescription(
        path: name, format: .text, encoding: "UTF-8", byteCount: bytes.count,
        sha256: SHA256.hexadecimal(of: bytes)),
      text: text, blocks: bytes.isEmpty ? [] : [paragraph], map: .identity(count: bytes.count))
  }
}
