/// What is read as one document: a whole file, or one record of a file that holds many.
///
/// Its bytes have been accepted by `WellFormednessJudge`.
struct XMLUnit {
  /// The unit's bytes, and the way to the file's.
  var source: DecodedSource
  var dialect: Dialect
  /// The file's element names, shared by its records.
  var names: NameTable
  var file: String
  /// Entities declared in the file.
  var entities: [String: [UInt8]] = [:]
  /// What a wiki calls things, where its dump says so outside the unit.
  var site: WikiSite?
  /// Lines of the file before the unit.
  var lineOffset = 0
  /// Language in force around the record.
  var language: String?
  /// Path of the element around the record; empty for a whole file.
  var pathPrefix = ""
  /// Position of the record's element among its siblings of the same name.
  var position: Int?
  /// What stands around the record, for XPath: everything before it that is still open, and its end tags.
  var surroundings: (before: [UInt8], after: [UInt8])?
}

extension Document {
  /// Takes what was taken for matter beside the text for the text, where nothing else is there: names of one
  /// vocabulary mean something else in another.
  fileprivate mutating func readNeverNothing() {
    let isText = { (block: Block) in
      (block.role == .body || block.role == .abstract)
        && [.paragraph, .listItem, .verse, .preformatted].contains(block.kind)
    }
    guard !blocks.contains(where: isText) else { return }
    for index in blocks.indices where blocks[index].kind != .title && blocks[index].kind != .heading {
      if blocks[index].role == .metadata || blocks[index].role == .front { blocks[index].role = .body }
      if blocks[index].kind == .tableCell || blocks[index].kind == .caption {
        blocks[index].kind = .paragraph
      }
    }
  }
}

/// Reads XML into documents.
enum XMLDocumentParser {
  /// Reads a whole file as one document.
  ///
  /// - Throws: what makes the file unacceptable, or `.noText`.
  static func parse(
    _ source: DecodedSource, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    try parse(source, dialect: .of(description.format), description: description, options: options)
  }

  /// Reads a whole file by the rules of `dialect`.
  static func parse(
    _ source: DecodedSource, dialect: Dialect, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    var source = source
    var declared: [String: [UInt8]] = [:]
    if options.readsLocalFiles {
      let whole = try LocalFiles.include(in: source, file: description.path, options: options)
      source = whole.source
      declared = whole.entities
    }
    let entities = try check(source, file: description.path, options: options)
    let unit = XMLUnit(
      source: source, dialect: dialect, names: NameTable(dialect: dialect), file: description.path,
      entities: entities.merging(declared) { own, _ in own })
    return try parse(unit, description: description, options: options)
  }

  /// Reads a unit that has been judged already.
  static func parse(
    _ unit: XMLUnit, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    let selection = try ElementSelection(unit, options: options)
    var document = try unit.source.utf8.withUnsafeBufferPointer { bytes throws(IngestionError) -> Document in
      var extractor = XMLExtractor(unit, bytes: bytes, selection: selection)
      extractor.options = options
      try extractor.run(firstPosition: unit.position)
      var description = description
      if description.recordIndex != nil { description.recordID = extractor.identifier }
      var document: Document
      do throws(IngestionError) {
        document = try extractor.builder.finish(description, title: nil, language: extractor.language)
      } catch {
        guard error.reason == .noText, extractor.pagesLeftOut > 0 else { throw error }
        throw IngestionError(file: error.file, reason: .onlyOtherPages(extractor.pagesLeftOut))
      }
      document.warnings = extractor.warnings
      if unit.dialect.format == .feed { Dialect.demoteExcerpts(&document.blocks, of: document.text) }
      return document
    }
    if unit.dialect.infersFromContent { document.readNeverNothing() }
    if document.title == nil, let first = document.blocks.first(where: { $0.role != .metadata }),
      first.kind == .heading
    {
      document.title = document.text(in: first.textRange)
    }
    return document
  }

  /// What is wrong with the markup of a whole file, if anything is.
  static func fault(of source: DecodedSource, file: String, options: IngestionOptions) -> IngestionError? {
    do {
      _ = try check(source, file: file, options: options)
      return nil
    } catch { return error }
  }

  /// Holds a whole file to the judge and to the stated limits; returns its entities.
  static func check(
    _ source: DecodedSource, file: String, options: IngestionOptions
  ) throws(IngestionError) -> [String: [UInt8]] {
    let judge = try WellFormednessJudge(
      file: file, isLenient: options.isLenient, depth: options.maximumDepth,
      readsLocalFiles: options.readsLocalFiles)
    try source.utf8.withUnsafeBufferPointer { (bytes) throws(IngestionError) -> Void in
      var splitter = RecordSplitter(path: nil, maximumDepth: options.maximumDepth)
      let limit = splitter.scan(bytes, isLast: true)
      guard let limit else { return try judge.feed(bytes, isLast: true) }
      // What is malformed before the limit is the better reason.
      try judge.feed(UnsafeBufferPointer(rebasing: bytes[..<limit.offset]))
      throw IngestionError(
        file: file, line: bytes.lineEnds(before: limit.offset) + 1, byteOffset: limit.offset,
        reason: limit.reason)
    }
    return judge.entities
  }
}
