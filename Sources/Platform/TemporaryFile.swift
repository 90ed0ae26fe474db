import Glibc

/// A file without a name, gone when its last descriptor is closed: bytes in memory for a program that wants a
/// file.
public final class TemporaryFile {
  /// The open file, at its beginning.
  public let descriptor: Int32

  /// Writes `bytes` to a new file in `TMPDIR`, or `/tmp`.
  ///
  /// - Throws: ``TemporaryFileError``.
  public init(_ bytes: [UInt8]) throws(TemporaryFileError) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/peruse-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw TemporaryFileError(folder: folder, code: errno) }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var code: Int32 = 0
    bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          code = errno
          return
        }
        written += count
      }
    }
    if code == 0, lseek(descriptor, 0, SEEK_SET) != 0 { code = errno }
    guard code == 0 else {
      close(descriptor)
      throw TemporaryFileError(folder: folder, code: code)
    }
  }

  deinit { close(descriptor) }
}

/// Why no temporary file could be written.
public struct TemporaryFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The folder that it was to stand in.
  public var folder: String
  /// The system's number for the reason.
  public var code: Int32

  /// The reason in words.
  public var description: String {
    "no temporary file can be written in \(folder): \(String(cString: strerror(code)))"
  }
}
