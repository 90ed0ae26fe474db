/// Formats whose bytes are no text as a whole: they are told apart and taken apart before anything is
/// decoded.
extension DocumentReader {
  /// A format of this sort.
  enum Structure {
    case mail
    case zip
  }

  /// What bytes that begin with `head` are, where it is one of these.
  func structure(_ head: [UInt8]) -> Structure? {
    switch options.format {
    case .mail: return .mail
    case .docx, .odt, .epub, .pptx, .odp, .xlsx, .ods: return .zip
    case nil: break
    default: return nil
    }
    if head.starts(with: "PK\u{3}\u{4}".utf8) { return .zip }
    return head.withUnsafeBufferPointer { buffer in
      MailParser.recognizes(UnsafeBufferPointer(rebasing: buffer.prefix(FormatDetector.headBytes)))
        ? .mail : nil
    }
  }

  /// Reads `bytes`, which are a `structure`.
  func structured(_ structure: Structure, bytes: [UInt8], name: String) throws(IngestionError) -> Document {
    switch structure {
    case .mail: try message(bytes, offset: 0, name: name, index: nil)
    case .zip: try container(bytes, name: name)
    }
  }

  /// Reads the message `bytes`, which stands in its file from `offset` on.
  func message(_ bytes: [UInt8], offset: Int, name: String, index: Int?) throws(IngestionError) -> Document {
    let description = bytes.withUnsafeBytes {
      SourceDescription.of($0, path: name, format: .mail, encoding: "US-ASCII", recordIndex: index)
    }
    return UtteranceCutter.cut(
      try MailParser.parse(bytes, offset: offset, description: description, options: options))
  }

  /// Reads the zip archive `bytes`, which is one document.
  private func container(_ bytes: [UInt8], name: String) throws(IngestionError) -> Document {
    let format: DocumentFormat
    if let asked = options.format {
      format = asked
    } else {
      switch ContainerKind(head: bytes) ?? ContainerKind(members: Container.names(of: bytes)) {
      case .document(let found): format = found
      case .foreign(let what, let advice):
        throw IngestionError(file: name, reason: .foreign(what, advice: advice))
      case .archive: throw IngestionError(file: name, byteOffset: 0, reason: .binary)
      }
    }
    let description = bytes.withUnsafeBytes {
      SourceDescription.of($0, path: name, format: format, encoding: "UTF-8")
    }
    let wants: (String) -> Bool
    switch format {
    case .epub: wants = EPUBReader.wants
    case .odt, .odp, .ods: wants = OpenDocumentReader.wants
    case .pptx: wants = PresentationReader.wants
    case .xlsx: wants = WorkbookReader.wants
    default: wants = WordReader.wants
    }
    let container = try Container(bytes, file: name, maximumBytes: options.maximumBytes, wants: wants)
    let document: Document
    switch format {
    case .epub: document = try EPUBReader.read(container, description: description, options: options)
    case .odt, .odp, .ods:
      document = try OpenDocumentReader.read(container, description: description, options: options)
    case .pptx: document = try PresentationReader.read(container, description: description, options: options)
    case .xlsx: document = try WorkbookReader.read(container, description: description, options: options)
    default: document = try WordReader.read(container, description: description, options: options)
    }
    return UtteranceCutter.cut(document)
  }
}
