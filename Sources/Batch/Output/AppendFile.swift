import Foundation
import Platform

/// A file that grows at its end, and says when what it was given is safe on disk.
final class AppendFile {
  let path: String
  /// Bytes given so far.
  private(set) var position: Int
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private static let bufferBytes = 1 << 20

  /// Opens or creates the file; its present content stays.
  ///
  /// - Throws: `CorpusError.cannotOpen`.
  init(path: String) throws(CorpusError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .cannotOpen(path: path, reason: "is no regular file")
    }
    position = Int(status.st_size)
    Descriptor.syncFolder(of: path)
  }

  deinit { close(descriptor) }

  /// Keeps others away for as long as this value lives.
  ///
  /// - Throws: `CorpusError.inUse`.
  func lock(for output: String) throws(CorpusError) {
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(output) }
  }

  /// Adds bytes at the end, in memory at first; returns where they stand.
  @discardableResult
  func append(_ bytes: [UInt8]) throws(CorpusError) -> Range<Int> {
    let start = position
    buffer += bytes
    position += bytes.count
    if buffer.count >= Self.bufferBytes { try flush() }
    return start..<position
  }

  /// Hands everything to the system.
  func flush() throws(CorpusError) {
    do throws(SystemError) { try Descriptor.write(descriptor, buffer, at: position - buffer.count) } catch {
      throw failure(error)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Returns when everything is on the disk.
  func sync() throws(CorpusError) {
    try flush()
    guard fsync(descriptor) == 0 else { throw failure() }
  }

  /// Cuts the file off at `end`.
  func truncate(to end: Int) throws(CorpusError) {
    try flush()
    guard ftruncate(descriptor, off_t(end)) == 0, fsync(descriptor) == 0 else { throw failure() }
    position = end
  }

  /// The bytes `range`, which have been given before.
  ///
  /// - Throws: `CorpusError.damaged` where the file is shorter.
  func read(_ range: Range<Int>) throws(CorpusError) -> [UInt8] {
    try flush()
    var bytes = [UInt8](repeating: 0, count: range.count)
    let got = bytes.withUnsafeMutableBytes {
      (try? Descriptor.read(descriptor, into: $0, at: range.lowerBound)) ?? 0
    }
    guard got == bytes.count else {
      throw .damaged(path: path, reason: "it ends before byte \(range.upperBound)")
    }
    return bytes
  }

  private func failure(_ error: SystemError = .last) -> CorpusError {
    .cannotWrite(path: path, reason: error.words)
  }
}
