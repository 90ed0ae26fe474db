/// Where results go. Called by one thread, in the order of the batch.
protocol ResultSink: AnyObject {
  /// Size that positions are compared with when a run is resumed; `Int.max` where there is none.
  var size: Int { get }

  /// Takes a result; returns its place in the output.
  func append(_ result: RenderedResult, ordinal: Int, id: String) throws(CorpusError) -> Range<Int>
  /// A record stands in its place from an earlier run.
  func keep(_ place: Range<Int>, id: String) throws(CorpusError)
  /// The bytes that were written for the record at a place, in the output or set aside.
  func content(_ place: Range<Int>) throws(CorpusError) -> [UInt8]
  func contentAside(_ place: Range<Int>) throws(CorpusError) -> [UInt8]
  /// Puts a record that was set aside in its new place.
  ///
  /// - Parameter checksum: CRC-32 of what was written for it.
  func restore(
    _ place: Range<Int>, checksum: UInt32, ordinal: Int, id: String
  ) throws(CorpusError) -> Range<Int>
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
  /// What stands before the first record; no record is ever cut off with it.
  private let head: Int

  /// Opens or creates the file, keeps others away from it, and begins an empty one with `head`.
  init(path: String, head: [UInt8] = []) throws(CorpusError) {
    file = try AppendFile.locked(path, for: path)
    self.head = head.count
    if file.position < head.count {
      try file.truncate(to: 0)
      _ = try file.append(head)
    }
  }

  private var asidePath: String { file.path + ".aside" }

  var size: Int { file.position }

  func append(_ result: RenderedResult, ordinal: Int, id: String) throws(CorpusError) -> Range<Int> {
    try file.append(result.bytes)
  }

  func append(_ bytes: [UInt8]) throws(CorpusError) -> Range<Int> { try file.append(bytes) }

  func keep(_ place: Range<Int>, id: String) {}

  func content(_ range: Range<Int>) throws(CorpusError) -> [UInt8] { try file.read(range) }
  func contentAside(_ range: Range<Int>) throws(CorpusError) -> [UInt8] {
    range.isEmpty ? [] : try opened().read(range)
  }

  func restore(
    _ place: Range<Int>, checksum: UInt32, ordinal: Int, id: String
  ) throws(CorpusError) -> Range<Int> {
    try restore(place)
  }

  func restore(_ range: Range<Int>) throws(CorpusError) -> Range<Int> {
    guard !range.isEmpty else { return file.position..<file.position }
    return try file.append(try opened().read(range))
  }

  func truncate(to position: Int, ordinal: Int) throws(CorpusError) {
    try file.truncate(to: max(position, head))
  }

  func setAside(from position: Int, ordinal: Int) throws(CorpusError) -> Int {
    let position = max(position, head)
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

  /// Removes a file that nothing was written to.
  func removeIfEmpty() { if file.position == 0 { AsideFile.remove(file.path) } }

  private func opened() throws(CorpusError) -> AppendFile {
    if let aside { return aside }
    let opened = try AppendFile(path: asidePath)
    aside = opened
    return opened
  }
}
