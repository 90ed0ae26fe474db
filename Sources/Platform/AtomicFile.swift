import Glibc

/// A file that appears under its name only once it is complete.
package final class AtomicFile {
  /// The system's words for what failed.
  package struct Failure: Error, Sendable, Hashable {
    /// The words.
    package let words: String
  }

  private let path: String
  private let temporary: String
  private var descriptor: Int32

  /// Opens a temporary file beside `path`.
  package init(path: String) throws(Failure) {
    self.path = path
    temporary = "\(path).\(getpid()).partial"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure() }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(temporary)
  }

  private static func failure() -> Failure { Failure(words: String(cString: strerror(errno))) }

  /// Writes bytes at the end.
  package func append(_ bytes: [UInt8]) throws(Failure) {
    try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in
      try append(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Writes bytes that lie in memory at the end.
  package func append(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    do throws(SystemError) { try Descriptor.write(descriptor, bytes) } catch {
      throw Failure(words: error.words)
    }
  }

  /// Flushes to the disk and puts the file in its place.
  package func finish() throws(Failure) {
    guard fsync(descriptor) == 0 else { throw Self.failure() }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0, rename(temporary, path) == 0 else {
      let failure = Self.failure()
      unlink(temporary)
      throw failure
    }
    Descriptor.syncFolder(of: path)
  }
}
