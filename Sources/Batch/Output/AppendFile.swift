import Foundation
import Platform

/// A file that grows at its end, and says when what it was given is safe on disk.
final class AppendFile {
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
    Self.syncFolder(of: path)
  }

  deinit { close(descriptor) }

  /// Opens or creates the file and keeps others away from it for as long as the value lives.
  ///
  /// - Throws: `CorpusError.inUse` where another run has it, named as the `output`; `.cannotOpen`.
  static func locked(_ path: String, for output: String) throws(CorpusError) -> AppendFile {
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
  func append(_ bytes: [UInt8]) throws(CorpusError) -> Range<Int> {
    let start = position
    buffer += bytes
    position += bytes.count
    if buffer.count >= Self.bufferBytes { try flush() }
    return start..<position
  }

  /// Hands everything to the system.
  func flush() throws(CorpusError) {
    var offset = position - buffer.count
    var rest = buffer[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure() }
      offset += written
      rest = rest.dropFirst(written)
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
    var done = 0
    while done < bytes.count {
      let got = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, off_t(range.lowerBound + done))
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw .damaged(path: path, reason: "it ends before byte \(range.upperBound)") }
      done += got
    }
    return bytes
  }

  private func failure() -> CorpusError {
    .cannotWrite(path: path, reason: String(cString: strerror(errno)))
  }

  /// Makes a new name in the folder of `path` safe.
  static func syncFolder(of path: String) {
    let folder = path.folder
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension String {
  /// Everything before the last `/`, empty without one. (Foundation's own way of cutting a path traps on a name
  /// of one letter.)
  var folder: String {
    guard let slash = lastIndex(of: "/") else { return "" }
    return slash == startIndex ? "/" : String(self[..<slash])
  }
}
