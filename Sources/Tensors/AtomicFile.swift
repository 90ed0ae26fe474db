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
    let outcome = bytes.withUnsafeBytes { bytes in
      Result { () throws(Failure) in try append(bytes) }
    }
    try outcome.get()
  }

  /// Writes bytes that lie in memory at the end.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    var rest = bytes
    while let base = rest.baseAddress, rest.count > 0 {
      // One call writes at most 2 GiB.
      let count = write(descriptor, base, min(rest.count, 1 << 30))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Self.failure() }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
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
    Self.flushFolder(of: path)
  }

  /// Makes the new name as lasting as the file; where a file system cannot, the file itself is safe all the same.
  private static func flushFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
