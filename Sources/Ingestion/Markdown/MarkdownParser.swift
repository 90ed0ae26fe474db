/// Reads Markdown: CommonMark with tables, footnotes, strikethrough and front matter.
package enum MarkdownParser {
  /// Parses `source` into the text that a reader would see; every byte of it is a byte of the source, or
  /// stands for a character reference in it.
  ///
  /// - Throws: `limit` for lists and quotations nested too deep and for sources over 2 GiB, `noText` for a
  ///   document without text.
  package static func parse(
    _ source: DecodedSource, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    guard source.utf8.count < Int(Int32.max) else {
      throw IngestionError(file: description.path, reason: .limit("size in bytes", Int(Int32.max)))
    }
    let result = source.utf8.withUnsafeBufferPointer { bytes in
      Result { () throws(IngestionError) in
        let frontMatter = FrontMatter(bytes)
        var parser = MarkdownBlockParser(
          bytes, file: description.path,
          maximumDepth: min(options.maximumDepth, IngestionOptions.greatestDepth))
        try parser.parse(from: frontMatter.end)
        var emitter = MarkdownEmitter(parser, source: source, bytes: bytes)
        return try emitter.emit(description, frontMatter)
      }
    }
    do {
      return try result.get()
    } catch {
      throw error.placed(in: source)
    }
  }
}
