import Platform

/// A document that has been cut out of its file and not been read yet.
///
/// Splitting a file into records needs to see it from the beginning; reading a record does not, and any
/// number of them can be read in parallel.
public struct PendingRecord: Sendable {
  /// Position in the file, counted from 0, where the file holds many records; `nil` where it is one document.
  public let index: Int?
  /// Path of the file as given by the caller, or `-`.
  public let file: String
  private var content: Content
  private let options: IngestionOptions

  private enum Content: Sendable {
    case whole([UInt8])
    case part(Part)
    /// A message of a mailbox, and where it begins in the file.
    case message([UInt8], offset: Int)
    case failure(IngestionError)
  }

  /// A record among others, with what its file says about it.
  struct Part: Sendable {
    var source: DecodedSource
    var original: [UInt8]
    var format: DocumentFormat
    var dialect: Dialect
    var names: KnownNames
    var entities: [String: [UInt8]]
    var record: RecordSplitter.Record
    /// What the wiki calls things, where the file is its dump.
    var site: WikiSite?
    /// What the file's reader has to say with this record.
    var warnings: [IngestionWarning] = []
    /// The document type declaration, where XPaths are evaluated.
    var doctype: [UInt8]?
  }

  /// The whole file `name`.
  public init(bytes: [UInt8], name: String, options: IngestionOptions = IngestionOptions()) {
    (index, file, content, self.options) = (nil, name, .whole(bytes), options)
  }

  init(failure: IngestionError, index: Int? = nil) {
    (self.index, file, content, options) = (index, failure.file, .failure(failure), IngestionOptions())
  }

  init(part: Part, file: String, index: Int, options: IngestionOptions) {
    (self.index, self.file, content, self.options) = (index, file, .part(part), options)
  }

  init(message: [UInt8], offset: Int, file: String, index: Int, options: IngestionOptions) {
    (self.index, self.file, self.options) = (index, file, options)
    content = .message(message, offset: offset)
  }

  /// This record, with more to say about its file.
  func adding(_ warnings: [IngestionWarning]) -> PendingRecord {
    guard !warnings.isEmpty, case .part(var part) = content else { return self }
    part.warnings += warnings
    var record = self
    record.content = .part(part)
    return record
  }

  /// Bytes that the record holds in memory.
  public var byteCount: Int {
    switch content {
    case .whole(let bytes), .message(let bytes, _): bytes.count
    case .part(let part): part.original.count + part.source.utf8.count
    case .failure: 0
    }
  }

  /// Makes the document, or says what is wrong with it.
  public func read() -> Result<Document, IngestionError> {
    switch content {
    case .whole(let bytes):
      Result { () throws(IngestionError) in
        try DocumentReader(options: options).document(bytes: bytes, name: file)
      }
    case .part(let part): read(part)
    case .message(let bytes, let offset):
      Result { () throws(IngestionError) in
        try DocumentReader(options: options).message(bytes, offset: offset, name: file, index: index)
      }
    case .failure(let error): .failure(error)
    }
  }

  private func read(_ part: Part) -> Result<Document, IngestionError> {
    let description = part.original.withUnsafeBytes {
      SourceDescription.of(
        $0, path: file, format: part.format, encoding: part.source.encoding, recordIndex: index)
    }
    let record = part.record
    let names = part.names.table()
    defer { part.names.keep(names) }
    let unit = XMLUnit(
      source: part.source, dialect: part.dialect, names: names, file: file,
      entities: part.entities, site: part.site, lineOffset: record.lineOffset, language: record.language,
      pathPrefix: record.pathPrefix, position: record.position,
      surroundings: part.doctype.map { ($0 + record.before, record.after) })
    return Result { () throws(IngestionError) in
      do throws(IngestionError) {
        var document = try XMLDocumentParser.parse(unit, description: description, options: options)
        document.warnings = part.warnings + document.warnings
        return UtteranceCutter.cut(document)
      } catch {
        guard error.line == nil else { throw error }
        throw IngestionError(file: error.file, line: record.lineOffset + 1, reason: error.reason)
      }
    }
  }

  /// SHA-256 of everything that the document depends on: bytes, name, place in the file, what the file
  /// declares.
  ///
  /// Two records with the same fingerprint, read with the same options, give the same document.
  public func fingerprint() -> [UInt8] {
    let hash = SHA256()
    func add(_ text: String) {
      hash.update(text)
      hash.update([0])
    }
    add(file)
    add(index.map(String.init) ?? "")
    switch content {
    case .whole(let bytes):
      hash.update(bytes)
    case .message(let bytes, let offset):
      add("\(offset)")
      hash.update(bytes)
    case .part(let part):
      let record = part.record
      let places = [record.range.lowerBound, record.range.upperBound, record.lineOffset, record.position]
      add(places.map(String.init).joined(separator: " "))
      add(part.format.rawValue)
      add(part.source.encoding)
      add(record.language ?? "")
      add(record.pathPrefix)
      for (name, value) in part.entities.sorted(by: { $0.key < $1.key }) {
        add(name)
        hash.update(value + [0])
      }
      if let doctype = part.doctype { hash.update(doctype + record.before + [0] + record.after) }
      hash.update(part.original)
    case .failure(let error):
      add(error.description)
    }
    return hash.finish()
  }
}
