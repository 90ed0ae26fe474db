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
    let input = try InputFile(path: path, patience: options.maximumSilence)
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
    if let structure = structure(bytes) { return try structured(structure, bytes: bytes, name: name) }
    let source = try SourceDecoder.decode(
      bytes, file: name, declared: options.encoding, isLenient: options.isLenient)
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
    var document = try parse(source, description: description)
    document.warnings = source.warnings + document.warnings
    if options.format == nil, format == .text || format == .markdown, let warning = ReadAsText.warning(name) {
      document.warnings.append(warning)
    }
    let hasLines = format == .text || format == .markdown
    return UtteranceCutter.cut(document, lineEnds: hasLines ? bytes : nil)
  }

  private func parse(
    _ source: DecodedSource, description: SourceDescription
  ) throws(IngestionError) -> Document {
    switch description.format {
    case .pdf:
      throw IngestionError(file: description.path, reason: .damaged("it does not begin like a PDF"))
    case .rtf, .org, .rst, .textile, .muse, .t2t, .opml:
      return try PandocConverter.parse(source, description: description, options: options)
    case .text: return try PlainTextParser.parse(source, description: description, options: options)
    case .markdown: return try MarkdownParser.parse(source, description: description, options: options)
    case .html: return try HTMLDocumentParser.parse(source, description: description, options: options)
    case .notebook: return try NotebookParser.parse(source, description: description, options: options)
    case .latex: return try LaTeXParser.parse(source, description: description, options: options)
    case .csv: return try SeparatedValues.parse(source, description: description)
    case .subtitles: return try SubtitleParser.parse(source, description: description)
    default:
      do {
        return try XMLDocumentParser.parse(source, description: description, options: options)
      } catch {
        guard case .malformed(let detail) = error.reason else { throw error }
        if description.format == .xhtml {
          return try parsePage(source, description, detail, line: error.line)
        }
        guard options.isLenient else { throw error }
        return try parseLeniently(source, description, detail, line: error.line)
      }
    }
  }

  /// Reads a page that claims to be XML and is not as browsers read it.
  private func parsePage(
    _ source: DecodedSource, _ description: SourceDescription, _ detail: String, line: Int?
  ) throws(IngestionError) -> Document {
    var description = description
    description.format = .html
    var document = try HTMLDocumentParser.parse(source, description: description, options: options)
    document.warnings.insert(
      IngestionWarning(line: line, message: "not well-formed: \(detail); read as browsers read pages"), at: 0)
    return document
  }

  /// Reads what is good of a document that is not well-formed.
  private func parseLeniently(
    _ source: DecodedSource, _ description: SourceDescription, _ detail: String, line: Int?
  ) throws(IngestionError) -> Document {
    var document: Document
    do {
      document = try XMLDocumentParser.parse(
        MarkupRepair.repair(source), description: description, options: options)
    } catch {
      // What is left is wrong within the document type declaration.
      guard case .malformed = error.reason else { throw error }
      document = try XMLDocumentParser.parse(
        MarkupRepair.repair(source, keepsDeclarations: false), description: description,
        options: options)
    }
    document.warnings.insert(.repaired(detail, line: line), at: 0)
    return document
  }
}
