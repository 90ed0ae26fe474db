/// Reads files into documents: detects encoding and format from content, then hands over to the format's
/// parser.
///
/// A reader is a value without state; any number of them work in parallel.
public struct DocumentReader: Sendable {
  /// How to read.
  public var options: IngestionOptions

  /// Creates a reader.
  public init(options: IngestionOptions = IngestionOptions()) {
    self.options = options
  }

  /// Reads the file at `path` (`-`: standard input) as one document, also where it holds many records.
  ///
  /// - Throws: what keeps the file from being read, with file, line and reason.
  public func document(at path: String) throws(IngestionError) -> Document {
    let input = try InputFile(path: path)
    return try document(bytes: try input.readAll(maximum: options.maximumBytes), name: path)
  }

  /// Reads `bytes`, the content of a file called `name`, as one document.
  ///
  /// - Throws: what keeps them from being read, with file, line and reason.
  public func document(bytes: [UInt8], name: String) throws(IngestionError) -> Document {
    guard !bytes.isEmpty else { throw IngestionError(file: name, reason: .empty) }
    guard bytes.count <= options.maximumBytes else {
      throw IngestionError(file: name, reason: .limit("size in bytes", options.maximumBytes))
    }
    if options.format == .pdf || options.format == nil && PDFTool.matches(bytes.prefix(1024)) {
      let description = bytes.withUnsafeBytes {
        SourceDescription.of($0, path: name, format: .pdf, encoding: "UTF-8")
      }
      return try PDFDocumentParser.parse(bytes, description: description, options: options)
    }
    let source = try SourceDecoder.decode(bytes, file: name, declared: options.encoding)
    let head = source.utf8.prefix(FormatDetector.headBytes)
    let format =
      options.format ?? PandocConverter.format(head, path: name) ?? FormatDetector.detect(head, path: name)
    if options.format == nil, format == .text || format == .markdown,
      let reason = DataDetector.reason(head, path: name)
    {
      throw IngestionError(file: name, reason: reason)
    }
    let description = bytes.withUnsafeBytes {
      SourceDescription.of($0, path: name, format: format, encoding: source.encoding)
    }
    switch format {
    case .pdf: throw IngestionError(file: name, reason: .damaged("it does not begin like a PDF"))
    case .rtf, .org, .rst, .textile:
      return try PandocConverter.parse(source, description: description, options: options)
    case .text: return try PlainTextParser.parse(source, description: description, options: options)
    case .markdown: return try MarkdownParser.parse(source, description: description, options: options)
    case .html: return try HTMLDocumentParser.parse(source, description: description, options: options)
    case .tei, .jats, .nitf, .newsml, .docbook, .xhtml, .medline, .mediawiki, .xml:
      return try XMLDocumentParser.parse(source, description: description, options: options)
    }
  }
}
