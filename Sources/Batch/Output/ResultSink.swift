/// Where results go. Called by one thread, in the order of the batch.
protocol ResultSink: AnyObject {
  /// Size that positions are compared with when a run is resumed; `Int.max` where there is none.
  var size: Int { get }

  /// Takes a result; returns its place in the output.
  func append(_ result: RenderedResult, ordinal: Int, id: String) throws(CorpusError) -> Range<Int>
  /// A record stands in its place from an earlier run.
  func keep(_ entry: JournalEntry, id: String) throws(CorpusError)
  /// The bytes that were written for a record, in its place or set aside.
  func content(of entry: JournalEntry) throws(CorpusError) -> [UInt8]
  func contentAside(of entry: JournalEntry) throws(CorpusError) -> [UInt8]
  /// Puts a record that was set aside in its new place.
  func restore(_ entry: JournalEntry, ordinal: Int, id: String) throws(CorpusError) -> Range<Int>
  /// Forgets everything from `position`, the place of record `ordinal`, on.
  func truncate(to position: Int, ordinal: Int) throws(CorpusError)
  /// Sets everything from there on aside, to be restored or forgotten; returns by how much positions move.
  func setAside(from position: Int, ordinal: Int) throws(CorpusError) -> Int
  /// Brings everything to the disk.
  func sync() throws(CorpusError)
  /// The batch is complete: forgets what was set aside and not restored.
  func finish() throws(CorpusError)
}

/// Lines in one file.
final class LineSink: ResultSink {
  private let file: AppendFile
  private var aside: AppendFile?

  /// Opens or creates the file, and keeps others away from it.
  init(path: String) throws(CorpusError) {
    file = try AppendFile.locked(path, for: path)
  }

  private var asidePath: String { file.path + ".aside" }

  var size: Int { file.position }

  func append(_ result: RenderedResult, ordinal: Int, id: String) throws(CorpusError) -> Range<Int> {
    try file.append(result.bytes)
  }

  func append(_ bytes: [UInt8]) throws(CorpusError) -> Range<Int> { try file.append(bytes) }

  func keep(_ entry: JournalEntry, id: String) {}

  func content(of entry: JournalEntry) throws(CorpusError) -> [UInt8] { try content(entry.output) }
  func contentAside(of entry: JournalEntry) throws(CorpusError) -> [UInt8] { try contentAside(entry.output) }
  func content(_ range: Range<Int>) throws(CorpusError) -> [UInt8] { try file.read(range) }
  func contentAside(_ range: Range<Int>) throws(CorpusError) -> [UInt8] {
    range.isEmpty ? [] : try opened().read(range)
  }

  func restore(_ entry: JournalEntry, ordinal: Int, id: String) throws(CorpusError) -> Range<Int> {
    try restore(entry.output)
  }

  func restore(_ range: Range<Int>) throws(CorpusError) -> Range<Int> {
    guard !range.isEmpty else { return file.position..<file.position }
    return try file.append(try opened().read(range))
  }

  func truncate(to position: Int, ordinal: Int) throws(CorpusError) { try file.truncate(to: position) }

  func setAside(from position: Int, ordinal: Int) throws(CorpusError) -> Int {
    let aside = try opened()
    let shift = aside.position - position
    let end = file.position
    var start = position
    while start < end {
      let next = min(end, start + 1 << 20)
      try aside.append(try file.read(start..<next))
      start = next
    }
    try aside.sync()
    return shift
  }

  func sync() throws(CorpusError) { try file.sync() }

  func finish() throws(CorpusError) {
    aside = nil
    AsideFile.remove(asidePath)
  }

  private func opened() throws(CorpusError) -> AppendFile {
    if let aside { return aside }
    let opened = try AppendFile(path: asidePath)
    aside = opened
    return opened
  }
}
