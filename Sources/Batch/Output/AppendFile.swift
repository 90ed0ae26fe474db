import Foundation
import Platform

/// A file that grows at its end, and says when what it was given is safe on disk.
package final class AppendFile {
  let path: String
  /// Bytes given so far.
  private(set) var position: Int
  let descriptor: Int32
  private var buffer: [UInt8] = []
  private static let bufferBytes = 1 << 20

  /// Opens or creates the file; its present content stays.
  ///
  /// - Throws: `CorpusError.cannotOpen`.
  init(path: String) throws(CorpusError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o644)
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

  /// Opens or creates the file and keeps others away from it for as long as the value lives.
  ///
  /// - Throws: `CorpusError.inUse` where another run has it, named as the `output`; `.cannotOpen`.
  package static func locked(_ path: String, for output: String) throws(CorpusError) -> AppendFile {
    while true {
      let file = try AppendFile(path: path)
      guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(output) }
      // Whoever had the lock before may have removed the file, and somebody put another in its place.
      guard FileIdentity(path: path) == FileIdentity(descriptor: file.descriptor) else { continue }
      // It may have grown between opening and locking.
      var status = stat()
      guard fstat(file.descriptor, &status) == 0 else { throw file.failure() }
      file.position = Int(status.st_size)
      return file
    }
  }

  /// Removes the file from its folder; what is written to it afterwards is lost.
  func remove() { unlink(path) }

  /// Adds bytes at the end, in memory at first; returns where they stand.
  @discardableResult
  package func append(_ bytes: [UInt8]) throws(CorpusError) -> Range<Int> {
    let start = position
    buffer += bytes
    position += bytes.count
    if buffer.count >= Self.bufferBytes { try flush() }
    return start..<position
  }

  /// Hands everything to the system.
  package func flush() throws(CorpusError) {
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
