#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that appears under its name only once it is complete.
public final class AtomicFile {
  /// The system's words for what failed.
  public struct Failure: Error, Sendable, Hashable {
    /// The words.
    public let words: String
  }

  private let path: String
  private let temporary: String
  private var descriptor: Int32

  /// Opens a temporary file beside `path`.
  public init(path: String) throws(Failure) {
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
  public func append(_ bytes: [UInt8]) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + written, $0.count - written) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Self.failure() }
      written += count
    }
  }

  /// Flushes to the disk and puts the file in its place.
  public func finish() throws(Failure) {
    guard fsync(descriptor) == 0 else { throw Self.failure() }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0, rename(temporary, path) == 0 else {
      let failure = Self.failure()
      unlink(temporary)
      throw failure
    }
  }
}
