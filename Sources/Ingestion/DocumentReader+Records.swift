extension DocumentReader {
  /// Reads the file at `path` (`-`: standard input) record by record where it holds many, as one document
  /// where it does not.
  ///
  /// Many records are: what ``IngestionOptions/recordPath`` names, and the records of formats known for
  /// them (`PubmedArticle`, MediaWiki's `page`, `TEI` in a `teiCorpus`, items of a news message, articles
  /// of a list). Such files are read in one pass, in memory that holds one record whatever the file's size.
  ///
  /// - Parameters:
  ///   - path: the file; `-` is standard input.
  ///   - body: called with every record in file order, or with what is wrong with it; returns whether to go
  ///     on. A record that cannot be read costs only itself. A fault in the markup of the file ends the
  ///     reading with a last failure that names its line; records before it have been handed over.
  /// - Throws: what keeps the file from being opened, `.invalidOption`, and whatever `body` throws.
  public func records(
    at path: String, _ body: (Result<Document, IngestionError>) throws -> Bool
  ) throws {
    try records(InputFile(path: path, patience: options.maximumSilence), body)
  }

  /// Reads `bytes`, the content of a file called `name`, as ``records(at:_:)`` does.
  public func records(
    bytes: [UInt8], name: String, _ body: (Result<Document, IngestionError>) throws -> Bool
  ) throws {
    try records(InputFile(path: name, bytes: bytes), body)
  }

  /// Reads what `source` gives, the content of a file called `name`, as ``records(at:_:)`` does.
  public func records(
    from source: any ByteSource, name: String, _ body: (Result<Document, IngestionError>) throws -> Bool
  ) throws {
    try records(InputFile(path: name, source: source), body)
  }

  /// Splits the file at `path` into records without reading them: each is handed over as bytes that have
  /// been accepted as well-formed, to be made a document elsewhere, such as on another thread.
  ///
  /// - Throws: As ``records(at:_:)``.
  public func pendingRecords(at path: String, _ body: (PendingRecord) throws -> Bool) throws {
    try pendingRecords(InputFile(path: path, patience: options.maximumSilence), body)
  }

  /// Splits what `source` gives, the content of a file called `name`, as ``pendingRecords(at:_:)`` does.
  public func pendingRecords(
    from source: any ByteSource, name: String, _ body: (PendingRecord) throws -> Bool
  ) throws {
    try pendingRecords(InputFile(path: name, source: source), body)
  }

  /// Bytes looked at before anything is decided.
  private static let headBytes = 1 << 18

  private func records(
    _ input: InputFile, _ body: (Result<Document, IngestionError>) throws -> Bool
  ) throws {
    try pendingRecords(input) { try body($0.read()) }
  }

  private func pendingRecords(_ input: InputFile, _ body: (PendingRecord) throws -> Bool) throws {
    let recordPath = try options.recordPath.map { text throws(IngestionError) in
      try RecordPath(text, file: input.path)
    }
    var head: [UInt8] = []
    var isWhole = try input.read(upTo: Self.headBytes, onto: &head)
    let isMail = options.format == nil || options.format == .mail
    if isMail, head.withUnsafeBufferPointer({ Mailbox.recognizes($0) }) {
      var mailbox = Mailbox(input, head: head, isWhole: isWhole, options: options)
      return try mailbox.run(body)
    }
    if structure(head) == nil, let plan = try plan(head, name: input.path, recordPath: recordPath) {
      if options.isLenient || options.readsLocalFiles {
        while !isWhole, head.count <= options.maximumBytes {
          isWhole = try input.read(upTo: 1 << 20, onto: &head)
        }
        return try wholeRecords(head, plan, file: input.path, body)
      }
      let stream = try DecodedStream(
        input, head: head, isWhole: isWhole, encoding: plan.encoding, markLength: plan.markLength)
      var records = try RecordStream(
        stream, path: plan.path, format: plan.format, file: input.path, options: options,
        warnings: plan.warnings,
        templates: plan.format == .mediawiki && plan.encoding.decoder == .utf8
          ? WikiTemplatePages.ahead(in: input) : nil)
      return try records.run(body)
    }
    let result = Result { () throws(IngestionError) in
      while !isWhole, head.count <= options.maximumBytes {
        isWhole = try input.read(upTo: 1 << 20, onto: &head)
      }
    }
    switch result {
    case .success:
      // Many of these wait at a time: each keeps what it holds, and not what it had room for.
      let bytes = head.withUnsafeBufferPointer { Array($0) }
      head = []
      _ = try body(PendingRecord(bytes: bytes, name: input.path, options: options))
    case .failure(let error): _ = try body(PendingRecord(failure: error))
    }
  }

  /// Splits a file that may be broken, or that includes others: all of it is looked at before the first
  /// record.
  private func wholeRecords(
    _ bytes: [UInt8], _ plan: Plan, file: String, _ body: (PendingRecord) throws -> Bool
  ) throws {
    var source = try SourceDecoder.decode(
      bytes, file: file, declared: options.encoding, isLenient: options.isLenient)
    var warnings = source.warnings
    if options.isLenient, let fault = XMLDocumentParser.fault(of: source, file: file, options: options),
      case .malformed(let detail) = fault.reason
    {
      let repaired = MarkupRepair.repair(source)
      let isWhole = XMLDocumentParser.fault(of: repaired, file: file, options: options) == nil
      source = isWhole ? repaired : MarkupRepair.repair(source, keepsDeclarations: false)
      warnings.insert(.repaired(detail, line: fault.line), at: 0)
    }
    var entities: [String: [UInt8]] = [:]
    if options.readsLocalFiles {
      let included = try LocalFiles.include(in: source, file: file, options: options)
      (source, entities) = (included.source, included.entities)
    }
    let stream = DecodedStream(source, encoding: plan.encoding)
    var records = try RecordStream(
      stream, path: plan.path, format: plan.format, file: file, options: options, warnings: warnings,
      entities: entities)
    try records.run(body)
  }

  /// Whether a record begins in `head`, the beginning of a file.
  private static func hasRecord(_ head: [UInt8], _ path: RecordPath) -> Bool {
    head.withUnsafeBufferPointer { bytes in
      var splitter = RecordSplitter(path: path, maximumDepth: WellFormednessJudge.maximumDepth)
      _ = splitter.scan(bytes, isLast: false)
      return splitter.recordStart != nil || !splitter.finished.isEmpty
    }
  }

  private struct Plan {
    var warnings: [IngestionWarning] = []
    var encoding: CharacterEncoding
    var markLength: Int
    var format: DocumentFormat
    var path: RecordPath
  }

  /// How to read a file that begins with `head` record by record; `nil` where it is one document, or where
  /// only the whole file can tell its encoding.
  private func plan(_ head: [UInt8], name: String, recordPath: RecordPath?) throws(IngestionError) -> Plan? {
    if options.format == .pdf || options.format == nil && PDFTool.matches(head) { return nil }
    let (found, unknown) = try head.withUnsafeBufferPointer { (bytes) throws(IngestionError) in
      try EncodingSniffer.sniff(bytes, file: name, declared: options.encoding, isLenient: options.isLenient)
    }
    var encoding = found?.encoding
    let markLength = found?.markLength ?? 0
    if encoding == nil {
      // XML without a declaration is UTF-8; anything else is for the decoder of whole files to find out.
      let isUTF8 = head.withUnsafeBufferPointer { bytes in
        let fault = UTF8Check.firstFault(in: bytes)
        return fault == nil || fault?.kind == .truncated
      }
      guard isUTF8 else { return nil }
      encoding = .utf8
    }
    guard var encoding else { return nil }
    var warnings = unknown
    let isContradicted = head.withUnsafeBufferPointer { SourceDecoder.contradicts($0, encoding) }
    if options.encoding == nil, markLength == 0, encoding.name != "US-ASCII", encoding != .utf8,
      isContradicted
    {
      warnings = [.declaredOtherwise(encoding.name)]
      encoding = .utf8
    } else if [.xmlDeclaration, .htmlMeta].contains(found?.origin),
      let other = head.withUnsafeBufferPointer({ EncodingContradiction.better(than: encoding, $0) })
    {
      warnings = [.declaredFalsely(encoding.name, other.name)]
      encoding = other
    }
    // As in a whole file: what ASCII promises UTF-8 keeps, and C1 bytes are Windows' characters.
    if encoding.name == "US-ASCII" { encoding = .utf8 }
    encoding = encoding.withC1Bytes

    var text = Array(head.dropFirst(markLength))
    if encoding.decoder != .utf8 {
      let decoder = try IncrementalDecoder(encoding: encoding, file: name, sourceOffset: markLength)
      let output = try text.withUnsafeBufferPointer { (bytes) throws(IngestionError) in
        try decoder.decode(bytes, isLast: false)
      }
      text = output.utf8
    }
    let format = options.format ?? FormatDetector.detect(text.prefix(FormatDetector.headBytes), path: name)
    guard format.isXML, let prologue = MarkupPrologue(text), !prologue.rootName.isEmpty else { return nil }
    guard let path = recordPath ?? .known(root: prologue.rootName, format: format) else { return nil }
    // A common word as the root's name promises nothing.
    if recordPath == nil, format == .xml, !Self.hasRecord(text, path) { return nil }
    return Plan(warnings: warnings, encoding: encoding, markLength: markLength, format: format, path: path)
  }
}
