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
    try source.parse(description.path, options) { (bytes, maximumDepth) throws(IngestionError) -> Document in
      let frontMatter = FrontMatter(bytes)
      var parser = MarkdownBlockParser(bytes, file: description.path, maximumDepth: maximumDepth)
      try parser.parse(from: frontMatter.end)
      var emitter = MarkdownEmitter(parser, source: source, bytes: bytes)
      return try emitter.emit(description, frontMatter)
    }
  }
}
