/// Splits a file of many records in one pass: the judge sees every byte once, and a record is handed over
/// as soon as the judge has accepted it. Memory holds one chunk and one record.
struct RecordStream {
  private var stream: DecodedStream
  private var splitter: RecordSplitter
  private let judge: WellFormednessJudge
  private let file: String
  private let format: DocumentFormat
  private let dialect: Dialect
  private let names: KnownNames
  private let options: IngestionOptions
  /// Decoded bytes that the judge has been given.
  private var fed = 0
  private var count = 0
  /// Start of a record that is too large and is being passed over.
  private var oversized: Int?
  private var site: WikiSite?
  /// Templates of the wiki, where the file could be looked through before; `nil` where they are taken as they
  /// come.
  private let templates: WikiTemplatePages?
  /// Entities that files beside this one declare.
  private let included: [String: [UInt8]]
  /// Said with the next record.
  private var warnings: [IngestionWarning]
  private var pagesLeftOut = 0

  /// Reads records under `path` from `stream`.
  init(
    _ stream: DecodedStream, path: RecordPath, format: DocumentFormat, file: String,
    options: IngestionOptions,
    warnings: [IngestionWarning] = [], templates: WikiTemplatePages? = nil, entities: [String: [UInt8]] = [:]
  ) throws(IngestionError) {
    self.warnings = warnings
    self.templates = templates
    included = entities
    self.stream = stream
    self.file = file
    self.format = format
    self.options = options
    dialect = .of(format)
    names = KnownNames(dialect: dialect)
    judge = try WellFormednessJudge(
      file: file, isLenient: options.isLenient, depth: options.maximumDepth,
      readsLocalFiles: options.readsLocalFiles)
    splitter = RecordSplitter(
      path: path, maximumDepth: options.maximumDepth, keepsSurroundings: options.hasPaths)
  }

  /// Calls `body` for every record in file order, ready to be read, or with what is wrong with it.
  ///
  /// A fault in the file's markup is the last thing reported: nothing after it can be told apart.
  /// `body` returns whether to go on.
  mutating func run(_ body: (PendingRecord) throws -> Bool) throws {
    // What is left out behind the last article is told with it.
    let holdsBack = format == .mediawiki && !options.readsAllPages
    var held: PendingRecord?
    while true {
      let failure = judgeNextStretch()
      for record in takeAccepted() {
        guard let pending = pending(record) else { continue }
        let next = holdsBack ? held : pending
        held = holdsBack ? pending : nil
        if let next { guard try body(next) else { return } }
      }
      if let failure {
        guard try handOver(held, body) else { return }
        _ = try body(PendingRecord(failure: failure))
        return
      }
      if stream.isComplete { break }
      release()
      let next = Result { () throws(IngestionError) in try stream.advance() }
      if case .failure(let error) = next {
        guard try handOver(held, body) else { return }
        _ = try body(PendingRecord(failure: error))
        return
      }
    }
    guard try handOver(held, body) else { return }
    if held == nil, pagesLeftOut > 0 {
      _ = try body(PendingRecord(failure: IngestionError(file: file, reason: .onlyOtherPages(pagesLeftOut))))
    }
    if count == 0 { _ = try body(PendingRecord(failure: IngestionError(file: file, reason: .noText))) }
  }

  /// Hands over the record that was held back, with what was left out behind it.
  private mutating func handOver(
    _ held: PendingRecord?, _ body: (PendingRecord) throws -> Bool
  ) throws -> Bool {
    guard let held else { return true }
    let count = pagesLeftOut
    pagesLeftOut = 0
    return try body(held.adding(count > 0 ? [.pagesLeftOut(count)] : []))
  }

  /// Scans and judges what has come in since; returns what is wrong with it.
  private mutating func judgeNextStretch() -> IngestionError? {
    let base = stream.textStart
    let isLast = stream.isComplete
    let start = fed
    var total = fed
    let failure = stream.text.withUnsafeBufferPointer { bytes -> IngestionError? in
      let limit = splitter.scan(bytes, base: base, isLast: isLast)
      let end = limit?.offset ?? bytes.count
      total = base + end
      guard total >= start else { return nil }
      let part = UnsafeBufferPointer(rebasing: bytes[(start - base)..<end])
      do throws(IngestionError) {
        try judge.feed(part, isLast: isLast && limit == nil)
      } catch {
        return error
      }
      guard let limit else { return nil }
      splitter.countLines(upTo: limit.offset, bytes, base: base)
      return IngestionError(file: file, line: splitter.lines + 1, reason: limit.reason)
    }
    fed = total
    return failure
  }

  /// The finished records that the judge has accepted.
  private mutating func takeAccepted() -> [RecordSplitter.Record] {
    let accepted = judge.accepted
    let ready = splitter.finished.prefix { $0.range.upperBound <= accepted }
    let records = Array(ready)
    splitter.finished.removeFirst(records.count)
    return records
  }

  /// Gives up what no record needs any more.
  private mutating func release() {
    if let start = splitter.recordStart, splitter.position - start > options.maximumBytes {
      oversized = start
    }
    var keep = splitter.position
    if let start = splitter.recordStart, start != oversized { keep = min(keep, start) }
    if let first = splitter.finished.first, first.range.lowerBound != oversized {
      keep = min(keep, first.range.lowerBound)
    }
    let base = stream.textStart
    stream.text.withUnsafeBufferPointer { splitter.countLines(upTo: keep - base, $0, base: base) }
    stream.discard(before: keep)
  }

  /// The templates in what has come in so far.
  private static func templates(_ bytes: UnsafeBufferPointer<UInt8>) -> WikiTemplatePages {
    var pages = WikiTemplatePages()
    _ = pages.take(bytes, isLast: true)
    return pages
  }

  /// The record, ready to be read; `nil` for a page of a wiki that is no article.
  private mutating func pending(_ record: RecordSplitter.Record) -> PendingRecord? {
    defer { count += 1 }
    if record.range.lowerBound == oversized || record.range.count > options.maximumBytes {
      return PendingRecord(
        failure: IngestionError(
          file: file, line: record.lineOffset + 1,
          reason: .limit("size of a record in bytes", options.maximumBytes)), index: count)
    }
    let (source, original) = stream.slice(record.range)
    if format == .mediawiki {
      if site == nil {
        // Known names where the head of the dump is gone.
        site = stream.text.withUnsafeBufferPointer {
          WikiSite(
            head: UnsafeBufferPointer(rebasing: $0.prefix(max(0, record.range.lowerBound - stream.textStart)))
          )
        }
        site?.pages = templates ?? stream.text.withUnsafeBufferPointer(Self.templates)
      }
      let isArticle = source.utf8.withUnsafeBufferPointer(WikiSite.isArticle)
      if !isArticle, templates == nil { source.utf8.withUnsafeBufferPointer { site?.pages.add($0) } }
      if !isArticle, !options.readsAllPages {
        pagesLeftOut += 1
        return nil
      }
    }
    var warnings = self.warnings
    if pagesLeftOut > 0 { warnings.append(.pagesLeftOut(pagesLeftOut)) }
    self.warnings = []
    pagesLeftOut = 0
    let part = PendingRecord.Part(
      source: source, original: original, format: format, dialect: dialect, names: names,
      entities: judge.entities.merging(included) { own, _ in own },
      record: record, site: site, warnings: warnings, doctype: options.hasPaths ? splitter.doctype : nil)
    return PendingRecord(part: part, file: file, index: count, options: options)
  }
}
