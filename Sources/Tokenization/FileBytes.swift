import Glibc
import Platform

/// Whole small files, read with typed errors.
enum FileBytes {
  /// The bytes of the file at `path`.
  ///
  /// - Throws: ``TokenizationError``; files of more than `limit` bytes are refused.
  static func read(_ path: String, limit: Int) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    if status.st_mode & S_IFMT == S_IFDIR { throw TokenizationError(file: path, reason: .directory) }

    // A pipe has no size to go by, so the file is read to its end whatever `fstat` says.
    var bytes: [UInt8] = []
    var expected = min(max(Int(status.st_size), 0), limit) + 1
    while true {
      let chunk = try [UInt8](unsafeUninitializedCapacity: max(expected, 1 << 16)) { room, count in
        do throws(SystemError) {
          count = try Descriptor.read(descriptor, into: UnsafeMutableRawBufferPointer(room))
        } catch { throw failure(path, error.code) }
      }
      if chunk.isEmpty { break }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      guard bytes.count <= limit else { throw TokenizationError(file: path, reason: .tooLarge(limit)) }
      expected = 0
    }
    guard !bytes.isEmpty else { throw TokenizationError(file: path, reason: .empty) }
    return bytes
  }

  private static func failure(_ path: String, _ code: Int32 = errno) -> TokenizationError {
    let reason: TokenizationError.Reason =
      switch code {
      case ENOENT, ENOTDIR: .missing
      case EACCES, EPERM: .permissionDenied
      case EISDIR: .directory
      default: .io(String(cString: strerror(code)))
      }
    return TokenizationError(file: path, reason: reason)
  }
}
