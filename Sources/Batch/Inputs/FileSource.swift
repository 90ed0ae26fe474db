import Foundation
import Ingestion

/// An open file, or standard input.
final class FileSource: ByteSource {
  let path: String
  let descriptor: Int32

  /// Opens `path`; `-` is standard input.
  init(path: String) throws(IngestionError) {
    self.path = path
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.error(path, errno) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      if descriptor > 0 { close(descriptor) }
      throw IngestionError(file: path, reason: .directory)
    }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(IngestionError) -> Int {
    while true {
      let got = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      if got >= 0 { return got }
      if errno != EINTR { throw Self.error(path, errno) }
    }
  }

  /// The first bytes, where the file can be read again from the beginning.
  func head(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = pread(descriptor, &bytes, count, 0)
    return Array(bytes.prefix(max(0, got)))
  }

  static func error(_ path: String, _ code: Int32) -> IngestionError {
    let reason: IngestionError.Reason =
      switch code {
      case ENOENT, ENOTDIR: .missing
      case EACCES, EPERM: .permissionDenied
      case EISDIR: .directory
      default: .io(String(cString: strerror(code)))
      }
    return IngestionError(file: path, reason: reason)
  }
}
