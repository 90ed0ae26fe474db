/// Reads HTML: whatever browsers show of a page's content, without navigation and other surroundings.
package enum HTMLDocumentParser {
  /// Parses `source`.
  ///
  /// Structure comes from libxml2's recovering HTML parser, so element paths are those of its tree; text and
  /// its places come from `HTMLTokenizer`, so every byte of text is exactly where the source has it.
  ///
  /// - Throws: `limit` for elements nested too deep and for sources over 2 GiB, `noText` for a page without
  ///   any.
  package static func parse(
    _ source: DecodedSource, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    try source.parse(description.path, options) { (bytes, maximumDepth) throws(IngestionError) -> Document in
      try parse(bytes, source, description, maximumDepth: maximumDepth)
    }
  }

  /// How many tags and stretches of text there may be: tables have millions, and an array that doubles as it
  /// grows takes three times their memory for a moment.
  private static func mostTokens(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 1
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "<") { count += 1 } else if previous == UInt8(ascii: ">") { count += 1 }
      previous = byte
    }
    return count
  }

  private static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ source: DecodedSource, _ description: SourceDescription,
    maximumDepth: Int
  ) throws(IngestionError) -> Document {
    var tokenizer = HTMLTokenizer(bytes)
    var tokens = HTMLTokens()
    tokens.reserveCapacity(min(mostTokens(bytes), bytes.count / 2 + 16))
    while let token = tokenizer.next() { tokens.append(token) }
    let metadata = HTMLMetadata(tokens, bytes)
    let tree = try HTMLTreeBuilder.build(
      tokens: tokens, bytes: bytes, file: description.path, maximumDepth: maximumDepth, isXML: tokenizer.isXML
    )
    for keepEverything in [false, true] {
      let filter = HTMLContentFilter(tree, tokens: tokens, bytes: bytes, keepEverything: keepEverything)
      var emitter = HTMLEmitter(tree: tree, filter: filter, tokens: tokens, source: source, bytes: bytes)
      do {
        return try emitter.emit(description, metadata: metadata)
      } catch {
        if keepEverything { throw error }
      }
    }
    throw IngestionError(file: description.path, reason: .noText)
  }
}
