import Foundation
import Ingestion
import Platform

/// What a run has finished, beside its output, so that another can go on exactly there.
///
/// A line is written only after output and errors have been brought to the disk, and brought there itself.
/// Whatever comes after the last whole line, in any of the three files, never counts.
final class Journal {
  private static let mark = "peruse-journal 2"
  /// What 0.1.0 began its journals with.
  private static let oldMark = "peruse-journal 1\t"
  private let file: AppendFile
  private var pending: [UInt8] = []
  private(set) var pendingCount = 0
  /// Bytes before the first entry.
  private let headLength: Int
  /// What the run calls its records.
  let naming: RecordNaming

  /// Takes the journal `file`, which is locked, for a run with the settings `fingerprint`.
  ///
  /// - Throws: `CorpusError.otherSettings`, `.damaged` or `.cannotOpen`.
  init(_ file: AppendFile, output: String, fingerprint: String) throws(CorpusError) {
    self.file = file
    let earlier = Array("\(Self.mark)\t\(fingerprint)\n".utf8)
    if try file.read(0..<min(file.position, earlier.count)) == earlier {
      // Begun before runs noted what they call their records: it goes on with the names that it has.
      (naming, headLength) = (.wholePaths, earlier.count)
      return
    }
    let head = Array("\(Self.mark)\t\(fingerprint)\t\(RecordNaming.belowInput.rawValue)\n".utf8)
    (naming, headLength) = (.belowInput, head.count)
    let present = try file.read(0..<min(file.position, head.count))
    if present.count < head.count, head.starts(with: present) {
      // New, or the first line was never finished.
      try file.truncate(to: 0)
      try file.append(head)
      try file.sync()
    } else if present != head {
      try Self.check(present, path: file.path)
      throw .otherSettings(output)
    }
  }

  /// Takes the journal `file`, which is locked, whatever the settings of its run were.
  ///
  /// - Throws: `CorpusError.damaged` where it is no journal of this version.
  init(reading file: AppendFile) throws(CorpusError) {
    self.file = file
    let present = try file.read(0..<min(file.position, 1 << 10))
    try Self.check(present, path: file.path)
    guard let end = present.firstIndex(of: 0x0A) else {
      throw .damaged(path: file.path, reason: "its first line is not whole")
    }
    headLength = end + 1
    naming = present[..<end].count { $0 == 0x09 } < 2 ? .wholePaths : .belowInput
  }

  private static func check(_ present: [UInt8], path: String) throws(CorpusError) {
    if present.starts(with: mark.utf8) { return }
    guard present.starts(with: oldMark.utf8) else {
      throw .damaged(path: path, reason: "is no journal of a batch", remedy: .moveOrReplace)
    }
    throw .damaged(
      path: path,
      reason: "was begun by Peruse 0.1.0, which noted no checksums and named records by whole paths",
      remedy: .finishOrReplace)
  }

  /// Notes a record; it counts from the next `sync()` on.
  func note(_ entry: JournalEntry) {
    pending += entry.line
    pendingCount += 1
  }

  /// Brings the notes to the disk.
  func sync() throws(CorpusError) {
    guard pendingCount > 0 else { return }
    try file.append(pending)
    try file.sync()
    pending.removeAll(keepingCapacity: true)
    pendingCount = 0
  }

  /// Where the entries end that are whole, come in order, and fit files of these sizes.
  struct Extent {
    var count = 0
    var journalEnd: Int
    var outputEnd = 0
    var errorsEnd = 0
  }

  /// Reads the journal through.
  func extent(outputSize: Int, errorsSize: Int) throws(CorpusError) -> Extent {
    var extent = Extent(journalEnd: headLength)
    var reader = try entries()
    while let (entry, end) = try reader.next() {
      guard entry.ordinal == extent.count, entry.output.upperBound <= outputSize,
        entry.errors.upperBound <= errorsSize
      else { break }
      extent.count += 1
      extent.journalEnd = end
      extent.outputEnd = entry.output.upperBound
      extent.errorsEnd = entry.errors.upperBound
    }
    return extent
  }

  /// Cuts the journal off behind an entry.
  func truncate(to end: Int) throws(CorpusError) { try file.truncate(to: end) }

  /// Reads entries from the beginning.
  func entries() throws(CorpusError) -> Entries { try Entries(path: file.path, position: headLength) }

  /// Entries one after the other, with where in the journal each ends, up to the first that is not whole.
  struct Entries {
    private var lines: LineReader<IngestionError>
    private(set) var position: Int
    private let path: String

    init(path: String, position: Int) throws(CorpusError) {
      self.path = path
      self.position = position
      do throws(IngestionError) {
        lines = try FileSource(path: path).lines(maximum: 1 << 20)
        if position > 0 { _ = try lines.next() }
      } catch { throw .cannotOpen(path: path, reason: error.reason.message) }
    }

    mutating func next() throws(CorpusError) -> (entry: JournalEntry, end: Int)? {
      let line: LineReader<IngestionError>.Line?
      do throws(IngestionError) { line = try lines.next() } catch {
        throw .cannotOpen(path: path, reason: error.reason.message)
      }
      guard let bytes = line?.bytes, let entry = JournalEntry(bytes) else { return nil }
      position += bytes.count + 1
      return (entry, position)
    }
  }
}
