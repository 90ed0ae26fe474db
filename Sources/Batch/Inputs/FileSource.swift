import Foundation
import Ingestion
import Platform

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
    do throws(SystemError) { return try Descriptor.read(descriptor, into: buffer) } catch {
      throw Self.error(path, error.code)
    }
  }

  /// The first bytes, where the file can be read again from the beginning.
  func head(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = bytes.withUnsafeMutableBytes { try? Descriptor.read(descriptor, into: $0, at: 0) }
    return Array(bytes.prefix(got ?? 0))
  }

  static func error(_ path: String, _ code: Int32) -> IngestionError { InputFile.error(path, code) }
}

extension ByteSource {
  /// The source's lines, of at most `maximum` bytes.
  func lines(maximum: Int, separator: UInt8 = UInt8(ascii: "\n")) -> LineReader<IngestionError> {
    LineReader(maximum: maximum, separator: separator) { (buffer) throws(IngestionError) in
      try self.read(into: buffer)
    }
  }
}
